import type { ComponentChildren } from 'preact';
import type { CompletedDrill } from '../../../api/contract/accounts.ts';
import type { WeekPlanBody } from '../../../api/contract/coach.ts';
import { type Catalogue, wordsOfId } from '../../connection/catalogue.ts';
import { text } from '../../locales/text.ts';
import { useLanguage } from '../../locales/use-language.ts';
import { Action } from '../controls/action.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { useTask } from '../controls/use-task.ts';
import { OfflineNote } from '../offline-note.tsx';
import type { Phone, SectionProps } from '../phone.ts';
import { shortDate } from '../progress/date-words.ts';
import { useSeen } from '../use-seen.ts';
import { ClaudeNote } from './claude-note.tsx';
import { DrillWords } from './drill-links.tsx';
import { useLaterAgain } from './use-later-again.ts';
import { type PlannedDay, type PlannedDrill, weekProgress } from './week-progress.ts';
import '../progress/progress-section.css';
import '../drills/drills-section.css';
import './coach-cards.css';

/** The week's plan, day by day, with what of it is done. */
export function WeekSection({ phone }: SectionProps) {
  const language = useLanguage();
  const path = `/users/${phone.player}/week?lang=${language}`;
  const { value, asOf, problem, again } = useSeen<WeekPlanBody>(phone.api, path);
  useLaterAgain(value?.claude.state === 'waiting', again);
  const asking = useTask();
  const ask = () =>
    void asking.run(async () => {
      await phone.api.call<WeekPlanBody>('POST', path, {});
      again();
    });
  return (
    <article class="progress">
      <a class="progress__back" href="#drills">
        {text('practice.title')}
      </a>
      <OfflineNote asOf={asOf} problem={problem} />
      <h1 class="phone-screen__title">{text('words.week')}</h1>
      <ProblemNote problem={value === null ? problem : null} />
      {value === null && problem === null && (
        <p class="progress__waiting" role="status">
          {text('words.loading')}
        </p>
      )}
      {value !== null && (
        <Plan phone={phone} week={value} onDone={again}>
          <ClaudeNote api={phone.api} claude={value.claude} isShown={value.claude.document !== null} onChanged={ask}>
            {value.claude.state === 'not-asked' && (
              <Action isRunning={asking.isRunning} onPress={ask}>
                {text('words.week.ask')}
              </Action>
            )}
            <ProblemNote problem={asking.problem} />
          </ClaudeNote>
        </Plan>
      )}
    </article>
  );
}

function Plan(props: { phone: Phone; week: WeekPlanBody; onDone: () => void; children: ComponentChildren }) {
  const { phone, week, onDone, children } = props;
  const plan = week.claude.document ?? week.offline;
  const language = week.claude.language ?? week.language;
  const { days, done, all } = weekProgress(plan.days, week.done);
  return (
    <div class="coach-cards">
      <p class="progress__moment">{text('words.week.from', { date: shortDate(week.monday) })}</p>
      <p class="coach-cards__overview" lang={language}>
        {plan.aim}
      </p>
      <div class="week-progress">
        <progress class="week-progress__bar" max={all} value={done} aria-label={text('words.week')} />
        <span class="week-progress__words">{text('words.week.progress', { done, all })}</span>
      </div>
      {days.map((day) => (
        <Day key={day.day} day={day} phone={phone} language={language} onDone={onDone} />
      ))}
      <section class="phone-card">
        <h2 class="phone-card__title">{text('words.week.tell')}</h2>
        <p lang={language}>{plan.howToTell}</p>
      </section>
      {children}
      {week.claude.document !== null && (
        <details class="progress__more">
          <summary>{text('words.bay.too')}</summary>
          <div class="coach-cards__inner" lang={week.language}>
            <p>{week.offline.aim}</p>
            <p class="progress__soft">{week.offline.howToTell}</p>
          </div>
        </details>
      )}
    </div>
  );
}

function Day(props: { day: PlannedDay; phone: Phone; language: string; onDone: () => void }) {
  const { day, phone, language, onDone } = props;
  return (
    <section class="phone-card week-day">
      <h2 class="phone-card__title">{text('words.week.day', { day: day.day })}</h2>
      <p lang={language}>{day.focus}</p>
      <ul class="drills__links">
        {day.drills.map((drill) => (
          <li key={drill.drillId} class="week-day__drill" data-done={drill.isDone}>
            <a class="drills__link" href={`#drills/${drill.drillId}`}>
              <DrillWords drill={drill.drillId} why={drill.why} catalogue={phone.catalogue} language={language} />
            </a>
            <DoneMark drill={drill} phone={phone} catalogue={phone.catalogue} onDone={onDone} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Says that a drill was done; taken back is nothing, since it stands with its time among what was done. */
function DoneMark(props: { drill: PlannedDrill; phone: Phone; catalogue: Catalogue; onDone: () => void }) {
  const { drill, phone, catalogue, onDone } = props;
  const task = useTask();
  const name = catalogue.drills.find(({ id }) => id === drill.drillId)?.name ?? wordsOfId(drill.drillId);
  if (drill.isDone) {
    return (
      <p class="week-day__done">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="m5 13 5 5 9-12" />
        </svg>
        {text('words.week.done')}
      </p>
    );
  }
  const mark = () =>
    void task.run(async () => {
      await phone.api.call<CompletedDrill>('POST', `/drills/${drill.drillId}/complete`, { notes: null });
      onDone();
    });
  return (
    <>
      <button
        type="button"
        class="week-day__mark"
        aria-label={text('words.week.mark', { drill: name })}
        disabled={task.isRunning}
        onClick={mark}
      >
        <span class="week-day__ring" aria-hidden="true" />
      </button>
      <ProblemNote problem={task.problem} />
    </>
  );
}
