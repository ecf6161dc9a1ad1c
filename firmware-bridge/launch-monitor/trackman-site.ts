/**
 * The HTTP side of TrackMan Range's local site: from the API key to a channel of measurements.
 *
 * The API is hypermedia: only `/connect/token` and `/api` are known beforehand, every other address is a link of the
 * answer before it. Key and token go to the configured host alone, whatever a link says.
 *
 * Source: TrackMan Range's page on listening to shots. What its page leaves open is read tolerantly: a link is an
 * address, or an object with `href` and perhaps `method`; an answer's token may say when it expires.
 */
import { readFile } from 'node:fs/promises';
import { type Clock, NS_PER_S } from '../../device/clock/clock.ts';
import { isBayError } from '../../device/errors/bay-error.ts';
import {
  keyUnreadable,
  TrackmanRefusedError,
  trackmanElsewhere,
  trackmanStrange,
  trackmanUnreachable,
} from './errors.ts';
import { fieldOf, measured } from './measured-number.ts';

const ANSWER_WITHIN_MS = 10_000;
const ANSWER_BYTES_MAX = 1024 * 1024;
/** A token is renewed so long before it ends. */
const RENEWED_BEFORE_S = 60;
const UNAUTHORISED = 401;

export interface MeasurementsChannel {
  /** With its ticket, which is good for one connection. */
  readonly socketUrl: string;
  /** To be called once the socket is open; measurements come from then on. */
  subscribe(): Promise<void>;
}

interface Link {
  readonly url: URL;
  readonly method: string;
}

export class TrackmanSite {
  readonly #base: URL;
  readonly #apiKeyFile: string;
  readonly #clock: Clock;
  #token: { readonly text: string; readonly goodUntilNs: number } | null = null;

  constructor(url: string, apiKeyFile: string, clock: Clock) {
    this.#base = new URL(url);
    this.#apiKeyFile = apiKeyFile;
    this.#clock = clock;
  }

  /** Rejects with a coded error. A token that is refused is replaced once. */
  async openChannel(): Promise<MeasurementsChannel> {
    try {
      return await this.#openChannel();
    } catch (error) {
      const isTokenRefused = error instanceof TrackmanRefusedError && error.status === UNAUTHORISED;
      if (this.#token === null || !isTokenRefused) throw error;
      this.#token = null;
      return this.#openChannel();
    }
  }

  async #openChannel(): Promise<MeasurementsChannel> {
    const api = await this.#call({ url: new URL('/api', this.#base), method: 'GET' }, 'its links');
    const ticket = await this.#call({ ...this.#linkOf(api, 'measurements_ticket'), method: 'POST' }, 'a ticket');
    const socket = this.#linkOf(ticket, 'measurements');
    const subscription = this.#linkOf(ticket, 'subscribe');
    return {
      socketUrl: socket.url.href,
      subscribe: async () => {
        await this.#call({ ...subscription, method: 'POST' }, 'a subscription');
      },
    };
  }

  #linkOf(answer: unknown, name: string): Link {
    const link = fieldOf(fieldOf(answer, '_links'), name);
    const href = typeof link === 'string' ? link : fieldOf(link, 'href');
    if (typeof href !== 'string' || !URL.canParse(href, this.#base.href))
      throw trackmanStrange(`has no link “${name}”`);
    const url = new URL(href, this.#base);
    if (url.hostname !== this.#base.hostname) throw trackmanElsewhere(url.hostname, this.#base.hostname);
    const method = fieldOf(link, 'method');
    return { url, method: typeof method === 'string' ? method : 'GET' };
  }

  async #call({ url, method }: Link, what: string): Promise<unknown> {
    const token = await this.#validToken();
    const headers: Record<string, string> = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
    const body = method === 'POST' ? '{}' : null;
    if (body !== null) headers['Content-Type'] = 'application/json';
    return this.#ask(url, { method, headers, body }, what);
  }

  async #validToken(): Promise<string> {
    const nowNs = this.#clock.monotonicNs();
    if (this.#token !== null && nowNs < this.#token.goodUntilNs) return this.#token.text;
    const body = new URLSearchParams({ grant_type: 'api_key', api_key: await this.#readKey() });
    const answer = await this.#ask(new URL('/connect/token', this.#base), { method: 'POST', body }, 'a token');
    const text = fieldOf(answer, 'access_token');
    if (typeof text !== 'string' || text === '') throw trackmanStrange('has no access token');
    const goodForS = measured(fieldOf(answer, 'expires_in'));
    const goodUntilNs =
      goodForS === null ? Number.POSITIVE_INFINITY : nowNs + Math.max(0, goodForS - RENEWED_BEFORE_S) * NS_PER_S;
    this.#token = { text, goodUntilNs };
    return text;
  }

  /** Read anew each time, so that a key may be replaced while the bay runs. */
  async #readKey(): Promise<string> {
    let text: string;
    try {
      text = await readFile(this.#apiKeyFile, 'utf8');
    } catch (error) {
      throw keyUnreadable(this.#apiKeyFile, error);
    }
    const key = text.split('\n', 1)[0]?.trim() ?? '';
    if (key === '') throw keyUnreadable(this.#apiKeyFile, new Error('Its first line is empty.'));
    return key;
  }

  async #ask(
    url: URL,
    request: { method: string; headers?: Record<string, string>; body: string | URLSearchParams | null },
    what: string,
  ): Promise<unknown> {
    let text: string;
    try {
      // A redirect could carry the key to another host.
      const answer = await fetch(url, {
        ...request,
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      if (!answer.ok) {
        await answer.body?.cancel();
        throw new TrackmanRefusedError(what, answer.status);
      }
      text = await textOf(answer, what);
    } catch (error) {
      throw isBayError(error) ? error : trackmanUnreachable(what, error);
    }
    if (text.trim() === '') return null;
    try {
      return JSON.parse(text);
    } catch {
      throw trackmanStrange(`for ${what} is no JSON`);
    }
  }
}

async function textOf(answer: Response, what: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) throw trackmanStrange(`for ${what} is over ${ANSWER_BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
