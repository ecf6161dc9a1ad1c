import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { AccessPolicy, type CallerHeaders } from './access-policy.ts';

/** Headers that every answer carries: nothing is sniffed, framed or told to other sites. */
const COMMON_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
};

/** Asks the access policy about every request, pages too, before anything of its body is read. */
@Injectable()
export class AccessMiddleware implements NestMiddleware {
  readonly #policy: AccessPolicy;

  constructor(@Inject(AccessPolicy) policy: AccessPolicy) {
    this.#policy = policy;
  }

  use(request: Request, response: Response, next: NextFunction): void {
    response.set(COMMON_HEADERS);
    next(this.#policy.refuseStranger(callerHeadersOf(request)) ?? undefined);
  }
}

export function callerHeadersOf(request: { headers: Request['headers'] }): CallerHeaders {
  const fetchSite = request.headers['sec-fetch-site'];
  return {
    host: request.headers.host,
    origin: request.headers.origin,
    fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
    authorization: request.headers.authorization,
  };
}
