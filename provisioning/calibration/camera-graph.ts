import { angleBetween, compose, IDENTITY, inverse, type RigidPose } from './rigid-pose.ts';

/** The poses of one board before several cameras at one moment: board axes to camera axes; null where not seen. */
export type SharedMoment = readonly (RigidPose | null)[];

/** How often two cameras saw the board together. */
export interface CameraPair {
  readonly a: number;
  readonly b: number;
  readonly moments: number;
}

export interface CameraChain {
  /** Axes of the reference camera to those of each camera; null where no chain leads there. */
  readonly poses: readonly (RigidPose | null)[];
  readonly reference: number;
  readonly pairs: readonly CameraPair[];
}

/** Fewer shared views than this do not tell a misread board from a good one. */
const SHARED_MOMENTS_MIN = 3;

/**
 * Places cameras relative to one another through the moments at which they saw the board together. Cameras need not
 * all share a view: poses are chained along the tree of the pairs that share most.
 */
export function chainCameras(cameras: number, moments: readonly SharedMoment[]): CameraChain {
  const pairs = pairsOf(cameras, moments);
  const shared = (camera: number): number =>
    pairs.filter(({ a, b }) => a === camera || b === camera).reduce((sum, pair) => sum + pair.moments, 0);
  const order = Array.from({ length: cameras }, (_, camera) => camera);
  const reference = order.reduce((best, camera) => (shared(camera) > shared(best) ? camera : best), 0);
  const poses: (RigidPose | null)[] = order.map((camera) => (camera === reference ? IDENTITY : null));
  for (;;) {
    const next = pairs
      .filter(({ a, b, moments: count }) => count >= SHARED_MOMENTS_MIN && (poses[a] === null) !== (poses[b] === null))
      .reduce<CameraPair | null>((best, pair) => (best === null || pair.moments > best.moments ? pair : best), null);
    if (next === null) return { poses, reference, pairs };
    const [from, to] = poses[next.a] === null ? [next.b, next.a] : [next.a, next.b];
    const step = usualStep(moments, from, to);
    poses[to] = compose(step, poses[from] as RigidPose);
  }
}

/** The pairs between the cameras that are reached and those that are not: what an installer must still show. */
export function missingPairs({ poses }: CameraChain): (readonly [number, number])[] {
  const reached = poses.flatMap((pose, camera) => (pose === null ? [] : [camera]));
  const lost = poses.flatMap((pose, camera) => (pose === null ? [camera] : []));
  return lost.flatMap((camera) => reached.map((other) => [other, camera] as const));
}

function pairsOf(cameras: number, moments: readonly SharedMoment[]): CameraPair[] {
  const pairs: CameraPair[] = [];
  for (let a = 0; a < cameras; a++) {
    for (let b = a + 1; b < cameras; b++) {
      const count = moments.filter((moment) => moment[a] != null && moment[b] != null).length;
      pairs.push({ a, b, moments: count });
    }
  }
  return pairs;
}

/**
 * From one camera's axes to another's: of all shared moments' answers the one that is nearest to all others. A single
 * pose of a small board may have flipped; what most moments say has not.
 */
function usualStep(moments: readonly SharedMoment[], from: number, to: number): RigidPose {
  const steps = moments.flatMap((moment) => {
    const [a, b] = [moment[from], moment[to]];
    return a == null || b == null ? [] : [compose(b, inverse(a))];
  });
  const totals = steps.map((step) => steps.reduce((sum, other) => sum + Math.min(1, stepDistance(step, other)), 0));
  const best = totals.reduce((least, total, i) => (total < (totals[least] as number) ? i : least), 0);
  return steps[best] as RigidPose;
}

/** Radians and metres count alike: in a bay cameras stand some metres apart. */
function stepDistance(a: RigidPose, b: RigidPose): number {
  const [p, q] = [a.translation, b.translation];
  return angleBetween(a.rotation, b.rotation) + Math.hypot(p.x - q.x, p.y - q.y, p.z - q.z);
}
