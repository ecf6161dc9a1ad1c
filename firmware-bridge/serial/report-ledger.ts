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
 */
const BOOTS_MAX = 4;
const SEQUENCES_MAX = 1_024;

/** `passed-on`: on its way to whom it is for, not to be acknowledged yet. */
export type ReportStanding = 'new' | 'passed-on' | 'handed-on';

export class ReportLedger {
  /** Oldest boot first; in each the oldest sequence first. */
  readonly #boots = new Map<number, Map<number, Exclude<ReportStanding, 'new'>>>();

  standing(bootId: number, sequence: number): ReportStanding {
    return this.#boots.get(bootId)?.get(sequence) ?? 'new';
  }

  passedOn(bootId: number, sequence: number): void {
    if (this.standing(bootId, sequence) === 'new') this.#note(bootId, sequence, 'passed-on');
  }

  handedOn(bootId: number, sequence: number): void {
    this.#note(bootId, sequence, 'handed-on');
  }

  /** A session is over: what was on its way may have been lost, and is new when it comes again. */
  forgetPassedOn(): void {
    for (const sequences of this.#boots.values()) {
      for (const [sequence, standing] of sequences) if (standing === 'passed-on') sequences.delete(sequence);
    }
  }

  #note(bootId: number, sequence: number, standing: 'passed-on' | 'handed-on'): void {
    const sequences = this.#boots.get(bootId) ?? new Map<number, Exclude<ReportStanding, 'new'>>();
    this.#boots.set(bootId, sequences);
    sequences.set(sequence, standing);
    forgetOldest(sequences, SEQUENCES_MAX);
    forgetOldest(this.#boots, BOOTS_MAX);
  }
}

function forgetOldest(map: Map<number, unknown>, most: number): void {
  while (map.size > most) {
    const oldest = map.keys().next().value;
    if (oldest === undefined) return;
    map.delete(oldest);
  }
}
