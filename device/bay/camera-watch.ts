/**
 * The light beside the cameras: whether those of this bay are where they were calibrated. Holds what `swing` decides
 * over the bay's life, in memory and in the store.
 */
import type { Camera } from '../capture/capture.config.ts';
import type { Store } from '../store/store.ts';
import {
  type CalibrationWatch,
  type CameraVerdict,
  verdictsOf,
  watchOf,
} from '../swing/calibration-watch/calibration-watch.ts';
import type { BayTrouble } from './bay-fact.ts';

/** `none`: no camera is calibrated, so there is nothing to watch. */
export type CamerasInPlace = 'none' | 'learning' | 'yes' | 'no';

export interface CameraWatchParts {
  readonly bay: string;
  readonly cameras: readonly Pick<Camera, 'name' | 'calibration'>[];
  readonly store: Pick<Store, 'watches'>;
}

export class CameraWatch {
  readonly #parts: CameraWatchParts;
  #cameras: CameraWatchParts['cameras'];
  #watch: CalibrationWatch;

  constructor(parts: CameraWatchParts) {
    this.#parts = parts;
    this.#cameras = parts.cameras;
    this.#watch = this.#asCalibrated(parts.store.watches.read(parts.bay));
  }

  /** What was known of a camera whose calibration is another one now is forgotten, also by the store. */
  recalibrate(cameras: CameraWatchParts['cameras']): void {
    this.#cameras = cameras;
    this.#watch = this.#asCalibrated(this.#watch);
    this.write(this.#watch);
  }

  get watch(): CalibrationWatch {
    return this.#watch;
  }

  /** Within the transaction of the swing that it comes from: it stands or falls with that. */
  write(watch: CalibrationWatch): void {
    this.#parts.store.watches.keep(this.#parts.bay, this.#asCalibrated(watch));
  }

  /** Once it is written. */
  adopt(watch: CalibrationWatch): void {
    this.#watch = this.#asCalibrated(watch);
  }

  get inPlace(): CamerasInPlace {
    const verdicts = this.#verdicts();
    if (verdicts.length === 0) return 'none';
    if (verdicts.some(({ state }) => state === 'nudged')) return 'no';
    return verdicts.some(({ state }) => state === 'learning') ? 'learning' : 'yes';
  }

  get troubles(): BayTrouble[] {
    return this.#verdicts()
      .filter(({ state }) => state === 'nudged')
      .map((verdict) => ({
        code: 'camera/moved',
        message: `The camera ${verdict.camera} has been moved since it was calibrated${howFar(verdict)}.`,
        hint: 'Turn it back to where it was, or calibrate the bay again: ./swingbay calibrate.',
        camera: verdict.camera,
      }));
  }

  /** A swing that was recorded before a calibration and measured after it says nothing of where cameras are now. */
  #asCalibrated(watch: CalibrationWatch): CalibrationWatch {
    const cameras = this.#cameras.map(({ name, calibration }) => ({ camera: name, calibration: calibration ?? null }));
    return watchOf(watch, cameras);
  }

  /** Of the cameras that this bay has now. */
  #verdicts(): CameraVerdict[] {
    const names = this.#cameras.map(({ name }) => name);
    return verdictsOf(this.#watch).filter(({ camera }) => names.includes(camera));
  }
}

function howFar({ turnDegrees }: CameraVerdict): string {
  return turnDegrees === null ? '' : ` (it has turned by ${turnDegrees.toFixed(1)}°)`;
}
