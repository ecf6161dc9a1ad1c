/** The S3 SDK's errors as ours. What is not recognised as the store's own word is taken for somebody else's answer. */
import { ObjectStoreError } from '../../device/ports/object-store.port.ts';
import {
  clockSkewed,
  damagedOnTheWay,
  foreignAnswer,
  noBucket,
  notAllowed,
  notOffered,
  notTrusted,
  objectRefused,
  storeBusy,
  storeFull,
  unreachable,
} from './errors.ts';

const NOT_ALLOWED = new Set([
  'AccessDenied',
  'AccountProblem',
  'AllAccessDisabled',
  'AuthorizationHeaderMalformed',
  'ExpiredToken',
  'InvalidAccessKeyId',
  'InvalidToken',
  'SignatureDoesNotMatch',
  'UserSuspended',
]);
const FULL = new Set(['QuotaExceeded', 'InsufficientStorage', 'StorageFull', 'XMinioStorageFull']);
const DAMAGED = new Set(['BadDigest', 'InvalidDigest', 'XAmzContentSHA256Mismatch', 'IncompleteBody', 'InvalidPart']);
const SKEWED = new Set(['RequestTimeTooSkewed', 'RequestExpired']);
const NO_BUCKET = new Set(['NoSuchBucket', 'PermanentRedirect', 'IllegalLocationConstraintException']);
const BUSY = new Set(['RequestTimeout', 'ServiceUnavailable', 'SlowDown', 'InternalError', 'OperationAborted']);
/** The upload that was to be taken up is gone; the next attempt begins another. */
const GONE_MEANWHILE = new Set(['NoSuchUpload', 'NoSuchKey']);

const NOT_IMPLEMENTED = 'NotImplemented';

const UNTRUSTED = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|HOSTNAME_MISMATCH|ERR_SSL_)/;
const LINE = new Set([
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
  'AbortError',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

interface SdkError extends Error {
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number; readonly headers?: Record<string, string> };
}

export function translateS3Error(error: unknown): ObjectStoreError {
  if (error instanceof ObjectStoreError) return error;
  if (!(error instanceof Error)) return unreachable(String(error), error);
  const sdk: SdkError = error;
  const code = codeOf(sdk);
  const detail = error.message === '' || error.message === 'UnknownError' ? code : error.message;
  if (UNTRUSTED.test(code)) return notTrusted(detail, error);
  if (LINE.has(code) || LINE.has(error.name)) return unreachable(detail, error);
  const named = ofName(error.name, detail, error);
  if (named !== undefined) return named;
  const status = sdk.$metadata?.httpStatusCode ?? sdk.$response?.statusCode;
  const type = sdk.$response?.headers?.['content-type'] ?? '';
  if (/html/.test(type) || status === undefined) return notS3(status, detail, error);
  return ofStatus(status, detail, error);
}

function ofName(name: string, detail: string, cause: Error): ObjectStoreError | undefined {
  if (SKEWED.has(name)) return clockSkewed(cause);
  if (NOT_ALLOWED.has(name)) return notAllowed(detail, cause);
  if (FULL.has(name)) return storeFull(detail, cause);
  if (DAMAGED.has(name)) return damagedOnTheWay(detail, cause);
  if (NO_BUCKET.has(name)) return noBucket(detail, cause);
  if (BUSY.has(name)) return storeBusy(detail, cause);
  if (name === NOT_IMPLEMENTED) return notOffered(detail, cause);
  if (GONE_MEANWHILE.has(name)) return damagedOnTheWay(detail, cause);
  return undefined;
}

/** Whether the store says that it does not do such a thing at all. */
export function isNotOffered(error: unknown): boolean {
  return error instanceof Error && error.name === NOT_IMPLEMENTED;
}

/** Whether the store found other bytes than it was told to expect. */
export function isDamaged(error: unknown): boolean {
  return error instanceof Error && DAMAGED.has(error.name);
}

/** Answers to HEAD carry no word of the store's, only a number. */
function ofStatus(status: number, detail: string, cause: Error): ObjectStoreError {
  if (status === 401 || status === 403) return notAllowed(detail, cause);
  if (status === 507) return storeFull(detail, cause);
  if (status === 501) return notOffered(detail, cause);
  if (status === 429 || status >= 500) return status === 511 ? foreignAnswer(detail, cause) : storeBusy(detail, cause);
  if (status >= 400) return objectRefused(detail, cause);
  return foreignAnswer(`status ${status}`, cause);
}

/** Neither a name of S3's nor an error of the line: the answer could not be read as one of S3's. */
function notS3(status: number | undefined, detail: string, cause: Error): ObjectStoreError {
  return foreignAnswer(status === undefined ? detail : `a page with status ${status}`, cause);
}

/** The system's word, which may be wrapped once or twice. */
function codeOf(error: SdkError): string {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth++) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return error.name;
}
