import { useEffect, useState } from 'preact/hooks';
import type { Profile } from '../../api/contract/accounts.ts';
import { type Catalogue, EMPTY_CATALOGUE } from '../connection/catalogue.ts';
import { LanguageSwitch } from '../locales/language-switch.tsx';
import { text } from '../locales/text.ts';
import { useLanguage } from '../locales/use-language.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import { onShelfChanged } from '../phone/token-shelf.ts';
import { BayMark } from '../screen/bay-mark.tsx';
import { CoachCosts } from './coach-costs.tsx';
import { CoachExchanges } from './coach-exchanges.tsx';
import { CoachLogin } from './coach-login.tsx';
import { hashOf, placeOf } from './coach-place.ts';
import { Notice } from './notice.tsx';
import { PlayerPage } from './player-page.tsx';
import { PlayersPage } from './players-page.tsx';
import { SwingPage } from './swing-page.tsx';
import { useAnswer } from './use-answer.ts';
import './coach-screen.css';

/** Who looks after the bay: they see what Claude is asked and costs, and nothing of a lesson. */
const STAFF: ReadonlySet<Profile['role']> = new Set<Profile['role']>(['staff', 'operator', 'admin']);

/** The page: a coach who is logged in sees the players who chose them; of those nobody else sees anything. */
export function CoachScreen({ api }: { api: PhoneApi }) {
  useLanguage();
  const [player, setPlayer] = useState(api.player);
  useEffect(() => {
    const ends = [api.onLogin(setPlayer), onShelfChanged(() => setPlayer(api.player))];
    return () => ends.forEach((end) => end());
  }, [api]);
  return (
    <div class="coach-screen">
      <header class="coach-screen__header">
        <a class="coach-screen__name" href={hashOf({ name: 'players' })}>
          <BayMark />
          {text('coach.title')}
        </a>
        <div class="coach-screen__right">
          <LanguageSwitch />
          {player !== null && (
            <a class="coach-button" href={hashOf({ name: 'costs' })}>
              {text('words.costs')}
            </a>
          )}
          {player !== null && (
            <button type="button" class="coach-button" onClick={() => void api.logOut().catch(() => undefined)}>
              {text('coach.logout')}
            </button>
          )}
        </div>
      </header>
      {player === null ? <CoachLogin api={api} /> : <KnownCoach key={player} api={api} />}
    </div>
  );
}

function KnownCoach({ api }: { api: PhoneApi }) {
  const language = useLanguage();
  const me = useAnswer<Profile>(api, '/users/me');
  const { value } = useAnswer<Catalogue>(api, `/catalogue?lang=${language}`);
  const [catalogue, setCatalogue] = useState(EMPTY_CATALOGUE);
  useEffect(() => {
    if (value !== null) setCatalogue(value);
  }, [value]);
  const [place, setPlace] = useState(() => placeOf(location.hash));
  useEffect(() => {
    const follow = () => {
      setPlace(placeOf(location.hash));
      scrollTo(0, 0);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  if (me.value === null) return <Notice problem={me.problem} onAgain={me.again} />;
  if (STAFF.has(me.value.role)) {
    return place.name === 'exchanges' ? <CoachExchanges api={api} /> : <CoachCosts api={api} isCoach={false} />;
  }
  if (me.value.role !== 'coach') {
    return (
      <main class="coach-screen__main">
        <h1 class="coach-screen__title">{text('coach.no-coach')}</h1>
        <p>{text('coach.no-coach.hint')}</p>
      </main>
    );
  }
  switch (place.name) {
    case 'players':
      return <PlayersPage api={api} catalogue={catalogue} coach={me.value.id} />;
    case 'costs':
      return <CoachCosts api={api} isCoach />;
    case 'exchanges':
      return <CoachExchanges api={api} />;
    case 'player':
      return <PlayerPage key={place.id} api={api} catalogue={catalogue} coach={me.value.id} player={place.id} />;
    case 'swing':
      return <SwingPage key={place.id} api={api} catalogue={catalogue} coach={me.value.id} swing={place.id} />;
  }
}
