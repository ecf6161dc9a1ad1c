import { useState } from 'preact/hooks';
import type { ProfileChange } from '../../../api/contract/accounts.ts';
import { text } from '../../locales/text.ts';
import { textHere } from '../../locales/text-here.ts';
import { Action } from '../controls/action.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { Switch } from '../controls/switch.tsx';
import { useTask } from '../controls/use-task.ts';
import type { PhoneApi } from '../phone-api.ts';
import './welcome.css';

/** Asked by itself, after joining and never as a condition of it: both answers are alike in size, and no is the rule. */
export function ConsentQuestion({ api, onAnswered }: { api: PhoneApi; onAnswered: () => void }) {
  const [isMinor, setMinor] = useState(false);
  const task = useTask();
  const answer = (shares: boolean) =>
    task.run(async () => {
      // Whoever says that they are a minor stays one until staff says otherwise: only yes is sent.
      const change: ProfileChange = { shares, ...(isMinor ? { isMinor } : {}) };
      await api.call('PATCH', '/users/me', change);
      onAnswered();
    });
  return (
    <main class="welcome">
      <header class="welcome__head">
        <h1 class="welcome__title">{textHere('phone.consent.question')}</h1>
        <p class="welcome__hint">{textHere('phone.consent.explained')}</p>
      </header>
      <section class="phone-card">
        <Switch
          label={text('phone.consent.minor')}
          hint={text('phone.consent.minor.hint')}
          isOn={isMinor}
          onTurn={setMinor}
        />
        <ProblemNote problem={task.problem} />
        <Action isDisabled={task.isRunning} onPress={() => void answer(false)}>
          {textHere('phone.consent.no')}
        </Action>
        <Action isDisabled={task.isRunning} onPress={() => void answer(true)}>
          {text('phone.consent.yes')}
        </Action>
      </section>
      <p class="welcome__promise">{text('phone.consent.change')}</p>
    </main>
  );
}
