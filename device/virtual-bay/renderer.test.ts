import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { faceOnCamera, project } from './camera.ts';
import type { Golfer } from './golfer.ts';
import { landmarksAt } from './landmarks.ts';
import { randomGolfer } from './random-golfer.ts';
import { BAY_LIGHT } from './lighting.ts';
import { Renderer, type Scene, sceneOf } from './renderer.ts';
import { SwingMotion } from './swing-motion.ts';

const SIZE = { width: 320, height: 180, fps: 60 };
const right: Golfer = { ...randomGolfer(11), handedness: 'right' };
const left: Golfer = { ...right, handedness: 'left' };
const motion = new SwingMotion(right);
const scene = sceneOf(motion);

function pictureOf(of: Scene, side: 1 | -1, ms: number): Uint8Array {
  const renderer = new Renderer(of, faceOnCamera(SIZE, side));
  renderer.render(ms);
  return renderer.nv12;
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the renderer', () => {
  it('gives the same bytes for the same seed and time, whatever was drawn before', () => {
    const renderer = new Renderer(scene, faceOnCamera(SIZE));
    for (const ms of [motion.times.impactMs, 0, motion.times.finishMs, motion.times.topMs]) renderer.render(ms);
    const again = sceneOf(new SwingMotion({ ...randomGolfer(11), handedness: 'right' }));
    expect(hash(renderer.nv12)).toBe(hash(pictureOf(again, 1, motion.times.topMs)));
  });

  it('draws the golfer where the joints are', () => {
    const empty = new Renderer({ figures: [], side: 1, lighting: BAY_LIGHT, exposureMs: 2 }, faceOnCamera(SIZE));
    const picture = pictureOf(scene, 1, 0);
    const { calibration } = faceOnCamera(SIZE);
    const joints = landmarksAt(motion, 0);
    for (const row of [0, 11, 12, 13, 14, 25, 26, 31, 32]) {
      const at = project(calibration, [joints[row * 3] ?? 0, joints[row * 3 + 1] ?? 0, joints[row * 3 + 2] ?? 0]);
      const pixel = Math.round(at.y) * SIZE.width + Math.round(at.x);
      const changed = [-1, 0, 1].some((dx) => picture[pixel + dx] !== empty.nv12[pixel + dx]);
      expect(changed, `landmark ${row}`).toBe(true);
    }
  });

  it('shows a left-hander as the mirror image of the right-hander', () => {
    const a = pictureOf(scene, 1, motion.times.topMs);
    const b = pictureOf(sceneOf(new SwingMotion(left)), -1, motion.times.topMs);
    let far = 0;
    for (let y = 0; y < SIZE.height; y++) {
      for (let x = 0; x < SIZE.width; x++) {
        /** The picture's middle is 5 cm to the target of the ball, so the mirror is about the same column. */
        const other = b[y * SIZE.width + (SIZE.width - 1 - x)] ?? 0;
        if (Math.abs((a[y * SIZE.width + x] ?? 0) - other) > 24) far++;
      }
    }
    expect(far / (SIZE.width * SIZE.height)).toBeLessThan(0.01);
  });

  it('takes the ball away after impact', () => {
    const before = pictureOf(scene, 1, 0);
    const after = pictureOf(scene, 1, motion.times.impactMs + 200);
    const { calibration } = faceOnCamera(SIZE);
    const ball = project(calibration, [0, 0.033, 0]);
    const brightest = (picture: Uint8Array) => {
      const found = [-1, 0, 1].flatMap((dy) =>
        [-1, 0, 1].map((dx) => picture[(Math.floor(ball.y) + dy) * SIZE.width + Math.floor(ball.x) + dx] ?? 0),
      );
      return Math.max(...found);
    };
    expect(brightest(before) - brightest(after)).toBeGreaterThan(40);
  });
});
