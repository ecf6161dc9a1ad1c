import { useState } from 'preact/hooks';
import { text } from '../../locales/text.ts';
import { Action } from '../controls/action.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { useTask } from '../controls/use-task.ts';
import type { PhoneApi } from '../phone-api.ts';
import { hashOf } from '../phone-place.ts';

/** Asks once, then the swing is gone from the bay and from this phone. */
export function DeleteSwing({ api, id }: { api: PhoneApi; id: string }) {
  const [isAsking, setAsking] = useState(false);
  const task = useTask();
  const remove = () =>
    task.run(async () => {
      await api.call('DELETE', `/swings/${id}`);
      await api.dropCopy(`/swings/${id}`);
      location.hash = hashOf({ name: 'swings' });
    });
  if (!isAsking) {
    return (
      <Action kind="quiet" onPress={() => setAsking(true)}>
        {text('phone.swing.delete')}
      </Action>
    );
  }
  return (
    <section class="phone-card" role="alertdialog" aria-label={text('phone.swing.delete')}>
      <p>{text('phone.swing.delete.sure')}</p>
      <ProblemNote problem={task.problem} />
      <Action kind="danger" isRunning={task.isRunning} onPress={() => void remove()}>
        {text('phone.swing.delete.yes')}
      </Action>
      <Action onPress={() => setAsking(false)}>{text('phone.swing.delete.no')}</Action>
    </section>
  );
}
