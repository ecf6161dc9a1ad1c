import { describe, expect, it } from 'vitest';
import { LINE_DIRECTIONS, type ShaftLine, type ShaftLines } from './shaft-lines.ts';
import { sightingsNear } from './shaft-sightings.ts';
import type { ShaftTrack } from './shaft-track.ts';

const FROM = 40;
const ROWS = 5;
const COLUMN_DEGREES = 360 / LINE_DIRECTIONS;

/** The same lines in every picture; a close look finds each to a fraction of a degree. */
function lines(shown: readonly { readonly degrees: number; readonly strength: number }[]): ShaftLines {
  const strength = new Float32Array(ROWS * LINE_DIRECTIONS);
  for (let row = 0; row < ROWS; row++) {
    for (const line of shown) {
      const column = (Math.round(line.degrees / COLUMN_DEGREES) + LINE_DIRECTIONS) % LINE_DIRECTIONS;
      strength[row * LINE_DIRECTIONS + column] = line.strength;
    }
  }
  const closely = (_: number, near: number): ShaftLine | null => {
    const turn = (degrees: number): number => ((((degrees - near + 180) % 360) + 360) % 360) - 180;
    const line = shown.find(({ degrees }) => Math.abs(turn(degrees)) < 4);
    return line === undefined ? null : { x: 0, y: 0, degrees: near + turn(line.degrees), strength: line.strength };
  };
  return { from: FROM, strength, closely };
}

function track(degrees: number): ShaftTrack {
  const at = (value: number) => new Float64Array(ROWS).fill(value);
  return { from: FROM, degrees: at(degrees), x: at(0), y: at(0), strength: at(0.8), expected: at(degrees) };
}

describe('lines near the shaft’s path', () => {
  it('are the shaft and the sleeve beside it, in every picture asked for', () => {
    const shown = [
      { degrees: 20.4, strength: 0.5 },
      { degrees: 32.2, strength: 0.8 },
    ];
    const found = sightingsNear(track(30), lines(shown), { from: 41, to: 42 });
    expect(found.map(({ frame }) => frame)).toEqual([41, 41, 42, 42]);
    expect(found.slice(0, 2).map(({ degrees }) => degrees)).toEqual([expect.closeTo(20.4, 6), expect.closeTo(32.2, 6)]);
  });

  it('are unwrapped like the path, across the picture’s right', () => {
    const [first] = sightingsNear(track(362), lines([{ degrees: 358.5, strength: 0.7 }]), { from: 40, to: 40 });
    expect(first?.degrees).toBeCloseTo(358.5, 6);
    const [turned] = sightingsNear(track(-4), lines([{ degrees: 358.5, strength: 0.7 }]), { from: 40, to: 40 });
    expect(turned?.degrees).toBeCloseTo(-1.5, 6);
  });

  it('are neither faint nor far from the path', () => {
    const shown = [
      { degrees: 21, strength: 0.2 },
      { degrees: 90, strength: 0.9 },
    ];
    expect(sightingsNear(track(30), lines(shown), { from: 0, to: 99 })).toEqual([]);
  });
});
