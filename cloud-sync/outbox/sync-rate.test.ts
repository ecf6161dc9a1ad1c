import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passage, rateAt } from './sync-rate.ts';

const at = (hours: number, minutes = 0): Date => new Date(2026, 5, 1, hours, minutes);

describe('how fast files may go', () => {
  const limits = [
    { from: '17:00', to: '22:00', mbitPerSecond: 2 },
    { from: '22:00', to: '06:30', mbitPerSecond: 8 },
  ];

  it('is said by the local time of the day, over midnight too', () => {
    expect(rateAt(limits, at(16, 59))).toBeNull();
    expect(rateAt(limits, at(17))).toBe(250);
    expect(rateAt(limits, at(22))).toBe(1_000);
    expect(rateAt(limits, at(3))).toBe(1_000);
    expect(rateAt(limits, at(6, 30))).toBeNull();
  });

  it('holds over any row of pieces: no stretch of time carries more than its share and one piece', () => {
    const pieces = fc.array(
      fc.record({ waits: fc.integer({ min: 0, max: 50 }), bytes: fc.integer({ min: 1, max: 65_536 }) }),
    );
    fc.assert(
      fc.property(pieces, fc.double({ min: 1, max: 1_000, noNaN: true }), (row, rate) => {
        let [freeAtMs, nowMs] = [0, 0];
        let [sent, firstMs] = [0, -1];
        for (const { waits, bytes } of row) {
          nowMs += waits;
          const passed = passage(freeAtMs, nowMs, bytes, rate);
          nowMs = passed.goesAtMs;
          freeAtMs = passed.freeAtMs;
          if (firstMs < 0) firstMs = nowMs;
          else expect(sent).toBeLessThanOrEqual((nowMs - firstMs) * rate + 1e-3);
          sent += bytes;
        }
      }),
    );
  });

  it('is as fast as the line where nothing limits it', () => {
    expect(passage(10_000, 5, 1e9, null)).toEqual({ goesAtMs: 5, freeAtMs: 5 });
  });
});
