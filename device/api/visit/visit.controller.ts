import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { Visit } from '../../bay/visit.ts';
import { VisitDesk } from '../../bay/visit-desk.ts';
import { STORE, type Store } from '../../store/store.ts';
import { type Access, CallAccess } from '../access.ts';
import { AuthDesk } from '../auth/auth-desk.ts';
import { playerIdSchema } from '../contract/accounts.ts';
import {
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
import { JOIN_CODE_SECONDS, JoinCodeOffice } from './join-code-office.ts';

/** Who plays in the bay: joining by QR code or PIN, taking turns, leaving, and claiming what a guest swung. */
@Controller('api/v1')
export class VisitController {
  readonly #desk: VisitDesk;
  readonly #codes: JoinCodeOffice;
  readonly #auth: AuthDesk;
  readonly #store: Store;

  constructor(
    @Inject(VisitDesk) desk: VisitDesk,
    @Inject(JoinCodeOffice) codes: JoinCodeOffice,
    @Inject(AuthDesk) auth: AuthDesk,
    @Inject(STORE) store: Store,
  ) {
    this.#desk = desk;
    this.#codes = codes;
    this.#auth = auth;
    this.#store = store;
  }

  @Get('visit')
  visit(): VisitBody {
    return this.#bodyOf(this.#desk.visit);
  }

  /** For the screen to show: of the visit that goes on, or of one that is over and whose swings are to be claimed. */
  @Post('sessions/:id/join-code')
  joinCode(@Param('id', { schema: sessionIdSchema }) session: string): JoinCode {
    return { code: this.#codes.issue(session), expiresInSeconds: JOIN_CODE_SECONDS, session };
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
    return { session, players: named, inTurn, over };
  }
}
