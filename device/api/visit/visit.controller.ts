import { networkInterfaces } from 'node:os';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { Visit } from '../../bay/visit.ts';
import { VisitDesk } from '../../bay/visit-desk.ts';
import { STORE, type Store } from '../../store/store.ts';
import { type Access, CallAccess } from '../access.ts';
import { API_CONFIG, type ApiConfig } from '../api.config.ts';
import { AuthDesk } from '../auth/auth-desk.ts';
import { playerIdSchema } from '../contract/accounts.ts';
import type { VisitSummary } from '../contract/visit-summary.ts';
import {
  type ClubChoice,
  clubChoiceSchema,
  type Join,
  type JoinCode,
  type Joined,
  joinSchema,
  type PinJoin,
  pinJoinSchema,
  sessionIdSchema,
  type Turn,
  turnSchema,
  type VisitBody,
} from '../contract/visit.ts';
import { forbidden, joinCodeWrong } from '../errors.ts';
import { CardDesk } from './card-desk.ts';
import { JOIN_CODE_SECONDS, JoinCodeOffice } from './join-code-office.ts';
import { phoneAddress } from './phone-address.ts';
import { visitSummary } from './visit-summary.ts';

/** Who plays in the bay: joining by QR code or PIN, taking turns, leaving, and claiming what a guest swung. */
@Controller('api/v1')
export class VisitController {
  readonly #desk: VisitDesk;
  readonly #codes: JoinCodeOffice;
  readonly #auth: AuthDesk;
  readonly #store: Store;
  readonly #config: ApiConfig;
  readonly #cards: CardDesk;

  constructor(
    @Inject(VisitDesk) desk: VisitDesk,
    @Inject(JoinCodeOffice) codes: JoinCodeOffice,
    @Inject(AuthDesk) auth: AuthDesk,
    @Inject(STORE) store: Store,
    @Inject(API_CONFIG) config: ApiConfig,
    @Inject(CardDesk) cards: CardDesk,
  ) {
    this.#desk = desk;
    this.#codes = codes;
    this.#auth = auth;
    this.#store = store;
    this.#config = config;
    this.#cards = cards;
  }

  @Get('visit')
  visit(): VisitBody {
    return this.#bodyOf(this.#desk.visit);
  }

  /** For the screen to show: of the visit that goes on, or of one that is over and whose swings are to be claimed. */
  @Post('sessions/:id/join-code')
  joinCode(@Param('id', { schema: sessionIdSchema }) session: string, @Req() { socket }: Request): JoinCode {
    const port = socket.localPort ?? this.#config.port;
    const reached = phoneAddress({ ...this.#config, port }, networkInterfaces());
    return { code: this.#codes.issue(session), expiresInSeconds: JOIN_CODE_SECONDS, session, ...reached };
  }

  /** What each golfer did in a visit, and what became better. */
  @Get('sessions/:id/summary')
  summary(@Param('id', { schema: sessionIdSchema }) session: string): Promise<VisitSummary> {
    return visitSummary(this.#store, session);
  }

  @Post('sessions/join')
  @HttpCode(200)
  join(@Body({ schema: joinSchema }) { code, claimSwings }: Join, @CallAccess() { caller }: Access): Joined {
    if (caller?.player == null) throw forbidden();
    const session = this.#codes.redeem(code);
    if (session === undefined) throw joinCodeWrong();
    const { visit } = this.#desk;
    const goesOn = session === visit.session && visit.over === null;
    const joined = goesOn ? this.#desk.join(caller.player).session : session;
    return { session: joined, claimedSwings: claimSwings ? this.#store.swings.claim(session, caller.player) : 0 };
  }

  /** At the bay's screen, without a phone. */
  @Post('visit/pin')
  @HttpCode(200)
  joinByPin(@Body({ schema: pinJoinSchema }) { pin }: PinJoin): VisitBody {
    return this.#bodyOf(this.#desk.join(this.#auth.accountOfPin(pin).player));
  }

  @Post('visit/turn')
  @HttpCode(200)
  turn(@Body({ schema: turnSchema }) { player }: Turn): VisitBody {
    return this.#bodyOf(this.#desk.turn(player));
  }

  /** Of whoever is in turn, for swings from now on. */
  @Put('visit/club')
  club(@Body({ schema: clubChoiceSchema }) { club }: ClubChoice): VisitBody {
    return this.#bodyOf(this.#desk.takeClub(club));
  }

  /** Somebody is still there: the time of inactivity begins anew. */
  @Post('visit/stay')
  @HttpCode(200)
  stay(): VisitBody {
    return this.#bodyOf(this.#desk.stay());
  }

  @Delete('visit/players/:id')
  @HttpCode(200)
  leave(@Param('id', { schema: playerIdSchema }) id: string): VisitBody {
    return this.#bodyOf(this.#desk.leave(id));
  }

  @Post('visit/end')
  @HttpCode(200)
  end(): VisitBody {
    return this.#bodyOf(this.#desk.end());
  }

  #bodyOf({ session, players, inTurn, over }: Visit): VisitBody {
    const named = players.map((id) => ({ id, name: this.#store.players.find(id)?.name ?? '' }));
    const { goesOn, clubInHand: club, expiry } = this.#desk;
    const ends = expiry === null ? null : { why: expiry.why, inSeconds: expiry.inMs / 1_000 };
    return { session, players: named, inTurn, over, goesOn, club, ends, card: this.#cards.refused };
  }
}
