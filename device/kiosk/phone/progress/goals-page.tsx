import { useEffect, useState } from 'preact/hooks';
import type { GoalBody, GoalList } from '../../../api/contract/progress.ts';
import { text } from '../../locales/text.ts';
import { Action } from '../controls/action.tsx';
import { ProblemNote } from '../controls/problem-note.tsx';
import { useTask } from '../controls/use-task.ts';
import { OfflineNote } from '../offline-note.tsx';
import type { Phone } from '../phone.ts';
import { useSeen } from '../use-seen.ts';
import { shortDate } from './date-words.ts';
import { conditionWords, goalMetricWords, targetWords } from './goal-words.ts';
import { GoalRing } from './goal-ring.tsx';
import { keyOf, type MetricWords } from './metric-words.ts';
import { ProgressTabs } from './progress-tabs.tsx';
import './goals.css';

/** What the player aims at, and how much of the way is done for sure. */
export function GoalsPage({ phone }: { phone: Phone }) {
  const seen = useSeen<GoalList>(phone.api, '/users/me/goals');
  useEffect(() => phone.onResult(seen.again), [phone, seen.again]);
  const goals = seen.value?.goals ?? null;
  return (
    <>
      <OfflineNote asOf={seen.asOf} problem={seen.problem} />
      <h1 class="phone-screen__title">{text('progress.title')}</h1>
      <ProgressTabs current="goals" />
      <ProblemNote problem={goals === null ? seen.problem : null} />
      {goals !== null && goals.length === 0 && (
        <div class="progress__none" role="status">
          <p class="progress__none-title">{text('goal.none')}</p>
          <p>{text('goal.none.hint')}</p>
        </div>
      )}
      <ul class="goals">
        {goals?.map((goal) => (
          <GoalCard key={goal.id} goal={goal} phone={phone} onGone={seen.again} />
        ))}
      </ul>
      {goals !== null && (
        <a class="action" data-main="true" href="#progress/goal">
          {text('goal.new')}
        </a>
      )}
    </>
  );
}

function GoalCard({ goal, phone, onGone }: { goal: GoalBody; phone: Phone; onGone: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const task = useTask();
  const words = goalMetricWords(goal, phone.catalogue);
  const remove = () =>
    task.run(async () => {
      await phone.api.call<undefined>('DELETE', `/users/me/goals/${goal.id}`);
      onGone();
    });
  return (
    <li class="phone-card goal-card" data-status={goal.status}>
      <div class="goal-card__head">
        <GoalRing goal={goal} />
        <div>
          <h2 class="goal-card__title">
            <a href={`#progress/${keyOf({ id: goal.metric, at: goal.at })}`}>{words.title}</a>
          </h2>
          <p class="goal-card__target">{targetWords(goal, words)}</p>
          <p class="progress__soft">{conditionWords(goal)}</p>
        </div>
      </div>
      <p class="goal-card__status">{statusWords(goal, words)}</p>
      {goal.isProvable === false && goal.status !== 'reached' && (
        <p class="phone-card__hint">{text('goal.unprovable')}</p>
      )}
      <ProblemNote problem={task.problem} />
      {isAsking ? (
        <div class="goal-card__sure">
          <Action kind="danger" isRunning={task.isRunning} onPress={() => void remove()}>
            {text('goal.remove.sure')}
          </Action>
          <Action kind="quiet" onPress={() => setAsking(false)}>
            {text('goal.keep')}
          </Action>
        </div>
      ) : (
        <Action kind="quiet" onPress={() => setAsking(true)}>
          {text('goal.remove')}
        </Action>
      )}
    </li>
  );
}

function statusWords(goal: GoalBody, words: MetricWords): string {
  const { now, status, reachedAt } = goal;
  if (now === null) return text('goal.status.not-measured');
  const [from, to] = words.flip === 1 ? [now.low, now.high] : [now.high, now.low];
  const places = { value: words.say(now.value), low: words.say(from), high: words.say(to) };
  const said = text(`goal.status.${status}`, places);
  const before = status !== 'reached' && reachedAt !== null;
  return before ? `${said} ${text('goal.reached-before', { date: shortDate(reachedAt) })}` : said;
}
