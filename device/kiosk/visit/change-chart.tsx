import type { SummaryNumber } from '../../api/contract/visit-summary.ts';
import { number, text } from '../locales/text.ts';
import './change-chart.css';

const WIDTH = 600;
const HEIGHT = 200;
const MARGIN = { left: 8, right: 8, top: 16, bottom: 16 };

/**
 * One number over the visit: a dot and its 90 % interval for each shot, and the middle of either half as a line. What
 * changed is seen as the step between the lines, beside how much the dots scatter.
 */
export function ChangeChart({ of, unit }: { of: SummaryNumber; unit: string }) {
  const { values, change, decimals } = of;
  const low = Math.min(...values.map((each) => each.low));
  const high = Math.max(...values.map((each) => each.high));
  const span = Math.max(high - low, 1e-6);
  const x = (at: number) => MARGIN.left + ((at + 0.5) / values.length) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (value: number) => MARGIN.top + (1 - (value - low) / span) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const half = Math.floor(values.length / 2);
  const words = (value: number) => `${number(value, decimals)}${unit}`;
  return (
    <figure class="change-chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text('summary.chart', { count: values.length, low: words(low), high: words(high) })}
      >
        {values.map((each, at) => (
          <g key={each.swing}>
            <line class="change-chart__interval" x1={x(at)} x2={x(at)} y1={y(each.low)} y2={y(each.high)} />
            <path class="change-chart__dot" d={`M${x(at)} ${y(each.value)}h0`} />
          </g>
        ))}
        {change !== null && (
          <>
            <line class="change-chart__before" x1={x(0)} x2={x(half - 1)} y1={y(change.from)} y2={y(change.from)} />
            <line
              class="change-chart__after"
              x1={x(values.length - half)}
              x2={x(values.length - 1)}
              y1={y(change.to)}
              y2={y(change.to)}
            />
          </>
        )}
      </svg>
      <figcaption class="change-chart__ends">
        <span>{words(high)}</span>
        <span>{words(low)}</span>
      </figcaption>
    </figure>
  );
}
