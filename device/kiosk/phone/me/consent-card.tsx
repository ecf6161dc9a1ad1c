import type { Profile } from '../../../api/contract/accounts.ts';
import { text } from '../../locales/text.ts';
import { textHere } from '../../locales/text-here.ts';
import { ProblemNote } from '../controls/problem-note.tsx';
import { Switch } from '../controls/switch.tsx';
import { useTask } from '../controls/use-task.ts';
import type { ChangeProfile } from './change-profile.ts';

/** What may leave the bay, to be taken back at any time; of a minor only with a guardian's word to the staff. */
export function ConsentCard({ profile, onChange }: { profile: Profile; onChange: ChangeProfile }) {
  const task = useTask();
  const { shares, showsFace, isMinor, guardianAgreed } = profile;
  return (
    <section class="phone-card">
      <h2 class="phone-card__title">{text('phone.consent.title')}</h2>
      <Switch
        label={text('phone.consent.share')}
        hint={textHere('phone.consent.explained')}
        isOn={shares}
        isDisabled={task.isRunning}
        onTurn={(isOn) => void task.run(() => onChange({ shares: isOn }))}
      />
      {shares && (
        <Switch
          label={text('advice.face')}
          hint={text('advice.face.hint')}
          isOn={showsFace}
          isDisabled={task.isRunning}
          onTurn={(isOn) => void task.run(() => onChange({ showsFace: isOn }))}
        />
      )}
      <Switch
        label={text('phone.consent.minor')}
        hint={text(isMinor ? 'phone.consent.minor.back' : 'phone.consent.minor.hint')}
        isOn={isMinor}
        isDisabled={isMinor || task.isRunning}
        onTurn={() => void task.run(() => onChange({ isMinor: true }))}
      />
      {isMinor && (
        <p class="me__guardian" data-agreed={guardianAgreed}>
          {text(guardianAgreed ? 'phone.consent.guardian.yes' : 'phone.consent.guardian.no')}
        </p>
      )}
      <ProblemNote problem={task.problem} />
    </section>
  );
}
