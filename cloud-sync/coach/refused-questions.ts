/**
 * Whether it is a question that the service refuses, or everything that this bay sends.
 *
 * An account without credit, a limit that was reached or a setting that is wrong look the same from here as a question
 * that cannot be taken. A question is given up once the service took another between two refusals of this one; until
 * then it is let lie and asked again. Refusals cost nothing, and a question grows too old by itself. What is known here is
 * forgotten with the run, which costs one more refusal.
 */
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';

const LIE_MS = 30 * 60_000;
/** As many as the store tells of at once. */
const REFUSED_MAX = 1_000;

export class RefusedQuestions {
  readonly #clock: Clock;
  /** By job. Times are of the monotonic clock. */
  readonly #refused = new Map<number, { readonly takenBefore: number; readonly untilMs: number }>();
  #taken = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The service took a question. */
  taken(): void {
    this.#taken += 1;
  }

  /** It refused this one; answers whether it is the question. */
  isItself(job: number): boolean {
    const before = this.#refused.get(job);
    this.#refused.delete(job);
    if (before !== undefined && this.#taken > before.takenBefore) return true;
    const takenBefore = before?.takenBefore ?? this.#taken;
    this.#refused.set(job, { takenBefore, untilMs: this.#nowMs() + LIE_MS });
    if (this.#refused.size > REFUSED_MAX) this.#refused.delete(this.#refused.keys().next().value as number);
    return false;
  }

  /** Jobs that are let lie. */
  lying(): ReadonlySet<number> {
    const nowMs = this.#nowMs();
    return new Set([...this.#refused].flatMap(([job, { untilMs }]) => (untilMs > nowMs ? [job] : [])));
  }

  #nowMs(): number {
    return this.#clock.monotonicNs() / NS_PER_MS;
  }
}
