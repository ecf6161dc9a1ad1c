import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, LANDMARK, type SwingEvent } from '../../api/contract/report.ts';
import { ghostOf, type SeenSwing } from './ghost.ts';

const PICTURE = { width: 960, height: 540 };
const FRAME_MS = 10;
const FRAMES = 200;

const eventsAt = (times: readonly number[]): SwingEvent[] =>
  EVENT_NAMES.map((name, i) => ({ name, timeMs: times[i] ?? 0, frame: {}, confidence: 1, by: 'hands' }));
const EVENTS = eventsAt([200, 400, 600, 900, 1000, 1100, 1200, 1600]);

/** A golfer of a height in fractions of the picture, whose nose says which frame it is. */
function seen(feet: { x: number; y: number }, height: number, events = EVENTS, slower = 1): SeenSwing {
  const landmarks = Array.from({ length: FRAMES }, (_, frame) => {
    const pose = Array.from({ length: 99 }, () => 1);
    const put = (row: number, x: number, y: number) => {
      pose[row * 3] = x;
      pose[row * 3 + 1] = y;
    };
    for (const side of ['left', 'right'] as const) {
      put(LANDMARK[`${side}-ankle`], feet.x, feet.y);
      put(LANDMARK[`${side}-hip`], feet.x, feet.y - height * 0.5);
      put(LANDMARK[`${side}-shoulder`], feet.x, feet.y - height);
    }
    put(LANDMARK.nose, feet.x + (height * frame) / FRAMES, feet.y - height);
    return pose;
  });
  const timesMs = landmarks.map((_, frame) => frame * FRAME_MS * slower);
  return { poses: { camera: 'face-on', timesMs, landmarks }, events, picture: PICTURE };
}

const place = fc.record({
  x: fc.double({ min: 0.3, max: 0.7, noNaN: true }),
  y: fc.double({ min: 0.7, max: 0.9, noNaN: true }),
});
const height = fc.double({ min: 0.3, max: 0.6, noNaN: true });

describe('the ghost of an earlier swing', () => {
  it('stands on the feet of this swing and is as tall', () => {
    fc.assert(
      fc.property(place, height, place, height, (hereFeet, hereHeight, thereFeet, thereHeight) => {
        const ghost = ghostOf(seen(hereFeet, hereHeight), seen(thereFeet, thereHeight));
        const pose = ghost?.at(200) ?? [];
        const of = (row: number) => [pose[row * 3], pose[row * 3 + 1]] as [number, number];
        expect(of(LANDMARK['left-ankle'])[0]).toBeCloseTo(hereFeet.x, 6);
        expect(of(LANDMARK['left-ankle'])[1]).toBeCloseTo(hereFeet.y, 6);
        expect(of(LANDMARK['left-shoulder'])[1]).toBeCloseTo(hereFeet.y - hereHeight, 6);
      }),
    );
  });

  it('is at the top when this swing is, however much slower the earlier one was', () => {
    const feet = { x: 0.5, y: 0.8 };
    const slow = seen(feet, 0.5, eventsAt(EVENTS.map(({ timeMs }) => timeMs * 2)), 2);
    const nose = ghostOf(seen(feet, 0.5), slow)?.at(900)?.[0] ?? 0;
    expect(nose).toBeCloseTo(feet.x + 0.5 * (900 / FRAME_MS / FRAMES), 6);
  });

  it('moves between the pictures of a slower camera instead of jumping', () => {
    const feet = { x: 0.5, y: 0.8 };
    const ghost = ghostOf(seen(feet, 0.5), seen(feet, 0.5));
    const [before, between, after] = [500, 505, 510].map((timeMs) => ghost?.at(timeMs)?.[0] ?? 0) as [
      number,
      number,
      number,
    ];
    expect(between).toBeCloseTo((before + after) / 2, 9);
  });

  it('is none without a common event, without feet to stand on, and of a body too unlike', () => {
    const feet = { x: 0.5, y: 0.8 };
    expect(ghostOf(seen(feet, 0.5), seen(feet, 0.5, []))).toBeNull();
    expect(ghostOf(seen(feet, 0.5), seen(feet, 0))).toBeNull();
    expect(ghostOf(seen(feet, 0.6), seen(feet, 0.1))).toBeNull();
  });

  it('is not drawn where the earlier swing has no pictures', () => {
    const feet = { x: 0.5, y: 0.8 };
    expect(ghostOf(seen(feet, 0.5), seen(feet, 0.5))?.at(9000)).toBeNull();
  });
});
