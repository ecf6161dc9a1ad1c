import { useEffect, useState } from 'preact/hooks';
import type { Profile } from '../../api/contract/accounts.ts';
import { useAnswer } from '../coach/use-answer.ts';
import { LanguageSwitch } from '../locales/language-switch.tsx';
import { text } from '../locales/text.ts';
import { useLanguage } from '../locales/use-language.ts';
import { Action } from '../phone/controls/action.tsx';
import { ProblemNote } from '../phone/controls/problem-note.tsx';
import type { PhoneApi } from '../phone/phone-api.ts';
import { onShelfChanged } from '../phone/token-shelf.ts';
import { BayMark } from '../screen/bay-mark.tsx';
import { Doors } from './doors.tsx';
import { FacilityOverview } from './facility-overview.tsx';
import './facility-screen.css';

/** Who runs the facility may do so here; players have a page of their own. */
const STAFF: ReadonlySet<Profile['role']> = new Set<Profile['role']>(['staff', 'installer', 'operator', 'admin']);

/** The first page of a facility: whoever looks after its bays sees how they are, everybody else the way to their swings. */
export function FacilityScreen({ api }: { api: PhoneApi }) {
  useLanguage();
  const [player, setPlayer] = useState(api.player);
  useEffect(() => {
    const ends = [api.onLogin(setPlayer), onShelfChanged(() => setPlayer(api.player))];
    return () => ends.forEach((end) => end());
  }, [api]);
  return (
    <div class="facility">
      <header class="facility__header">
        <span class="facility__name">
          <BayMark />
          {text('facility.title')}
        </span>
        <div class="facility__right">
          <LanguageSwitch />
          {player !== null && (
            <Action kind="quiet" onPress={() => void api.logOut().catch(() => undefined)}>
              {text('phone.logout')}
            </Action>
          )}
        </div>
      </header>
      {player === null ? <Doors api={api} isKnown={false} /> : <Known key={player} api={api} />}
    </div>
  );
}

function Known({ api }: { api: PhoneApi }) {
  const me = useAnswer<Profile>(api, '/users/me');
  if (me.problem !== null) {
    return (
      <main class="facility__doors">
        <ProblemNote problem={me.problem} />
        <Action onPress={me.again}>{text('remote.again')}</Action>
      </main>
    );
  }
  if (me.value === null) {
    return (
      <main class="facility__doors">
        <p role="status">{text('phone.loading')}</p>
      </main>
    );
  }
  return STAFF.has(me.value.role) ? <FacilityOverview api={api} role={me.value.role} /> : <Doors api={api} isKnown />;
}
