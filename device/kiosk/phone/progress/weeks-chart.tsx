import type { Progress } from '../../../api/contract/progress.ts';
import { counted, text } from '../../locales/text.ts';
import { shortDate } from './date-words.ts';
import { swingsAWeek } from './swings-a-week.ts';

const WEEKS = 10;
const [WIDTH, HEIGHT, FOOT, HEAD] = [340, 110, 20, 18];

/** Shots of each of the last weeks, as bars with their numbers. */
export function WeeksChart({ visits, now }: { visits: Progress['visits']; now: Date }) {
  const weeks = swingsAWeek(visits, WEEKS, now);
  const most = Math.max(1, ...weeks.map(({ shots }) => shots));
  const wide = WIDTH / WEEKS;
  const tall = (shots: number) => (shots / most) * (HEIGHT - FOOT - HEAD);
  const whole = weeks.reduce((sum, { shots }) => sum + shots, 0);
  return (
    <>
      <p>{counted('progress.weeks.sentence', whole)}</p>
      <svg
        class="weeks-chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={text('progress.weeks.picture')}
      >
        {weeks.map(({ monday, shots }, n) => (
          <g key={monday.getTime()}>
            <rect
              x={n * wide + wide * 0.18}
              width={wide * 0.64}
              y={HEIGHT - FOOT - tall(shots)}
              height={Math.max(tall(shots), 1.5)}
              rx="2"
              data-none={shots === 0}
            />
            {shots > 0 && (
              <text x={(n + 0.5) * wide} y={HEIGHT - FOOT - tall(shots) - 5} text-anchor="middle">
                {shots}
              </text>
            )}
            {(n === 0 || n === WEEKS - 1) && (
              <text
                class="weeks-chart__date"
                x={n === 0 ? 2 : WIDTH - 2}
                y={HEIGHT - 4}
                text-anchor={n === 0 ? 'start' : 'end'}
              >
                {shortDate(monday)}
              </text>
            )}
          </g>
        ))}
      </svg>
    </>
  );
}
