import { describe, expect, it } from 'vitest';
import { LINE_DIRECTIONS } from '../swing/club/shaft-lines.ts';
import type { Film } from './film.ts';
import { filmBackground } from './film-background.ts';
import type { HandsInPicture } from './shaft-evidence.ts';
import { fineLine, lineEvidence } from './shaft-lines.ts';

const SIDE = 240;
const HANDS = { x: 120, y: 120, torso: 60 };
const FRAMES = 12;
/** The grip lies beside the wrists' middle, to the left of the club's direction, in pixels. */
const BESIDE = 6;

/** A still room with a bright pole, and a club that rests at `degrees` in the first frame and is elsewhere after. */
function filmOf(degrees: number | null): Film {
  const pictures = Array.from({ length: FRAMES }, (_, frame) => {
    const picture = new Uint8Array((SIDE * SIDE * 3) / 2).fill(70);
    for (let y = 0; y < SIDE; y++) picture[y * SIDE + 150] = 220;
    const angle = frame === 0 ? degrees : 20 + frame * 25;
    if (angle === null) return picture;
    const radians = (angle * Math.PI) / 180;
    for (let r = 2; r < 110; r += 0.2) {
      for (const wide of [-0.5, 0, 0.5]) {
        const x = HANDS.x + r * Math.cos(radians) - (BESIDE + wide) * Math.sin(radians);
        const y = HANDS.y - r * Math.sin(radians) - (BESIDE + wide) * Math.cos(radians);
        picture[Math.round(y) * SIDE + Math.round(x)] = 190;
      }
    }
    return picture;
  });
  return { width: SIDE, height: SIDE, shrink: 1, pictures };
}

const all = (value: number): Float64Array => new Float64Array(FRAMES).fill(value);
const hands: HandsInPicture = { handX: all(HANDS.x), handY: all(HANDS.y), torso: all(HANDS.torso), elbows: [] };
const room = { left: 0, top: 0, right: SIDE, bottom: SIDE };

function lookAt(film: Film) {
  const background = filmBackground(film, 1, FRAMES - 1, room);
  if (background === null) throw new Error('no background');
  const { strength, offsetT } = lineEvidence(film, background, hands, { from: 0, to: 0 });
  let best = 0;
  for (let k = 1; k < LINE_DIRECTIONS; k++) if ((strength[k] as number) > (strength[best] as number)) best = k;
  const near = { frame: 0, degrees: (best * 360) / LINE_DIRECTIONS, offsetT: offsetT[best] as number };
  return { strength: strength[best] as number, line: fineLine(film, background, hands, near) };
}

describe('a club at rest', () => {
  it('is seen to a fraction of a degree, beside the hands as it is', () => {
    for (const degrees of [262.4, 301, 215.7, 78.3]) {
      const { strength, line } = lookAt(filmOf(degrees));
      expect(strength).toBeGreaterThan(0.5);
      expect(Math.abs((line?.degrees ?? 0) - degrees)).toBeLessThan(1);
    }
  });

  it('is not mistaken for a pole that always stands there', () => {
    expect(lookAt(filmOf(null)).strength).toBeLessThan(0.2);
  });
});

it('has no background where the pictures were not kept', () => {
  const film = filmOf(270);
  film.pictures[5] = null;
  const gaps = { ...film, pictures: film.pictures.map((picture, i) => (i % 2 === 0 ? picture : null)) };
  expect(filmBackground(gaps, 1, FRAMES - 1, room)).toBeNull();
});
