/**
 * A stored swing's motion, put together again from what the store has of it: poses of one revision, and the calibrations
 * that its analysis was ordered with.
 */
import type { Store } from '../store/store.ts';
import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';
import type { SwingMotion } from '../swing/metrics/swing-motion.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import type { MotionView } from '../swing/view/motion-view.ts';
import { analysisOrderSchema } from './analysis-order.ts';

export interface StoredMotion {
  readonly report: SwingReport;
  readonly motion: SwingMotion;
  /** By camera name; null for a camera without one. */
  readonly calibrations: ReadonlyMap<string, CameraCalibration | null>;
}

/**
 * Of the newest revision, or of the one asked for. Cameras whose poses are not there any more are left out. Throws what
 * the store throws for a swing that it does not have.
 */
export function storedMotion(store: Store, swing: string, revision?: number): StoredMotion {
  const report = store.swings.report(swing, revision);
  const calibrations = calibrationsOf(store, swing, report);
  const views = report.cameras.flatMap(({ name, role }): MotionView[] => {
    const sha256 = report.landmarks.find(({ camera }) => camera === name)?.sha256;
    const track = sha256 === undefined ? undefined : store.poses.find(swing, name, sha256);
    return track === undefined ? [] : [{ track, role, calibration: calibrations.get(name) ?? null }];
  });
  const { handedness, events, slowMotion, versions } = report;
  return {
    report,
    motion: { views, handedness, events, slowMotion, model: modelOf(versions.model) },
    calibrations,
  };
}

/** As the report notes them; older reports do not, and then the order of the analysis does, where it is still here. */
export function calibrationsOf(
  store: Pick<Store, 'queue'>,
  swing: string,
  report: SwingReport,
): Map<string, CameraCalibration | null> {
  const order = analysisOrderSchema.safeParse(store.queue.orderOf(swing));
  const views = order.success ? order.data.views : [];
  return new Map(
    report.cameras.map(({ name, calibrated, calibration: noted }) => {
      const calibration = noted ?? views.find(({ camera }) => camera === name)?.calibration ?? null;
      return [name, calibrated ? calibration : null];
    }),
  );
}

/** A model that is not known here is taken for the least exact one. */
export function modelOf(name: string): 'lite' | 'full' | 'heavy' {
  return name === 'heavy' || name === 'full' ? name : 'lite';
}
