import type { ClubTrack } from '../swing/club/club-track.ts';
import { mirrorOf } from './motion.ts';
import type { SwingMotion } from './swing-motion.ts';

/** The true shaft as a club finder that never errs would give it, in the axes of the bay that it looks at. */
export function trueShaft(swing: SwingMotion, fps: number): ClubTrack {
  const frames = Math.floor((swing.durationMs * fps) / 1000);
  const timesMs = Float64Array.from({ length: frames }, (_, i) => (i * 1000) / fps);
  const direction = new Float64Array(frames * 3).fill(Number.NaN);
  for (const [frame, time] of timesMs.entries()) {
    const shaft = swing.at(time).club?.shaft;
    if (shaft !== undefined) direction.set([shaft[0], shaft[1], shaft[2] * mirrorOf(swing.golfer)], frame * 3);
  }
  return { cameras: ['face-on', 'down-the-line'], timesMs, direction, errorDegrees: new Float64Array(frames).fill(1) };
}
