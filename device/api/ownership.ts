/** What belongs to whom, as far as the access table asks. */
import { Inject, Injectable } from '@nestjs/common';
import type { Access } from './access.ts';
import type { Caller } from './auth/auth-desk.ts';
import { BAY_VIEW, type BayView } from './bay-view.port.ts';
import { forbidden } from './errors.ts';
import { playerUnknown, sessionUnknown } from '../store/errors.ts';
import { STORE, type Store } from '../store/store.ts';

@Injectable()
export class Ownership {
  readonly #store: Store;
  readonly #bay: BayView;

  constructor(@Inject(STORE) store: Store, @Inject(BAY_VIEW) bay: BayView) {
    this.#store = store;
    this.#bay = bay;
  }

  /** Throws `store/swing-unknown` and `store/swing-deleted`. */
  ownsSwing(caller: Caller, id: string): boolean {
    const { player, session } = this.#store.swings.find(id);
    if (caller.role === 'kiosk') {
      const visit = this.#bay.sessionId();
      // Who is in the bay may see there how they swung before.
      return session === visit || (player !== null && this.#playsIn(visit, player));
    }
    return player !== null && this.ownsPlayer(caller, player);
  }

  ownsPlayer(caller: Caller, player: string): boolean {
    if (caller.player === null) return false;
    if (caller.player === this.#store.players.personOf(player)) return true;
    return caller.role === 'coach' && this.#store.accounts.coaches(caller.player, player);
  }

  /** Whether the caller plays in a visit. */
  ownsVisit(caller: Caller, session: string): boolean {
    if (caller.role === 'kiosk') return session === this.#bay.sessionId();
    return caller.player !== null && this.#playsIn(session, caller.player);
  }

  /** Whether the caller swung in a visit, or somebody whom they look after, now or some other time. */
  ownsSession(caller: Caller, session: string): boolean {
    if (caller.role === 'kiosk') return session === this.#bay.sessionId();
    if (caller.player === null) return false;
    if (this.#store.sessions.hasSwingOf(session, caller.player)) return true;
    return caller.role === 'coach' && this.#pupilIn(caller.player, session) !== null;
  }

  /** Whose swings of a visit somebody may see; undefined for everybody's. Throws `store/session-unknown`. */
  playerIn({ caller, reach }: Access, session: string): string | undefined {
    if (reach === 'any' || caller === null || caller.role === 'kiosk') return undefined;
    if (caller.player !== null) {
      if (this.#store.sessions.hasSwingOf(session, caller.player)) return caller.player;
      const pupil = this.#pupilIn(caller.player, session);
      if (pupil !== null) return pupil;
    }
    throw sessionUnknown(session);
  }

  /**
   * Whose something new is to be: the player who is named, else the caller's own; null for nobody's. Throws
   * `api/forbidden` where the caller may not give to that player, `store/player-unknown` where there is none.
   */
  receiverOf({ caller, reach }: Access, named: string | undefined): string | null {
    const own = caller?.player ?? null;
    if (named === undefined)
      return reach === 'own' || caller?.role === 'player' || caller?.role === 'coach' ? own : null;
    const mayNameAnybody = reach === 'any' && caller?.role !== 'player' && caller?.role !== 'coach';
    if (!mayNameAnybody && (caller === null || !this.ownsPlayer(caller, named))) throw forbidden();
    if (this.#store.players.find(named) === undefined) throw playerUnknown();
    return named;
  }

  /**
   * A filter of swings, made so narrow that it finds nothing but what the caller may see. Throws `api/forbidden` for one
   * that asks for others' by name.
   */
  filterFor<Filter extends { player?: string | undefined; session?: string | undefined }>(
    { caller, reach }: Access,
    asked: Filter,
  ): Filter {
    if (reach === 'any') return asked;
    if (caller === null) throw forbidden();
    if (caller.role === 'kiosk') {
      const session = this.#bay.sessionId();
      if (asked.session !== undefined && asked.session !== session) throw forbidden();
      return { ...asked, session };
    }
    const player = asked.player ?? caller.player;
    if (player === null || !this.ownsPlayer(caller, player)) throw forbidden();
    return { ...asked, player };
  }

  /** Somebody who was registered twice may have come in as either. */
  #playsIn(visit: string, player: string): boolean {
    const person = this.#store.players.personOf(player);
    return this.#bay.playersInVisit(visit).some((each) => this.#store.players.personOf(each) === person);
  }

  currentVisit(): string {
    return this.#bay.sessionId();
  }

  #pupilIn(coach: string, session: string): string | null {
    const { players } = this.#store.sessions.find(session) ?? { players: [] };
    return players.find(({ id }) => this.#store.accounts.coaches(coach, id))?.id ?? null;
  }
}
