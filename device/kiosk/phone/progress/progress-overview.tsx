import type { MetricProgressBody, Progress } from '../../../api/contract/progress.ts';
import type { Catalogue } from '../../connection/catalogue.ts';
import { counted, number, text } from '../../locales/text.ts';
import { keyOf, metricWords } from './metric-words.ts';
import { isChanged, type Series, sortedByChange, verdictWords } from './progress-words.ts';
import { SparkLine } from './spark-line.tsx';
import { TrendChart } from './trend-chart.tsx';
import { WeeksChart } from './weeks-chart.tsx';

const SCORE_DECIMALS = 1;
const POINTS = { decimals: 0, flip: 1, typical: null } as const;

/** All numbers at a look: what has really changed in words first, then score, steadiness and practice, then the list. */
export function ProgressOverview({ progress, catalogue }: { progress: Progress; catalogue: Catalogue }) {
  const { visits, score } = progress;
  if (visits.length === 0) {
    return (
      <div class="progress__none" role="status">
        <p class="progress__none-title">{text('progress.empty')}</p>
        <p>{text('progress.empty.hint')}</p>
      </div>
    );
  }
  const metrics = sortedByChange(progress.metrics);
  const changed = metrics.filter(isChanged);
  return (
    <>
      <section class="phone-card" aria-labelledby="progress-changed">
        <h2 id="progress-changed" class="phone-card__title">
          {changed.length === 0 ? text('progress.nothing-changed') : counted('progress.changed', changed.length)}
        </h2>
        <p class="phone-card__hint">{counted('progress.from-visits', visits.length)}</p>
        {changed.length > 0 && (
          <ul class="progress__findings">
            {changed.map((metric) => (
              <Finding key={keyOf(metric)} metric={metric} catalogue={catalogue} visits={visits} />
            ))}
          </ul>
        )}
        {progress.isCut && <p class="phone-card__hint">{text('progress.cut')}</p>}
      </section>
      {score.levels.length > 0 && <ScoreCard score={score} visits={visits} />}
      <Consistency visits={visits} />
      <section class="phone-card" aria-labelledby="progress-weeks">
        <h2 id="progress-weeks" class="phone-card__title">
          {text('progress.weeks')}
        </h2>
        <WeeksChart visits={visits} now={new Date()} />
      </section>
      <section class="progress__all" aria-labelledby="progress-all">
        <h2 id="progress-all" class="progress__heading">
          {text('progress.all')}
        </h2>
        <ul class="progress__rows">
          {metrics.map((metric) => (
            <MetricRow key={keyOf(metric)} metric={metric} catalogue={catalogue} visits={visits} />
          ))}
        </ul>
      </section>
    </>
  );
}

interface RowProps {
  readonly metric: MetricProgressBody;
  readonly catalogue: Catalogue;
  readonly visits: Progress['visits'];
}

function Finding({ metric, catalogue, visits }: RowProps) {
  const words = metricWords(metric, catalogue, metric.levels.at(-1)?.mean);
  const { tone, sentence, noise } = verdictWords(metric, words, visits);
  return (
    <li class="progress__finding" data-tone={tone}>
      <a href={`#progress/${keyOf(metric)}`}>
        <span class="progress__finding-title">{words.title}</span>
        <span>{sentence}</span>
        <span class="progress__soft">{noise}</span>
      </a>
    </li>
  );
}

function MetricRow({ metric, catalogue, visits }: RowProps) {
  const words = metricWords(metric, catalogue, metric.levels.at(-1)?.mean);
  const { tone, short } = verdictWords(metric, words, visits);
  return (
    <li>
      <a class="progress__row" href={`#progress/${keyOf(metric)}`} data-metric={keyOf(metric)}>
        <span class="progress__row-words">
          <span class="progress__row-name">{words.name}</span>
          {words.moment !== null && <span class="progress__soft">{words.moment}</span>}
          <span class="progress__verdict" data-tone={tone}>
            {short}
          </span>
        </span>
        <SparkLine metric={metric} flip={words.flip} />
        <span class="progress__row-value">{words.say(metric.levels.at(-1)?.mean ?? 0)}</span>
      </a>
    </li>
  );
}

function ScoreCard({ score, visits }: { score: Progress['score']; visits: Progress['visits'] }) {
  const say = (value: number) => number(value, SCORE_DECIMALS);
  const { sentence, noise } = verdictWords(
    score,
    { name: text('progress.score'), say, saySize: (value) => number(Math.abs(value), SCORE_DECIMALS) },
    visits,
  );
  return (
    <section class="phone-card" aria-labelledby="progress-score">
      <h2 id="progress-score" class="phone-card__title">
        {text('progress.score')}
      </h2>
      <p>
        {sentence} {noise !== null && <span class="progress__soft">{noise}</span>}
      </p>
      <TrendChart {...POINTS} decimals={SCORE_DECIMALS} series={score} visits={visits} say={say} label={sentence} />
    </section>
  );
}

/** The best ten in a row of each visit; there is none where a visit had fewer. */
function Consistency({ visits }: { visits: Progress['visits'] }) {
  const levels = visits.flatMap(({ consistency, shots }, visit) =>
    consistency === null
      ? []
      : [{ visit, mean: consistency.points, low: consistency.low, high: consistency.high, shots }],
  );
  const newest = levels.at(-1);
  if (newest === undefined || levels.length < 2) return null;
  const series: Series = { levels, change: null, verdict: 'too-early-to-say' };
  const say = (value: number) => number(value, 0);
  const sentence = text('progress.consistency.sentence', {
    points: say(newest.mean),
    low: say(newest.low),
    high: say(newest.high),
  });
  return (
    <section class="phone-card" aria-labelledby="progress-consistency">
      <h2 id="progress-consistency" class="phone-card__title">
        {text('progress.consistency')}
      </h2>
      <p>{sentence}</p>
      <TrendChart {...POINTS} series={series} visits={visits} say={say} label={sentence} />
    </section>
  );
}
