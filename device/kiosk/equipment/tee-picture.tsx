import type { TeeWords } from './equipment-words.ts';

const GROUND_Y = 42;
const RISE = 16;

/** The tee as high as it is, and on it the ball, or the place where one would lie. */
export function TeePicture({ tee }: { tee: TeeWords }) {
  const topY = GROUND_Y - 4 - RISE * tee.raised;
  return (
    <svg class="tee-picture" viewBox="0 0 56 50" data-ball={tee.ball} data-moving={tee.isMoving} aria-hidden="true">
      <path d={`M4 ${GROUND_Y}H52`} stroke="var(--line)" stroke-width="4" stroke-linecap="round" />
      <path
        d={`M28 ${GROUND_Y}V${topY + 2}M22 ${topY}Q28 ${topY + 4} 34 ${topY}`}
        fill="none"
        stroke="var(--soft)"
        stroke-width="3.4"
        stroke-linecap="round"
      />
      <circle class="tee-picture__ball" cx="28" cy={topY - 8} r="9" />
    </svg>
  );
}
