/**
 * A configuration on trial: kept where the bay is healthy with it in time, taken back where it is not, whatever ends
 * the daemon meanwhile. It is decided by files beside the configuration, because a bay that does not open has no
 * database and no line.
 *
 *     bay.yaml                what the bay opens with
 *     bay.yaml.former         what it opened with before
 *     bay.yaml.trial.json     there while the newer one has to prove itself
 *     bay.yaml.outcome.json   what became of it, until the fleet was told
 *
 * INVARIANTS
 * - The trial is on the disk before the configuration is replaced: a newer one is never there without a way back.
 * - One trial at a time: what it would go back to has proved itself.
 * - A trial ends only itself, and replaces only its own text: whoever edits the file meanwhile has the last word.
 * - Each start with a trial counts as an attempt before it opens anything; beyond {@link ATTEMPTS_MAX} it goes back.
 * - A disk that takes no write keeps no bay from opening: what cannot be counted is on trial all the same, and what
 *   cannot be put back is opened from the text of the former one.
 */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { configurationRefused, configurationUnwritable } from '../errors.ts';

const ATTEMPTS_MAX = 3;
const EDITED = 'the file is another one by now';

const askedSchema = z.object({
  by: z.enum(['command', 'desired']),
  /** Of the command, or the version of the desired state. */
  id: z.string(),
});

const trialSchema = z.object({
  asked: askedSchema,
  sha256: z.string(),
  healthyWithinMinutes: z.number(),
  /** What worked before, as cameras that gave pictures: a configuration that loses it is not healthy. */
  worked: z.array(z.string()),
  attempts: z.int(),
  /** Of the first attempt; null before it. */
  began: z.object({ bootId: z.string(), monotonicMs: z.number() }).nullable(),
});
type Trial = z.infer<typeof trialSchema>;

const outcomeSchema = z.object({ asked: askedSchema, isKept: z.boolean(), why: z.string() });
export type TrialOutcome = z.infer<typeof outcomeSchema>;

export interface TrialOrder extends Pick<Trial, 'asked' | 'healthyWithinMinutes' | 'worked'> {
  readonly text: string;
}

export interface MonotonicTime {
  readonly bootId: string;
  readonly monotonicMs: number;
}

/** Puts a configuration in the place of the one before, on trial from the next start. Throws a coded error. */
export function beginTrial(file: string, { text, ...order }: TrialOrder): void {
  if (isOnTrial(file)) throw configurationRefused('configuration-on-trial', 'another one has still to prove itself');
  let former: Buffer | null = null;
  try {
    former = readFileSync(file);
    const trial: Trial = { ...order, sha256: sha256Of(text), attempts: 0, began: null };
    replace(`${file}.former`, former, file);
    replace(`${file}.trial.json`, JSON.stringify(trial), file);
    replace(file, text, file);
  } catch (error) {
    if (former !== null) forgetUnbegun(file, former);
    throw configurationUnwritable(file, error);
  }
}

/** A trial of what was never written would stand against every later change. */
function forgetUnbegun(file: string, former: Buffer): void {
  try {
    if (readFileSync(file).equals(former)) rmSync(`${file}.trial.json`, { force: true });
  } catch {
    // The next start finds a trial of another file, and ends it.
  }
}

/** Whether one is to be tried, or is being tried. */
export function isOnTrial(file: string): boolean {
  return readTrial(file) !== null;
}

/** What became of the last trial, until it is {@link forgetOutcome forgotten}. */
export function outcomeOf(file: string): TrialOutcome | null {
  return readJson(`${file}.outcome.json`, outcomeSchema);
}

/** Where it cannot be removed, the next start tells it again, to whom it is no news. */
export function forgetOutcome(file: string): void {
  isDone(() => rmSync(`${file}.outcome.json`, { force: true }));
}

export class ConfigurationTrial {
  readonly #file: string;
  readonly #trial: Trial;

  private constructor(file: string, trial: Trial) {
    this.#file = file;
    this.#trial = trial;
  }

