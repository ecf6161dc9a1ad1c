import { isClub } from '../../../api/contract/clubs.ts';
import { useState } from 'preact/hooks';
import type { GoalBody, MetricProgressBody, Progress } from '../../../api/contract/progress.ts';
import { text } from '../../locales/text.ts';
import { clubWords } from '../../locales/club-words.ts';
import { Action } from '../controls/action.tsx';
import { Field } from '../controls/field.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { useTask } from '../controls/use-task.ts';
import type { Phone } from '../phone.ts';
import { draftFrom, type DraftProblem, type GoalDraft, goalOf, isTooNarrow } from './goal-draft.ts';
import { keyOf, metricWords } from './metric-words.ts';
import './goals.css';

/** A new goal: which number, where it is to be, with which club, and by when. */
export function GoalForm({
  phone,
  progress,
  metric: asked,
}: {
  phone: Phone;
  progress: Progress;
  metric: string | null;
}) {
  const choices = measuredFirst(progress.metrics);
  const [key, setKey] = useState(asked ?? '');
  const metric = choices.find((each) => keyOf(each) === key) ?? choices[0];
  return (
    <>
      <a class="progress__back" href="#progress/goals">
        {text('progress.tab.goals')}
      </a>
      <h1 class="phone-screen__title">{text('goal.new')}</h1>
      <div class="phone-card">
        <label class="field">
          <span class="field__label">{text('goal.number')}</span>
          <select
            class="field__input"
            value={metric === undefined ? '' : keyOf(metric)}
            onChange={(change) => setKey(change.currentTarget.value)}
          >
            {choices.map((each) => (
              <option key={keyOf(each)} value={keyOf(each)}>
                {metricWords(each, phone.catalogue).title}
              </option>
            ))}
          </select>
        </label>
        {metric !== undefined && <Target key={keyOf(metric)} phone={phone} metric={metric} clubs={progress.clubs} />}
      </div>
    </>
  );
}

function Target({ phone, metric, clubs }: { phone: Phone; metric: MetricProgressBody; clubs: Progress['clubs'] }) {
  const newest = metric.levels.at(-1)?.mean ?? null;
  const words = metricWords(metric, phone.catalogue, newest);
  const [draft, setDraft] = useState<GoalDraft>({ ...draftFrom(metric, words.flip), club: '', dueOn: '' });
  const [problem, setProblem] = useState<DraftProblem | null>(null);
  const task = useTask();
  const made = goalOf(draft, metric, words.flip);
  const change = (part: Partial<GoalDraft>) => {
    setDraft({ ...draft, ...part });
    setProblem(null);
  };
  const save = () => {
    if ('problem' in made) {
      setProblem(made.problem);
      return;
    }
    void task.run(async () => {
      await phone.api.call<GoalBody>('POST', '/users/me/goals', made.goal);
      location.hash = '#progress/goals';
    });
  };
  const unit = [words.unit.trim(), words.direction].filter((each) => each !== null && each !== '').join(' ');
  const named = (label: string) => (unit === '' ? label : `${label} (${unit})`);
  const known = clubs.flatMap(({ club }) => (club !== null && isClub(club) ? [club] : []));
  return (
    <form
      class="goal-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {newest !== null && <p class="phone-card__hint">{text('goal.now', { value: words.say(newest) })}</p>}
      <div class="goal-form__ends">
        <Field
          label={named(text('goal.least'))}
          inputMode="decimal"
          value={draft.least}
          error={problem === null ? null : text(`goal.problem.${problem}`)}
          onValue={(least) => change({ least })}
        />
        <Field
          label={named(text('goal.most'))}
          inputMode="decimal"
          value={draft.most}
          onValue={(most) => change({ most })}
        />
      </div>
      {'goal' in made && isTooNarrow(made.goal, metric.known) && metric.known !== null && (
        <p class="goal-form__narrow" role="status">
          {text('goal.too-narrow', { size: words.saySize((metric.known.high - metric.known.low) / 2) })}
        </p>
      )}
      {known.length > 0 && (
        <label class="field">
          <span class="field__label">{text('goal.club')}</span>
          <select
            class="field__input"
            value={draft.club}
            onChange={(chosen) => change({ club: chosen.currentTarget.value })}
          >
            <option value="">{text('goal.club.any')}</option>
            {known.map((club) => (
              <option key={club} value={club}>
                {clubWords(club)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="field">
        <span class="field__label">{text('goal.due')}</span>
        <input
          class="field__input"
          type="date"
          value={draft.dueOn}
          onInput={(typed) => change({ dueOn: typed.currentTarget.value })}
        />
      </label>
      <ProblemNote problem={task.problem} />
      <Action kind="main" type="submit" isRunning={task.isRunning}>
        {text('goal.save')}
      </Action>
    </form>
  );
}

/** What was never measured stands at the end: a goal may come before the first shot. */
function measuredFirst(metrics: readonly MetricProgressBody[]): MetricProgressBody[] {
  return metrics.toSorted((a, b) => Number(b.levels.length > 0) - Number(a.levels.length > 0));
}
