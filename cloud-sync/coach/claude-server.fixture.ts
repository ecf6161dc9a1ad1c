/**
 * A server on this machine that speaks the wire of Anthropic's API: messages, plain and streamed, batches and their
 * results, and every way in which they go wrong. What it answers is scripted; what it counts is the truth that costs are
 * held against.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const TEST_KEY = 'test-key';

export interface WireUsage {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly output: number;
}

/** What the server does with one question. */
export type Act =
  | { readonly kind: 'say'; readonly text: string; readonly usage?: Partial<WireUsage>; readonly stop?: string }
  | { readonly kind: 'refuse' }
  /** Says so much of the text, and how long it was where that is given, then hangs up or hangs. */
  | {
      readonly kind: 'stop-in-mid-answer';
      readonly text: string;
      readonly outputTokens?: number;
      readonly next: 'close' | 'hang' | 'error-event';
    }
  | { readonly kind: 'error'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** What stands between: a page that wants a login, or says that there is nothing. */
  | { readonly kind: 'portal'; readonly status?: number }
  /** Takes the question and never answers. */
  | { readonly kind: 'silence' }
  /** Takes the question and hangs up. */
  | { readonly kind: 'hang-up' }
  | { readonly kind: 'redirect'; readonly to: string };

export interface WireQuestion {
  readonly model: string;
  readonly maxTokens: number;
  readonly system: readonly { readonly text: string; readonly cache_control?: unknown }[];
  readonly messages: readonly { readonly role: string; readonly content: readonly Record<string, unknown>[] }[];
  readonly format: { readonly type: string; readonly schema: Record<string, unknown> };
  readonly stream: boolean;
  readonly headers: IncomingMessage['headers'];
}

interface Batch {
  readonly id: string;
  readonly requests: readonly { readonly custom_id: string; readonly params: Record<string, unknown> }[];
  isEnded: boolean;
}

export type Refusal = Extract<Act, { kind: 'error' | 'portal' }>;
type Script = (question: WireQuestion, way: 'direct' | 'batch') => Act;

const CREATED_AT = '2026-11-20T10:00:00Z';

export class ClaudeServer {
  script: Script;
  /** Every question, in the order of arrival. */
  readonly questions: WireQuestion[] = [];
  readonly batches: Batch[] = [];
  /** What becomes of the answer to a batch: it is lost, a gateway gave up waiting for it, or it was not taken at all. */
  batchAnswer: 'arrives' | 'hang-up' | 504 | Refusal = 'arrives';
  /** What becomes of a look at a batch; of the replies, half may come before the line goes. */
  lookAnswer: 'arrives' | 'half' | Refusal = 'arrives';
  /** Where it says that replies lie; null for itself. A gateway passes on what the service behind it says. */
  repliesAt: string | null = null;
  /** All that was counted, by way. */
  readonly counted: { way: 'direct' | 'batch'; usage: WireUsage }[] = [];
  readonly #server: Server;
  #answers = 0;
  #port = 0;

  private constructor(script: Script) {
    this.script = script;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async open(script: Script): Promise<ClaudeServer> {
    const server = new ClaudeServer(script);
    await server.comeBack();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The line is down: nobody listens. */
  async goOffline(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async comeBack(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  endBatches(): void {
    for (const batch of this.batches) batch.isEnded = true;
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.goOffline();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (request.headers.authorization !== `Bearer ${TEST_KEY}`) return sendError(response, 401, {});
    if (request.headers['anthropic-version'] === undefined) return sendError(response, 400, {});
    const path = new URL(request.url ?? '/', this.url).pathname;
    if (request.method === 'POST' && path === '/v1/messages') return this.#message(request, response, body);
    if (request.method === 'POST' && path === '/v1/messages/batches') return this.#newBatch(request, response, body);
    const [, id, results] = /^\/v1\/messages\/batches\/([^/]+)(\/results)?$/u.exec(path) ?? [];
    const batch = this.batches.find((one) => one.id === id);
    if (typeof this.lookAnswer === 'object') return sendRefusal(response, this.lookAnswer);
    if (batch === undefined) return sendError(response, 404, {});
    if (results === undefined) return sendJson(response, 200, this.#batchState(batch));
    response.writeHead(200, { 'content-type': 'application/x-jsonl' });
    // Not in the order of the questions, as the service warns.
    const lines = batch.requests.toReversed().map((one) => this.#batchResult(one, request.headers));
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    if (this.lookAnswer === 'arrives') return void response.end(text);
    // Whole lines: nothing but the broken line tells that there are more.
    response.write(`${JSON.stringify(lines[0])}\n`, () => response.destroy());
  }

  #message(request: IncomingMessage, response: ServerResponse, body: Record<string, unknown>): void {
    const question = questionFrom(body, request.headers);
    this.questions.push(question);
    const act = this.script(question, 'direct');
    switch (act.kind) {
      case 'error':
      case 'portal':
        return sendRefusal(response, act);
      case 'redirect':
        response.writeHead(307, { location: act.to });
        return void response.end();
      case 'silence':
        return;
      case 'hang-up':
        return void response.destroy();
      case 'say':
      case 'refuse':
      case 'stop-in-mid-answer':
        if (question.stream) return this.#stream(response, question, act);
        return sendJson(response, 200, this.#wholeMessage(question, act, 'direct'));
    }
  }

  #stream(
    response: ServerResponse,
    question: WireQuestion,
    act: Extract<Act, { kind: 'say' | 'refuse' | 'stop-in-mid-answer' }>,
  ): void {
    const usage = usageOf(act);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (type: string, data: object): void => {
      response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
    };
    const message = { ...this.#emptyMessage(question), usage: wireUsage({ ...usage, output: 1 }, 'standard') };
    send('message_start', { message });
    send('ping', {});
    send('content_block_start', { index: 0, content_block: { type: 'text', text: '', citations: null } });
    const text = act.kind === 'refuse' ? '' : act.text;
    for (let at = 0; at < text.length; at += 400) {
      send('content_block_delta', { index: 0, delta: { type: 'text_delta', text: text.slice(at, at + 400) } });
    }
    if (act.kind === 'stop-in-mid-answer') {
      // Nobody is told how much was written: a book that is never too low holds the most that was allowed.
      const output = act.outputTokens ?? question.maxTokens;
      this.counted.push({ way: 'direct', usage: { ...usage, output } });
      if (act.outputTokens !== undefined) {
        send('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: output } });
      }
      if (act.next === 'error-event') {
        const error = { type: 'overloaded_error', message: 'Overloaded' };
        response.write(`event: error\ndata: ${JSON.stringify({ type: 'error', error })}\n\n`);
        response.end();
      } else if (act.next === 'close') response.write('\n', () => response.destroy());
      return;
    }
    this.counted.push({ way: 'direct', usage });
    send('content_block_stop', { index: 0 });
    const delta = { ...stopOf(act), stop_sequence: null };
    send('message_delta', { delta, usage: { output_tokens: usage.output } });
    send('message_stop', {});
    response.end();
  }

  #newBatch(request: IncomingMessage, response: ServerResponse, body: Record<string, unknown>): void {
    const requests = body['requests'] as Batch['requests'];
    if (new Set(requests.map(({ custom_id }) => custom_id)).size < requests.length) return sendError(response, 400, {});
    for (const { params } of requests) this.questions.push(questionFrom(params, request.headers));
    const batch = { id: `msgbatch_${this.batches.length + 1}`, requests, isEnded: false };
    this.batches.push(batch);
    if (this.batchAnswer === 'hang-up') return void response.destroy();
    if (this.batchAnswer === 504) return sendError(response, 504, {});
    if (this.batchAnswer !== 'arrives') return sendRefusal(response, this.batchAnswer);
    sendJson(response, 200, this.#batchState(batch));
  }

  #batchState({ id, requests, isEnded }: Batch): object {
    const repliesAt = `${this.repliesAt ?? this.url}/v1/messages/batches/${id}/results`;
    const counts = { processing: isEnded ? 0 : requests.length, succeeded: 0, errored: 0, canceled: 0, expired: 0 };
    return {
      ...{ id, type: 'message_batch', processing_status: isEnded ? 'ended' : 'in_progress', request_counts: counts },
      ...{ created_at: CREATED_AT, expires_at: CREATED_AT, ended_at: isEnded ? CREATED_AT : null, archived_at: null },
      ...{ cancel_initiated_at: null, results_url: isEnded ? repliesAt : null },
    };
  }

  #batchResult(request: Batch['requests'][number], headers: IncomingMessage['headers']): object {
    const question = questionFrom(request.params, headers);
    const act = this.script(question, 'batch');
    const result = (): object => {
      if (act.kind === 'say' || act.kind === 'refuse') {
        return { type: 'succeeded', message: this.#wholeMessage(question, act, 'batch') };
      }
      if (act.kind !== 'error') return { type: 'expired' };
      const type = act.status === 400 ? 'invalid_request_error' : 'api_error';
      return { type: 'errored', error: { type: 'error', error: { type, message: 'No.' } } };
    };
    return { custom_id: request.custom_id, result: result() };
  }

  #wholeMessage(
    question: WireQuestion,
    act: Extract<Act, { kind: 'say' | 'refuse' | 'stop-in-mid-answer' }>,
    way: 'direct' | 'batch',
  ): object {
    const usage = usageOf(act);
    this.counted.push({ way, usage });
    const text = act.kind === 'refuse' ? '' : act.text;
    return {
      ...this.#emptyMessage(question),
      ...stopOf(act),
      content: text === '' ? [] : [{ type: 'text', text, citations: null }],
      usage: wireUsage(usage, way === 'batch' ? 'batch' : 'standard'),
    };
  }

  #emptyMessage({ model }: WireQuestion): object {
    this.#answers += 1;
    const nothing = { content: [], stop_reason: null, stop_sequence: null, stop_details: null, container: null };
    return { id: `msg_${this.#answers}`, type: 'message', role: 'assistant', model: `${model}-answering`, ...nothing };
  }
}

function stopOf(act: Act): object {
  if (act.kind === 'refuse') {
    return {
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', category: null, explanation: 'Not about this.' },
    };
  }
  return { stop_reason: act.kind === 'say' ? (act.stop ?? 'end_turn') : null, stop_details: null };
}

function usageOf(act: Act): WireUsage {
  const usual = { input: 1_203, cacheRead: 7_001, cacheWrite5m: 0, cacheWrite1h: 0, output: 611 };
  return act.kind === 'say' ? { ...usual, ...act.usage } : { ...usual, output: act.kind === 'refuse' ? 3 : 1 };
}

function wireUsage({ input, cacheRead, cacheWrite5m, cacheWrite1h, output }: WireUsage, tier: string): object {
  return {
    input_tokens: input,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite5m + cacheWrite1h,
    cache_creation: { ephemeral_5m_input_tokens: cacheWrite5m, ephemeral_1h_input_tokens: cacheWrite1h },
    output_tokens: output,
    service_tier: tier,
  };
}

/** Throws where the service would refuse: turns that do not alternate, pictures that are none, no schema. */
function questionFrom(body: Record<string, unknown>, headers: IncomingMessage['headers']): WireQuestion {
  const { model, max_tokens: maxTokens, system, messages, stream, output_config: output } = body;
  const turns = messages as WireQuestion['messages'];
  if (turns[0]?.role !== 'user' || turns.at(-1)?.role !== 'user') throw new Error('A user begins and ends.');
  for (const { content } of turns) {
    for (const block of content) {
      const source = block['source'] as { data?: string; media_type?: string } | undefined;
      if (block['type'] !== 'image') continue;
      const bytes = Buffer.from(source?.data ?? '', 'base64');
      if (source?.media_type !== 'image/jpeg' || bytes.readUInt16BE(0) !== 0xffd8) throw new Error('No JPEG.');
    }
  }
  const { format } = output as { format: WireQuestion['format'] };
  return {
    ...{ model: model as string, maxTokens: maxTokens as number, system: system as WireQuestion['system'] },
    ...{ messages: turns, format, stream: stream === true, headers },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
};

function sendRefusal(response: ServerResponse, act: Refusal): void {
  if (act.kind === 'error') return sendError(response, act.status, act.headers ?? {});
  response.writeHead(act.status ?? 200, { 'content-type': 'text/html' });
  response.end('<html><body>Log in, please.</body></html>');
}

function sendError(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
  const error = { type: ERROR_TYPES[status] ?? 'api_error', message: `Scripted ${status}.` };
  sendJson(response, status, { type: 'error', error }, headers);
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_test', ...headers });
  response.end(JSON.stringify(body));
}
