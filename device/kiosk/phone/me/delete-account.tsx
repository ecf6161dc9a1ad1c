import { useState } from 'preact/hooks';
import { text } from '../../locales/text.ts';
import { textHere } from '../../locales/text-here.ts';
import { Action } from '../controls/action.tsx';
import { Field } from '../controls/field.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { useTask } from '../controls/use-task.ts';
import type { PhoneApi } from '../phone-api.ts';
import { forgetShell } from '../shell/phone-shell.ts';

/** Everything of the player goes, from the bay and from this phone, once they have typed the word for it. */
export function DeleteAccount({ api }: { api: PhoneApi }) {
  const [isAsking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const task = useTask();
  const word = text('phone.delete.word');
  const isMeant = typed.trim().toLocaleLowerCase() === word.toLocaleLowerCase();
  const remove = () =>
    task.run(async () => {
      await api.call('DELETE', '/users/me');
      await forgetShell();
      await api.forget();
    });
  if (!isAsking) {
    return (
      <Action kind="danger" onPress={() => setAsking(true)}>
        {text('phone.delete')}
      </Action>
    );
  }
  return (
    <form
      class="phone-card"
      aria-label={text('phone.delete')}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (isMeant) void remove();
      }}
    >
      <h2 class="phone-card__title">{text('phone.delete')}</h2>
      <p>{textHere('phone.delete.sure')}</p>
      <Field label={text('phone.delete.type', { word })} autoComplete="off" value={typed} onValue={setTyped} />
      <ProblemNote problem={task.problem} />
      <Action type="submit" kind="danger" isRunning={task.isRunning} isDisabled={!isMeant}>
        {text('phone.delete.yes')}
      </Action>
      <Action onPress={() => setAsking(false)}>{text('phone.delete.no')}</Action>
    </form>
  );
}
