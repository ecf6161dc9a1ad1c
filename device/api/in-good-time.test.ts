import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inGoodTime } from './in-good-time.ts';

const PATIENCE_MS = 30_000;
const portions = (count: number, bytes: number): Readable =>
  Readable.from(Array.from({ length: count }, () => Buffer.alloc(bytes)));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether a reader is sent away who lets so long pass after each piece. */
async function isSentAway(body: AsyncIterable<Buffer>, restMs: number, ms = () => PATIENCE_MS): Promise<boolean> {
  const end = vi.fn<() => void>();
  for await (const _chunk of inGoodTime(body, { ms, end })) {
    await vi.advanceTimersByTimeAsync(restMs);
    if (end.mock.calls.length > 0) return true;
  }
  return false;
}

it('a reader may rest for less than the patience lasts, as often as they take a portion', async () => {
  expect(await isSentAway(portions(20, 256 * 1024), 0.9 * PATIENCE_MS)).toBe(false);
  expect(await isSentAway(portions(20, 256 * 1024), 1.1 * PATIENCE_MS)).toBe(true);
});

it('a trickle is no progress', async () => {
  expect(await isSentAway(portions(20, 1_000), 0.2 * PATIENCE_MS)).toBe(true);
});

it('a reader who is slow is sent away once there is less patience', async () => {
  let pieces = 0;
  const untilOthersWait = (): number => (pieces++ < 8 ? PATIENCE_MS : PATIENCE_MS / 3);
  expect(await isSentAway(portions(8, 256 * 1024), 0.9 * PATIENCE_MS, untilOthersWait)).toBe(false);
  expect(await isSentAway(portions(8, 256 * 1024), 0.3 * PATIENCE_MS, untilOthersWait)).toBe(false);
  expect(await isSentAway(portions(8, 256 * 1024), 0.9 * PATIENCE_MS, untilOthersWait)).toBe(true);
});

it('nobody is sent away for a source that is slow', async () => {
  async function* slow(): AsyncGenerator<Buffer> {
    for (let at = 0; at < 20; at++) {
      await vi.advanceTimersByTimeAsync(2 * PATIENCE_MS);
      yield Buffer.alloc(1_000);
    }
  }
  expect(await isSentAway(slow(), 0)).toBe(false);
});
