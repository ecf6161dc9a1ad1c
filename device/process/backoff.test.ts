import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff.ts';

const OPTIONS = { firstDelayMs: 100, delayMsMax: 2000, healthyAfterMs: 10_000 };

describe('backoff', () => {
  it('doubles up to its bound', () => {
    const backoff = new Backoff(OPTIONS);
    const delays = Array.from({ length: 7 }, () => backoff.delayAfterRunOf(0));
    expect(delays).toEqual([100, 200, 400, 800, 1600, 2000, 2000]);
  });

  it('begins again after a healthy run', () => {
    const backoff = new Backoff(OPTIONS);
    for (let failure = 0; failure < 5; failure++) backoff.delayAfterRunOf(0);
    expect(backoff.delayAfterRunOf(10_000)).toBe(100);
    expect(backoff.delayAfterRunOf(0)).toBe(200);
  });

  it('stays at its bound however often it fails', () => {
    const backoff = new Backoff(OPTIONS);
    for (let failure = 0; failure < 2000; failure++) backoff.delayAfterRunOf(0);
    expect(backoff.delayAfterRunOf(0)).toBe(2000);
  });
});
