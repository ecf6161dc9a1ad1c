/** A stick golfer whose hands follow a plausible swing: for the rules' own tests, not for accuracy. */
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES, type PoseTrack } from '../pose/pose-track.ts';
import type { EventName } from './event-name.ts';

export interface DrawnSwing {
  readonly role: 'face-on' | 'down-the-line';
  readonly handedness: 'right' | 'left';
  readonly fps: number;
  /** How many times slower than life. */
  readonly slowness?: number;
  readonly torsoPixels?: number;
  readonly camera?: string;
}

/** Milliseconds, then hands from the mid-hip in torso lengths: x to the target side of a right-hander, y up. */
const KEYS: readonly (readonly [number, number, number])[] = [
  [0, 0, -0.25],
  [600, 0, -0.25],
  [800, 0, -0.25],
  [1050, -0.3, -0.12],
  [1270, -0.8, 0.2],
  [1430, -0.9, 0.83],
  [1580, -0.65, 1.35],
  [1690, -0.4, 1.5],
  [1740, -0.42, 1.49],
  [1860, -0.85, 0.75],
  [1930, -0.45, 0.1],
  [1965, 0, -0.05],
  [2000, 0.35, 0.15],
  [2045, 0.6, 0.55],
  [2200, 0.5, 1.2],
  [2450, 0.05, 1.45],
  [2600, 0, 1.45],
  [3400, 0, 1.45],
];

/** When the drawn golfer's events are, in milliseconds of real time. */
export const DRAWN_EVENTS_MS: Readonly<Partial<Record<EventName, number>>> = {
  address: 820,
  'toe-up': 1270,
  'mid-backswing': 1430,
  top: 1715,
  'mid-downswing': 1870,
  impact: 1965,
  'mid-follow-through': 2045,
  finish: 2560,
};

export function drawnSwing(swing: DrawnSwing): PoseTrack {
  return drawnTrack(swing, KEYS);
}

/** The same swing without a held finish: the hands come back at once from where they turn, at `REBOUND_MS`. */
export const REBOUND_MS = 2560;
export function drawnRebound(swing: DrawnSwing): PoseTrack {
  const until = KEYS.filter(([timeMs]) => timeMs <= 2200);
  return drawnTrack(swing, [...until, [2380, 0, 1.4], [REBOUND_MS, -0.4, 1.25], [2740, 0.1, 1], [3400, 1.2, 0]]);
}

/** The club goes to and fro before the ball, and nothing comes of it. */
export function drawnWaggle(swing: DrawnSwing): PoseTrack {
  const to: [number, number, number][] = Array.from({ length: 12 }, (_, i) => [
    i * 300,
    i % 2 === 0 ? 0 : -0.3,
    i % 2 === 0 ? -0.25 : 0.05,
  ]);
  return drawnTrack(swing, to);
}

/** Both arms go up and come down again, far apart, with the body still. */
export function drawnStretch(swing: DrawnSwing): PoseTrack {
  const keys: [number, number, number][] = [
    [0, 0, -0.2],
    [700, 0, -0.2],
    [1500, 0, 1.6],
    [2300, 0, -0.2],
    [3100, 0, 1.6],
    [3600, 0, 1.6],
  ];
  return drawnTrack(swing, keys, { wristGapT: 0.9, turns: false });
}

function drawnTrack(
  swing: DrawnSwing,
  keys: readonly (readonly [number, number, number])[],
  body = { wristGapT: 0.15, turns: true },
): PoseTrack {
  const slowness = swing.slowness ?? 1;
  const durationMs = (keys.at(-1)?.[0] ?? 0) * slowness;
  const frames = Math.floor((durationMs * swing.fps) / 1000) + 1;
  const timesMs = new Float64Array(frames).map((_, i) => (i * 1000) / swing.fps);
  const torso = swing.torsoPixels ?? 100;
  const size = { width: torso * 6, height: torso * 7 };
  const track = emptyPoseTrack(swing.camera ?? 'drawn', size, timesMs);
  const mirror = swing.handedness === 'right' ? 1 : -1;
  for (let frame = 0; frame < frames; frame++) {
    const at = (timesMs[frame] as number) / slowness;
    const hands = along(keys, at);
    const turn = body.turns ? turnAt(hands.x, hands.y, at) : 0;
    // A label-left joint is at the picture's right of a golfer who faces the camera.
    const width = swing.role === 'face-on' ? 0.75 * Math.cos(turn) : -0.75 * Math.sin(turn) * mirror;
    const handX = swing.role === 'face-on' ? hands.x * mirror : (0.55 - 0.35 * Math.max(0, hands.y - 0.2)) * mirror;
    const put = (name: LandmarkName, x: number, y: number): void => {
      const row = (frame * LANDMARK_COUNT + LANDMARK[name]) * IMAGE_VALUES;
      track.image.set([size.width / 2 + x * torso, size.height / 2 - y * torso, 0, 0.95], row);
    };
    for (const [name] of Object.entries(LANDMARK)) put(name as LandmarkName, 0, 1.4);
    const signed = swing.role === 'face-on' ? 1 : mirror;
    put('left-shoulder', (signed * width) / 2, 1);
    put('right-shoulder', (-signed * width) / 2, 1);
    put('left-hip', (signed * width) / 4, 0);
    put('right-hip', (-signed * width) / 4, 0);
    put('left-elbow', handX * 0.6 + 0.1, 0.5 + hands.y * 0.4);
    put('right-elbow', handX * 0.6 - 0.1, 0.5 + hands.y * 0.4);
    put('left-wrist', handX + body.wristGapT / 2, hands.y);
    put('right-wrist', handX - body.wristGapT / 2, hands.y);
    put('left-knee', 0.15, -0.9);
    put('right-knee', -0.15, -0.9);
    put('left-ankle', 0.2, -1.8);
    put('right-ankle', -0.2, -1.8);
    track.presence[frame] = 0.99;
  }
  return track;
}

/** Radians, away from the target on the way back and through to it after impact. */
function turnAt(x: number, y: number, timeMs: number): number {
  const raised = Math.min(1, Math.max(0, (y + 0.25) / 1.5));
  return (timeMs < 1965 ? 1 : -1) * raised * 1.2 + (timeMs >= 1965 && x < 0.1 ? -0.05 : 0);
}

/** Through the keys, with the slopes of a Catmull–Rom curve in time. */
function along(keys: readonly (readonly [number, number, number])[], timeMs: number): { x: number; y: number } {
  let i = 0;
  while (i < keys.length - 2 && timeMs >= (keys[i + 1] as readonly number[])[0]!) i++;
  const key = (at: number): readonly [number, number, number] =>
    keys[Math.min(keys.length - 1, Math.max(0, at))] as readonly [number, number, number];
  const [before, from, to, after] = [key(i - 1), key(i), key(i + 1), key(i + 2)];
  const span = to[0] - from[0];
  const t = Math.min(1, Math.max(0, (timeMs - from[0]) / span));
  const value = (axis: 1 | 2): number => {
    const slopeFrom = ((to[axis] - before[axis]) / Math.max(1, to[0] - before[0])) * span;
    const slopeTo = ((after[axis] - from[axis]) / Math.max(1, after[0] - from[0])) * span;
    const [t2, t3] = [t * t, t * t * t];
    return (
      (2 * t3 - 3 * t2 + 1) * from[axis] +
      (t3 - 2 * t2 + t) * slopeFrom +
      (3 * t2 - 2 * t3) * to[axis] +
      (t3 - t2) * slopeTo
    );
  };
  return { x: value(1), y: value(2) };
}
