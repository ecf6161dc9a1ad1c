/**
 * Cards that are shown to the bay's reader. One that is bound lets its player join; a new one waits a minute for a
 * player of the visit to say that it is theirs. Card numbers themselves are neither stored nor logged.
 */
import { Inject, Injectable } from '@nestjs/common';
import { VisitDesk } from '../../bay/visit-desk.ts';
import { CLOCK, type Clock, NS_PER_S } from '../../clock/clock.ts';
import { STORE, type Store } from '../../store/store.ts';
import { LOG, type Log } from '../../telemetry/log.ts';
import { AuthDesk } from '../auth/auth-desk.ts';
import { noCardShown } from '../errors.ts';

const WAITING_SECONDS = 60;

@Injectable()
export class CardDesk {
  readonly #store: Store;
  readonly #visits: VisitDesk;
  readonly #auth: AuthDesk;
  readonly #clock: Clock;
  readonly #log: Log;
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
    try {
      const digest = this.#auth.lookupDigest('card', card);
      const player = this.#store.accounts.playerOfCard(digest);
      if (player === undefined) {
        this.#waiting = { digest, untilNs: this.#clock.monotonicNs() + WAITING_SECONDS * NS_PER_S };
      } else this.#visits.join(player);
    } catch (error) {
      this.#log.warn({ error }, 'A card was shown, and nobody could join by it.');
    }
  }

  /** Binds the card that was shown last to a player. Throws `api/no-card-shown`. */
  bind(player: string): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null || this.#clock.monotonicNs() > waiting.untilNs) throw noCardShown();
    this.#store.accounts.bindCard(waiting.digest, player);
  }
}
