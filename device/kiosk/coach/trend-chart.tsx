import type { MetricTrend } from '../../api/contract/coaching.ts';
import type { TypicalRange } from '../connection/catalogue.ts';
import { trendScale } from './trend-scale.ts';

const WIDTH = 200;
const HEIGHT = 64;
const MARGIN = 8;

/** A number from visit to visit: each visit's middle with its 90 % interval, where good players lie as a band behind. */
export function TrendChart(props: { visits: MetricTrend['visits']; typical: TypicalRange | null; label: string }) {
  const { visits, typical, label } = props;
  const scale = trendScale(visits, typical);
  const y = (value: number) => MARGIN + (1 - scale(value)) * (HEIGHT - 2 * MARGIN);
  const x = (index: number) =>
    visits.length === 1 ? WIDTH / 2 : MARGIN + (index / (visits.length - 1)) * (WIDTH - 2 * MARGIN);
  const line = visits.map(({ mean }, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(mean).toFixed(1)}`).join('');
  return (
    <svg class="trend-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {typical !== null && (
        <rect
          class="trend-chart__typical"
          x="0"
          width={WIDTH}
          y={y(typical.high)}
          height={Math.max(0, y(typical.low) - y(typical.high))}
        />
      )}
      <path class="trend-chart__line" d={line} />
      {visits.map(({ session, mean, low, high }, index) => (
        <g key={session}>
          <path class="trend-chart__interval" d={`M${x(index)} ${y(low).toFixed(1)}V${y(high).toFixed(1)}`} />
          <circle class="trend-chart__mean" cx={x(index)} cy={y(mean)} r="3.2" />
        </g>
      ))}
    </svg>
  );
}
