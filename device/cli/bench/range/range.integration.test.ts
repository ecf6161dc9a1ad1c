import { describe, expect, it } from 'vitest';
import { RangeBay } from './range-bay.ts';
import { type MadeHour, makeHour } from './range-hour.ts';
import { overTheLine } from './range-line.ts';

const MINUTES_MS = 4 * 60_000;
const SEED = 41;

describe('some minutes of a busy range', () => {
  const minutes: MadeHour = makeHour(SEED, 0, MINUTES_MS);

  it.each([
    { senses: 'beam and sound', beam: true, errorMsMax: 2 },
    { senses: 'sound alone', beam: false, errorMsMax: 3 },
  ])('finds every struck ball and nothing else by $senses', ({ beam, errorMsMax }) => {
    const bay = new RangeBay({ beam });
    bay.live(minutes);
    const { tally } = bay;
    expect(tally.strikes).toBeGreaterThan(5);
    expect(tally).toMatchObject({ found: tally.strikes, falseShots: 0, falsePractices: 0 });
    expect(Math.max(...tally.errorsMs)).toBeLessThan(errorMsMax + 2);
    expect(tally.practicesSeen).toBe(tally.practices);
  });

  it('hears far more than the bay’s own strikes, or it would prove nothing', () => {
    const { truth, heard } = minutes;
    expect(heard.length).toBeGreaterThan(2 * truth.strikes.length);
  });

  it('has every report of the controller once and in its order, though the line damages some', () => {
    const changes = Array.from({ length: 500 }, (_, n) => ({
      type: n % 2 === 0 ? ('ball-present' as const) : ('ball-gone' as const),
      atMs: n * 1_000,
    }));
    const { heard, framesDamaged } = overTheLine(changes, SEED);
    expect(framesDamaged).toBeGreaterThan(5);
    expect(heard.map(({ type }) => type)).toEqual(changes.map(({ type }) => type));
    for (const [n, { atMs }] of heard.entries()) expect(Math.abs(atMs - n * 1_000)).toBeLessThan(0.51);
  });
});
