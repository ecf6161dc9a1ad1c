import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reversalOf } from './shaft-reversal.ts';
import type { ShaftSighting } from './shaft-sightings.ts';

const UNIT = 3.5;
const TURN = 101.3;

/** A right-hander's shaft face-on: directions fall going back, rise coming down, and faster so. */
function degreesAt(frame: number, turn = TURN): number {
  const u = (frame - turn) / UNIT;
  return u < 0 ? 10 + 1.5 * u * u - 0.06 * u ** 3 : 10 + 1.8 * u * u + 0.5 * u ** 3;
}

function seen(isSeen: (frame: number) => boolean = () => true, turn = TURN): ShaftSighting[] {
  return Array.from({ length: 60 }, (_, i) => 70 + i)
    .filter(isSeen)
    .map((frame) => ({ frame, degrees: degreesAt(frame, turn), strength: 0.7 }));
}

const search = (sightings: readonly ShaftSighting[], pathAt = (frame: number) => degreesAt(frame)) => ({
  sightings,
  pathAt,
  between: [101, 105] as const,
  sense: -1 as const,
  unitFrames: UNIT,
});

describe('the turn of the club at the top', () => {
  it('is found between two pictures', () => {
    const found = reversalOf(search(seen()));
    expect(found?.frame).toBeCloseTo(TURN, 0);
    expect(found?.support).toBeGreaterThan(0.9);
  });

  it('is found wherever it lies near the hands’ own turn', () => {
    fc.assert(
      fc.property(fc.double({ min: 97, max: 109, noNaN: true }), (turn) => {
        const found = reversalOf(search(seen(undefined, turn), (frame) => degreesAt(frame, turn)));
        expect(Math.abs((found?.frame ?? Number.NaN) - turn)).toBeLessThan(0.6);
      }),
      { numRuns: 20 },
    );
  });

  it('is the same in the mirror', () => {
    const mirrored = seen().map((sighting) => ({ ...sighting, degrees: 180 - sighting.degrees }));
    const own = reversalOf(search(seen()));
    const other = reversalOf({ ...search(mirrored), pathAt: (frame) => 180 - degreesAt(frame), sense: 1 });
    expect(other?.frame).toBeCloseTo(own?.frame ?? Number.NaN, 6);
  });

  it('is found where the path went along a sleeve, and the shaft is seen beside it', () => {
    const isAstray = (frame: number): boolean => Math.abs(frame - TURN) < 4;
    const sleeve = seen(isAstray).map((sighting) => ({ ...sighting, degrees: sighting.degrees + 9, strength: 0.9 }));
    const pathAt = (frame: number): number => degreesAt(frame) + (isAstray(frame) ? 9 : 0);
    const found = reversalOf(search([...seen(), ...sleeve], pathAt));
    expect(Math.abs((found?.frame ?? Number.NaN) - TURN)).toBeLessThan(0.8);
  });

  it('is unknown where the shaft is hardly seen', () => {
    expect(reversalOf(search(seen((frame) => frame % 4 === 0)))).toBeUndefined();
    const faint = seen().map((sighting) => ({ ...sighting, strength: 0.3 }));
    expect(reversalOf(search(faint))).toBeUndefined();
  });

  it('is unknown where the club lingers', () => {
    const lingers = (frame: number): number => 10 + 0.002 * (frame - TURN) ** 4;
    const lingering = seen().map((sighting) => ({ ...sighting, degrees: lingers(sighting.frame) }));
    expect(reversalOf(search(lingering, lingers))).toBeUndefined();
  });

  it('is unknown where only one side is seen, and where the club does not turn back', () => {
    expect(reversalOf(search(seen((frame) => frame < 95)))).toBeUndefined();
    const onwards = seen().map((sighting) => ({ ...sighting, degrees: 400 - 4 * sighting.frame }));
    expect(reversalOf(search(onwards, (frame) => 400 - 4 * frame))).toBeUndefined();
  });
});
