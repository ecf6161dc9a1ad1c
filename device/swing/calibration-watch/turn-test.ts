import { z } from 'zod';
import type { CameraTurn } from './camera-turn.ts';

/**
 * Whether a camera has been nudged, from the turns that swing after swing were measured by its fixed points: Page's
 * cumulative sum, about each of the three axes and either way.
 *
 * A turn below {@link HARMLESS_DEGREES} moves the sums down, one above it up, by at most {@link STEP_DEGREES_MAX}: one
 * swing, however wild its reading, or two of them, cannot flag a camera. Untouched cameras read within 0.05° (rendered
 * bays, with compression and people), so that three readings above 0.3° on end about one axis are no chance.
 */
export const turnTestSchema = z.strictObject({
  /** Pitch up, pitch down, yaw right, yaw left, roll right, roll left; degrees. */
  sums: z.array(z.number()).length(6),
  isNudged: z.boolean(),
});
export type TurnTest = z.infer<typeof turnTestSchema>;

export const UNTOUCHED: TurnTest = { sums: [0, 0, 0, 0, 0, 0], isNudged: false };

/** Costs no angle more than 0.3° (median), measured on rendered golfers. */
const HARMLESS_DEGREES = 0.3;
const STEP_DEGREES_MAX = 0.3;
/** Reached by the third swing that says so. */
const FLAGGED_DEGREES = 0.75;
/** Keeps the way back short: a camera that was put right is believed after as many swings. */
const SUM_DEGREES_MAX = 1.2;

export function weighTurn(test: TurnTest, { pitch, yaw, roll }: CameraTurn): TurnTest {
  const sums = [pitch, -pitch, yaw, -yaw, roll, -roll].map((degrees, i) => {
    const step = Math.max(-STEP_DEGREES_MAX, Math.min(STEP_DEGREES_MAX, degrees - HARMLESS_DEGREES));
    return Math.max(0, Math.min(SUM_DEGREES_MAX, (test.sums[i] as number) + step));
  });
  const most = Math.max(...sums);
  // A flag that was raised is lowered only when nothing speaks for it any more: a light must not flicker.
  return { sums, isNudged: most >= FLAGGED_DEGREES || (test.isNudged && most > 1e-9) };
}
