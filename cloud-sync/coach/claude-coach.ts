/**
 * Claude, through Anthropic's own client.
 *
 * Answers are streamed: the head of the stream says what the question has cost already, and a line that hangs is noticed.
 * What was written is counted at the end alone: an answer that breaks off before is taken to be as long as it may be. What may cost is sent once for each call: the
 * service knows no second sending of a question for what it is, and would be paid for both. The key is read anew each time, so that it
 * can be replaced while the bay is open, and follows no redirection.
 */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import Anthropic, { APIConnectionError, APIError, APIUserAbortError } from '@anthropic-ai/sdk';
import type {
  ContentBlockParam,
  Message,
  MessageCreateParamsNonStreaming,
  MessageParam,
  RawMessageStreamEvent,
  Usage,
} from '@anthropic-ai/sdk/resources/messages';
import type { MessageBatchIndividualResponse, MessageBatchResult } from '@anthropic-ai/sdk/resources/messages/batches';
import { isBayError } from '../../device/errors/bay-error.ts';
import {
  type BatchQuestion,
  type BatchReply,
  type Coach,
  type CoachQuestion,
  type CoachReply,
  type CoachUsage,
  NO_USAGE,
} from '../../device/ports/coach.port.ts';
import type { CoachConfig } from './coach.config.ts';
import {
  answerUnusable,
  batchRefused,
  batchUnknown,
  CoachBusyError,
  coachKeyNotGiven,
  coachKeyRefused,
  coachModelRefused,
  coachUnclear,
  coachUnreachable,
  questionRefused,
} from './errors.ts';

type ClaudeConfig = Pick<CoachConfig, 'url' | 'cacheFor' | 'answerSecondsMax' | 'retriesMax'>;

const MS_PER_S = 1_000;
const BATCH_REPLIES_MAX = 10_000;
/** For all replies of a batch, over a slow line. */
const BATCH_READ_MS_MAX = 10 * 60_000;
/** Whoever asks again does so with an exchange of its own in the book. */
const SENT_ONCE = { maxRetries: 0 };
/** Something on the way, or the service, gave up waiting: what was sent may be worked on all the same. */
const STATUSES_UNCLEAR: ReadonlySet<number | undefined> = new Set([408, 502, 504]);
/** What a batch is refused with, also by what stands between and knows of single questions alone. */
const STATUSES_NO_BATCH: ReadonlySet<number | undefined> = new Set([404, 405, 413, 501]);
/** An answer as long as the tokens allow has fewer characters than this for each. */
const CHARACTERS_A_TOKEN_MAX = 32;

export class ClaudeCoach implements Coach {
  readonly #config: ClaudeConfig;
  readonly #keyFile: string | null;

  /** @param keyFile the configuration's, else the environment's */
  constructor(config: ClaudeConfig, keyFile: string | null) {
    this.#config = config;
    this.#keyFile = keyFile;
  }

