import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../virtual-bay/random.ts';
import { rangeHours } from './range-hours.ts';

describe('the swings of a bay that is open', () => {
  const dice = seededRandom(3);
  const until = new Date('2026-06-04T09:30:00Z');
  const times = rangeHours(until, 72, () => dice.next());

  it('are about two hundred a day, in their order, within the hours asked and while it is open', () => {
    expect(times.length / 3).toBeGreaterThan(190);
    expect(times.length / 3).toBeLessThan(210);
    expect(times).toEqual(times.toSorted((a, b) => a.getTime() - b.getTime()));
    expect(times[0]?.getTime()).toBeGreaterThanOrEqual(until.getTime() - 72 * 3_600_000);
    expect(times.at(-1)?.getTime()).toBeLessThan(until.getTime());
    for (const time of times) {
      expect(time.getUTCHours()).toBeGreaterThanOrEqual(10);
      expect(time.getUTCHours()).toBeLessThan(22);
    }
  });
});
