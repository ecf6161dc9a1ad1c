/**
 * Keeps the visit that is going on, and what comes after it: swings that nobody has claimed go in time.
 *
 * A visit lives in memory; after a restart of the daemon players join again. Swings know their visit and their player
 * by then, and lose neither.
 */
import { Subject } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { type Clock, NS_PER_MS } from '../clock/clock.ts';
import type { PlayerProfile } from '../store/player-repository.ts';
import type { Store } from '../store/store.ts';
import type { Handedness } from '../swing/report/swing-report.ts';
import type { Log } from '../telemetry/log.ts';
import { playersMaxReached } from './errors.ts';
import type { VisitConfig } from './visit.config.ts';
import { advanceVisit, endOfVisit, newVisit, type Visit, type VisitEvent, type VisitLimits } from './visit.ts';

const MINUTE_MS = 60_000;
const TICK_MS = 1_000;
const CLEARING_EVERY_MS = 10 * MINUTE_MS;
/** At most so many visits are cleared at once; the rest follow the next time. */
const CLEARED_AT_ONCE_MAX = 20;

export interface VisitDeskParts {
  readonly bay: string;
  readonly config: VisitConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the live loop asks and tells of the visit. */
export interface VisitKeeper {
  readonly session: string;
  /** Whose swing the next one is; null for a guest. */
  readonly playerInTurn: string | null;
  /** What whoever is in turn said to have in hand; null where nobody said. */
  readonly clubInHand: string | null;
  /** The hand with which whoever is in turn plays; null where nobody said, and it is recognised. */
  readonly handInTurn: Handedness | null;
  /** Somebody stepped onto the empty mat; answers whether a new visit began by it. */
  stepUp(): boolean;
  /** The mat has been left; answers whether the visit is over by it. */
  stepAway(): boolean;
  /** Somebody swung. */
  noteSwing(): void;
}

export class VisitDesk implements VisitKeeper {
  /** The visit after each change of it, hot; also when only the club in a player's hand changed. */
  readonly changes = new Subject<Visit>();
  readonly #parts: VisitDeskParts;
  readonly #limits: VisitLimits;
  #visit: Visit;
  #isStored = false;
  /** Begun at the screen: who steps onto the mat next is the one who began it. */
  #awaitsGolfer = false;
  #ticker: NodeJS.Timeout | undefined;
  #clearing: NodeJS.Timeout | undefined;

  constructor(parts: VisitDeskParts) {
    this.#parts = parts;
    const { inactivityMinutes, totalMinutes, playersMax } = parts.config;
    this.#limits = {
      inactivityMs: inactivityMinutes * MINUTE_MS,
      totalMs: totalMinutes === null ? null : totalMinutes * MINUTE_MS,
      playersMax,
    };
    this.#visit = newVisit(uuidv7(), this.#nowMs());
  }

  open(): void {
    this.#ticker = setInterval(() => this.#advance({ type: 'time-passed' }), TICK_MS);
    this.#clearing = setInterval(() => void this.clearGuests(), CLEARING_EVERY_MS);
    this.#ticker.unref();
    this.#clearing.unref();
  }

