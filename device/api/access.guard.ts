import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { callerHeadersOf } from './access.middleware.ts';
import { AccessPolicy } from './access-policy.ts';

/**
 * Asks the access policy about every call that reaches a controller. It hangs on the controllers and not on how an
 * address begins: `/API/…` and `http://any/api/…` lead to the same ones.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #policy: AccessPolicy;

  constructor(@Inject(AccessPolicy) policy: AccessPolicy) {
    this.#policy = policy;
  }

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    http.getResponse<Response>().set('Cache-Control', 'no-store');
    const refusal = this.#policy.refuseCall(callerHeadersOf(http.getRequest<Request>()));
    if (refusal !== null) throw refusal;
    return true;
  }
}
