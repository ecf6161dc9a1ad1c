import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../clock/clock.ts';
import type { CoachJob } from './coach-repository.ts';
import { sampleReport } from './fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { Store } from './store.ts';

const DAY = '2026-11-20';
let now = new Date(`${DAY}T10:00:00.000Z`);
const clock: Clock = { monotonicNs: () => 1e9, wall: () => now };
let directory: ReturnType<typeof temporaryDirectory>;
let store: Store;
let player: string;

beforeEach(async () => {
  now = new Date(`${DAY}T10:00:00.000Z`);
  directory = temporaryDirectory();
  store = await openStoreIn(directory.path, {}, clock);
  player = store.players.add('Anna', 'right').id;
});
afterEach(async () => {
  await store.close();
  directory.remove();
});

function open(job: CoachJob, way: 'direct' | 'batch' = 'direct'): number {
  const about = { job, way, bay: 'bay-1', facility: 'club', day: DAY, model: 'model-a' };
  const question = { about: job.subject };
  const [exchange] = store.coach.open([{ ...about, reserved: { tokens: 1_000, pico: 5_000_000 }, question }]);
  return exchange?.id ?? 0;
}

function wantSwing(subject: string): CoachJob {
  store.coach.want({ task: 'swing', subject, player });
  const job = store.coach.waiting(100).find((one) => one.subject === subject);
  if (job === undefined) throw new Error('No job.');
  return job;
}

const TOKENS = { input: 100, cacheRead: 2_000, cacheWrite5m: 30, cacheWrite1h: 4, output: 50 };

describe('the coach’s book', () => {
  it('asks once about a swing, however often that is wished, the newest swing first', () => {
    wantSwing('swing-1');
    wantSwing('swing-1');
    wantSwing('swing-2');
    expect(store.coach.waiting(10).map(({ subject }) => subject)).toEqual(['swing-2', 'swing-1']);
  });

  it('counts what is reserved until it knows what was used, to the token', () => {
    const job = wantSwing('swing-1');
    const exchange = open(job);
    expect(store.coach.spentOn(DAY)).toEqual({ tokens: 1_000, pico: 5_000_000 });
    store.coach.close(exchange, { state: 'answered', tokens: TOKENS, costPico: 4_321, answer: '{}', latencyMs: 900 });
    expect(store.coach.spentOn(DAY)).toEqual({ tokens: 2_184, pico: 4_321 });
    store.coach.close(exchange, { state: 'refused', tokens: { ...TOKENS, output: 9_999 }, costPico: 1 });
    expect(store.coach.spentOn(DAY)).toEqual({ tokens: 2_184, pico: 4_321 });
    expect(store.coach.spentOn('2026-11-21')).toEqual({ tokens: 0, pico: 0 });
    expect(store.coach.textsOf(exchange)).toEqual({ question: { about: 'swing-1' }, answer: '{}', problems: null });
  });

  it('keeps the cost of what a crash left open, asks again, and still collects batches that have a name', async () => {
    const [first, second] = [wantSwing('swing-1'), wantSwing('swing-2')];
    open(first);
    const batched = open(second, 'batch');
    store.coach.nameBatch([batched], 'batch-1');
    await store.close();
    store = await openStoreIn(directory.path, {}, clock);
    expect(store.coach.releaseAbandoned(4)).toBe(1);
    expect(store.coach.spentOn(DAY)).toEqual({ tokens: 2_000, pico: 10_000_000 });
    expect(store.coach.waiting(10)).toMatchObject([{ subject: 'swing-1', attempts: 1 }]);
    expect(store.coach.openBatches()).toMatchObject([{ batch: 'batch-1', exchanges: [{ id: batched }] }]);
  });

  it('stays when a player goes, without a word of what was asked', () => {
    const job = wantSwing('swing-1');
    const exchange = open(job);
    store.coach.close(exchange, { state: 'answered', tokens: TOKENS, costPico: 7, answer: 'Anna turns well.' });
    store.coach.keepAnswer(job.id, { language: 'en', model: 'model-a', document: { said: 'Anna turns well.' } });
    expect(store.coach.answersOf(player, 'swing', DAY, 10)).toHaveLength(1);
    store.players.remove(player);
    expect(store.coach.spentOn(DAY)).toEqual({ tokens: 2_184, pico: 7 });
    expect(store.coach.textsOf(exchange)).toBeUndefined();
    expect(store.coach.exchanges(10)).toMatchObject([{ job: null, costPico: 7 }]);
    expect(store.coach.answersOf(player, 'swing', DAY, 10)).toEqual([]);
  });

  it('forgets the words about a swing that is deleted', async () => {
    const { id } = store.swings.recordSwing(aSwing({ player }));
    store.swings.storeRevision({ report: sampleReport(id) });
    const job = wantSwing(id);
    const exchange = open(job);
    await store.swings.remove(id);
    expect(store.coach.job(job.id)).toBeUndefined();
    expect(store.coach.textsOf(exchange)).toBeUndefined();
    expect(store.coach.exchanges(1)).toMatchObject([{ id: exchange, job: null }]);
  });

  it('gives up what has waited too long', () => {
    const job = wantSwing('swing-1');
    now = new Date(now.getTime() + 86_400_000);
    expect(store.coach.giveUpBefore(now.toISOString(), 'too-old')).toBe(1);
    expect(store.coach.job(job.id)).toMatchObject({ state: 'given-up', reason: 'too-old' });
  });
});
