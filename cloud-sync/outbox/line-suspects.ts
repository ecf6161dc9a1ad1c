/**
 * Who is to blame when the line fails: the line, or what it was tried with. A store may answer one thing with what
 * reads as an outage for ever, such as a deletion for which it gives no right.
 *
 * INVARIANTS
 * - What failed alone is passed over until something else was tried, so that it holds up nobody.
 * - When something else arrives, what was passed over is to blame itself: it rests, longer each time.
 * - A deletion speaks for all deletions, which need the same right, until one of them succeeds, however many there are.
 */
import { restMs, type SyncEntry, type SyncStep } from './sync-planner.ts';

/** Beyond, all are tried again. */
const PASSED_OVER_MAX = 1_000;

/** Milliseconds. */
export interface SuspectsRest {
  /** By entry. */
  readonly entriesMs: ReadonlyMap<number, number>;
  /** Of all erasures; null where nothing new is known of them. */
  readonly erasuresMs: number | null;
}

export class LineSuspects {
  readonly #passedOver = new Set<number>();
  /** How often each was to blame, until it is done. */
  readonly #blamed = new Map<number, number>();
  #passesOverErasures = false;
  /** How often all deletions were, until one is done. */
  #erasuresBlamed = 0;

  /** Entries that the line is not to be tried with while there are others. */
  get passedOver(): readonly number[] {
    return [...this.#passedOver];
  }

  /** Nor with any erasure. */
  get passesOverErasures(): boolean {
    return this.#passesOverErasures;
  }

  failed(step: SyncStep): void {
    const [only] = step;
    // Of several at once nobody knows which it was; they are tried one by one from now on.
    if (only === undefined || step.length > 1) return;
    if (this.#passedOver.size >= PASSED_OVER_MAX) this.tryAll();
    this.#passedOver.add(only.id);
    if (only.kind === 'erase') this.#passesOverErasures = true;
  }

  /** The line is well: answers how long what is to blame rests from now on. */
  reached(step: SyncStep): SuspectsRest {
    for (const { id } of step) {
      this.#passedOver.delete(id);
      this.#blamed.delete(id);
    }
    const hasErased = step.some(({ kind }) => kind === 'erase');
    if (hasErased) this.#erasuresBlamed = 0;
    else if (this.#passesOverErasures) this.#erasuresBlamed++;
    const areErasuresToBlame = this.#passesOverErasures && !hasErased;
    const entriesMs = new Map<number, number>();
    for (const id of this.#passedOver) {
      const times = (this.#blamed.get(id) ?? 0) + 1;
      this.#blamed.set(id, times);
      entriesMs.set(id, restMs(times, 1));
    }
    this.tryAll();
    if (!areErasuresToBlame) return { entriesMs, erasuresMs: hasErased ? 0 : null };
    return { entriesMs, erasuresMs: restMs(this.#erasuresBlamed, 1) };
  }

  isToBlame({ id, kind }: SyncEntry): boolean {
    return this.#blamed.has(id) || (kind === 'erase' && this.#erasuresBlamed > 0);
  }

  /** There is nothing else to try the line with. */
  tryAll(): void {
    this.#passedOver.clear();
    this.#passesOverErasures = false;
  }

  /** Nothing is held against anything any more. */
  forgive(): void {
    this.tryAll();
    this.#blamed.clear();
    this.#erasuresBlamed = 0;
  }
}
