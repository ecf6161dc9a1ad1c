import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CallAccess, type Access } from '../access.ts';
import {
  type CreatedAccount,
  type Login,
  loginSchema,
  type NewAccountBody,
  newAccountSchema,
  type PinLogin,
  pinLoginSchema,
  type Refresh,
  refreshSchema,
  type RegistrationBody,
  registrationSchema,
  type StaffToken,
  type TokenPair,
} from '../contract/accounts.ts';
import { STORE, type Store } from '../../store/store.ts';
import { forbidden } from '../errors.ts';
import { AuthDesk } from './auth-desk.ts';

/** How somebody becomes known, stays known, and is forgotten again. */
@Controller('api/v1')
export class AuthController {
  readonly #desk: AuthDesk;
  readonly #store: Store;

  constructor(@Inject(AuthDesk) desk: AuthDesk, @Inject(STORE) store: Store) {
    this.#desk = desk;
    this.#store = store;
  }

  /** A player's account, and the first login of it. Whoever registers is a player, whatever else they say. */
  @Post('auth/register')
  async register(
    @Body({ schema: registrationSchema }) body: RegistrationBody,
    @CallAccess() { origin }: Access,
  ): Promise<TokenPair> {
    return this.#desk.begin(await this.#desk.register({ ...body, role: 'player' }, origin));
  }

  @Post('auth/login')
  @HttpCode(200)
  login(@Body({ schema: loginSchema }) body: Login, @CallAccess() { origin }: Access): Promise<TokenPair> {
    return this.#desk.login(body, origin);
  }

  @Post('auth/refresh')
  @HttpCode(200)
  refresh(@Body({ schema: refreshSchema }) { refreshToken }: Refresh): Promise<TokenPair> {
    return this.#desk.refresh(refreshToken);
  }

  @Post('auth/logout')
  @HttpCode(204)
  logout(@Body({ schema: refreshSchema }) { refreshToken }: Refresh): void {
    this.#desk.logout(refreshToken);
  }

  /** Staff at the bay's own screen. */
  @Post('auth/pin')
  @HttpCode(200)
  pin(@Body({ schema: pinLoginSchema }) { pin }: PinLogin): Promise<StaffToken> {
    return this.#desk.loginByPin(pin);
  }

  /** An account with any role. Only an admin makes an admin: nobody can give what they have not. */
  @Post('accounts')
  async create(
    @Body({ schema: newAccountSchema }) { pin, ...body }: NewAccountBody,
    @CallAccess() { caller, origin }: Access,
  ): Promise<CreatedAccount> {
    if (body.role === 'admin' && caller?.role !== 'admin') throw forbidden();
    const account = await this.#desk.register(body, origin);
    if (pin !== undefined) this.#store.accounts.setPin(account.player, this.#desk.lookupDigest('pin', pin));
    return { player: account.player, role: account.role };
  }
}
