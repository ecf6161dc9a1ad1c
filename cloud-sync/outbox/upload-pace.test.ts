import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../device/clock/clock.ts';
import type { RateLimit } from './sync-rate.ts';
import { uploadPace } from './upload-pace.ts';

const PIECE = 62_500;
const MINUTE_MS = 60_000;
const began = new Date(2026, 5, 1, 16, 59);

/** Time passes only while somebody waits. */
let nowMs: number;
const clock: Clock = { monotonicNs: () => nowMs * 1e6, wall: () => new Date(began.getTime() + nowMs) };
const wait = (ms: number): Promise<void> => {
  nowMs += ms;
  return Promise.resolve();
};
beforeEach(() => {
  nowMs = 0;
});

/** When each piece went. */
async function sent(pieces: number, limits: readonly RateLimit[], isBusy = (): boolean => false): Promise<number[]> {
  const pace = uploadPace(limits, isBusy, clock, wait);
  const wentMs: number[] = [];
  for (let n = 0; n < pieces; n++) {
    await pace(PIECE);
    wentMs.push(nowMs);
  }
  return wentMs;
}

describe('the pace of what is sent', () => {
  const evening: RateLimit[] = [{ from: '17:00', to: '18:00', mbitPerSecond: 1 }];

  it('is that of the line before the hour of a limit, and that of the limit from the hour on', async () => {
    expect(await sent(100, evening)).toEqual(Array(100).fill(0));
    nowMs = MINUTE_MS;
    // Half a second a piece, at 1 Mbit/s.
    expect(await sent(4, evening)).toEqual([0, 500, 1_000, 1_500].map((ms) => MINUTE_MS + ms));
  });

  it('is free again when the hour is over, in the middle of a file', async () => {
    nowMs = 61 * MINUTE_MS - 1_000;
    const wentMs = await sent(6, evening);
    expect(wentMs.slice(0, 3).map((ms) => ms - (61 * MINUTE_MS - 1_000))).toEqual([0, 500, 1_000]);
    expect(wentMs.at(-1)).toBe(61 * MINUTE_MS);
  });

  it('stands still while somebody swings, and goes on within a moment when they have', async () => {
    const [first] = await sent(1, [], () => nowMs < 3_000);
    expect(first).toBeGreaterThanOrEqual(3_000);
    expect(first).toBeLessThan(3_100);
  });

  it('lets a piece through now and then for whoever only stands there, so that the other side does not hang up', async () => {
    const wentMs = await sent(3, [], () => true);
    expect(wentMs).toEqual([10_000, 20_000, 30_000]);
  });
});
