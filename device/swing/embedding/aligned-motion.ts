import { type PhaseClock, phaseClock } from '../events/phase-clock.ts';
import { add, lengthOf, midpoint, scale, subtract, type Vector } from '../geometry/vector.ts';
import type { PoseSource } from '../metrics/pose-source.ts';
import type { GolferJoint } from '../pose/golfer-joint.ts';
import type { SwingEvent } from '../report/swing-report.ts';

/**
 * A swing as one row of numbers that can be held beside another golfer's: where the joints are at fixed places of the
 * swing, in the golfer's axes, from the golfer's own feet and in the golfer's own size; and how long its parts took.
 *
 * Where the golfer stands on the mat, how far the camera is and how tall the golfer is do not enter; how long the limbs
 * are against each other does. The row ends with the logarithms of the times of backswing, downswing and
 * follow-through, in seconds. NaN where a joint was not seen.
 */
const MOTION_PHASES = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7] as const;

/** The head is the middle between the ears, and comes last. */
const MOTION_JOINTS = [
  'lead-shoulder',
  'trail-shoulder',
  'lead-elbow',
  'trail-elbow',
  'lead-wrist',
  'trail-wrist',
  'lead-hip',
  'trail-hip',
  'lead-knee',
  'trail-knee',
  'lead-ankle',
  'trail-ankle',
] as const satisfies readonly GolferJoint[];

/** What a source knows of a joint: all three coordinates, or the two that its picture shows. */
type Axes = readonly (keyof Vector)[];
const AXES: Readonly<Record<PoseSource['kind'], Axes>> = {
  space: ['x', 'y', 'z'],
  'face-on': ['x', 'y'],
  'down-the-line': ['z', 'y'],
};

const TIMES = 3;

function motionLength(kind: PoseSource['kind']): number {
  return MOTION_PHASES.length * (MOTION_JOINTS.length + 1) * AXES[kind].length + TIMES;
}

/** What {@link alignMotion} reads: where a joint is at a time, as a {@link PoseSource} says it. */
export type JointReader = Pick<PoseSource, 'kind' | 'joint'>;

/** Null where the swing has no address, top or impact, or where feet, hips or shoulders are hidden at address. */
export function alignMotion(source: JointReader, events: readonly SwingEvent[]): Float64Array | null {
  const clock = phaseClock(events);
  if (clock === null || !(['address', 'top', 'impact', 'finish'] as const).every((name) => clock.events.includes(name)))
    return null;
  const frame = bodyFrame(source, clock.timeAt(0));
  if (frame === null) return null;
  const row = new Float64Array(motionLength(source.kind)).fill(Number.NaN);
  let column = 0;
  const put = (point: Vector | null): void => {
    for (const axis of AXES[source.kind]) {
      if (point !== null) row[column] = (point[axis] - frame.origin[axis]) / frame.size;
      column++;
    }
  };
  for (const phase of MOTION_PHASES) {
    const timeMs = clock.timeAt(phase);
    for (const joint of MOTION_JOINTS) put(source.joint(joint, timeMs));
    const ears = [source.joint('lead-ear', timeMs), source.joint('trail-ear', timeMs)];
    put(ears[0] !== null && ears[1] !== null ? midpoint(ears[0] as Vector, ears[1] as Vector) : null);
  }
  row.set(logTimes(clock), column);
  return row;
}

interface BodyFrame {
  readonly origin: Vector;
  readonly size: number;
}

/** The middle between the ankles, and trunk and legs together: a length that hardly depends on how a golfer stands. */
function bodyFrame(source: JointReader, addressMs: number): BodyFrame | null {
  const at = (joint: GolferJoint): Vector | null => source.joint(joint, addressMs);
  const pairs = (['shoulder', 'hip', 'knee', 'ankle'] as const).map((part) => [
    at(`lead-${part}`),
    at(`trail-${part}`),
  ]);
  if (pairs.some(([lead, trail]) => lead == null || trail == null)) return null;
  const [shoulders, hips, knees, ankles] = pairs.map(([lead, trail]) =>
    scale(add(lead as Vector, trail as Vector), 0.5),
  );
  const length = (from: Vector | undefined, to: Vector | undefined): number =>
    lengthOf(subtract(from as Vector, to as Vector));
  const size = length(shoulders, hips) + length(hips, knees) + length(knees, ankles);
  return size > 0 ? { origin: ankles as Vector, size } : null;
}

function logTimes(clock: PhaseClock): number[] {
  const [address, top, impact, finish] = [0, 3, 5, 7].map((phase) => clock.timeAt(phase) / 1000) as [
    number,
    number,
    number,
    number,
  ];
  return [top - address, impact - top, finish - impact].map(Math.log);
}
