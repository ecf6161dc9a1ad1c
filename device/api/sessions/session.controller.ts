import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { VisitDesk } from '../../bay/visit-desk.ts';
import { sessionUnknown } from '../../store/errors.ts';
import type { SessionSummary } from '../../store/session-repository.ts';
import { STORE, type Store } from '../../store/store.ts';
import { type Access, CallAccess } from '../access.ts';
import { BAY_VIEW, type BayView } from '../bay-view.port.ts';
import {
  type SessionBody,
  type SessionDetail,
  type SessionList,
  sessionListQuerySchema,
} from '../contract/sessions.ts';
import { sessionIdSchema } from '../contract/visit.ts';
import { forbidden, visitIsOver } from '../errors.ts';
import { cursorAt, placeOf } from '../list-cursor.ts';
import { Ownership } from '../ownership.ts';
import { swingSummaryOf } from '../swings/swing-body.ts';
import { utc } from '../utc.ts';

const NEWEST_SWINGS = 20;

/** Visits that one looks back at, and the end of the one that goes on. */
@Controller('api/v1/sessions')
export class SessionController {
  readonly #store: Store;
  readonly #bay: BayView;
  readonly #visits: VisitDesk;
  readonly #ownership: Ownership;

  constructor(
    @Inject(STORE) store: Store,
    @Inject(BAY_VIEW) bay: BayView,
    @Inject(VisitDesk) visits: VisitDesk,
    @Inject(Ownership) ownership: Ownership,
  ) {
    this.#store = store;
    this.#bay = bay;
    this.#visits = visits;
    this.#ownership = ownership;
  }

  @Get()
  list(
    @Query({ schema: sessionListQuerySchema }) query: z.infer<typeof sessionListQuerySchema>,
    @CallAccess() access: Access,
  ): SessionList {
    const { limit, cursor, from, to, player } = query;
    // The bay's own screen looks at the visit that goes on, and at no other.
    if (access.caller?.role === 'kiosk') {
      if (player !== undefined) throw forbidden();
      const current = this.#store.sessions.find(this.#bay.sessionId());
      return { sessions: current === undefined ? [] : [this.#bodyOf(current)], nextCursor: null };
    }
    const whose: { player?: string | undefined; session?: string | undefined } = { player };
    const filter = { player: this.#ownership.filterFor(access, whose).player, from: utc(from), to: utc(to) };
    const page = this.#store.sessions.list(filter, limit, placeOf(cursor, filter));
    return {
      sessions: page.sessions.map((session) => this.#bodyOf(session)),
      nextCursor: cursorAt(page.nextBefore, filter),
    };
  }

  /** Of what is the caller's alone where they may see no more. */
  @Get(':id')
  find(@Param('id', { schema: sessionIdSchema }) id: string, @CallAccess() access: Access): SessionDetail {
    const player = this.#ownership.playerIn(access, id);
    const session = this.#store.sessions.find(id, player);
    if (session === undefined) throw sessionUnknown(id);
    const { swings } = this.#store.swings.list({ session: id, player }, NEWEST_SWINGS);
    return {
      ...this.#bodyOf(session),
      faults: this.#store.sessions.faultsIn(id, player),
      newestSwings: swings.map((swing) => swingSummaryOf(this.#store.players.shown(swing), swing)),
    };
  }

  /** The visit that goes on. Idempotent while no other has begun; throws `bay/visit-is-over` for an earlier one. */
  @Post(':id/end')
  @HttpCode(200)
  end(@Param('id', { schema: sessionIdSchema }) id: string): SessionBody {
    if (id === this.#visits.session) this.#visits.end();
    const session = this.#store.sessions.find(id);
    if (session === undefined) throw sessionUnknown(id);
    if (id !== this.#visits.session) throw visitIsOver();
    return this.#bodyOf(session);
  }

  #bodyOf(session: SessionSummary): SessionBody {
    const { visit } = this.#visits;
    return {
      ...session,
      players: session.players.map((player) => ({ ...player })),
      goesOn: session.id === visit.session && visit.over === null,
    };
  }
}
