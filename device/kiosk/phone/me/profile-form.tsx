import { useId, useState } from 'preact/hooks';
import type { Profile } from '../../../api/contract/accounts.ts';
import { CLUBS } from '../../../api/contract/clubs.ts';
import type { Handedness } from '../../../api/contract/report.ts';
import { clubWords } from '../../locales/club-words.ts';
import { text } from '../../locales/text.ts';
import { Action } from '../controls/action.tsx';
import { Choice } from '../controls/choice.tsx';
import { Field } from '../controls/field.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { Switch } from '../controls/switch.tsx';
import { useTask } from '../controls/use-task.ts';
import type { ChangeProfile } from './change-profile.ts';
import { type ProfileDraft, changeOf, draftOf, MISSES } from './profile-draft.ts';

/** What a coach would ask on the first evening. */
export function ProfileForm({ profile, onChange }: { profile: Profile; onChange: ChangeProfile }) {
  const [draft, setDraft] = useState<ProfileDraft>(() => draftOf(profile));
  const [isSaved, setSaved] = useState(false);
  const task = useTask();
  const change = changeOf(profile, draft);
  const isDirty = Object.keys(change).length > 0;
  const set = (fields: Partial<ProfileDraft>) => {
    setSaved(false);
    setDraft((before) => ({ ...before, ...fields }));
  };
  const save = () =>
    task.run(async () => {
      await onChange(change);
      setSaved(true);
    });
  return (
    <form
      class="phone-card"
      onSubmit={(submit) => {
        submit.preventDefault();
        void save();
      }}
    >
      <h2 class="phone-card__title">{text('phone.me.golfer')}</h2>
      <Field
        label={text('phone.field.name')}
        autoComplete="nickname"
        required
        maxLength={100}
        value={draft.name}
        onValue={(name) => set({ name })}
      />
      <Choice<Handedness>
        label={text('phone.field.hand')}
        options={[
          { value: 'right', words: text('phone.hand.right') },
          { value: 'left', words: text('phone.hand.left') },
        ]}
        chosen={draft.handedness}
        onChoose={(handedness) => set({ handedness })}
      />
      <div class="me__pair">
        <Field
          label={text('phone.field.height')}
          type="number"
          inputMode="numeric"
          min={60}
          max={260}
          step={1}
          value={draft.heightCm}
          onValue={(heightCm) => set({ heightCm })}
        />
        <Field
          label={text('phone.field.handicap')}
          type="number"
          inputMode="decimal"
          min={-10}
          max={54}
          step={0.1}
          value={draft.handicap}
          onValue={(handicap) => set({ handicap })}
        />
      </div>
      <div class="me__pair">
        <Pick
          label={text('phone.field.club')}
          value={draft.club}
          options={[...new Set<string>([...CLUBS, ...(draft.club === '' ? [] : [draft.club])])]}
          wordsOf={clubWords}
          onPick={(club) => set({ club })}
        />
        <Pick
          label={text('phone.field.miss')}
          value={draft.usualMiss}
          options={MISSES}
          wordsOf={(miss) => text(`phone.miss.${miss}`)}
          onPick={(usualMiss) => set({ usualMiss })}
        />
      </div>
      <Lines
        label={text('phone.field.goals')}
        hint={text('phone.field.lines')}
        value={draft.goals}
        onValue={(goals) => set({ goals })}
      />
      <Lines
        label={text('phone.field.limitations')}
        hint={text('phone.field.limitations.hint')}
        value={draft.limitations}
        onValue={(limitations) => set({ limitations })}
      />
      <Switch
        label={text('phone.field.leaderboard')}
        hint={text('phone.field.leaderboard.hint')}
        isOn={draft.isOnLeaderboard}
        onTurn={(isOnLeaderboard) => set({ isOnLeaderboard })}
      />
      <ProblemNote problem={task.problem} />
      <Action type="submit" kind={isDirty ? 'main' : 'plain'} isRunning={task.isRunning} isDisabled={!isDirty}>
        {text(isSaved && !isDirty ? 'phone.saved' : 'phone.save')}
      </Action>
      <p class="spoken-only" role="status">
        {isSaved && text('phone.saved')}
      </p>
    </form>
  );
}

function Pick<Value extends string>(props: {
  label: string;
  value: Value | '';
  options: readonly Value[];
  wordsOf: (value: Value) => string;
  onPick: (value: Value | '') => void;
}) {
  const { label, value, options, wordsOf, onPick } = props;
  const id = useId();
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label}
      </label>
      <select
        id={id}
        class="field__input"
        value={value}
        onChange={(change) => onPick(change.currentTarget.value as Value | '')}
      >
        <option value="">{text('phone.field.none')}</option>
        {options.map((each) => (
          <option key={each} value={each}>
            {wordsOf(each)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Lines(props: { label: string; hint: string; value: string; onValue: (value: string) => void }) {
  const { label, hint, value, onValue } = props;
  const id = useId();
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label}
      </label>
      <textarea
        id={id}
        class="field__input me__lines"
        rows={2}
        value={value}
        aria-describedby={`${id}-below`}
        onInput={(typed) => onValue(typed.currentTarget.value)}
      />
      <p id={`${id}-below`} class="field__below">
        {hint}
      </p>
    </div>
  );
}
