import type { SwingReport } from '../../api/contract/report.ts';
import { text } from '../locales/text.ts';
import { readingIn } from './key-numbers.ts';
import type { NumberWords } from './number-words.ts';
import { rangeScale } from './range-scale.ts';

const WIDTH = 400;
const HEIGHT = 118;
/** Room at the left and the right, so that the first and the last swing stand clear of the edge. */
const SIDE = 26;

/** A number over the visit: a point a swing with its 90 % range, over the zone of what is usual; this swing is the last. */
export function NumberHistory(props: { number: NumberWords; report: SwingReport; alike: readonly SwingReport[] }) {
  const { number, report, alike } = props;
  const readings = [...alike.toReversed(), report].flatMap((each) => readingIn(each, number.key) ?? []);
  if (readings.length < 2) return <p class="number-detail__none">{text('numbers.history.none')}</p>;
  const on = readings.map(({ value, low, high }) => {
    const ends = [number.onScale(low), number.onScale(high)];
    return { value: number.onScale(value), low: Math.min(...ends), high: Math.max(...ends) };
  });
  const scale = rangeScale(
    { low: Math.min(...on.map(({ low }) => low)), high: Math.max(...on.map(({ high }) => high)) },
    number.typical,
  );
  const y = (value: number) => HEIGHT - scale(value) * HEIGHT;
  const x = (index: number) => SIDE + (index * (WIDTH - 2 * SIDE)) / (on.length - 1);
  return (
    <figure class="number-detail__history">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {number.typical !== null && (
          <rect
            x="0"
            y={y(number.typical.high)}
            width={WIDTH}
            height={y(number.typical.low) - y(number.typical.high)}
            fill="#3d5a2c"
          />
        )}
        {on.map(({ value, low, high }, index) => {
          const isThis = index === on.length - 1;
          return (
            <g key={index} stroke={isThis ? 'var(--ink)' : 'var(--sky)'} stroke-width={isThis ? 5 : 4}>
              <line x1={x(index)} x2={x(index)} y1={y(low)} y2={y(high)} stroke-linecap="round" opacity="0.75" />
              <circle cx={x(index)} cy={y(value)} r={isThis ? 9 : 6} fill={isThis ? 'var(--ground)' : 'var(--sky)'} />
            </g>
          );
        })}
      </svg>
      <figcaption>{text('numbers.history')}</figcaption>
      <span class="spoken-only">{readings.map(({ value }) => number.say(value)).join(', ')}</span>
    </figure>
  );
}
