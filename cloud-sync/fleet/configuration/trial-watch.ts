/**
 * Watches an appliance that was opened with a configuration on trial: healthy is one that is open and where what worked
 * before works again, for {@link HEALTHY_MS} on end.
 */
import type { ConfigurationTrial, MonotonicTime, TrialOutcome } from './configuration-trial.ts';
import type { ProofOfHealth } from './proof-of-health.ts';

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
  readonly #proof: ProofOfHealth;
  #healthySinceMs: number | null = null;
  #againAtMs: number | null = null;
  #isOver = false;

  constructor(trial: ConfigurationTrial, proof: ProofOfHealth) {
    this.#trial = trial;
    this.#proof = proof;
  }

  /** What became of the trial, once; null while that is open. Throws where it cannot be written, and tries again. */
  look(now: MonotonicTime): EndedTrial | null {
    if (this.#isOver) return null;
    const missing = this.#proof.missing(this.#trial.worked);
    if (missing !== null) this.#healthySinceMs = null;
    else this.#healthySinceMs ??= now.monotonicMs;
    const isProven = this.#healthySinceMs !== null && now.monotonicMs - this.#healthySinceMs >= HEALTHY_MS;
    if (!isProven && !this.#trial.isOver(now)) return null;
    if (this.#againAtMs !== null && now.monotonicMs < this.#againAtMs) return null;
    this.#againAtMs = now.monotonicMs + AGAIN_MS;
    const outcome = isProven ? this.#trial.keep() : this.#trial.goBack(missing ?? 'it was not healthy in time');
    this.#isOver = true;
    return { outcome, isToRestart: !isProven };
  }
}
