import { useEffect, useState } from 'preact/hooks';
import type { ConsistencyBody, LeaderboardBody } from '../../api/contract/games.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import type { GamesApi } from './games-api.ts';
import type { OnResult } from './on-result.ts';
import { Leaderboard } from './leaderboard.tsx';
import { MetricDots } from './metric-dots.tsx';
import './consistency-challenge.css';

/** Ten swings as alike as can be: how many there are, what came of them, and the bay's best. */
export function ConsistencyChallenge(props: { api: GamesApi; catalogue: Catalogue; onResult: OnResult }) {
  const { api, catalogue, onResult } = props;
  const [challenge, setChallenge] = useState<ConsistencyBody | null>(null);
  const [board, setBoard] = useState<LeaderboardBody | null>(null);
  useEffect(() => {
    let isCurrent = true;
    // A bay that does not answer leaves what was there; the next result asks again.
    const look = () => {
      api.fetchConsistency().then(
        (found) => isCurrent && setChallenge(found),
        () => undefined,
      );
      api.fetchLeaderboard().then(
        (found) => isCurrent && setBoard(found),
        () => undefined,
      );
    };
    look();
    const forget = onResult(look);
    return () => {
      isCurrent = false;
      forget();
    };
  }, [api, onResult]);
  return (
    <div class="consistency">
      <section class="consistency__challenge" aria-live="polite">
        {challenge !== null && <Challenge challenge={challenge} catalogue={catalogue} />}
      </section>
      {board !== null && <Leaderboard board={board} />}
    </div>
  );
}

function Challenge({ challenge, catalogue }: { challenge: ConsistencyBody; catalogue: Catalogue }) {
  const { status, score, swings, swingsWanted, metrics } = challenge;
  if (status !== 'complete' || score === null) {
    return (
      <>
        <h2 class="consistency__count">{text('consistency.swings', { count: swings.length, wanted: swingsWanted })}</h2>
        <div class="consistency__balls" aria-hidden="true">
          {Array.from({ length: swingsWanted }, (_, at) => (
            <span key={at} class="consistency__ball" data-hit={at < swings.length} />
          ))}
        </div>
        <p class="consistency__hint">
          {text(status === 'too-little-measured' ? 'consistency.too-little' : 'consistency.hint')}
        </p>
      </>
    );
  }
  const whole = (points: number) => Math.round(points);
  return (
    <>
      <div class="consistency__score">
        <h2 class="consistency__points">{text('consistency.points', { points: whole(score.points) })}</h2>
        <p class="consistency__range">
          {text('consistency.range', { low: whole(score.low), high: whole(score.high) })}
        </p>
      </div>
      <h3 class="consistency__why">{text('consistency.why')}</h3>
      <ul class="consistency__metrics">
        {metrics.map((metric) => (
          <MetricDots key={`${metric.id} ${metric.at}`} metric={metric} catalogue={catalogue} />
        ))}
      </ul>
      <p class="consistency__legend">{text('consistency.legend')}</p>
    </>
  );
}
