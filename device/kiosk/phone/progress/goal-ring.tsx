import type { GoalBody } from '../../../api/contract/progress.ts';
import { number, text } from '../../locales/text.ts';

const RADIUS = 40;
const LENGTH = 2 * Math.PI * RADIUS;

/** The way to a goal as a ring: full is what is sure, pale what the middle says. It closes only when it is reached. */
export function GoalRing({ goal: { share, status } }: { goal: Pick<GoalBody, 'share' | 'status'> }) {
  const { sure, likely } = share ?? { sure: 0, likely: 0 };
  const percent = number(Math.floor(sure * 100), 0);
  return (
    <span class="goal-ring" data-status={status}>
      <svg viewBox="0 0 100 100" role="img" aria-label={text('goal.ring', { percent })}>
        <circle class="goal-ring__way" cx="50" cy="50" r={RADIUS} />
        <Arc name="likely" share={likely} />
        <Arc name="sure" share={sure} />
        {status === 'reached' ? (
          <path class="goal-ring__check" d="M33 52l12 12 23-27" />
        ) : (
          <text x="50" y="57" text-anchor="middle">
            {share === null ? '–' : `${percent} %`}
          </text>
        )}
      </svg>
    </span>
  );
}

function Arc({ name, share }: { name: 'likely' | 'sure'; share: number }) {
  if (share <= 0) return null;
  return (
    <circle
      class={`goal-ring__${name}`}
      cx="50"
      cy="50"
      r={RADIUS}
      stroke-dasharray={`${share * LENGTH} ${LENGTH}`}
      transform="rotate(-90 50 50)"
    />
  );
}
