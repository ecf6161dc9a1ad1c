import type { SwingEvent } from '../../api/contract/report.ts';
import type { SwingJoints } from '../../api/contract/rest.ts';
import type { Point3 } from './orbit.ts';

type KnownJoints = Exclude<SwingJoints, { withheld: unknown }>;

/** A swing in space, ready to be drawn at any moment. */
export interface SpaceSwing {
  readonly handedness: 'left' | 'right';
  /** What the eye goes round: over the middle between the feet. */
  readonly centre: Point3;
  joint(name: string, timeMs: number): Point3 | null;
  /** Where the hands are: the middle of both wrists. */
  hands(timeMs: number): Point3 | null;
  /** Unit vector from the hands to the club head; null where it was not seen. */
  shaft(timeMs: number): Point3 | null;
  /** The way of the hands from address to a moment, and which part of the swing each piece belongs to. */
  path(timeMs: number): readonly PathPiece[];
}

export interface PathPiece {
  readonly part: 'back' | 'down' | 'through';
  readonly points: readonly Point3[];
}

/** Pictures farther apart than this are not bridged. */
const BRIDGED_MS_MAX = 80;
/** The golfer's middle, when the feet are not known. */
const MIDDLE_HEIGHT = 0.95;

export function spaceSwing(joints: KnownJoints, events: readonly SwingEvent[]): SpaceSwing {
  const { names, timesMs, handedness } = joints;
  const timeOf = (name: SwingEvent['name']) => events.find((event) => event.name === name)?.timeMs;
  const addressMs = timeOf('address') ?? timesMs[0] ?? 0;
  const rows = new Map(names.map((name, index) => [name, index * 3]));

  const joint = (name: string, timeMs: number): Point3 | null => {
    const row = rows.get(name);
    if (row === undefined) return null;
    return pointBetween(timesMs, timeMs, (frame) => placeIn(joints.joints[frame], row));
  };
  const hands = (timeMs: number): Point3 | null => {
    const [lead, trail] = [joint('lead-wrist', timeMs), joint('trail-wrist', timeMs)];
    return lead === null || trail === null ? (lead ?? trail) : middleOf(lead, trail);
  };
  const feet = [joint('lead-ankle', addressMs), joint('trail-ankle', addressMs)] as const;
  const stand = feet[0] === null || feet[1] === null ? null : middleOf(feet[0], feet[1]);

  return {
    handedness,
    centre: [stand?.[0] ?? 0, MIDDLE_HEIGHT, stand?.[2] ?? (handedness === 'right' ? -0.6 : 0.6)],
    joint,
    hands,
    shaft: (timeMs) => {
      const direction = pointBetween(timesMs, timeMs, (frame) => joints.shaft[frame] ?? null);
      const length = direction === null ? 0 : Math.hypot(...direction);
      return direction === null || length < 0.5 ? null : (direction.map((each) => each / length) as unknown as Point3);
    },
    path(timeMs) {
      const ends = [
        ['back', addressMs, timeOf('top') ?? addressMs],
        ['down', timeOf('top') ?? addressMs, timeOf('impact') ?? addressMs],
        ['through', timeOf('impact') ?? addressMs, timeOf('finish') ?? timesMs.at(-1) ?? addressMs],
      ] as const;
      return ends.flatMap(([part, fromMs, toMs]): PathPiece[] => {
        const untilMs = Math.min(toMs, timeMs);
        if (untilMs <= fromMs) return [];
        const inner = timesMs.filter((each) => each > fromMs && each < untilMs);
        const points = [fromMs, ...inner, untilMs].map(hands).filter((each) => each !== null);
        return [{ part, points }];
      });
    },
  };
}

function placeIn(joints: readonly (number | null)[] | undefined, row: number): Point3 | null {
  const [x, y, z] = joints?.slice(row, row + 3) ?? [];
  return x == null || y == null || z == null ? null : [x, y, z];
}

const middleOf = (a: Point3, b: Point3): Point3 => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];

/** Straight between the times before and after; the first and the last hold. */
function pointBetween(timesMs: readonly number[], timeMs: number, at: (frame: number) => Point3 | null): Point3 | null {
  let low = 0;
  let high = timesMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timesMs[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [Math.max(0, low - 1), Math.min(low, timesMs.length - 1)];
  const [from, to] = [at(before), at(after)];
  const span = (timesMs[after] ?? 0) - (timesMs[before] ?? 0);
  if (from === null || to === null || span > BRIDGED_MS_MAX) return null;
  const share = span > 0 ? Math.min(1, Math.max(0, (timeMs - (timesMs[before] ?? 0)) / span)) : 0;
  const mix = (k: 0 | 1 | 2) => from[k] + share * (to[k] - from[k]);
  return [mix(0), mix(1), mix(2)];
}
