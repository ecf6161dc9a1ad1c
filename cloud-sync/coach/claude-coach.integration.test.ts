import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRetryable } from '../../device/errors/bay-error.ts';
import type { CoachQuestion } from '../../device/ports/coach.port.ts';
import { ClaudeCoach } from './claude-coach.ts';
import { ClaudeServer, TEST_KEY } from './claude-server.fixture.ts';
import { coachConfigSchema } from './coach.config.ts';
import { CoachBusyError } from './errors.ts';

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
const QUESTION: CoachQuestion = {
  model: 'model-a',
  instructions: 'You are a golf coach.',
  pictures: [{ jpeg: JPEG, caption: 'Picture 1: top', width: 10, height: 10 }],
  turns: [{ role: 'user', text: 'FACTS {}' }],
  answerSchema: { type: 'object', properties: {}, additionalProperties: false },
  outputTokensMax: 1_000,
};
const NO_WAIT = { 'retry-after-ms': '5' };

let directory: string;
let keyFile: string;
let server: ClaudeServer;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'swingbay-coach-'));
  keyFile = join(directory, 'key');
  writeFileSync(keyFile, `${TEST_KEY}\n`);
  server = await ClaudeServer.open(() => ({ kind: 'say', text: '{"a":1}' }));
});
afterEach(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

function coach(changes: { retriesMax?: number; answerSecondsMax?: number; url?: string; key?: string | null } = {}) {
  const { retriesMax = 2, answerSecondsMax = 5, url = server.url, key = keyFile } = changes;
  return new ClaudeCoach({ url, retriesMax, answerSecondsMax, cacheFor: '1h' }, key);
}

const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'no error',
    (error: { code: string }) => error.code,
  );

