import type { MetricProgressBody } from '../../../api/contract/progress.ts';
import { trendReach, turn } from './trend-scale.ts';

const [WIDTH, HEIGHT, EDGE] = [74, 36, 5];

/** A number's way in a line as small as a word; what it says is said beside it. */
export function SparkLine({ metric, flip }: { metric: MetricProgressBody; flip: 1 | -1 }) {
  const { levels, typical } = metric;
  const reach = trendReach(levels, typical, flip);
  const x = (n: number) => (levels.length < 2 ? WIDTH / 2 : EDGE + (n / (levels.length - 1)) * (WIDTH - 2 * EDGE));
  const y = (value: number) => HEIGHT - EDGE - ((value - reach.low) / (reach.high - reach.low)) * (HEIGHT - 2 * EDGE);
  const band = typical === null ? null : turn(typical, flip);
  const [top, bottom] = band === null ? [0, 0] : [Math.min(band.high, reach.high), Math.max(band.low, reach.low)];
  return (
    <svg class="spark-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {top > bottom && <rect class="spark-line__typical" x="0" width={WIDTH} y={y(top)} height={y(bottom) - y(top)} />}
      <polyline class="spark-line__way" points={levels.map(({ mean }, n) => `${x(n)},${y(flip * mean)}`).join(' ')} />
      {levels.length > 0 && (
        <circle class="spark-line__now" cx={x(levels.length - 1)} cy={y(flip * (levels.at(-1)?.mean ?? 0))} r="3.5" />
      )}
    </svg>
  );
}
