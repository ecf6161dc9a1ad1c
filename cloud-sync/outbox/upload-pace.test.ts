import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../device/clock/clock.ts';
import { uploadPace } from './upload-pace.ts';

/** Faked timers and the two clocks go together: no test waits. */
const clock: Clock = { monotonicNs: () => performance.now() * 1e6, wall: () => new Date() };
const PIECE = 62_500;

describe('the pace of what is sent', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(2026, 5, 1, 16, 59, 58), toFake: ['Date', 'performance', 'setTimeout'] });
  });
  afterEach(() => vi.useRealTimers());

  it('is that of the hour from the moment at which the hour comes', async () => {
    let sent = 0;
    const pace = uploadPace([{ from: '17:00', to: '18:00', mbitPerSecond: 1 }], () => false, clock);
    const send = async (pieces: number): Promise<void> => {
      for (let n = 0; n < pieces; n++) {
        await pace(PIECE);
        sent++;
      }
    };
    await send(100);
    expect(sent).toBe(100);
    vi.setSystemTime(new Date(2026, 5, 1, 17, 0));
    const slow = send(5);
    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toBe(101);
    // Half a second a piece, at 1 Mbit/s.
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toBe(103);
    await vi.advanceTimersByTimeAsync(1_000);
    await slow;
    expect(sent).toBe(105);
  });

  it('stands still while somebody swings, and goes on at once when they have', async () => {
    let isBusy = true;
    const passedMs: number[] = [];
    const beganMs = performance.now();
    const pace = uploadPace([], () => isBusy, clock);
    const passing = pace(PIECE).then(() => passedMs.push(performance.now() - beganMs));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(passedMs).toEqual([]);
    isBusy = false;
    await vi.advanceTimersByTimeAsync(100);
    await passing;
    expect(passedMs[0]).toBeLessThanOrEqual(3_100);
  });

  it('lets a piece through now and then for whoever only stands there, so that the other side does not hang up', async () => {
    const pace = uploadPace([], () => true, clock);
    let passed = false;
    const passing = pace(PIECE).then(() => {
      passed = true;
    });
    await vi.advanceTimersByTimeAsync(9_000);
    expect(passed).toBe(false);
    await vi.advanceTimersByTimeAsync(1_200);
    await passing;
    expect(passed).toBe(true);
  });
});
