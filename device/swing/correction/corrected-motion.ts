import type { PoseModel } from '../pose/pose-model.ts';
import type { Handedness } from '../report/swing-report.ts';
import { CORRECTED_COUNT } from './corrected-joint.ts';
import { MOMENT_FEATURES, type Moment, type MomentReader, momentReader, WINDOW_MS } from './correction-features.ts';
import { golferView } from './golfer-view.ts';
import type { Correction, JointCorrector } from './joint-corrector.port.ts';
import type { MotionView } from '../view/motion-view.ts';

/**
 * A golfer's joints over a swing after the learned correction, in the golfer's axes (a left-hander already mirrored).
 */
export interface CorrectedMotion {
  readonly cameras: readonly string[];
  /** How many views took part: their number decides the method and the intervals. */
  readonly views: number;
  readonly timesMs: Float64Array;
  /** frames × 19 × 3: metres; NaN where nobody was seen or the moment was too strange to correct. Not smoothed. */
  readonly joints: Float64Array;
  /** frames × 19 × 3: one standard deviation as the network believes it, metres. */
  readonly deviations: Float64Array;
  /** frames: at least 1; how much wider intervals have to be because the moment lies beyond what was learnt. */
  readonly widening: Float64Array;
}

/**
 * Strangeness of the moments that the network learnt on: 99.9 % lie below the first. Beyond it intervals widen with it,
 * beyond the second nothing is corrected: what was never seen cannot be vouched for.
 */
const STRANGENESS_KNOWN = 4.4;
const STRANGENESS_MAX = 9;

/**
 * Corrects what the calibrated views saw; null where there is none. Views need a common clock; times are those of the
 * fastest one. Rejects as the corrector does.
 */
export async function correctMotion(
  views: readonly MotionView[],
  { handedness, model }: { readonly handedness: Handedness; readonly model: PoseModel },
  corrector: JointCorrector,
): Promise<CorrectedMotion | null> {
  const calibrated = views.filter(
    ({ calibration, track }) => calibration !== null && track.presence.some((presence) => presence > 0),
  );
  const timesMs = commonTimes(calibrated);
  if (calibrated.length === 0 || timesMs.length === 0) return null;
  const golferViews = calibrated.flatMap(({ track, calibration, role }) =>
    calibration === null ? [] : [golferView(track, calibration, { role, handedness })],
  );
  const reader = momentReader(golferViews, model);
  const moments = Array.from(timesMs, (time) => reader.at(time));
  const windows = windowsOf(moments, timesMs, reader);
  const correction = await corrector.correct(windows, timesMs.length);
  return assemble({ cameras: calibrated.map(({ track }) => track.camera), timesMs, moments, correction });
}

/** Times of the view with the most frames, where all views have pictures. */
function commonTimes(views: readonly MotionView[]): Float64Array {
  const from = Math.max(...views.map(({ track }) => track.timesMs[0] ?? Number.POSITIVE_INFINITY));
  const to = Math.min(...views.map(({ track }) => track.timesMs.at(-1) ?? Number.NEGATIVE_INFINITY));
  const fastest = views.reduce<MotionView | undefined>(
    (best, view) => (best === undefined || view.track.timesMs.length > best.track.timesMs.length ? view : best),
    undefined,
  );
  return fastest === undefined
    ? new Float64Array()
    : fastest.track.timesMs.filter((time) => time >= from && time <= to);
}

/** Five moments round each time; a missing neighbour is the moment itself, as at the ends of what was learnt. */
function windowsOf(moments: readonly (Moment | null)[], timesMs: Float64Array, reader: MomentReader): Float32Array {
  const out = new Float32Array(timesMs.length * WINDOW_MS.length * MOMENT_FEATURES);
  const first = timesMs[0] as number;
  const last = timesMs.at(-1) as number;
  for (const [row, moment] of moments.entries()) {
    if (moment === null) continue;
    for (const [k, offset] of WINDOW_MS.entries()) {
      const time = Math.min(last, Math.max(first, (timesMs[row] as number) + offset));
      const neighbour = offset === 0 ? moment : (reader.at(time) ?? moment);
      out.set(neighbour.features, (row * WINDOW_MS.length + k) * MOMENT_FEATURES);
    }
  }
  return out;
}

function assemble(parts: {
  readonly cameras: readonly string[];
  readonly timesMs: Float64Array;
  readonly moments: readonly (Moment | null)[];
  readonly correction: Correction;
}): CorrectedMotion {
  const { cameras, timesMs, moments, correction } = parts;
  const values = CORRECTED_COUNT * 3;
  const joints = new Float64Array(timesMs.length * values).fill(Number.NaN);
  const deviations = new Float64Array(timesMs.length * values).fill(Number.NaN);
  const widening = new Float64Array(timesMs.length).fill(1);
  for (const [row, moment] of moments.entries()) {
    const strangeness = correction.strangeness[row] as number;
    if (moment === null || !(strangeness < STRANGENESS_MAX)) continue;
    widening[row] = Math.max(1, strangeness / STRANGENESS_KNOWN) ** 2;
    for (let i = 0; i < values; i++) {
      joints[row * values + i] = (moment.base[i] as number) + (correction.residual[row * values + i] as number);
      deviations[row * values + i] = correction.deviation[row * values + i] as number;
    }
  }
  const seen = Math.max(0, ...moments.map((moment) => moment?.views ?? 0));
  return { cameras, views: seen, timesMs, joints, deviations, widening };
}
