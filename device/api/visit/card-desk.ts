/**
 * Cards that are shown to the bay's reader. One that is bound lets its player join; a new one waits a minute for a
 * player of the visit to say that it is theirs. The screen says which of both
 * happened, or why nobody joined. Card numbers themselves are neither stored nor logged.
 */
import { Inject, Injectable } from '@nestjs/common';
import { VisitDesk } from '../../bay/visit-desk.ts';
import { CLOCK, type Clock, NS_PER_S } from '../../clock/clock.ts';
import { isBayError } from '../../errors/bay-error.ts';
import { STORE, type Store } from '../../store/store.ts';
import { LOG, type Log } from '../../telemetry/log.ts';
import { AuthDesk } from '../auth/auth-desk.ts';
import type { VisitBody } from '../contract/visit.ts';
import { noCardShown } from '../errors.ts';

const WAITING_SECONDS = 60;
/** Who could not join looks at the screen at once. */
const REFUSED_SECONDS = 20;

type Refused = NonNullable<VisitBody['card']>;

@Injectable()
export class CardDesk {
  readonly #store: Store;
  readonly #visits: VisitDesk;
  readonly #auth: AuthDesk;
  readonly #clock: Clock;
  readonly #log: Log;
  #shown = 0;
  #refused: { readonly why: Refused['refused']; readonly untilNs: number } | null = null;
  #waiting: { readonly digest: string; readonly untilNs: number } | null = null;

  constructor(
    @Inject(STORE) store: Store,
    @Inject(VisitDesk) visits: VisitDesk,
    @Inject(AuthDesk) auth: AuthDesk,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    this.#store = store;
    this.#visits = visits;
    this.#auth = auth;
    this.#clock = clock;
    this.#log = log;
  }

  /** Never throws: nobody waits for an answer at a card reader. */
  show(card: string): void {
    this.#shown++;
    this.#refused = null;
    try {
      const digest = this.#auth.lookupDigest('card', card);
      const player = this.#auth.playerOfCard(card);
      if (player === undefined) {
        this.#waiting = { digest, untilNs: this.#inSeconds(WAITING_SECONDS) };
        this.#refuse('unknown', WAITING_SECONDS);
      } else this.#visits.join(player);
    } catch (error) {
      this.#log.warn({ error }, 'A card was shown, and nobody could join by it.');
      if (isBayError(error) && error.code === 'bay/players-max') this.#refuse('visit-full', REFUSED_SECONDS);
    }
  }

  /** The card that was shown just now, where nobody joined by it. */
  get refused(): Refused | null {
    if (this.#refused === null) return null;
    const forSeconds = (this.#refused.untilNs - this.#clock.monotonicNs()) / NS_PER_S;
    return forSeconds <= 0 ? null : { refused: this.#refused.why, shown: this.#shown, forSeconds };
  }

  /** Binds the card that was shown last to a player. Throws `api/no-card-shown`. */
  bind(player: string): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null || this.#clock.monotonicNs() > waiting.untilNs) throw noCardShown();
    this.#store.accounts.bindCard(waiting.digest, player);
    this.#refused = null;
    this.#visits.tellAgain();
  }

  #refuse(why: Refused['refused'], seconds: number): void {
    this.#refused = { why, untilNs: this.#inSeconds(seconds) };
    this.#visits.tellAgain();
  }

  #inSeconds(seconds: number): number {
    return this.#clock.monotonicNs() + seconds * NS_PER_S;
  }
}
