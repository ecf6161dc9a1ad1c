import { BayError } from '../../device/errors/bay-error.ts';
import { LiveCalibration, type LiveCalibrationParts } from './live-calibration.ts';

/** The bay's place for calibrations: at most one at a time. */
export class CalibrationDesk {
  readonly parts: LiveCalibrationParts;
  #current: LiveCalibration | null = null;

  constructor(parts: LiveCalibrationParts) {
    this.parts = parts;
  }

  get current(): LiveCalibration | null {
    return this.#current;
  }

  /** Begins anew; what is under way is given up. */
  async begin(): Promise<LiveCalibration> {
    await this.end();
    this.#current = new LiveCalibration(this.parts);
    return this.#current;
  }

  /** @throws `calibration/not-begun` */
  running(): LiveCalibration {
    if (this.#current !== null) return this.#current;
    throw new BayError('calibration/not-begun', 'No calibration is under way.', { hint: 'Begin one.' });
  }

  /** Idempotent. */
  async end(): Promise<void> {
    const ended = this.#current;
    this.#current = null;
    await ended?.close();
  }
}

export const CALIBRATION_DESK = Symbol('CalibrationDesk');
