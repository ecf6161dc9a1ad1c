import { describe, expect, it } from 'vitest';
import { downTheLineCamera, faceOnCamera, type VirtualCamera } from '../virtual-bay/camera.ts';
import { seededRandom } from '../virtual-bay/random.ts';
import { randomGolfer } from '../virtual-bay/random-golfer.ts';
import { Renderer, sceneOf } from '../virtual-bay/renderer.ts';
import { SwingMotion } from '../virtual-bay/swing-motion.ts';
import { ONE_DEGREE_TURNS, turnedCamera } from '../virtual-bay/turned-camera.ts';
import { WalkMotion } from '../virtual-bay/walk-motion.ts';
import { chooseFixedPoints } from './choose-fixed-points.ts';
import type { Film } from './film.ts';
import { findTurn } from './fixed-points.ts';
import { type StillBackground, stillBackground } from './still-background.ts';

/** Rendered bays at the size in which the film keeps 720p. */
const SIZE = { width: 640, height: 360, fps: 60 };
const PICTURES = 5;

interface Shot {
  readonly scene?: 'swing' | 'other' | 'passedBy';
  /** Brightness and contrast, as dusk and the lamps' coming on change them. */
  readonly light?: { readonly gain: number; readonly offset: number };
  /** Grey levels of noise that differ from pixel to pixel and picture to picture. */
  readonly noise?: number;
}

const swing = new SwingMotion(randomGolfer(1, { handedness: 'right' }), { leadInMs: 300, holdMs: 300 });
const other = new SwingMotion(randomGolfer(2, { handedness: 'right' }), { leadInMs: 300, holdMs: 300 });
const passer = new WalkMotion(randomGolfer(6, { handedness: 'right' }), { fromMs: 0, durationMs: swing.durationMs });
const SCENES = { swing: sceneOf(swing), other: sceneOf(other), passedBy: sceneOf(swing, [passer]) };

function background(camera: VirtualCamera, { scene = 'swing', light, noise = 3 }: Shot = {}): StillBackground {
  const renderer = new Renderer(SCENES[scene], camera);
  const random = seededRandom(noise);
  const pictures = Array.from({ length: PICTURES }, (_, i) => {
    renderer.render((swing.durationMs * i) / (PICTURES - 1));
    return renderer.nv12.map((value) => {
      return (light?.gain ?? 1) * value + (light?.offset ?? 0) + random.between(-noise, noise);
    });
  });
  const film: Film = { width: SIZE.width, height: SIZE.height, shrink: 1, pictures };
  return stillBackground(film) as StillBackground;
}

const turned = (camera: VirtualCamera, turn: Parameters<typeof turnedCamera>[1]): VirtualCamera => ({
  ...camera,
  calibration: turnedCamera(camera.calibration, turn),
});

describe.each([faceOnCamera(SIZE), downTheLineCamera(SIZE)])('the fixed points of the $name camera', (camera) => {
  const points = chooseFixedPoints(background(camera));
  const found = (now: VirtualCamera, shot: Shot = {}) =>
    findTurn(background(now, shot), camera.calibration, points, null);

  it('are enough, and none is on the golfer', () => {
    expect(points.length).toBeGreaterThanOrEqual(10);
    expect(found(camera, { scene: 'other' })?.agreeing).toBeGreaterThanOrEqual(points.length * 0.6);
  });

  it.each([
    ['another golfer', { scene: 'other' }],
    ['somebody who walks by', { scene: 'passedBy' }],
    ['dusk', { light: { gain: 0.55, offset: 8 } }],
    ['the lamps on', { light: { gain: 1.15, offset: 10 } }],
    ['much noise', { noise: 7 }],
  ] as const)('lie where they were with %s', (_, shot) => {
    const turn = found(camera, shot);
    expect(Math.abs(turn?.pitch ?? 9)).toBeLessThan(0.06);
    expect(Math.abs(turn?.yaw ?? 9)).toBeLessThan(0.06);
    expect(Math.abs(turn?.roll ?? 9)).toBeLessThan(0.1);
  });

  it.each(ONE_DEGREE_TURNS)('tell a turn of one degree ($axis, $sign)', ({ axis, sign, turn }) => {
    const seen = found(turned(camera, turn), { light: { gain: 0.8, offset: 5 } });
    expect(seen?.[axis]).toBeGreaterThan(sign - 0.1);
    expect(seen?.[axis]).toBeLessThan(sign + 0.1);
  });

  it('are found again from where the camera was seen last', () => {
    const seen = findTurn(background(turned(camera, { yaw: 1 })), camera.calibration, points, {
      pitch: 0,
      yaw: 1,
      roll: 0,
    });
    expect(seen?.yaw).toBeCloseTo(1, 1);
  });

  it('are nowhere in the dark and in front of another bay', () => {
    expect(found(camera, { light: { gain: 0, offset: 16 }, noise: 3 })).toBeNull();
    expect(found(turned(camera, { yaw: 25 }))).toBeNull();
  });
});

describe('where everything moves', () => {
  it('nothing is chosen', () => {
    const pictures = Array.from({ length: 5 }, (_, i) =>
      new Uint8Array(96 * 96 * 1.5).map((__, k) => (k * (i + 3) * 37) % 255),
    );
    const still = stillBackground({ width: 96, height: 96, shrink: 1, pictures });
    expect(still === null ? null : chooseFixedPoints(still)).toEqual([]);
    expect(stillBackground({ width: 96, height: 96, shrink: 1, pictures: pictures.slice(0, 4) })).toBeNull();
  });
});
