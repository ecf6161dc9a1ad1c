import { useState } from 'preact/hooks';
import type { MyCoaches } from '../../../api/contract/accounts.ts';
import { text } from '../../locales/text.ts';
import { textHere } from '../../locales/text-here.ts';
import { ProblemNote } from '../controls/problem-note.tsx';
import { Switch } from '../controls/switch.tsx';
import { useTask } from '../controls/use-task.ts';
import type { PhoneApi } from '../phone-api.ts';
import { useSeen } from '../use-seen.ts';

/** Who may look over the player's shoulder: the player's to say, one coach at a time. */
export function CoachesCard({ api, player }: { api: PhoneApi; player: string }) {
  const seen = useSeen<MyCoaches>(api, '/users/me/coaches');
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const task = useTask();
  const turn = (coach: string, isMine: boolean) =>
    task.run(async () => {
      await api.call(isMine ? 'PUT' : 'DELETE', `/users/${player}/coaches/${coach}`);
      setTurned((before) => new Map(before).set(coach, isMine));
    });
  const coaches = seen.value?.coaches ?? [];
  return (
    <section class="phone-card">
      <h2 class="phone-card__title">{text('phone.coaches')}</h2>
      <p class="phone-card__hint">
        {textHere(seen.value !== null && coaches.length === 0 ? 'phone.coaches.none' : 'phone.coaches.hint')}
      </p>
      {coaches.map(({ id, name, isMine }) => (
        <Switch
          key={id}
          label={text('phone.coaches.may', { name })}
          isOn={turned.get(id) ?? isMine}
          isDisabled={task.isRunning}
          onTurn={(isOn) => void turn(id, isOn)}
        />
      ))}
      <ProblemNote problem={task.problem} />
    </section>
  );
}
