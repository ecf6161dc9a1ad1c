import { describe, expect, it } from 'vitest';
import { SHAFT_DIRECTIONS } from '../swing/events/pixel-clues.ts';
import type { Film } from './film.ts';
import { shaftEvidence } from './shaft-evidence.ts';

const SIDE = 200;
const HANDS = { x: 100, y: 100, torso: 50 };

/** A bright line from the hands outwards, at an angle for each frame; null draws none. */
function filmOf(degrees: readonly (number | null)[]): Film {
  const pictures = degrees.map((angle) => {
    const picture = new Uint8Array((SIDE * SIDE * 3) / 2).fill(60);
    if (angle === null) return picture;
    for (let r = 5; r < 75; r += 0.25) {
      const x = Math.round(HANDS.x + r * Math.cos((angle * Math.PI) / 180));
      const y = Math.round(HANDS.y - r * Math.sin((angle * Math.PI) / 180));
      picture[y * SIDE + x] = 200;
    }
    return picture;
  });
  return { width: SIDE, height: SIDE, shrink: 1, pictures };
}

function evidenceAt(film: Film, frame: number): { degrees: number; strength: number } {
  const all = (value: number): Float64Array => new Float64Array(film.pictures.length).fill(value);
  const hands = { handX: all(HANDS.x), handY: all(HANDS.y), torso: all(HANDS.torso), elbows: [] };
  const row = shaftEvidence(film, hands, { from: frame, to: frame, stepFrames: 1 });
  let best = 0;
  for (let k = 1; k < SHAFT_DIRECTIONS; k++) if ((row[k] as number) > (row[best] as number)) best = k;
  return { degrees: (best * 360) / SHAFT_DIRECTIONS, strength: row[best] as number };
}

describe('the evidence of a shaft', () => {
  it('points along a line that moves, right and up as seen in the picture', () => {
    for (const angle of [20, 100, 184, 300]) {
      const { degrees, strength } = evidenceAt(filmOf([angle - 30, angle, angle + 30]), 1);
      expect(Math.abs(degrees - angle)).toBeLessThanOrEqual(4);
      expect(strength).toBeGreaterThan(0.6);
    }
  });

  it('ignores a line that stands still, such as the edge of a mat', () => {
    expect(evidenceAt(filmOf([100, 100, 100]), 1).strength).toBeLessThan(0.05);
  });

  it('ignores what is seen before and after but not now', () => {
    expect(evidenceAt(filmOf([60, null, 120]), 1).strength).toBeLessThan(0.05);
  });

  it('says nothing about the first and the last frame, which lack a neighbour', () => {
    expect(evidenceAt(filmOf([60, 90, 120]), 0).strength).toBe(0);
    expect(evidenceAt(filmOf([60, 90, 120]), 2).strength).toBe(0);
  });
});
