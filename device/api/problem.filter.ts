/**
 * Every failure as `{ code, message, hint }`. What is nobody's coded error is a defect: it is logged in full, and the
 * caller hears no more than that it happened. A person whose browser came to an address that leads nowhere gets a page.
 */
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { Request, Response } from 'express';
import { BayError } from '../errors/bay-error.ts';
import type { Language } from '../swing/advice/language.ts';
import { COUNTERS, type Counters } from '../telemetry/counters.ts';
import { LOG, type Log } from '../telemetry/log.ts';
import { API_CONFIG, type ApiConfig } from './api.config.ts';
import { BAY_LANGUAGE } from './catalogue.controller.ts';
import type { Problem } from './contract/rest.ts';
import { ApiRefusal, bodyInvalid, bodyTooLarge } from './errors.ts';
import { codeOfStatus, httpStatusOf } from './http-status.ts';
import { APPLIANCE_ROLE, type ApplianceRole } from './role-routes.ts';
import { uploadDiskFull } from './swings/upload-refusals.ts';
import { isPersonAstray, languageAskedFor, WRONG_ADDRESS_POLICY, wrongAddressPage } from './wrong-address-page.ts';

const RETRY_AFTER_SECONDS = 5;

@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log: Log;
  readonly #counters: Counters;
  readonly #language: Language;
  readonly #role: ApplianceRole;
  readonly #config: ApiConfig;

  constructor(
    @Inject(LOG) log: Log,
    @Inject(COUNTERS) counters: Counters,
    @Inject(BAY_LANGUAGE) language: Language,
    @Inject(APPLIANCE_ROLE) role: ApplianceRole,
    @Inject(API_CONFIG) config: ApiConfig,
  ) {
    this.#log = log;
    this.#counters = counters;
    this.#language = language;
    this.#role = role;
    this.#config = config;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const request = http.getRequest<Request>();
    const isForm = /^multipart\//i.test(request.headers['content-type'] ?? '');
    const { status, problem } = problemOf(isTooLarge(error) && !isForm ? bodyTooLarge() : error);
    this.#counters.count('api_refusals', { code: problem.code });
    if (status >= 500) this.#log.error({ error, code: problem.code }, 'A call of the API failed.');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    if (error instanceof ApiRefusal && error.retryAfterSeconds !== undefined) {
      response.setHeader('Retry-After', String(error.retryAfterSeconds));
    } else if (status === 503) response.setHeader('Retry-After', String(RETRY_AFTER_SECONDS));
    // What was said of a file that is not sent after all does not hold for the problem.
    for (const name of ['Cache-Control', 'Content-Type', 'ETag', 'Last-Modified']) response.removeHeader(name);
    response.status(status);
    if (isPersonAstray(request, problem.code)) this.#showTheWay(request, response, problem.code);
    else response.json(problem);
  }

  #showTheWay(request: Request, response: Response, code: string): void {
    const language = languageAskedFor(request, this.#language);
    const { facilityAddress } = this.#config;
    response.set({ 'Content-Security-Policy': WRONG_ADDRESS_POLICY, 'Cache-Control': 'no-store' });
    response.vary('Accept').vary('Accept-Language');
    response.type('html').send(wrongAddressPage({ language, role: this.#role, code, facilityAddress }));
  }
}

export function problemOf(error: unknown): { status: number; problem: Problem } {
  const coded = isOutOfSpace(error) ? uploadDiskFull() : (refusalOfBody(error) ?? error);
  if (coded instanceof BayError) {
    const { code, message, hint } = coded;
    return { status: httpStatusOf(code), problem: { code, message, hint: hint ?? null } };
  }
  if (coded instanceof HttpException) {
    const status = coded.getStatus();
    return { status, problem: { code: codeOfStatus(status), message: sentenceOf(status, coded.message), hint: null } };
  }
  const hint = 'Look into the log of the bay.';
  return { status: 500, problem: { code: 'api/internal', message: 'The bay could not answer.', hint } };
}

/** Said by the parser of JSON bodies and by that of forms alike. */
function isTooLarge(error: unknown): boolean {
  return error instanceof HttpException && error.getStatus() === 413;
}

/** What the parser of JSON bodies says, before any of our code has seen the call. */
function refusalOfBody(error: unknown): ApiRefusal | undefined {
  if (!(error instanceof Error) || !('type' in error) || typeof error.type !== 'string') return undefined;
  if (error.type === 'entity.too.large') return bodyTooLarge();
  return BODY_ERRORS.has(error.type) ? bodyInvalid() : undefined;
}

const BODY_ERRORS: ReadonlySet<string> = new Set([
  'entity.parse.failed',
  'entity.verify.failed',
  'encoding.unsupported',
  'charset.unsupported',
  'request.aborted',
  'request.size.invalid',
  'stream.encoding.set',
]);

/** An upload that met a full disk fails in the stream that wrote it, outside the store. */
function isOutOfSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function sentenceOf(status: number, message: string): string {
  if (status === 404) return 'There is nothing at this address.';
  if (status === 413) return 'The video is larger than 100 MB.';
  return message.endsWith('.') ? message : `${message}.`;
}
