import { expect, it } from 'vitest';
import { LANDMARK } from '../../api/contract/report.ts';
import { swingPlace } from './swing-place.ts';

function golfer(nose: number, ankles: number): number[] {
  const landmarks = Array.from({ length: 33 * 3 }, () => 0.5);
  landmarks[LANDMARK.nose * 3 + 1] = nose;
  landmarks[LANDMARK['left-ankle'] * 3 + 1] = ankles;
  landmarks[LANDMARK['right-ankle'] * 3 + 1] = ankles;
  return landmarks;
}

/** A golfer at address for ten frames, then upright at the finish for five. */
const swing = [
  ...Array.from({ length: 10 }, () => golfer(0.34, 0.8)),
  ...Array.from({ length: 5 }, () => golfer(0.24, 0.8)),
];
const posesOf = (landmarks: readonly (number[] | null)[]) => ({
  camera: 'face-on',
  timesMs: landmarks.map((_, frame) => frame * 100),
  landmarks: [...landmarks],
});

it('reaches from the head at the finish to the feet', () => {
  expect(swingPlace(posesOf(swing), 0, 1400)).toMatchObject({
    x: 0.5,
    y: expect.closeTo(0.52),
    height: expect.closeTo(0.56),
  });
});

it('is not misled by the first pose of a clip, nor by frames without anybody', () => {
  const place = swingPlace(posesOf([golfer(0.1, 0.6), null, ...swing]), 0, 1600);
  expect(place).toMatchObject({ y: expect.closeTo(0.52), height: expect.closeTo(0.56) });
});

it('leaves out what happens before and after the swing', () => {
  const walkingUp = Array.from({ length: 10 }, () => golfer(0.05, 0.95));
  const place = swingPlace(posesOf([...walkingUp, ...swing, ...walkingUp]), 1000, 2400);
  expect(place?.height).toBeCloseTo(0.56);
});

it('has none where nobody was seen', () => {
  expect(swingPlace(posesOf([null, null]), 0, 1000)).toBeNull();
});
