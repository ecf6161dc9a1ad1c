import { useEffect, useMemo, useState } from 'preact/hooks';
import { isOfFacility } from '../connection/appliance-role.ts';
import { text } from '../locales/text.ts';
import { useLanguage } from '../locales/use-language.ts';
import { ConsentQuestion } from './join/consent-question.tsx';
import { JoinSection } from './join/join-section.tsx';
import { Welcome } from './join/welcome.tsx';
import { hearResults, type LiveResults } from './live-results.ts';
import type { Phone } from './phone.ts';
import type { PhoneApi } from './phone-api.ts';
import { hashOf } from './phone-place.ts';
import { ShownSection } from './sections.tsx';
import { TabBar } from './tab-bar.tsx';
import { onShelfChanged } from './token-shelf.ts';
import { useCatalogue } from './use-catalogue.ts';
import { usePlace } from './use-place.ts';
import './phone-screen.css';

/** The page: who nobody knows comes in, whoever scanned a code joins, everybody else is in their sections. */
export function PhoneScreen({ api }: { api: PhoneApi }) {
  useLanguage();
  const player = usePlayer(api);
  const place = usePlace();
  const [isNew, setNew] = useState(false);
  if (player === null) {
    return <Welcome api={api} isJoining={place.name === 'join'} onEntering={setNew} />;
  }
  if (place.name === 'join') {
    const done = () => {
      setNew(false);
      // A code is worth nothing any more, and going back is not to lead to it.
      location.replace(hashOf({ name: 'swings' }));
    };
    return <JoinSection key={place.code} api={api} code={place.code} isNew={isNew} onDone={done} />;
  }
  // A bay asks after joining. Here nobody joins, and without an answer no swing would ever come.
  if (isNew && isOfFacility()) return <ConsentQuestion api={api} onAnswered={() => setNew(false)} />;
  return <KnownScreen key={player} api={api} player={player} />;
}

function KnownScreen({ api, player }: { api: PhoneApi; player: string }) {
  const place = usePlace();
  const catalogue = useCatalogue(api);
  const [live, setLive] = useState<LiveResults | null>(null);
  useEffect(() => {
    const hearing = hearResults(api);
    setLive(hearing);
    return () => hearing.close();
  }, [api]);
  const phone: Phone | null = useMemo(
    () => live && { api, player, catalogue, pictures: live.pictures, onResult: live.onResult },
    [api, player, catalogue, live],
  );
  return (
    <div class="phone-screen">
      {live !== null && <LiveSign live={live} />}
      <main class="phone-screen__main">
        {phone !== null && place.name !== 'join' && <ShownSection name={place.name} phone={phone} place={place} />}
      </main>
      <TabBar place={place.name} />
    </div>
  );
}

/** That the phone hears the bay: new swings come by themselves. */
function LiveSign({ live }: { live: LiveResults }) {
  const [isOnLine, setOnLine] = useState(false);
  useEffect(() => live.onLine(setOnLine), [live]);
  return (
    <p class="live-sign" role="status" data-on={isOnLine}>
      {isOnLine && (
        <a class="live-sign__link" href={hashOf({ name: 'live' })}>
          {text('phone.live')}
        </a>
      )}
    </p>
  );
}

function usePlayer(api: PhoneApi): string | null {
  const [player, setPlayer] = useState(api.player);
  useEffect(() => {
    const ends = [api.onLogin(setPlayer), onShelfChanged(() => setPlayer(api.player))];
    return () => ends.forEach((end) => end());
  }, [api]);
  return player;
}
