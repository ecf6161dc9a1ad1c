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

/** Asks the access policy about every request, before anything of its body is read. */
@Injectable()
export class AccessMiddleware implements NestMiddleware {
  readonly #policy: AccessPolicy;

  constructor(@Inject(AccessPolicy) policy: AccessPolicy) {
    this.#policy = policy;
  }

  use(request: Request, response: Response, next: NextFunction): void {
    response.set(COMMON_HEADERS);
    const headers = callerHeadersOf(request);
    const isCall = request.originalUrl.startsWith('/api/');
    const refusal = isCall ? this.#policy.refuseCall(headers) : this.#policy.refuseStranger(headers);
    if (isCall) response.set('Cache-Control', 'no-store');
    next(refusal ?? undefined);
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
