import { number, text } from '../locales/text.ts';
import './score-dial.css';

const RADIUS = 42;
const LENGTH = 2 * Math.PI * RADIUS;

/** The score as a ring that fills to ten. */
export function ScoreDial({ score, size }: { score: number | null; size: 'medium' | 'large' }) {
  const share = score === null ? 0 : score / 10;
  return (
    <span class="score-dial" data-size={size}>
      <svg class="score-dial__ring" viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r={RADIUS} fill="none" stroke="var(--line)" stroke-width="9" />
        <circle
          cx="50"
          cy="50"
          r={RADIUS}
          fill="none"
          stroke="var(--lime)"
          stroke-width="9"
          stroke-linecap="round"
          stroke-dasharray={`${share * LENGTH} ${LENGTH}`}
          transform="rotate(-90 50 50)"
        />
      </svg>
      <span class="score-dial__value" aria-hidden="true">
        {score === null ? '–' : number(score, 1)}
      </span>
      <span class="spoken-only">
        {score === null ? text('score.none') : text('score.spoken', { score: number(score, 1) })}
      </span>
    </span>
  );
}