  close(): void {
    clearInterval(this.#ticker);
    clearInterval(this.#clearing);
    this.changes.complete();
  }

  get visit(): Visit {
    return this.#visit;
  }

  get session(): string {
    return this.#visit.session;
  }

  get playersMax(): number {
    return this.#limits.playersMax;
  }

  get playerInTurn(): string | null {
    return this.#visit.inTurn;
  }

  get clubInHand(): string | null {
    const { inTurn, guestClub } = this.#visit;
    return inTurn === null ? guestClub : this.#ofProfile(inTurn, 'club');
  }

  get handInTurn(): Handedness | null {
    const { inTurn, guestHand } = this.#visit;
    return inTurn === null ? guestHand : this.#ofProfile(inTurn, 'handedness');
  }

  #ofProfile<Field extends 'club' | 'handedness'>(player: string, field: Field): PlayerProfile[Field] | null {
    try {
      return this.#parts.store.players.profile(player)[field];
    } catch (error) {
      // A swing is worth more than the name of its club.
      this.#parts.log.warn({ error, field }, 'What a player said of themselves could not be looked up.');
      return null;
    }
  }

  /** Whether somebody has begun a visit, and it is not over. */
  get goesOn(): boolean {
    return this.#isStored && this.#visit.over === null;
  }

  /** When the visit will be over if nobody does anything; null where none goes on. */
  get expiry(): { readonly why: 'inactive' | 'time-up'; readonly inMs: number } | null {
    return this.goesOn ? endOfVisit(this.#visit, this.#nowMs(), this.#limits) : null;
  }

  stepUp(): boolean {
    const { session } = this.#visit;
    if (this.#isStored && this.#visit.players.length > 0) this.#advance({ type: 'seen' });
    if (!this.goesOn || (this.#visit.players.length === 0 && !this.#awaitsGolfer)) this.#begin();
    this.#awaitsGolfer = false;
    return session !== this.#visit.session;
  }

  stepAway(): boolean {
    this.#advance({ type: 'mat-left' });
    return this.#visit.over !== null;
  }

  noteSwing(): void {
    this.#advance({ type: 'seen' });
  }

  /** Takes a player in, beginning a visit where none goes on. Throws `bay/players-max`. Idempotent. */
  join(player: string): Visit {
    if (!this.#isStored || this.#visit.over !== null) this.#begin();
    this.#advance({ type: 'joined', player });
    if (!this.#visit.players.includes(player)) throw playersMaxReached(this.#limits.playersMax);
    return this.#visit;
  }

  leave(player: string): Visit {
    return this.#advance({ type: 'left', player });
  }

  /** Whose turn it is: null for a guest, undefined for the next in order. */
  turn(player: string | null | undefined): Visit {
    return this.#advance(player === undefined ? { type: 'turn' } : { type: 'turn', player });
  }

  /** Whoever is in turn takes a club; null for none in particular. Players keep theirs, a guest's goes with the visit. */
  takeClub(club: string | null): Visit {
    if (!this.goesOn) {
      this.#begin();
      this.#awaitsGolfer = true;
    }
    const { inTurn } = this.#visit;
    if (inTurn === null) return this.#advance({ type: 'guest-club', club });
    this.#parts.store.players.change(inTurn, { club });
    return this.stay();
  }

  /**
   * Whose swing it was plays with that hand: a player from now on, a guest until the visit is over. Of a guest whose
   * visit is over nothing is kept.
   */
  takeHand({ player, session }: { player: string | null; session: string }, handedness: Handedness): void {
    if (player !== null) this.#parts.store.players.change(player, { handedness });
    else if (session === this.#visit.session) this.#advance({ type: 'guest-hand', handedness });
  }

  /** Somebody is at the screen. */
  stay(): Visit {
    return this.#advance({ type: 'seen' });
  }

  /** Says the visit anew: something changed that is told together with it. */
  tellAgain(): void {
    this.changes.next(this.#visit);
  }

  end(): Visit {
    return this.#advance({ type: 'ended' });
  }

  /** Deletes what guests left behind in visits that have been over for long enough. */
  async clearGuests(): Promise<void> {
    const { config, store, clock, log } = this.#parts;
    if (config.guestSwingsKeptHours === null) return;
    const before = new Date(clock.wall().getTime() - config.guestSwingsKeptHours * 60 * MINUTE_MS);
    try {
      for (const session of store.players.sessionsToClear(before.toISOString(), CLEARED_AT_ONCE_MAX)) {
        const swings = store.swings.unclaimedIn(session);
        for (const swing of swings) await store.swings.remove(swing);
        store.players.markCleared(session);
        if (swings.length > 0) log.info({ session, swings: swings.length }, 'Swings that nobody claimed have gone.');
      }
    } catch (error) {
      log.error({ error }, 'Swings of guests could not be removed; it is tried again in ten minutes.');
    }
  }

  #begin(): void {
    const { store, bay, log } = this.#parts;
    this.#closeStored();
    this.#visit = newVisit(uuidv7(), this.#nowMs());
    try {
      store.players.beginSession(this.#visit.session, bay);
      this.#isStored = true;
    } catch (error) {
      // A visit without a row keeps its swings; they are only not cleared by time.
      log.error({ error }, 'A visit could not be stored.');
      this.#isStored = true;
    }
    this.changes.next(this.#visit);
  }

  #advance(event: VisitEvent): Visit {
    const before = this.#visit;
    this.#visit = advanceVisit(before, event, this.#nowMs(), this.#limits);
    if (before.over === null && this.#visit.over !== null) this.#closeStored();
    if (this.#visit !== before) this.changes.next(this.#visit);
    return this.#visit;
  }

  #closeStored(): void {
    if (!this.#isStored) return;
    try {
      this.#parts.store.players.endSession(this.#visit.session);
    } catch (error) {
      this.#parts.log.error({ error }, 'The end of a visit could not be stored.');
    }
  }

  #nowMs(): number {
    return this.#parts.clock.monotonicNs() / NS_PER_MS;
  }
}

/** The visits of a bay that knows no players: a new one whenever somebody steps onto the empty mat. */
export class GuestVisits implements VisitKeeper {
  session: string = uuidv7();
  readonly playerInTurn = null;
  readonly clubInHand = null;
  readonly handInTurn = null;

  stepUp(): boolean {
    this.session = uuidv7();
    return true;
  }

  stepAway(): boolean {
    return true;
  }

  noteSwing(): void {
    return;
  }
}
