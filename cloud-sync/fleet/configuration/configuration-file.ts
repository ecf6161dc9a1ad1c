/** The bay’s configuration file as the fleet may change it: checked whole before a byte of it is written. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { explain } from '../../../device/errors/bay-error.ts';
import { configurationRefused } from '../errors.ts';
import { driftOf, type Patch, patched, patchProblem, protectedChanges } from './configuration-patch.ts';
import { beginTrial, isOnTrial, type TrialOrder } from './configuration-trial.ts';

export interface ConfigurationProblem {
  readonly code:
    | 'configuration-invalid'
    | 'configuration-protected'
    | 'configuration-on-trial'
    | 'configuration-unreadable';
  readonly detail: string;
}

export class ConfigurationFile {
  readonly path: string;
  readonly #validate: (text: string) => unknown;

  /** @param validate throws a coded error for a text that is no configuration of a bay */
  constructor(path: string, validate: (text: string) => unknown) {
    this.path = path;
    this.#validate = validate;
  }

  /** Null where it cannot be read just now. */
  sha256(): string | null {
    try {
      return createHash('sha256').update(readFileSync(this.path)).digest('hex');
    } catch {
      return null;
    }
  }

  /** Why this change cannot be made; null where it can. */
  problemWith(patch: Patch): ConfigurationProblem | null {
    const problem = patchProblem(patch);
    if (problem !== null) return { code: 'configuration-invalid', detail: problem };
    if (isOnTrial(this.path)) {
      return { code: 'configuration-on-trial', detail: 'another change has still to prove itself' };
    }
    try {
      const before = this.#read();
      const after = patched(before, patch);
      const keys = protectedChanges(before, after);
      if (keys.length > 0) return { code: 'configuration-protected', detail: keys.join(', ') };
      this.#validate(after);
      return null;
    } catch (error) {
      return { code: 'configuration-invalid', detail: explain(error) };
    }
  }

  /**
   * Writes the change, on trial from the next start. False where it changes nothing. Throws a coded error, also where
   * the change has become impossible since it was accepted: the file is another one by the time of its turn.
   */
  change(patch: Patch, order: Omit<TrialOrder, 'text'>): boolean {
    const problem = this.problemWith(patch);
    if (problem !== null) throw configurationRefused(problem.code, problem.detail);
    const before = this.#read();
    const text = patched(before, patch);
    if (text === before) return false;
    beginTrial(this.path, { ...order, text });
    return true;
  }

  /** Keys at which the file is not as the patch says; null where it cannot be read just now. */
  drift(patch: Patch): string[] | null {
    try {
      return driftOf(this.#read(), patch);
    } catch {
      return null;
    }
  }

  #read(): string {
    return readFileSync(this.path, 'utf8');
  }
}
