import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLanguage } from '../locales/use-language.ts';
import type { Phone } from './phone.ts';
import type { PhoneApi } from './phone-api.ts';
import { ShownSection } from './sections.tsx';
import { TabBar } from './tab-bar.tsx';
import { onShelfChanged } from './token-shelf.ts';
import { useCatalogue } from './use-catalogue.ts';
import { usePlace } from './use-place.ts';
import './phone-screen.css';

/** The page: who nobody knows comes in, everybody else is in their sections. */
export function PhoneScreen({ api }: { api: PhoneApi }) {
  useLanguage();
  const player = usePlayer(api);
  return player === null ? null : <KnownScreen key={player} api={api} player={player} />;
}

function KnownScreen({ api, player }: { api: PhoneApi; player: string }) {
  const place = usePlace();
  const catalogue = useCatalogue(api);
  const phone: Phone = useMemo(
    () => ({ api, player, catalogue, onResult: () => () => undefined }),
    [api, player, catalogue],
  );
  return (
    <div class="phone-screen">
      <main class="phone-screen__main">
        {place.name !== 'join' && <ShownSection name={place.name} phone={phone} place={place} />}
      </main>
      <TabBar place={place.name} />
    </div>
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
