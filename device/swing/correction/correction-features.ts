import type { CameraRole } from '../report/swing-report.ts';
import type { PoseModel } from '../pose/pose-model.ts';
import { CORRECTED_COUNT, CORRECTED_JOINTS } from './corrected-joint.ts';
import { type GolferView, viewAt } from './golfer-view.ts';
import { baseJoints, feetDepth, type SeenFrom } from './uncorrected-joints.ts';

/**
 * What the correction network looks at, one moment of a swing after the other.
 *
 * A moment is a row of {@link MOMENT_FEATURES} numbers:
 *
 *     base joints from their mid-hip   19 × 3, metres, golfer's axes
 *     mid-hip of the base              3, metres from the ball
 *     model                            3: heavy, full, lite
 *     for face-on, down the line, another view:
 *       seen                           1
 *       toward the camera              3, unit vector from mid-hip
 *       the model's own metres         19 × 3, from mid-hip, golfer's axes
 *       miss                           19 × 2: pixel less projected base, camera's right and down, metres at its depth
 *       visibility                     19
 *
 * A view that is absent, or saw nobody then, is all zeros. The network sees {@link WINDOW_MS} round each moment.
 */
export const WINDOW_MS: readonly number[] = [-100, -50, 0, 50, 100];

const SLOTS: readonly CameraRole[] = ['face-on', 'down-the-line', 'other'];
const MODELS: readonly PoseModel[] = ['heavy', 'full', 'lite'];
const SLOT_FEATURES = 1 + 3 + CORRECTED_COUNT * (3 + 2 + 1);
export const MOMENT_FEATURES = CORRECTED_COUNT * 3 + 3 + MODELS.length + SLOTS.length * SLOT_FEATURES;

const LEAD_HIP = CORRECTED_JOINTS.indexOf('lead-hip') * 3;
const TRAIL_HIP = CORRECTED_JOINTS.indexOf('trail-hip') * 3;

export interface Moment {
  readonly features: Float32Array;
  /** joints × 3, metres in the golfer's axes. */
  readonly base: Float64Array;
  /** Views that saw the golfer then. */
  readonly views: number;
}

export interface MomentReader {
  /** Null where no view saw anybody. */
  at(timeMs: number): Moment | null;
}

/** At most one view of each kind takes part; further ones of the same kind are left out. */
export function momentReader(views: readonly GolferView[], model: PoseModel): MomentReader {
  const slots = SLOTS.map((role) => views.find((view) => view.role === role) ?? null);
  const placed = slots.map((view) => (view === null ? null : { view, feetDepthM: feetDepth(view) }));
  return {
    at(timeMs) {
      const seen = placed.map((each): SeenFrom | null => {
        if (each === null || Number.isNaN(each.feetDepthM)) return null;
        const moment = viewAt(each.view, timeMs);
        return moment === null ? null : { ...each, moment };
      });
      const present = seen.filter((each) => each !== null);
      if (present.length === 0) return null;
      const base = baseJoints(present);
      return { base, features: featuresOf(seen, base, model), views: present.length };
    },
  };
}

function featuresOf(seen: readonly (SeenFrom | null)[], base: Float64Array, model: PoseModel): Float32Array {
  const out = new Float32Array(MOMENT_FEATURES);
  const hip = [0, 1, 2].map((k) => ((base[LEAD_HIP + k] as number) + (base[TRAIL_HIP + k] as number)) / 2);
  let at = 0;
  for (let i = 0; i < base.length; i++) out[at++] = (base[i] as number) - (hip[i % 3] as number);
  for (const value of hip) out[at++] = value;
  for (const name of MODELS) out[at++] = name === model ? 1 : 0;
  for (const each of seen) {
    if (each !== null) writeView(out, at, each, base, hip);
    at += SLOT_FEATURES;
  }
  return out;
}

function writeView(
  out: Float32Array,
  from: number,
  { view, moment }: SeenFrom,
  base: Float64Array,
  hip: readonly number[],
): void {
  const [right, down, forward] = view.axes;
  const toEye = view.eye.map((e, k) => e - (hip[k] as number));
  const distance = Math.hypot(...toEye);
  let at = from;
  out[at++] = 1;
  for (const value of toEye) out[at++] = value / distance;
  out.set(moment.world, at);
  at += CORRECTED_COUNT * 3;
  for (let joint = 0; joint < CORRECTED_COUNT; joint++) {
    const x = (base[joint * 3] as number) - view.eye[0];
    const y = (base[joint * 3 + 1] as number) - view.eye[1];
    const z = (base[joint * 3 + 2] as number) - view.eye[2];
    const depth = forward[0] * x + forward[1] * y + forward[2] * z;
    out[at++] = (moment.lens[joint * 2] as number) * depth - (right[0] * x + right[1] * y + right[2] * z);
    out[at++] = (moment.lens[joint * 2 + 1] as number) * depth - (down[0] * x + down[1] * y + down[2] * z);
  }
  out.set(moment.visibility, at);
}
