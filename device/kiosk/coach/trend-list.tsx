import { useState } from 'preact/hooks';
import type { MetricTrend } from '../../api/contract/coaching.ts';
import type { Catalogue, TypicalRange } from '../connection/catalogue.ts';
import { counted, number, text } from '../locales/text.ts';
import { TrendChart } from './trend-chart.tsx';
import { dayWords, decimalsOf, metricName, withUnit } from './swing-words.ts';
import './trend-list.css';

const SHOWN_FIRST = 6;

/** Every number from visit to visit: what has really changed first, the coach's own numbers among them. */
export function TrendList({ trends, catalogue }: { trends: readonly MetricTrend[]; catalogue: Catalogue }) {
  const [isWhole, setWhole] = useState(false);
  const ordered = mainFirst(trends, catalogue);
  const shown = isWhole ? ordered : ordered.slice(0, SHOWN_FIRST);
  return (
    <section class="coach-panel" aria-labelledby="player-trends">
      <h2 id="player-trends" class="coach-panel__title">
        {text('coach.trends')}
      </h2>
      <p class="coach-soft">{text(trends.length === 0 ? 'coach.trends.none' : 'coach.trends.hint')}</p>
      <ul class="trend-list">
        {shown.map((trend) => (
          <Trend key={`${trend.id} ${trend.at}`} trend={trend} catalogue={catalogue} />
        ))}
      </ul>
      {trends.length > SHOWN_FIRST && (
        <p>
          <button type="button" class="coach-button" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? text('coach.trends.less') : text('coach.trends.all', { count: trends.length })}
          </button>
        </p>
      )}
    </section>
  );
}

/** What has changed, as the bay orders it; then what players see too, and then what coaches alone read. */
function mainFirst(trends: readonly MetricTrend[], catalogue: Catalogue): MetricTrend[] {
  const isChange = ({ verdict }: MetricTrend) => verdict !== 'steady' && verdict !== 'too-early-to-say';
  const rank = (trend: MetricTrend) =>
    isChange(trend) ? 0 : momentOf(trend, catalogue)?.audience === 'player' ? 1 : 2;
  return trends.toSorted((a, b) => rank(a) - rank(b));
}

function momentOf({ id, at }: MetricTrend, catalogue: Catalogue) {
  return catalogue.metrics.find((each) => each.id === id)?.moments.find((each) => each.at === at);
}

function Trend({ trend, catalogue }: { trend: MetricTrend; catalogue: Catalogue }) {
  const { id, unit, visits, leftOut, verdict } = trend;
  const decimals = decimalsOf(catalogue, id);
  const say = (value: number) => withUnit(number(value, decimals), unit);
  const [first, last] = [visits[0], visits.at(-1)];
  if (first === undefined || last === undefined) return null;
  const moment = momentOf(trend, catalogue);
  const typical: TypicalRange | null = moment?.typical ?? null;
  return (
    <li class="trend-list__trend">
      <h3 class="trend-list__name">{metricName(catalogue, trend)}</h3>
      <p class="trend-list__now">
        <strong>{say(last.mean)}</strong>
        <span class="coach-soft">
          {' '}
          {text('numbers.range', { low: number(last.low, decimals), high: number(last.high, decimals) })}
        </span>
      </p>
      <TrendChart
        visits={visits}
        typical={typical}
        label={text('coach.trend.spoken', {
          visits: visits.length,
          first: `${say(first.mean)} (${dayWords(first.date)})`,
          last: `${say(last.mean)} (${dayWords(last.date)})`,
        })}
      />
      <p class="trend-list__verdict">
        <span class="coach-chip" data-verdict={verdict}>
          {text(`coach.verdict.${verdict}`)}
        </span>
        {moment?.audience === 'coach' && <span class="coach-soft"> {text('coach.numbers.mine')}</span>}
      </p>
      {leftOut > 0 && <p class="coach-soft">{counted('coach.trend.left-out', leftOut)}</p>}
    </li>
  );
}
