import type { EventName } from '../events/event-name.ts';
import { EVENT_NAMES } from '../events/event-name.ts';
import { PHASE_OF_EVENT, phaseClock } from '../events/phase-clock.ts';
import { lengthOf, midpoint, type Point, subtract, type Vector } from '../geometry/vector.ts';
import type { PoseSource } from '../metrics/pose-source.ts';
import { prepareMotion } from '../metrics/prepared-motion.ts';
import type { SwingMotion } from '../metrics/swing-motion.ts';
import type { GolferJoint } from '../pose/golfer-joint.ts';

/**
 * Two swings as skeletons in one picture: at the same places of the swing, standing on the same spot, of the same size.
 *
 * Lengths are in the golfer's own trunk and legs (1 is from ankles to shoulders, stretched), from the middle between the
 * ankles at address; x to the right of the picture, y up. Left-handers are shown in the mirror, so that a left-hander
 * and a right-hander can be laid over each other. A joint that was not seen is null, and its bones are left out.
 */
export type OverlayView = 'face-on' | 'down-the-line';

const OVERLAY_JOINTS = [
  'lead-ear',
  'trail-ear',
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
  'lead-foot-index',
  'trail-foot-index',
] as const satisfies readonly GolferJoint[];

const BONE_NAMES: readonly (readonly [GolferJoint, GolferJoint])[] = [
  ['lead-shoulder', 'trail-shoulder'],
  ['lead-hip', 'trail-hip'],
  ['lead-ear', 'trail-ear'],
  ...(['lead', 'trail'] as const).flatMap((side): [GolferJoint, GolferJoint][] => [
    [`${side}-shoulder`, `${side}-elbow`],
    [`${side}-elbow`, `${side}-wrist`],
    [`${side}-shoulder`, `${side}-hip`],
    [`${side}-hip`, `${side}-knee`],
    [`${side}-knee`, `${side}-ankle`],
    [`${side}-ankle`, `${side}-foot-index`],
  ]),
];

/** Pairs of places in {@link OVERLAY_JOINTS}. */
export const OVERLAY_BONES: readonly (readonly [number, number])[] = BONE_NAMES.map(
  ([from, to]) => [OVERLAY_JOINTS.indexOf(from as never), OVERLAY_JOINTS.indexOf(to as never)] as const,
);

export type OverlaySkeleton = readonly (Point | null)[];

export interface OverlayFrame {
  /** 0 at address … 7 at finish. */
  readonly phase: number;
  /** The event at this place; null between events. */
  readonly event: EventName | null;
  readonly first: OverlaySkeleton;
  readonly second: OverlaySkeleton;
}

export interface Overlay {
  readonly view: OverlayView;
  /** In the order of the swing, only where both are known. */
  readonly frames: readonly OverlayFrame[];
}

/** Pictures between two events, beside the events themselves. */
const STEPS = 6;

/** What of each view both swings have, triangulated joints before pictures; empty where nothing is common. */
export function overlaySwings(first: SwingMotion, second: SwingMotion): Overlay[] {
  const [one, other] = [prepareMotion(first), prepareMotion(second)];
  return (['face-on', 'down-the-line'] as const).flatMap((view): Overlay[] => {
    const picture = view === 'face-on' ? 'faceOn' : 'downTheLine';
    const a = drawerOf(one.space ?? one[picture], view, [...one.events.values()]);
    const b = drawerOf(other.space ?? other[picture], view, [...other.events.values()]);
    if (a === null || b === null) return [];
    const frames = phases().flatMap((phase): OverlayFrame[] => {
      const [here, there] = [a(phase), b(phase)];
      if (here === null || there === null) return [];
      const event = EVENT_NAMES.find((name) => PHASE_OF_EVENT[name] === phase) ?? null;
      return [{ phase, event, first: here, second: there }];
    });
    return frames.length === 0 ? [] : [{ view, frames }];
  });
}

function phases(): number[] {
  return Array.from({ length: (EVENT_NAMES.length - 1) * STEPS + 1 }, (_, i) => i / STEPS);
}

type Drawer = (phase: number) => OverlaySkeleton | null;

function drawerOf(
  source: PoseSource | null,
  view: OverlayView,
  events: Parameters<typeof phaseClock>[0],
): Drawer | null {
  const clock = phaseClock(events);
  if (source === null || clock === null) return null;
  const place = placing(source, clock.timeAt(PHASE_OF_EVENT[clock.events[0] ?? 'address']));
  if (place === null) return null;
  return (phase) => {
    const timeMs = clock.timeAt(phase);
    if (Number.isNaN(timeMs)) return null;
    const joints = OVERLAY_JOINTS.map((joint) => {
      const at = source.joint(joint, timeMs);
      return at === null ? null : flat(place(at), view);
    });
    return joints.every((joint) => joint === null) ? null : joints;
  };
}

/** Down the line the ball is to the right of the picture: the camera looks along the target line. */
function flat({ x, y, z }: Vector, view: OverlayView): Point {
  return view === 'face-on' ? { x, y } : { x: z, y };
}

/** From the source's own axes to the golfer's feet and size; null where those were not seen. */
function placing(source: PoseSource, timeMs: number): ((point: Vector) => Vector) | null {
  const middle = (part: 'shoulder' | 'hip' | 'knee' | 'ankle'): Vector | null => {
    const [lead, trail] = [source.joint(`lead-${part}`, timeMs), source.joint(`trail-${part}`, timeMs)];
    return lead === null || trail === null ? (lead ?? trail) : midpoint(lead, trail);
  };
  const [shoulders, hips, knees, feet] = [middle('shoulder'), middle('hip'), middle('knee'), middle('ankle')];
  if (shoulders === null || hips === null || knees === null || feet === null) return null;
  const length = (from: Vector, to: Vector): number => lengthOf(subtract(from, to));
  const size = length(shoulders, hips) + length(hips, knees) + length(knees, feet);
  if (!(size > 0)) return null;
  return ({ x, y, z }) => ({ x: (x - feet.x) / size, y: (y - feet.y) / size, z: (z - feet.z) / size });
}
