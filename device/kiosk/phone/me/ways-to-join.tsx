import { useState } from 'preact/hooks';
import { isOfFacility } from '../../connection/appliance-role.ts';
import { text } from '../../locales/text.ts';
import { Action } from '../controls/action.tsx';
import { Field } from '../controls/field.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { useTask } from '../controls/use-task.ts';
import type { PhoneApi } from '../phone-api.ts';
import type { ChangeProfile } from './change-profile.ts';

/** Joining without a phone: a PIN for the bay's screen, a card for its reader. */
export function WaysToJoin({ api, onChange }: { api: PhoneApi; onChange: ChangeProfile }) {
  const [pin, setPin] = useState('');
  const [done, setDone] = useState<'pin' | 'card' | null>(null);
  const pinTask = useTask();
  const cardTask = useTask();
  const setThePin = () =>
    pinTask.run(async () => {
      await onChange({ pin });
      setPin('');
      setDone('pin');
    });
  const bindCard = () =>
    cardTask.run(async () => {
      await api.call('POST', '/users/me/card');
      setDone('card');
    });
  return (
    <section class="phone-card">
      <h2 class="phone-card__title">{text('phone.ways')}</h2>
      <form
        class="me__form"
        onSubmit={(submit) => {
          submit.preventDefault();
          void setThePin();
        }}
      >
        <Field
          label={text('phone.pin')}
          hint={text('phone.pin.hint')}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          pattern="[0-9]{6,12}"
          required
          maxLength={12}
          value={pin}
          onValue={setPin}
        />
        <ProblemNote problem={pinTask.problem} />
        <Action type="submit" isRunning={pinTask.isRunning}>
          {text(done === 'pin' ? 'phone.pin.done' : 'phone.pin.set')}
        </Action>
      </form>
      {/* The reader is in a bay. */}
      {!isOfFacility() && (
        <>
          <p class="phone-card__hint">{text('phone.card.hint')}</p>
          <ProblemNote problem={cardTask.problem} />
          <Action isRunning={cardTask.isRunning} onPress={() => void bindCard()}>
            {text(done === 'card' ? 'phone.card.done' : 'phone.card.bind')}
          </Action>
        </>
      )}
      <p class="spoken-only" role="status">
        {done !== null && text(`phone.${done}.done`)}
      </p>
    </section>
  );
}
