/** The bay as the outside sees it: whole pictures and single occurrences out of the live loop's facts. */
import { Subject, type Subscription } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import type { BayAvailability, BayOccurrence, BaySnapshot, BayStatePort } from '../ports/bay-state.port.ts';
import type { Store } from '../store/store.ts';
import type { BayFact } from './bay-fact.ts';
import type { LiveBay } from './live-bay.ts';

/** Swings of today are counted once at the start, page by page; nobody swings more often in a day. */
const PAGE = 100;
const PAGES_MAX = 50;

type Happened = BayOccurrence extends infer O ? (O extends BayOccurrence ? Omit<O, 'id' | 'at'> : never) : never;

export interface LiveBayStateParts {
  readonly name: string;
  readonly bay: Pick<LiveBay, 'facts' | 'stage' | 'session' | 'equipment' | 'cameras' | 'troubles' | 'isOutOfOrder'>;
  readonly swings: Pick<Store['swings'], 'list' | 'report'>;
  readonly clock: Clock;
}

export class LiveBayState implements BayStatePort {
  readonly changes = new Subject<BaySnapshot>();
  readonly occurrences = new Subject<BayOccurrence>();
  readonly #parts: LiveBayStateParts;
  readonly #subscription: Subscription;
  readonly #faults = new Map<string, string>();
  #today: { day: string; swings: number };
  #isClosed = false;

  constructor(parts: LiveBayStateParts) {
    this.#parts = parts;
    this.#today = { day: dayOf(parts.clock.wall()), swings: this.#countToday() };
    this.#subscription = parts.bay.facts.subscribe({
      next: (fact) => this.#hear(fact),
      complete: () => this.close(),
    });
  }

  state(): BaySnapshot {
    const { name, bay } = this.#parts;
    const hardware = bay.equipment?.state ?? null;
    return {
      bay: name,
      availability: this.#availability(),
      stage: bay.stage,
      session: bay.stage === 'empty' ? null : bay.session,
      isStopPressed: hardware?.isStopPressed ?? false,
      hardwareLink: hardware?.link ?? null,
      devices: hardware?.devices ?? [],
      cameras: bay.cameras.map(({ config, trouble }) => ({ name: config.name, isWorking: trouble === null })),
      warnings: bay.troubles.map(({ code, message, hint }) => ({ code, message, hint })),
      swingsToday: this.#swingsToday(),
    };
  }

  /** Completes both streams. Idempotent. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#subscription?.unsubscribe();
    // Who was shown the bay last shall know that it is closed.
    this.changes.next(this.state());
    this.changes.complete();
    this.occurrences.complete();
  }

  #availability(): BayAvailability {
    if (this.#isClosed) return 'closed';
    if (this.#parts.bay.isOutOfOrder) return 'out-of-order';
    return this.#parts.bay.stage === 'empty' ? 'free' : 'in-use';
  }

  #hear(fact: BayFact): void {
    if (fact.type === 'pose-seen' || fact.type === 'picture-arrived' || fact.type === 'analysis-advanced') return;
    for (const happened of this.#happenedIn(fact)) {
      const at = this.#parts.clock.wall().toISOString();
      this.occurrences.next({ id: uuidv7(), at, ...happened });
    }
    this.changes.next(this.state());
  }

  #happenedIn(fact: BayFact): Happened[] {
    switch (fact.type) {
      case 'visit-began':
      case 'visit-ended':
        return [{ type: fact.type, session: fact.session }];
      case 'swing-stored':
        this.#today = { day: this.#day(), swings: this.#swingsToday() + 1 };
        return fact.kind === 'upload' ? [] : [{ type: 'swing', swing: fact.swing, kind: fact.kind }];
      case 'swing-settled':
        return [{ type: 'result', swing: fact.swing, score: this.#scoreOf(fact.swing, fact.revision) }];
      case 'shot-joined':
        return [{ type: 'shot', shot: fact.shot, swing: fact.swing }];
      case 'ball-dispensed':
      case 'card-shown':
        return [{ type: fact.type, device: fact.device }];
      case 'stop-changed':
        return [{ type: 'stop', isPressed: fact.isPressed }];
      case 'device-changed':
        return this.#newFault(fact.state);
      default:
        return [];
    }
  }

  /** A fault is told when it begins, however often the device repeats it. */
  #newFault({ id, condition, fault }: Extract<BayFact, { type: 'device-changed' }>['state']): Happened[] {
    const before = this.#faults.get(id);
    if (condition !== 'fault') {
      this.#faults.delete(id);
      return [];
    }
    const named = fault ?? 'unknown';
    this.#faults.set(id, named);
    return before === named ? [] : [{ type: 'device-fault', device: id, fault: named }];
  }

  #scoreOf(swing: string, revision: number): number | null {
    if (revision === 0) return null;
    try {
      return this.#parts.swings.report(swing, revision).score?.overall ?? null;
    } catch {
      // A swing that was deleted meanwhile has no score any more, and that is all the outside asks.
      return null;
    }
  }

  #swingsToday(): number {
    return this.#today.day === this.#day() ? this.#today.swings : 0;
  }

  #day(): string {
    return dayOf(this.#parts.clock.wall());
  }

  #countToday(): number {
    const today = dayOf(this.#parts.clock.wall());
    let count = 0;
    let before: number | undefined;
    for (let page = 0; page < PAGES_MAX; page++) {
      const { swings, nextBefore } = this.#parts.swings.list({}, PAGE, before);
      const own = swings.filter(({ recordedAt }) => dayOf(new Date(recordedAt)) === today);
      count += own.length;
      if (nextBefore === null || own.length < swings.length) break;
      before = nextBefore;
    }
    return count;
  }
}

/** The day of the bay's own wall clock. */
function dayOf(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
}
