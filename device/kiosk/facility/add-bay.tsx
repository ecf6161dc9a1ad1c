import { useState } from 'preact/hooks';
import type { InvitationTold } from '../../api/contract/facility.ts';
import { text } from '../locales/text.ts';
import { Action } from '../phone/controls/action.tsx';
import { Field } from '../phone/controls/field.tsx';
import { ProblemNote } from '../phone/controls/problem-note.tsx';
import { useTask } from '../phone/controls/use-task.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import { QrCode } from '../visit/qr-code.tsx';
import { clockWords } from './since-words.ts';

/** A code by which a bay joins, once: to be typed there, or read off the page with a phone and pasted. */
export function AddBay({ api, onAdded }: { api: PhoneApi; onAdded: () => void }) {
  const [name, setName] = useState('');
  const [given, setGiven] = useState<{ readonly name: string; readonly invitation: InvitationTold } | null>(null);
  const task = useTask();
  const invite = () =>
    task.run(async () => {
      const wanted = name.trim();
      setGiven({
        name: wanted,
        invitation: await api.call<InvitationTold>('POST', '/facility/bays', { name: wanted }),
      });
      setName('');
      onAdded();
    });
  const command = given === null ? '' : `./swingbay facility join ${location.origin} ${given.invitation.code}`;
  return (
    <div class="facility__add">
      <form
        class="facility__add-form"
        onSubmit={(submit) => {
          submit.preventDefault();
          void invite();
        }}
      >
        <Field
          label={text('facility.add')}
          hint={text('facility.add.hint')}
          name="bay"
          autoComplete="off"
          required
          maxLength={100}
          value={name}
          onValue={setName}
        />
        <Action type="submit" isRunning={task.isRunning}>
          {text('facility.add.press')}
        </Action>
      </form>
      <ProblemNote problem={task.problem} />
      {given !== null && (
        <figure class="facility__invitation" aria-live="polite">
          <QrCode content={command} label={text('facility.code.spoken', { name: given.name })} />
          <figcaption>
            <p>{text('facility.code.hint', { name: given.name, time: clockWords(given.invitation.expiresAt) })}</p>
            <p class="facility__code">{given.invitation.code}</p>
            <code class="facility__command">{command}</code>
          </figcaption>
        </figure>
      )}
    </div>
  );
}
