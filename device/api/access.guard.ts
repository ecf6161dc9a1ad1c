/**
 * Asks who calls and whether the access table lets them. It hangs on the controllers and not on how an address begins:
 * `/API/…` and `http://any/api/…` lead to the same ones, and so to the same row of the table.
 */
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { sessionUnknown, swingUnknown } from '../store/errors.ts';
import { callerHeadersOf } from './access.middleware.ts';
import { AccessPolicy, bearerOf } from './access-policy.ts';
import { routeNameOf, type RoutePolicy, routePolicyOf } from './access-table.ts';
import { AuthDesk, type Caller } from './auth/auth-desk.ts';
import { tooManyRequests } from './auth/errors.ts';
import { RequestRate } from './auth/request-rate.ts';
import { swingIdSchema } from './contract/rest.ts';
import { FacilityDesk } from './facility/facility-desk.ts';
import { forbidden, needsBay, needsFacility, tokenWrong } from './errors.ts';
import { type Access, rememberAccess } from './access.ts';
import { Ownership } from './ownership.ts';
import { APPLIANCE_ROLE, type ApplianceRole, roleOfRoute } from './role-routes.ts';

const NOBODY_ELSE: Caller = { role: 'admin', player: null, family: null };
const SCRAPER: Caller = { role: 'scraper', player: null, family: null };
const SCREEN: Caller = { role: 'kiosk', player: null, family: null };

@Injectable()
export class AccessGuard implements CanActivate {
  readonly #policy: AccessPolicy;
  readonly #desk: AuthDesk;
  readonly #rate: RequestRate;
  readonly #ownership: Ownership;
  readonly #role: ApplianceRole;
  readonly #facility: FacilityDesk;

  constructor(
    @Inject(AccessPolicy) policy: AccessPolicy,
    @Inject(AuthDesk) desk: AuthDesk,
    @Inject(RequestRate) rate: RequestRate,
    @Inject(Ownership) ownership: Ownership,
    @Inject(APPLIANCE_ROLE) role: ApplianceRole,
    @Inject(FacilityDesk) facility: FacilityDesk,
  ) {
    this.#policy = policy;
    this.#desk = desk;
    this.#rate = rate;
    this.#ownership = ownership;
    this.#role = role;
    this.#facility = facility;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    http.getResponse<Response>().set('Cache-Control', 'no-store');
    const refusal = this.#policy.refuseEmbedding(callerHeadersOf(request));
    if (refusal !== null) throw refusal;
    const address = request.socket.remoteAddress ?? '';
    const caller = await this.#callerOf(request, address);
    this.#countRequest(caller, address);
    const { path } = request.route as { path: string };
    const route = routePolicyOf(request.method, path);
    const access = this.#accessOf(request, route, caller, address);
    const role = roleOfRoute(routeNameOf(request.method, path));
    if (role !== null && role !== this.#role) throw role === 'bay' ? needsBay() : needsFacility();
    rememberAccess(request, access);
    return true;
  }

  /** Null for nobody in particular; throws for a credential that is not good, which is never taken for none. */
  async #callerOf(request: Request, address: string): Promise<Caller | null> {
    const headers = callerHeadersOf(request);
    const bearer = bearerOf(headers.authorization);
    if (bearer === undefined) {
      const standing = this.#policy.standingOf(headers, address);
      return standing === 'nobody' ? null : standing === 'owner' ? NOBODY_ELSE : SCREEN;
    }
    if (bearer !== null && this.#policy.isToken(bearer, address)) return NOBODY_ELSE;
    if (bearer !== null && this.#policy.isMetricsToken(bearer)) return SCRAPER;
    const caller = bearer === null ? undefined : (this.#bayWith(bearer) ?? (await this.#desk.callerOf(bearer)));
    if (caller === undefined) {
      this.#countRequest(null, address);
      throw tokenWrong();
    }
    return caller;
  }

  /** A bay's credential is none of a person, and good for nothing but what bays do. */
  #bayWith(bearer: string): Caller | undefined {
    const bay = this.#role === 'facility' ? this.#facility.bayOf(bearer) : undefined;
    return bay === undefined ? undefined : { role: 'bay', player: null, family: null, bay };
  }

  /** The bay's own screen and its programs are not counted: a flood from the network must not silence them. */
  #countRequest(caller: Caller | null, address: string): void {
    if (isOfTheBay(caller)) return;
    const waitMs = this.#rate.take(caller?.player ?? caller?.bay?.id ?? `from ${address}`);
    if (waitMs > 0) throw tooManyRequests(waitMs);
  }

  #accessOf(request: Request, route: RoutePolicy | undefined, caller: Caller | null, address: string): Access {
    const isOwnScreen = isOfTheBay(caller);
    const origin = { address, isOwnScreen };
    if (route?.everyone === true) {
      if (caller === null && !this.#policy.isOpenForLogin) throw tokenWrong();
      return { caller, reach: 'own', origin };
    }
    if (caller === null) throw tokenWrong();
    const reach = route?.reach[caller.role];
    if (route === undefined || reach === undefined) throw forbidden();
    if (reach === 'own') this.#requireOwn(request, route, caller);
    return { caller, reach, origin };
  }

  /** What is somebody else's is answered like what never was, so that ids cannot be tried out. */
  #requireOwn(request: Request, route: RoutePolicy, caller: Caller): void {
    const { id, other } = request.params as Record<string, string | undefined>;
    switch (route.subject) {
      case 'swing':
        for (const swing of [id, other]) {
          // What is no id at all is refused by name where the route reads it.
          if (!swingIdSchema.safeParse(swing).success) continue;
          if (!this.#ownership.ownsSwing(caller, swing ?? '')) throw swingUnknown(swing ?? '');
        }
        return;
      case 'player':
        if (!this.#ownership.ownsPlayer(caller, id ?? '')) throw forbidden();
        return;
      case 'visit':
        if (!this.#ownership.ownsVisit(caller, id ?? this.#ownership.currentVisit())) throw forbidden();
        return;
      case 'session':
        if (!this.#ownership.ownsSession(caller, id ?? '')) throw sessionUnknown(id ?? '');
        return;
      case 'self':
        if (caller.player === null) throw forbidden();
        return;
      case 'swings':
      case 'bay':
        return;
    }
  }
}

/** The bay's own screen and its programs; a scraper comes from the network. */
function isOfTheBay(caller: Caller | null): boolean {
  return caller !== null && caller.player === null && caller.role !== 'scraper' && caller.role !== 'bay';
}
