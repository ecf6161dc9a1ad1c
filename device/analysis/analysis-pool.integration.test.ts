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

function order(bay: string): AnalysisToDo {
  return { identity: { bay, kind: 'shot' }, views: [] } as unknown as AnalysisToDo;
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
