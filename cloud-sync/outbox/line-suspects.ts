/**
 * Who is to blame when the line fails: the line, or what it was tried with. A store may answer one thing with what
 * reads as an outage for ever, such as a deletion for which it gives no right.
 *
 * INVARIANTS
 * - What failed alone is passed over until something else was tried, so that it holds up nobody.
 * - When something else arrives, what was passed over is to blame itself: it rests, longer each time.
 * - A deletion speaks for all deletions, which need the same right, until one of them succeeds.
 */
import { restMs, type SyncEntry, type SyncStep } from './sync-planner.ts';

/** Beyond, all are tried again. */
const PASSED_OVER_MAX = 1_000;

export class LineSuspects {
  readonly #passedOver = new Map<number, SyncEntry>();
  /** Those that were tried themselves; the others are passed over with them. */
  readonly #tried = new Set<number>();
  /** How often each was to blame, until it is done. */
  readonly #blamed = new Map<number, number>();

  /** Entries that the line is not to be tried with while there are others. */
  get passedOver(): readonly number[] {
    return [...this.#passedOver.keys()];
  }

  /** @param erasures every erasure that is owed */
  failed(step: SyncStep, erasures: readonly SyncEntry[]): void {
    const [only] = step;
    // Of several at once nobody knows which it was; they are tried one by one from now on.
    if (only === undefined || step.length > 1) return;
    if (this.#passedOver.size >= PASSED_OVER_MAX) this.tryAll();
    this.#tried.add(only.id);
    for (const entry of only.kind === 'erase' ? [only, ...erasures] : [only]) this.#passedOver.set(entry.id, entry);
  }

  /** The line is well: answers how long each that is to blame rests from now on, in milliseconds. */
  reached(step: SyncStep): ReadonlyMap<number, number> {
    for (const { id } of step) {
      this.#passedOver.delete(id);
      this.#blamed.delete(id);
    }
    const hasErased = step.some(({ kind }) => kind === 'erase');
    const rests = new Map<number, number>();
    for (const id of this.#passedOver.keys()) {
      if (hasErased && !this.#tried.has(id)) continue;
      const times = (this.#blamed.get(id) ?? 0) + 1;
      this.#blamed.set(id, times);
      rests.set(id, restMs(times, 1));
    }
    this.tryAll();
    return rests;
  }

  isToBlame({ id }: SyncEntry): boolean {
    return this.#blamed.has(id);
  }

  /** There is nothing else to try the line with. */
  tryAll(): void {
    this.#passedOver.clear();
    this.#tried.clear();
  }

  /** Nothing is held against anything any more. */
  forgive(): void {
    this.tryAll();
    this.#blamed.clear();
  }
}
