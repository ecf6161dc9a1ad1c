import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NS_PER_MS } from '../../device/clock/clock.ts';
import { MessageAllowance } from './message-allowance.ts';

describe('the allowance of messages', () => {
  it('is never exceeded over any stretch of time, and never stays empty', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 300 }), (gapsMs) => {
        const allowance = new MessageAllowance({ perSecond: 10, burst: 5 }, 0);
        const takenMs: number[] = [];
        let atMs = 0;
        for (const gapMs of gapsMs) {
          atMs += gapMs;
          if (allowance.take(atMs * NS_PER_MS)) takenMs.push(atMs);
        }
        for (const [from, fromMs] of takenMs.entries()) {
          for (const [more, toMs] of takenMs.slice(from).entries()) {
            expect(more + 1).toBeLessThanOrEqual(5 + (toMs - fromMs) / 100 + 1e-9);
          }
        }
        expect(allowance.take((atMs + 100) * NS_PER_MS)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
