import type { SwingJoints } from '../../api/contract/rest.ts';
import { golferAt, type Point3, SWING_CLIP_MS } from './scripted-golfer.ts';
import { PICTURE } from './scripted-picture.ts';

/** The scripted golfer in space, as the bay would serve a right-hander; `stretch` is how much slower the swing is. */
const PAIRS = ['shoulder', 'elbow', 'wrist', 'hip', 'knee', 'ankle', 'foot-index', 'ear'] as const;

const minus = (a: Point3, b: Point3): [number, number, number] => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

export function scriptedJoints(stretch = 1): SwingJoints {
  const frames = Math.floor((SWING_CLIP_MS * stretch * PICTURE.fps) / 1000);
  const timesMs = Array.from({ length: frames }, (_, frame) => (frame / PICTURE.fps) * 1000);
  const golfers = timesMs.map((timeMs) => golferAt(timeMs / stretch, 0, 1 / stretch));
  return {
    ...{ method: 'corrected', cameras: ['face-on', 'down-the-line'], handedness: 'right', timesMs },
    names: ['nose', ...PAIRS.flatMap((part) => [`lead-${part}`, `trail-${part}`])],
    joints: golfers.map(({ head, shoulders, elbows, hands, hips, knees, ankles, toes }) => {
      const ears = [0.08, -0.08].map((dx): Point3 => [head[0] + dx, head[1], head[2]]);
      const pairs = [shoulders, elbows, [hands, hands], hips, knees, ankles, toes, ears] as const;
      return [[head[0], head[1], head[2] + 0.1], ...pairs.flat()].flat();
    }),
    shaft: golfers.map(({ hands, clubHead }) => {
      const [x, y, z] = minus(clubHead, hands);
      const length = Math.hypot(x, y, z);
      return [x / length, y / length, z / length];
    }),
  };
}
