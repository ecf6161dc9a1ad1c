/**
 * Watches a bay that was opened with a configuration on trial: healthy is a bay that is open and whose cameras, as far
 * as the configuration still has them, give pictures as they did before, for {@link HEALTHY_MS} on end.
 */
import type { BayStatePort } from '../../../device/ports/bay-state.port.ts';
import type { ConfigurationTrial, MonotonicTime, TrialOutcome } from './configuration-trial.ts';

export interface EndedTrial {
  readonly outcome: TrialOutcome;
  /** Whether the bay still runs with a configuration that it cannot live with. */
  readonly isToRestart: boolean;
}

const HEALTHY_MS = 20_000;
/** Between two tries to write down what became of it, on a disk that takes nothing. */
const AGAIN_MS = 10_000;

export class TrialWatch {
  readonly #trial: ConfigurationTrial;
  readonly #state: BayStatePort;
  #healthySinceMs: number | null = null;
  #againAtMs: number | null = null;
  #isOver = false;

  constructor(trial: ConfigurationTrial, state: BayStatePort) {
    this.#trial = trial;
    this.#state = state;
  }

  /** What became of the trial, once; null while that is open. Throws where it cannot be written, and tries again. */
  look(now: MonotonicTime): EndedTrial | null {
    if (this.#isOver) return null;
    const silent = this.#silentCameras();
    if (silent.length > 0) this.#healthySinceMs = null;
    else this.#healthySinceMs ??= now.monotonicMs;
    const isProven = this.#healthySinceMs !== null && now.monotonicMs - this.#healthySinceMs >= HEALTHY_MS;
    if (!isProven && !this.#trial.isOver(now)) return null;
    if (this.#againAtMs !== null && now.monotonicMs < this.#againAtMs) return null;
    this.#againAtMs = now.monotonicMs + AGAIN_MS;
    const why = silent.length === 0 ? 'it was not healthy in time' : `no pictures of ${silent.join(', ')}`;
    const outcome = isProven ? this.#trial.keep() : this.#trial.goBack(why);
    this.#isOver = true;
    return { outcome, isToRestart: !isProven };
  }

  #silentCameras(): string[] {
    const { cameras } = this.#state.state();
    return cameras
      .filter(({ name, isWorking }) => !isWorking && this.#trial.workingCameras.includes(name))
      .map(({ name }) => name);
  }
}
