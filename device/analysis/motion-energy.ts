/**
 * How much the picture changes below the hands, where club and ball are at address: the club starts back before the
 * hands do, and this sees it. Mean absolute change of brightness over one step, less what the quietest tenth of the
 * frames show, which is the noise of the camera.
 */
import { quantile } from '../swing/events/series.ts';
import type { Film } from './film.ts';

/** From the hands, in torso lengths: to either side, and down. Hands hang about 1.3 T above the ground. */
const SIDE_T = 1;
const DOWN_FROM_T = 0.25;
const DOWN_TO_T = 1.6;

export function motionEnergy(
  film: Film,
  anchor: { x: number; y: number; torso: number },
  range: { from: number; to: number; stepFrames: number },
): Float64Array {
  const left = Math.max(0, Math.round((anchor.x - SIDE_T * anchor.torso) / film.shrink));
  const right = Math.min(film.width - 1, Math.round((anchor.x + SIDE_T * anchor.torso) / film.shrink));
  const top = Math.max(0, Math.round((anchor.y + DOWN_FROM_T * anchor.torso) / film.shrink));
  const bottom = Math.min(film.height - 1, Math.round((anchor.y + DOWN_TO_T * anchor.torso) / film.shrink));
  const out = new Float64Array(range.to - range.from + 1);
  for (let row = 0; row < out.length; row++) {
    const frame = range.from + row;
    const now = film.pictures[frame];
    const before = film.pictures[frame - range.stepFrames];
    out[row] = Number.NaN;
    if (!now || !before || right <= left || bottom <= top) continue;
    let sum = 0;
    for (let y = top; y <= bottom; y++) {
      const line = y * film.width;
      for (let x = left; x <= right; x++) sum += Math.abs((now[line + x] as number) - (before[line + x] as number));
    }
    out[row] = sum / ((right - left + 1) * (bottom - top + 1));
  }
  const noise = quantile(out, 0.1);
  return out.map((value) => (Number.isNaN(value) ? 0 : Math.max(0, value - noise)));
}
