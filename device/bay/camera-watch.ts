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
  #watch: CalibrationWatch;

  constructor(parts: CameraWatchParts) {
    this.#parts = parts;
    const cameras = parts.cameras.map(({ name, calibration }) => ({ camera: name, calibration: calibration ?? null }));
    this.#watch = watchOf(parts.store.watches.read(parts.bay), cameras);
  }

  get watch(): CalibrationWatch {
    return this.#watch;
  }

  /** Within the transaction of the swing that it comes from: it stands or falls with that. */
  write(watch: CalibrationWatch): void {
    this.#parts.store.watches.keep(this.#parts.bay, watch);
  }

  /** Once it is written. */
  adopt(watch: CalibrationWatch): void {
    this.#watch = watch;
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

  /** Of the cameras that this bay has now. */
  #verdicts(): CameraVerdict[] {
    const names = this.#parts.cameras.map(({ name }) => name);
    return verdictsOf(this.#watch).filter(({ camera }) => names.includes(camera));
  }
}

function howFar({ turnDegrees }: CameraVerdict): string {
  return turnDegrees === null ? '' : ` (it has turned by ${turnDegrees.toFixed(1)}°)`;
}
