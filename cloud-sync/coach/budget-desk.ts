/**
 * Writes exchanges into the book as far as the day's budget bears them, and remembers what it did not bear: one question
 * that costs too much for what is left must not keep back those that do not.
 */
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import type { CoachQuestion } from '../../device/ports/coach.port.ts';
import type { CoachExchange, CoachJob } from '../../device/store/coach-repository.ts';
import type { Store } from '../../device/store/store.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import { type Amount, dailyLimit, isAffordable, sumOf, type Way } from './coach-costs.ts';
import type { CoachConfig } from './coach.config.ts';
import type { PreparedQuestion } from './question-desk.ts';

/** A question that is ready to be sent, with the most that it can cost. */
export interface Ready {
  readonly job: CoachJob;
  readonly prepared: PreparedQuestion;
  readonly most: Amount;
}

/** An exchange that is in the book, and what is to be sent for it. */
export interface Booked {
  readonly exchange: CoachExchange;
  readonly question: CoachQuestion;
}

export interface BudgetDeskParts {
  readonly store: Store;
  readonly config: CoachConfig;
  readonly bay: string;
  readonly clock: Clock;
  readonly counters: Counters;
}

/** So many in a row that do not fit, and the day's budget is taken for spent: making one ready costs the bay something. */
export const MISFITS_MAX = 4;
const SPENT_MS = 10 * 60_000;
/** Longer, so that others come first when the budget is looked at again. */
const MISFIT_MS = 30 * 60_000;

export class BudgetDesk {
  readonly #parts: BudgetDeskParts;
  /** By job, until when it is let lie. Times are of the monotonic clock. */
  readonly #misfitUntilMs = new Map<number, number>();
  #misfitsInARow = 0;
  #spentUntilMs = 0;

  constructor(parts: BudgetDeskParts) {
    this.#parts = parts;
  }

  /** Nothing is made ready meanwhile. */
  get isSpent(): boolean {
    return this.#nowMs() < this.#spentUntilMs;
  }

  /** Jobs that are let lie because what is left of the day's budget does not bear them. */
  misfits(): ReadonlySet<number> {
    const nowMs = this.#nowMs();
    for (const [job, untilMs] of this.#misfitUntilMs) if (untilMs <= nowMs) this.#misfitUntilMs.delete(job);
    return new Set(this.#misfitUntilMs.keys());
  }

  /** Today, with what is set aside. */
  spent(): Amount {
    return this.#parts.store.coach.spentOn(this.#today());
  }

  /** Those that the day's budget bears, in their order; nothing happens between looking and writing. */
  book(ready: readonly Ready[], way: Way): Booked[] {
    const { store, config, bay } = this.#parts;
    const limit = dailyLimit(config);
    const day = this.#today();
    let spent: Amount = store.coach.spentOn(day);
    const borne: Ready[] = [];
    for (const one of ready) {
      if (!isAffordable(one.most, spent, limit)) {
        this.#letLie(one.job.id);
        continue;
      }
      spent = sumOf(spent, one.most);
      borne.push(one);
      this.#misfitsInARow = 0;
    }
    const exchanges = store.coach.open(
      borne.map(({ job, most, prepared }) => ({
        ...{ job, way, bay, facility: config.facility, day, model: config.model },
        ...{ reserved: most, question: prepared.kept },
      })),
    );
    return exchanges.map((exchange, at) => ({ exchange, question: (borne[at] as Ready).prepared.question }));
  }

  #letLie(job: number): void {
    this.#parts.counters.count('coach_over_budget');
    this.#misfitUntilMs.set(job, this.#nowMs() + MISFIT_MS);
    this.#misfitsInARow += 1;
    if (this.#misfitsInARow < MISFITS_MAX) return;
    this.#misfitsInARow = 0;
    this.#spentUntilMs = this.#nowMs() + SPENT_MS;
  }

  /**
   * UTC, by the wall clock. Which day it is nobody else here knows: a clock that is put over midnight opens that day's
   * budget, and one that is put back finds what was spent on the day before as it was.
   */
  #today(): string {
    return this.#parts.clock.wall().toISOString().slice(0, 10);
  }

  #nowMs(): number {
    return this.#parts.clock.monotonicNs() / NS_PER_MS;
  }
}
