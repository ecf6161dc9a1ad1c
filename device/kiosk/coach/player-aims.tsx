import type { DrillEffects, GoalBody, GoalList } from '../../api/contract/progress.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { counted, text } from '../locales/text.ts';
import { effectWords } from '../phone/drills/drill-words.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import { GoalRing } from '../phone/progress/goal-ring.tsx';
import { conditionWords, goalMetricWords, targetWords } from '../phone/progress/goal-words.ts';
import { Notice } from './notice.tsx';
import { dayWords, drillName } from './swing-words.ts';
import { useAnswer } from './use-answer.ts';
import './player-aims.css';

interface Asked {
  readonly api: PhoneApi;
  readonly catalogue: Catalogue;
  readonly player: string;
}

/** What numbers the player aims at, and how much of each way is done for sure. */
export function PlayerGoals({ api, catalogue, player }: Asked) {
  const { value, problem, again } = useAnswer<GoalList>(api, `/coaching/players/${player}/goals`);
  return (
    <section class="coach-panel" aria-labelledby="player-goals">
      <h2 id="player-goals" class="coach-panel__title">
        {text('coach.goals')}
      </h2>
      {value === null && <Notice problem={problem} onAgain={again} />}
      {value?.goals.length === 0 && <p class="coach-soft">{text('coach.goals.none')}</p>}
      <ul class="player-aims">
        {value?.goals.map((goal) => (
          <Goal key={goal.id} goal={goal} catalogue={catalogue} />
        ))}
      </ul>
    </section>
  );
}

function Goal({ goal, catalogue }: { goal: GoalBody; catalogue: Catalogue }) {
  const words = goalMetricWords(goal, catalogue);
  const { now, status } = goal;
  const [from, to] = words.flip === 1 ? [now?.low, now?.high] : [now?.high, now?.low];
  const places = { value: words.say(now?.value ?? 0), low: words.say(from ?? 0), high: words.say(to ?? 0) };
  return (
    <li class="player-aims__goal">
      <GoalRing goal={goal} />
      <div>
        <h3 class="player-aims__name">{words.title}</h3>
        <p>
          <strong>{targetWords(goal, words)}</strong> <span class="coach-soft">{conditionWords(goal)}</span>
        </p>
        <p class="coach-soft">{text(`coach.goal.${status}`, places)}</p>
        {goal.isProvable === false && status !== 'reached' && <p class="coach-soft">{text('goal.unprovable')}</p>}
      </div>
    </li>
  );
}

/** The drills that the player has done, their own and those that were given, and whether it shows. */
export function DrillsDone({ api, catalogue, player }: Asked) {
  const { value, problem, again } = useAnswer<DrillEffects>(api, `/coaching/players/${player}/drill-effects`);
  const drills = value?.drills ?? [];
  return (
    <section class="coach-panel" aria-labelledby="player-drills-done">
      <h2 id="player-drills-done" class="coach-panel__title">
        {text('coach.effects')}
      </h2>
      {value === null && <Notice problem={problem} onAgain={again} />}
      {value?.drills.length === 0 && <p class="coach-soft">{text('coach.effects.none')}</p>}
      <ul class="player-aims">
        {drills.map(({ drill, times, begunAt, effect }) => {
          const words = effect === null ? null : effectWords(effect, catalogue);
          return (
            <li key={drill} class="player-aims__drill" data-tone={words?.tone}>
              <h3 class="player-aims__name">{drillName(catalogue, drill)}</h3>
              <p class="coach-soft">
                {counted('coach.drill.done', times)} · {text('coach.effects.since', { day: dayWords(begunAt) })}
              </p>
              {words !== null && <p>{words.sentence}</p>}
              {words?.noise != null && <p class="coach-soft">{words.noise}</p>}
            </li>
          );
        })}
      </ul>
      {drills.length > 0 && <p class="coach-soft">{text('practice.effect.caution')}</p>}
    </section>
  );
}
