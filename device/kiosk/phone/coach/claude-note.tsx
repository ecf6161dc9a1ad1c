import type { ComponentChildren } from 'preact';
import type { Profile } from '../../../api/contract/accounts.ts';
import type { WeekPlanBody } from '../../../api/contract/coach.ts';
import { text } from '../../locales/text.ts';
import { textHere } from '../../locales/text-here.ts';
import { ProblemNote } from '../controls/problem-note.tsx';
import { Switch } from '../controls/switch.tsx';
import { useTask } from '../controls/use-task.ts';
import type { PhoneApi } from '../phone-api.ts';
import './coach-cards.css';

type Standing = Pick<WeekPlanBody['claude'], 'state' | 'why'>;

/** From whom the words are, and why Claude's are not there; where a word of the player is missing, its switch. */
export function ClaudeNote(props: {
  api: PhoneApi;
  claude: Standing;
  isShown: boolean;
  onChanged: () => void;
  children?: ComponentChildren;
}) {
  const { api, claude, isShown, onChanged, children } = props;
  const task = useTask();
  const agree = (isOn: boolean) =>
    void task.run(async () => {
      await api.call<Profile>('PATCH', '/users/me', { shares: isOn });
      onChanged();
    });
  return (
    <div class="claude-note">
      <p class="claude-note__by">{text(isShown ? 'words.by.claude' : 'words.by.bay')}</p>
      {!isShown && (
        <p class="claude-note__why" role="status">
          {whyWords(claude)}
        </p>
      )}
      {!isShown && claude.why === 'no-consent' && (
        <Switch
          label={text('phone.consent.share')}
          hint={textHere('phone.consent.explained')}
          isOn={false}
          isDisabled={task.isRunning}
          onTurn={agree}
        />
      )}
      <ProblemNote problem={task.problem} />
      {children}
    </div>
  );
}

function whyWords({ state, why }: Standing): string {
  if (why !== null) return text(`words.why.${why}`);
  return state === 'waiting' ? text('words.waiting') : '';
}