describe('Claude, on the wire', () => {
  it('is asked with instructions that it may keep, pictures before the facts, and the shape of the answer', async () => {
    const reply = await coach().ask(QUESTION);
    const usage = { input: 1_203, cacheRead: 7_001, cacheWrite5m: 0, cacheWrite1h: 0, output: 611 };
    expect(reply).toEqual({ kind: 'answered', text: '{"a":1}', model: 'model-a-answering', usage });
    const [asked] = server.questions;
    expect(asked).toMatchObject({
      ...{ model: 'model-a', maxTokens: 1_000, stream: true },
      system: [{ text: 'You are a golf coach.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
      format: { type: 'json_schema', schema: QUESTION.answerSchema },
    });
    expect(asked?.messages[0]?.content.map(({ type }) => type)).toEqual(['text', 'image', 'text']);
  });

  it('puts the other turns after the first, for a second try', async () => {
    const turns = [...QUESTION.turns, { role: 'assistant', text: 'x' }, { role: 'user', text: 'Again.' }] as const;
    await coach().ask({ ...QUESTION, turns });
    expect(server.questions[0]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  });

  it('tells what was written to the cache for long from what for short', async () => {
    server.script = () => ({ kind: 'say', text: '{}', usage: { cacheRead: 0, cacheWrite5m: 70, cacheWrite1h: 9 } });
    expect(await coach().ask(QUESTION)).toMatchObject({ usage: { cacheRead: 0, cacheWrite5m: 70, cacheWrite1h: 9 } });
  });

  it.each([429, 503, 529, 500])(
    'is asked once by one call, even after %i: each try is for the book to know',
    async (status) => {
      server.script = () => ({ kind: 'error', status, headers: NO_WAIT });
      expect(await codeOf(coach().ask(QUESTION))).toBe('coach/busy');
      expect(server.questions).toHaveLength(1);
    },
  );

  it.each([{ kind: 'hang-up' }, { kind: 'error', status: 504 }] as const)(
    'is not asked a second time where it may have the question already (%o)',
    async (act) => {
      server.script = () => act;
      expect(await coach().ask(QUESTION)).toMatchObject({ kind: 'broken-off', usage: null });
      expect(server.questions).toHaveLength(1);
    },
  );

  it.each(['hang-up', 504] as const)(
    'is not given a batch twice whose name was lost on the way (%s)',
    async (answer) => {
      server.batchAnswer = answer;
      expect(await codeOf(coach().handIn([{ id: 'q-1', question: QUESTION }]))).toBe('coach/unclear');
      expect(server.batches).toHaveLength(1);
    },
  );

  it('is busy, and says for how long', async () => {
    server.script = () => ({ kind: 'error', status: 429, headers: { 'retry-after': '17' } });
    const error = await coach({ retriesMax: 0 })
      .ask(QUESTION)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CoachBusyError);
    expect(error).toMatchObject({ code: 'coach/busy', retryAfterMs: 17_000 });
    expect(isRetryable(error)).toBe(true);
  });

  it('may refuse, or run into the greatest length', async () => {
    server.script = () => ({ kind: 'refuse' });
    expect(await coach().ask(QUESTION)).toMatchObject({ kind: 'refused', usage: { output: 3 } });
    server.script = () => ({ kind: 'say', text: '{"a":', stop: 'max_tokens', usage: { output: 1_000 } });
    expect(await coach().ask(QUESTION)).toMatchObject({ kind: 'cut-short', usage: { output: 1_000 } });
  });

  it.each(['close', 'error-event', 'hang'] as const)(
    'that stops in mid-answer has cost what was read, and the most that it may have written (%s)',
    async (next) => {
      server.script = () => ({ kind: 'stop-in-mid-answer', text: '{"a":', next });
      const reply = await coach({ answerSecondsMax: 1 }).ask(QUESTION);
      expect(reply).toMatchObject({ kind: 'broken-off', usage: { input: 1_203, cacheRead: 7_001, output: 1_000 } });
    },
  );

  it('that stops when it has said how much it wrote has cost that', async () => {
    server.script = () => ({ kind: 'stop-in-mid-answer', text: '{"a":1}', outputTokens: 611, next: 'close' });
    expect(await coach().ask(QUESTION)).toMatchObject({ kind: 'broken-off', usage: { output: 611 } });
  });

  it('that never answers may have cost anything', async () => {
    server.script = () => ({ kind: 'silence' });
    expect(await coach({ answerSecondsMax: 1 }).ask(QUESTION)).toMatchObject({ kind: 'broken-off', usage: null });
  });

  it('is not what a captive portal answers', async () => {
    server.script = () => ({ kind: 'portal' });
    expect(await codeOf(coach({ retriesMax: 0 }).ask(QUESTION))).toBe('coach/unreachable');
  });

  it('gets its key from the file alone, and nobody else does', async () => {
    expect(await codeOf(coach({ key: null }).ask(QUESTION))).toBe('coach/key-refused');
    writeFileSync(keyFile, 'another-key\n');
    expect(await codeOf(coach({ retriesMax: 0 }).ask(QUESTION))).toBe('coach/key-refused');
    writeFileSync(keyFile, `${TEST_KEY}\n`);
    const stranger = await ClaudeServer.open(() => ({ kind: 'say', text: '{}' }));
    server.script = () => ({ kind: 'redirect', to: `${stranger.url}/v1/messages` });
    expect(await codeOf(coach({ retriesMax: 0 }).ask(QUESTION))).toBe('coach/unreachable');
    expect(stranger.questions).toEqual([]);
    await stranger.close();
  });

  it('says which questions it never takes; what stands between cannot', async () => {
    const codes = new Map<string, unknown>();
    for (const status of [400, 404, 413, 422]) {
      for (const kind of ['error', 'portal'] as const) {
        server.script = () => ({ kind, status });
        codes.set(`${kind} ${status}`, await codeOf(coach().ask(QUESTION)));
      }
    }
    expect(Object.fromEntries(codes)).toEqual({
      ...{ 'error 400': 'coach/question-refused', 'portal 400': 'coach/unreachable' },
      ...{ 'error 404': 'coach/model-refused', 'portal 404': 'coach/unreachable' },
      ...{ 'error 413': 'coach/question-refused', 'portal 413': 'coach/unreachable' },
      ...{ 'error 422': 'coach/question-refused', 'portal 422': 'coach/unreachable' },
    });
  });

  it('cannot be reached without a line', async () => {
    await server.goOffline();
    expect(await codeOf(coach({ retriesMax: 0 }).ask(QUESTION))).toBe('coach/unreachable');
    expect(await codeOf(coach({ retriesMax: 0 }).handIn([{ id: 'q-1', question: QUESTION }]))).toBe(
      'coach/unreachable',
    );
  });

  it('works on a batch for a while, then has the replies in any order', async () => {
    const ids = ['q-1', 'q-2', 'q-3', 'q-4'];
    const acts = [
      { kind: 'error', status: 400 },
      { kind: 'silence' },
      { kind: 'refuse' },
      { kind: 'say', text: '{"a":1}' },
    ] as const;
    let reply = 0;
    server.script = () => acts[reply++ % acts.length] ?? { kind: 'silence' };
    const batch = await coach().handIn(ids.map((id) => ({ id, question: QUESTION })));
    expect(await coach().collect(batch)).toBeNull();
    server.endBatches();
    const replies = await coach().collect(batch);
    expect(replies?.get('q-1')).toMatchObject({ kind: 'answered', text: '{"a":1}' });
    expect(replies?.get('q-2')).toMatchObject({ kind: 'refused' });
    expect(replies?.get('q-3')).toEqual({ kind: 'not-answered', reason: 'expired', retryable: true });
    expect(replies?.get('q-4')).toEqual({ kind: 'not-answered', reason: 'No.', retryable: false });
    expect(await codeOf(coach().collect('msgbatch_99'))).toBe('coach/batch-unknown');
  });

  it('is asked for the replies of a batch where the batch was handed in, wherever else they are said to lie', async () => {
    const batch = await coach().handIn([{ id: 'q-1', question: QUESTION }]);
    server.endBatches();
    const stranger = await ClaudeServer.open(() => ({ kind: 'say', text: '{}' }));
    server.repliesAt = stranger.url;
    expect((await coach().collect(batch))?.get('q-1')).toMatchObject({ kind: 'answered', text: '{"a":1}' });
    await stranger.close();
  });

  it('that gives half the replies of a batch has given none', async () => {
    const batch = await coach().handIn(['q-1', 'q-2'].map((id) => ({ id, question: QUESTION })));
    server.endBatches();
    server.lookAnswer = 'half';
    expect(await codeOf(coach({ retriesMax: 0 }).collect(batch))).toBe('coach/unreachable');
    server.lookAnswer = 'arrives';
    expect((await coach().collect(batch))?.size).toBe(2);
  });

  it('has no default model that its library calls deprecated', () => {
    const library = readFileSync('node_modules/@anthropic-ai/sdk/resources/messages/messages.mjs', 'utf8');
    const list = /DEPRECATED_MODELS = \{([^}]*)\}/u.exec(library)?.[1] ?? '';
    expect(list).toContain('claude-');
    expect(list).not.toContain(`'${coachConfigSchema.parse({}).model}'`);
    const known = readFileSync('node_modules/@anthropic-ai/sdk/resources/messages/messages.d.ts', 'utf8');
    expect(known).toContain(`'${coachConfigSchema.parse({}).model}'`);
  });
});