  /**
   * Called by a daemon before it reads its configuration; does not throw. Null where nothing is on trial, or where it
   * has just gone back because it had been tried often enough.
   */
  static begin(file: string, now: MonotonicTime): ConfigurationTrial | null {
    const written = readTrial(file);
    if (written === null) return null;
    const hash = hashOf(file);
    // What nobody can read is not tried; whoever opens it says so.
    if (hash === null) return null;
    if (hash !== written.sha256) {
      // The power went between writing the trial and the file, or somebody has edited the file since: theirs counts.
      isDone(() => finish(file, { asked: written.asked, isKept: false, why: EDITED }));
      return null;
    }
    const trial: Trial = { ...written, attempts: written.attempts + 1, began: written.began ?? { ...now } };
    const begun = new ConfigurationTrial(file, trial);
    if (begun.isSpent) {
      return isDone(() => begun.goBack(`the bay ended ${ATTEMPTS_MAX} times before it was healthy`)) ? null : begun;
    }
    isDone(() => replace(`${file}.trial.json`, JSON.stringify(trial), file));
    return begun;
  }

  /** Tried often enough: nobody opens with it once more, also where it could not be put back. */
  get isSpent(): boolean {
    return this.#trial.attempts > ATTEMPTS_MAX;
  }

  /** What the bay opened with before; null where that cannot be read. */
  formerText(): string | null {
    try {
      return readFileSync(`${this.#file}.former`, 'utf8');
    } catch {
      return null;
    }
  }

  get worked(): readonly string[] {
    return this.#trial.worked;
  }

  /** Whether it has had its time. A boot of the machine in between gives it as much again, and counts as an attempt. */
  isOver({ bootId, monotonicMs }: MonotonicTime): boolean {
    const { began, healthyWithinMinutes } = this.#trial;
    const sinceMs = began?.bootId === bootId ? monotonicMs - began.monotonicMs : monotonicMs;
    return sinceMs > healthyWithinMinutes * 60_000;
  }

  /** It has proved itself. The former one stays beside it. */
  keep(): TrialOutcome {
    const isUnchanged = sha256Of(readFileSync(this.#file)) === this.#trial.sha256;
    return this.#finish(isUnchanged, isUnchanged ? 'the bay was healthy with it' : EDITED);
  }

  /** Puts the former one back. The bay has to be opened anew. */
  goBack(why: string): TrialOutcome {
    const [is, former] = [readFileSync(this.#file), readFileSync(`${this.#file}.former`)];
    // It had gone back already where only the outcome could not be written.
    if (is.equals(former)) return this.#finish(false, why);
    if (sha256Of(is) !== this.#trial.sha256 || !this.#isOnDisk()) return this.#finish(false, EDITED);
    replace(this.#file, former, this.#file);
    return this.#finish(false, why);
  }

  #finish(isKept: boolean, why: string): TrialOutcome {
    const outcome = { asked: this.#trial.asked, isKept, why };
    return this.#isOnDisk() ? finish(this.#file, outcome) : outcome;
  }

  /** Whether the trial on the disk is still this one. */
  #isOnDisk(): boolean {
    const { asked, sha256 } = this.#trial;
    const written = readTrial(this.#file);
    return written?.sha256 === sha256 && written.asked.by === asked.by && written.asked.id === asked.id;
  }
}

function finish(file: string, outcome: TrialOutcome): TrialOutcome {
  replace(`${file}.outcome.json`, JSON.stringify(outcome), file);
  rmSync(`${file}.trial.json`, { force: true });
  return outcome;
}

function readTrial(file: string): Trial | null {
  return readJson(`${file}.trial.json`, trialSchema);
}

/** Null also for half a file: it was never meant to be read. */
function readJson<S extends z.ZodType>(path: string, schema: S): z.output<S> | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Whole or not at all, and on the disk when this returns, with the rights of the configuration. */
function replace(path: string, content: string | Uint8Array, like: string): void {
  const next = `${path}.next`;
  const descriptor = openSync(next, 'w', statSync(like).mode & 0o777);
  try {
    writeSync(descriptor, Buffer.from(content));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(next, path);
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Whether it could be written. */
function isDone(write: () => unknown): boolean {
  try {
    write();
    return true;
  } catch {
    return false;
  }
}

function hashOf(file: string): string | null {
  try {
    return sha256Of(readFileSync(file));
  } catch {
    return null;
  }
}

function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
