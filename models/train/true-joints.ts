import { CORRECTED_COUNT, CORRECTED_ROWS } from '../../device/swing/correction/corrected-joint.ts';
import { landmarksAt } from '../../device/virtual-bay/landmarks.ts';
import { mirrorOf } from '../../device/virtual-bay/motion.ts';
import type { SwingMotion } from '../../device/virtual-bay/swing-motion.ts';

/** Where the corrected joints truly are, joints × 3, metres in the golfer's axes. */
export function trueCorrectedJoints(motion: SwingMotion, ms: number): Float64Array {
  const mirror = mirrorOf(motion.golfer);
  const all = landmarksAt(motion, ms);
  const out = new Float64Array(CORRECTED_COUNT * 3);
  for (const [joint, row] of CORRECTED_ROWS.entries()) {
    const own = mirror === 1 || row === 0 ? row : row % 2 === 1 ? row + 1 : row - 1;
    out[joint * 3] = all[own * 3] as number;
    out[joint * 3 + 1] = all[own * 3 + 1] as number;
    out[joint * 3 + 2] = mirror * (all[own * 3 + 2] as number);
  }
  return out;
}
