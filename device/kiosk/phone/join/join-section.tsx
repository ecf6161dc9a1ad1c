import { useState } from 'preact/hooks';
import type { Profile } from '../../../api/contract/accounts.ts';
import type { Joined } from '../../../api/contract/visit.ts';
import { counted, text } from '../../locales/text.ts';
import { BayMark } from '../../screen/bay-mark.tsx';
import { Action } from '../controls/action.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { Switch } from '../controls/switch.tsx';
import { useTask } from '../controls/use-task.ts';
import type { PhoneApi } from '../phone-api.ts';
import { useSeen } from '../use-seen.ts';
import { ConsentQuestion } from './consent-question.tsx';
import './welcome.css';

/** Joins the visit in the bay: one tap for whoever is known; then what is theirs now, and once what may leave the bay. */
export function JoinSection(props: { api: PhoneApi; code: string; isNew: boolean; onDone: () => void }) {
  const { api, code, isNew, onDone } = props;
  const profile = useSeen<Profile>(api, '/users/me');
  const [joined, setJoined] = useState<Joined | null>(null);
  const [takesSwings, setTakesSwings] = useState(true);
  const [isAsked, setAsked] = useState(!isNew);
  const task = useTask();
  const join = () =>
    task.run(async () =>
      setJoined(await api.call<Joined>('POST', '/sessions/join', { code, claimSwings: takesSwings })),
    );

  if (joined !== null && !isAsked) return <ConsentQuestion api={api} onAnswered={() => setAsked(true)} />;
  const name = profile.value?.name;
  return (
    <main class="welcome">
      <header class="welcome__head" aria-live="polite">
        <span class="welcome__mark">
          <BayMark />
        </span>
        <h1 class="welcome__title">{titleOf(joined, name)}</h1>
        <p class="welcome__hint">{text(joined === null ? 'phone.join.hint' : 'phone.join.done.hint')}</p>
      </header>
      {joined === null ? (
        <section class="phone-card">
          <Switch
            label={text('phone.join.claim')}
            hint={text('phone.join.claim.hint')}
            isOn={takesSwings}
            onTurn={setTakesSwings}
          />
          <ProblemNote problem={task.problem} />
          <Action kind="main" isRunning={task.isRunning} onPress={() => void join()}>
            {text('phone.join.press')}
          </Action>
          <Action kind="quiet" onPress={onDone}>
            {text('phone.join.later')}
          </Action>
        </section>
      ) : (
        <Action kind="main" onPress={onDone}>
          {text('phone.join.open')}
        </Action>
      )}
    </main>
  );
}

function titleOf(joined: Joined | null, name: string | undefined): string {
  if (joined === null) return name === undefined ? text('phone.join') : text('phone.join.named', { name });
  return joined.claimedSwings === 0 ? text('phone.join.done') : counted('phone.join.claimed', joined.claimedSwings);
}
