import { useEffect, useState } from 'preact/hooks';
import { addressAfterVisit } from '../../connection/appliance-role.ts';
import { number, text } from '../../locales/text.ts';
import { textHere } from '../../locales/text-here.ts';
import { Action } from '../controls/action.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { useTask } from '../controls/use-task.ts';
import type { PhoneApi } from '../phone-api.ts';
import { exportFile } from './export-file.ts';
import { offerFile } from './offer-file.ts';

const MB = 1e6;

/** Taking everything along, and logging out of this phone. */
export function LeaveCard({ api }: { api: PhoneApi }) {
  const [isTaken, setTaken] = useState(false);
  const [heldBytes, setHeldBytes] = useState<number | null>(null);
  const task = useTask();
  const later = addressAfterVisit();
  useEffect(() => {
    void api.copySize().then(setHeldBytes);
  }, [api]);
  const take = () =>
    task.run(async () => {
      offerFile(await exportFile(api), `swingbay-${new Date().toISOString().slice(0, 10)}.json`);
      setTaken(true);
    });
  return (
    <section class="phone-card">
      <h2 class="phone-card__title">{text('phone.mine')}</h2>
      <p class="phone-card__hint">{textHere('phone.export.hint')}</p>
      <ProblemNote problem={task.problem} />
      <Action isRunning={task.isRunning} onPress={() => void take()}>
        {text(isTaken ? 'phone.export.done' : 'phone.export')}
      </Action>
      <p class="spoken-only" role="status">
        {isTaken && text('phone.export.done')}
      </p>
      <p class="phone-card__hint">
        {textHere('phone.copy', { size: heldBytes === null ? '…' : number(heldBytes / MB, 1) })}
      </p>
      {later !== null && (
        <p class="phone-card__hint">
          {text('phone.later')} <a href={`${later}/phone`}>{later.replace(/^https?:\/\//, '')}</a>
        </p>
      )}
      {!isSecureContext && <p class="phone-card__hint">{textHere('phone.insecure')}</p>}
      <Action onPress={() => void api.logOut()}>{text('phone.logout')}</Action>
    </section>
  );
}