  async ask(question: CoachQuestion): Promise<CoachReply> {
    const client = await this.#client();
    const answer = new ArrivingAnswer(question);
    try {
      const stream = await client.messages.create(
        { ...this.#paramsOf(question), stream: true },
        { ...SENT_ONCE, signal: AbortSignal.timeout(this.#config.answerSecondsMax * MS_PER_S) },
      );
      for await (const event of stream) {
        answer.take(event);
        if (answer.text.length > question.outputTokensMax * CHARACTERS_A_TOKEN_MAX) break;
      }
      if (!answer.hasBegun && !answer.hasEnded) throw answerUnusable('its answer is empty');
    } catch (error) {
      if (answer.hasBegun || mayHaveArrived(error)) return answer.brokenOff(error);
      throw translated(error);
    }
    return answer.reply();
  }

  async handIn(questions: readonly BatchQuestion[]): Promise<string> {
    const client = await this.#client();
    const requests = questions.map(({ id, question }) => ({ custom_id: id, params: this.#paramsOf(question) }));
    try {
      const { id } = await client.messages.batches.create({ requests }, SENT_ONCE);
      if (typeof id !== 'string' || id === '') throw answerUnusable('it gave the batch no name');
      return id;
    } catch (error) {
      if (mayHaveArrived(error)) throw coachUnclear(error);
      const refusal = translated(error);
      const isRefused = isBayError(refusal) && refusal.code === 'coach/question-refused';
      const isNoBatch = error instanceof APIError && STATUSES_NO_BATCH.has(error.status);
      throw isRefused || isNoBatch ? batchRefused(saidBy(error), error) : refusal;
    }
  }

  async collect(batch: string): Promise<ReadonlyMap<string, BatchReply> | null> {
    const client = await this.#client();
    try {
      const state = await client.messages.batches.retrieve(batch);
      if (state.processing_status !== 'ended') return null;
      if (state.results_url === null) throw batchUnknown(batch, null);
      return await repliesOf(client, batch);
    } catch (error) {
      if (isOfTheService(error) && error.status === 404) throw batchUnknown(batch, error);
      throw translated(error);
    }
  }

  async #client(): Promise<Anthropic> {
    const { url, retriesMax, answerSecondsMax } = this.#config;
    return new Anthropic({
      apiKey: await this.#readKey(),
      authToken: null,
      baseURL: url,
      maxRetries: retriesMax,
      timeout: answerSecondsMax * MS_PER_S,
      logLevel: 'off',
      fetchOptions: { redirect: 'error' },
    });
  }

  async #readKey(): Promise<string> {
    if (this.#keyFile === null) throw coachKeyNotGiven();
    const content = await readFile(this.#keyFile, 'utf8').catch(() => '');
    const key = content.split('\n', 1)[0]?.trim() ?? '';
    if (!/^[\x21-\x7e]+$/.test(key)) throw coachKeyNotGiven();
    return key;
  }

  #paramsOf(question: CoachQuestion): MessageCreateParamsNonStreaming {
    return {
      model: question.model,
      max_tokens: question.outputTokensMax,
      system: [
        {
          type: 'text',
          text: question.instructions,
          cache_control: { type: 'ephemeral', ttl: this.#config.cacheFor },
        },
      ],
      messages: messagesOf(question),
      output_config: { format: { type: 'json_schema', schema: { ...question.answerSchema } } },
    };
  }
}

/** What has come of an answer so far. */
class ArrivingAnswer {
  text = '';
  hasBegun = false;
  hasEnded = false;
  #model: string;
  readonly #outputTokensMax: number;
  #isCounted = false;
  #usage: CoachUsage = NO_USAGE;
  #stopReason: Message['stop_reason'] = null;
  #refusal = '';

  constructor({ model, outputTokensMax }: Pick<CoachQuestion, 'model' | 'outputTokensMax'>) {
    this.#model = model;
    this.#outputTokensMax = outputTokensMax;
  }

  take(event: RawMessageStreamEvent): void {
    switch (event.type) {
      case 'message_start':
        this.hasBegun = true;
        this.#model = event.message.model;
        this.#usage = usageOf(event.message.usage);
        break;
      case 'content_block_start':
        if (event.content_block.type === 'text') this.text += event.content_block.text;
        break;
      case 'content_block_delta':
        if (event.delta.type === 'text_delta') this.text += event.delta.text;
        break;
      case 'message_delta':
        this.#stopReason = event.delta.stop_reason;
        this.#refusal = event.delta.stop_details?.explanation ?? '';
        // Counted from the beginning, not since the last event.
        this.#usage = { ...this.#usage, output: event.usage.output_tokens };
        this.#isCounted = event.delta.stop_reason !== null;
        break;
      case 'message_stop':
        this.hasEnded = true;
        break;
      default:
        break;
    }
  }

  reply(): CoachReply {
    if (!this.hasEnded) return this.brokenOff(null);
    return replyOf(this.#stopReason, this.text, this.#refusal, { model: this.#model, usage: this.#usage });
  }

  brokenOff(error: unknown): CoachReply {
    const reason = error instanceof Error ? error.message : 'the stream ended too early';
    if (!this.hasBegun) return { kind: 'broken-off', reason, model: this.#model, usage: null };
    const usage = this.#isCounted ? this.#usage : { ...this.#usage, output: this.#outputTokensMax };
    return { kind: 'broken-off', reason, model: this.#model, usage };
  }
}

function replyOf(
  stopReason: Message['stop_reason'],
  text: string,
  refusal: string,
  counted: { model: string; usage: CoachUsage },
): CoachReply {
  switch (stopReason) {
    case 'refusal':
      return { kind: 'refused', reason: refusal, ...counted };
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return { kind: 'cut-short', ...counted };
    case 'end_turn':
    case 'stop_sequence':
      return { kind: 'answered', text, ...counted };
    case 'tool_use':
    case 'pause_turn':
    case null:
      return { kind: 'broken-off', reason: `it stopped with ${stopReason}`, ...counted };
  }
}

/**
 * Read from below the address that is configured. Where the service says that they lie is not followed: behind a gateway
 * that is another address, and the client would send the key to wherever it points.
 */
async function repliesOf(client: Anthropic, batch: string): Promise<Map<string, BatchReply>> {
  const replies = new Map<string, BatchReply>();
  const signal = AbortSignal.timeout(BATCH_READ_MS_MAX);
  const path = `/v1/messages/batches/${encodeURIComponent(batch)}/results`;
  const { body } = await client.get(path, { signal }).asResponse();
  if (body === null) throw answerUnusable('the replies of a batch are empty');
  for await (const line of createInterface({ input: Readable.fromWeb(body), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '' || replies.size >= BATCH_REPLIES_MAX) continue;
    const { custom_id: id, result } = JSON.parse(line) as MessageBatchIndividualResponse;
    replies.set(id, batchReplyOf(result));
  }
  if (replies.size === 0) throw answerUnusable('the replies of a batch are empty');
  return replies;
}

/** The same question again, to the same account, is refused again. */
const REFUSALS: ReadonlySet<string> = new Set([
  ...['invalid_request_error', 'not_found_error', 'authentication_error', 'permission_error', 'billing_error'],
]);

function batchReplyOf(result: MessageBatchResult): BatchReply {
  switch (result.type) {
    case 'succeeded': {
      const { content, stop_reason: stopReason, stop_details: details, model, usage } = result.message;
      const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
      return replyOf(stopReason, text, details?.explanation ?? '', { model, usage: usageOf(usage) });
    }
    case 'errored': {
      const { type, message } = result.error.error;
      return { kind: 'not-answered', reason: message, retryable: !REFUSALS.has(type) };
    }
    case 'canceled':
    case 'expired':
      return { kind: 'not-answered', reason: result.type, retryable: true };
  }
}

/** What the service counts as written to its cache, without saying for how long, was written for the shorter time. */
function usageOf(usage: Usage): CoachUsage {
  const written = usage.cache_creation_input_tokens ?? 0;
  const cacheWrite1h = usage.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  return {
    input: usage.input_tokens,
    cacheRead: usage.cache_read_input_tokens ?? 0,
    cacheWrite5m: Math.max(0, written - cacheWrite1h),
    cacheWrite1h,
    output: usage.output_tokens,
  };
}

function messagesOf({ pictures, turns }: CoachQuestion): MessageParam[] {
  return turns.map(({ role, text }, index) => {
    const said: ContentBlockParam = { type: 'text', text };
    if (index > 0) return { role, content: [said] };
    const shown = pictures.flatMap(({ caption, jpeg }): ContentBlockParam[] => [
      { type: 'text', text: caption },
      {
        type: 'image',
        source: { type: 'base64', media_type: 'image/jpeg', data: Buffer.from(jpeg).toString('base64') },
      },
    ]);
    return { role, content: [...shown, said] };
  });
}

/** Reasons of a line that was never there; after any other the question may be with the service. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
  ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID', 'SELF_SIGNED_CERT_IN_CHAIN'],
]);

function mayHaveArrived(error: unknown): boolean {
  if (error instanceof APIUserAbortError) return true;
  if (error instanceof APIError && STATUSES_UNCLEAR.has(error.status)) return true;
  if (!(error instanceof APIConnectionError)) return false;
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && NEVER_SENT.has(String(cause.code))) return false;
    if (cause.message === 'unexpected redirect') return false;
  }
  return true;
}

/** The library's words become ours. */
function translated(error: unknown): Error {
  if (isBayError(error)) return error;
  if (error instanceof APIConnectionError || error instanceof APIUserAbortError) return coachUnreachable(error);
  if (!(error instanceof APIError)) return answerUnusable('its answer cannot be read', error);
  const said = saidBy(error);
  switch (error.status) {
    case 401:
    case 402:
    case 403:
      return coachKeyRefused(said, error);
    case 400:
    case 404:
    case 405:
    case 413:
    case 422:
      if (!isOfTheService(error)) return answerUnusable(said, error);
      return error.status === 404 ? coachModelRefused(said, error) : questionRefused(said, error);
    default:
      return new CoachBusyError(said, retryAfterMs(error.headers), error);
  }
}

/** In the service's own words. What stands between, a page that wants a login for one, answers with the same numbers. */
function isOfTheService(error: unknown): error is APIError {
  if (!(error instanceof APIError) || error.type === null || error.apiMessage === null) return false;
  return (error.error as { type?: unknown } | undefined)?.type === 'error';
}

function saidBy(error: unknown): string {
  return error instanceof APIError ? (error.apiMessage ?? `status ${String(error.status)}`) : 'nothing';
}

function retryAfterMs(headers: Headers | undefined): number | null {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (ms > 0) return ms;
  const seconds = Number.parseFloat(headers?.get('retry-after') ?? '');
  return seconds > 0 ? seconds * MS_PER_S : null;
}
