/** Calls the facility: what answers is taken for the facility only where it can show that it is. */
import { randomBytes, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as requestPlain, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { z } from 'zod';
import { BayError } from '../../device/errors/bay-error.ts';
import { askToEnrol, codeIn } from '../../device/ports/facility-enrolment.ts';
import {
  answerSchema,
  type Enrolled,
  enrolledSchema,
  EXCHANGE_TYPE,
  type FacilityAnswer,
  sealedEnrolmentSchema,
  SIGNATURE_HEADER,
  signedText,
  type Telling,
} from '../../device/ports/facility-exchange.port.ts';
import type { FacilityTrust } from '../../device/ports/facility-line.port.ts';
import {
  answerNotOfTheCode,
  bayRefused,
  certificateRefused,
  codeMistyped,
  facilityUnreachable,
  notTheFacility,
  refusedBy,
  signatureWrong,
} from './errors.ts';
import { keysOf, type Membership } from './membership.ts';

const ANSWER_MS_MAX = 20_000;
/** 200 records of the largest rows that are taken. */
const ANSWER_BYTES_MAX = 8 * 1024 * 1024;
const NONCE_BYTES = 18;
const SIGNATURES_MAX = 4;

export interface FacilityAddress {
  readonly url: string;
  readonly caFile: string | null;
  /** Ends a call that is under way. */
  readonly stopping?: AbortSignal;
}

interface Reply {
  readonly status: number;
  readonly signature: string | undefined;
  readonly text: string;
}

/** Joins by a code, as it was printed. Rejects with a coded error; the code may have been used up by then. */
export async function enrol(address: FacilityAddress, bay: string, code: string): Promise<Enrolled> {
  const known = codeIn(code);
  if (known === undefined) throw codeMistyped();
  const asking = askToEnrol(bay, known);
  const headers = { 'content-type': 'application/json' };
  const reply = await post(address, 'enrolments', headers, JSON.stringify(asking.enrolment));
  if (reply.status !== 201) throw refusalIn(reply, address.url);
  const text = asking.open(parsed(sealedEnrolmentSchema, reply, address.url));
  // The code was carried here by somebody who was at the facility: who seals by it is the one that made it.
  if (text === undefined) throw answerNotOfTheCode();
  const enrolled = parsed(enrolledSchema, { text }, address.url);
  const keys = keysOf(enrolled.keys);
  return { ...enrolled, keys: enrolled.keys.filter(({ id }) => keys.has(id)) };
}

/** Rejects with a coded error for whatever is not a whole answer, signed for this bay and this question. */
export async function exchange(
  address: FacilityAddress,
  membership: Membership,
  trust: FacilityTrust,
  telling: Omit<Telling, 'nonce'>,
): Promise<FacilityAnswer> {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  const headers = { 'content-type': EXCHANGE_TYPE, authorization: `Bearer ${membership.credential}` };
  const reply = await post(address, 'exchange', headers, JSON.stringify({ ...telling, nonce }));
  if (reply.status === 401) throw bayRefused();
  if (reply.status !== 200) throw refusalIn(reply, address.url);
  if (!isSigned(reply, signedText(membership.bay.id, nonce, reply.text), trust)) {
    throw reply.signature === undefined ? notTheFacility(address.url, 'it signs nothing') : signatureWrong();
  }
  return parsed(answerSchema, reply, address.url);
}

function isSigned({ signature }: Reply, text: string, trust: FacilityTrust): boolean {
  return (signature ?? '').split(' ', SIGNATURES_MAX).some((each) => {
    const [id = '', value = ''] = each.split('.');
    const key = trust.key(id);
    return key !== undefined && verify('sha256', Buffer.from(text), key, Buffer.from(value, 'base64url'));
  });
}

function parsed<T>(schema: z.ZodType<T>, { text }: Pick<Reply, 'text'>, url: string): T {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw notTheFacility(url, 'its answer is no JSON');
  }
  const answer = schema.safeParse(said);
  if (!answer.success)
    throw notTheFacility(url, `its answer is another one (${answer.error.issues[0]?.path.join('.')})`);
  return answer.data;
}

function refusalIn({ status, text }: Reply, url: string): BayError {
  try {
    const { code, message, hint } = JSON.parse(text) as { code?: string; message?: string; hint?: string | null };
    if (typeof code === 'string') return refusedBy(status, { code, message, hint });
  } catch {
    // A page of something else.
  }
  return notTheFacility(url, `it answered ${status}`);
}

function post(
  { url, caFile, stopping }: FacilityAddress,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<Reply> {
  const target = new URL(`/api/v1/facility/${path}`, url);
  const isSecure = target.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(error instanceof BayError ? error : translated(error, url));
    const options: RequestOptions & { ca?: Buffer } = {
      method: 'POST',
      // A line that is kept may be closed by the facility just as it is used again.
      agent: false,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_MS_MAX), ...(stopping === undefined ? [] : [stopping])]),
    };
    try {
      if (caFile !== null) options.ca = readFileSync(caFile);
    } catch (error) {
      reject(certificateRefused(url, error));
      return;
    }
    const asked = (isSecure ? requestSecure : requestPlain)(target, options, (answer) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > ANSWER_BYTES_MAX) answer.destroy(notTheFacility(url, 'its answer has no end'));
      });
      answer.on('error', fail);
      answer.on('end', () => {
        const signature = answer.headers[SIGNATURE_HEADER];
        resolve({
          status: answer.statusCode ?? 0,
          signature: typeof signature === 'string' ? signature : undefined,
          text: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

function translated(error: Error, url: string): BayError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isCertificate = /^(CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code);
  return isCertificate ? certificateRefused(url, error) : facilityUnreachable(url, error);
}
