import { afterEach, expect, it } from 'vitest';
import { analysisConfigSchema } from './analysis.config.ts';
import { AnalysisPool } from './analysis-pool.ts';
import type { AnalysisToDo } from './child-messages.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ENTRY = new URL('./crashing-child.fixture.ts', import.meta.url);

let pool: AnalysisPool;
afterEach(() => pool.close());

function open(config: object = {}): AnalysisPool {
  pool = new AnalysisPool({ config: analysisConfigSchema.parse(config), log: SILENT, entry: ENTRY });
  return pool;
}

function order(bay: string, id = 'some swing'): AnalysisToDo {
  return { identity: { bay, id, kind: 'shot' }, views: [] } as unknown as AnalysisToDo;
}

async function whenReady(processes: number): Promise<void> {
  open({ processes });
  await Promise.all(Array.from({ length: processes }, () => pool.analyze(order('answers'))));
  await expect.poll(() => pool.isIdle).toBe(true);
}

it('gives the result and the progress of a process', async () => {
  const fractions: number[] = [];
  const result = await open().analyze(order('answers'), ({ fraction }) => fractions.push(fraction));
  expect(result).toHaveProperty('pid');
  expect(fractions).toEqual([0.5]);
});

it('hands on a refusal with its code', async () => {
  await expect(open().analyze(order('refuses'))).rejects.toMatchObject({ code: 'analysis/no-swing', retryable: false });
});

it('tries a job again once whose process died, then fails it and goes on with the next', async () => {
  open();
  const lost = pool.analyze(order('dies'));
  const next = pool.analyze(order('answers'));
  await expect(lost).rejects.toMatchObject({ code: 'analysis/process-lost', retryable: true });
  await expect(next).resolves.toHaveProperty('pid');
});

it('gives up a job that takes too long', async () => {
  open({ timeLimitMs: 1000 });
  await expect(pool.analyze(order('hangs'))).rejects.toMatchObject({ code: 'analysis/process-lost' });
});

it('refuses jobs beyond its queue, and all of them once it is closed', async () => {
  open({ queueMax: 1 });
  const waiting = pool.analyze(order('hangs')).catch((error: { code: string }) => error.code);
  await expect(pool.analyze(order('answers'))).rejects.toMatchObject({ code: 'analysis/queue-full' });
  await pool.close();
  expect(await waiting).toBe('analysis/process-lost');
  await expect(pool.analyze(order('answers'))).rejects.toMatchObject({ code: 'analysis/process-lost' });
});

it('gives a swing to the process that read it while it was recorded, and no other swing', async () => {
  await whenReady(2);
  pool.headStart({ swing: 'coming', views: [] })?.end();
  const answers = [pool.analyze(order('answers', 'other')), pool.analyze(order('answers', 'coming'))];
  expect((await Promise.all(answers)).map((result) => (result as unknown as { heads: string[] }).heads)).toEqual([
    [],
    ['coming'],
  ]);
});

it('takes no head start while every process has something to do', async () => {
  await whenReady(1);
  const busy = pool.analyze(order('answers'));
  expect(pool.headStart({ swing: 'coming', views: [] })).toBeNull();
  await busy;
});

it('measures a swing all the same whose head start was lost', async () => {
  await whenReady(1);
  pool.headStart({ swing: 'hopeless', views: [] })?.end();
  await expect(pool.analyze(order('answers', 'hopeless'))).resolves.toHaveProperty('pid');
  pool.headStart({ swing: 'hopeless', views: [] })?.end();
  await expect(pool.analyze(order('answers', 'other'))).resolves.toHaveProperty('pid');
});
