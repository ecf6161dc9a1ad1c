/**
 * Which reports of a controller were passed on already, so that each is delivered once however often the line repeats
 * it. Pure.
 *
 * Told apart by (boot id, sequence) exactly, not by the newest: a controller keeps the sequence of an event that waited
 * through a lost link, and announces itself with newer ones before it.
 *
 * INVARIANTS
 * - A report that was handed on is never `new` again.
 * - At most {@link BOOTS_MAX} boots and {@link SEQUENCES_MAX} sequences of each are remembered, the oldest forgotten
 *   first; a controller repeats nothing that is so old, since it keeps far fewer.
 * - At most {@link UNDER_WAY_MAX} are passed on and not handed on yet: a controller that does not wait for its
 *   acknowledgements is slowed down to what is handed on.
 */
const BOOTS_MAX = 4;
const SEQUENCES_MAX = 1_024;
const UNDER_WAY_MAX = 32;

/** `passed-on`: on its way to whom it is for, not to be acknowledged yet. */
export type ReportStanding = 'new' | 'passed-on' | 'handed-on';

export class ReportLedger {
  /** Oldest boot first; in each the oldest sequence first. */
  readonly #handedOn = new Map<number, Set<number>>();
  readonly #underWay = new Set<string>();

  standing(bootId: number, sequence: number): ReportStanding {
    if (this.#underWay.has(nameOf(bootId, sequence))) return 'passed-on';
    return this.#handedOn.get(bootId)?.has(sequence) === true ? 'handed-on' : 'new';
  }

  get hasRoom(): boolean {
    return this.#underWay.size < UNDER_WAY_MAX;
  }

  /** To be asked only for what is new, while there is room. */
  passedOn(bootId: number, sequence: number): void {
    this.#underWay.add(nameOf(bootId, sequence));
  }

  handedOn(bootId: number, sequence: number): void {
    this.#underWay.delete(nameOf(bootId, sequence));
    const sequences = this.#handedOn.get(bootId) ?? new Set<number>();
    this.#handedOn.set(bootId, sequences);
    sequences.add(sequence);
    forgetOldest(sequences, SEQUENCES_MAX);
    forgetOldest(this.#handedOn, BOOTS_MAX);
  }

  /** A session is over: what was on its way may have been lost, and is new when it comes again. */
  forgetPassedOn(): void {
    this.#underWay.clear();
  }
}

function nameOf(bootId: number, sequence: number): string {
  return `${bootId} ${sequence}`;
}

function forgetOldest(
  kept: { readonly size: number; keys(): Iterator<number>; delete(key: number): boolean },
  most: number,
): void {
  while (kept.size > most) {
    const oldest = kept.keys().next();
    if (oldest.done === true) return;
    kept.delete(oldest.value);
  }
}
