import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawMannequins, type MannequinFigure } from '../../models/golden/mannequin-picture.ts';
import { LANDMARK } from '../swing/pose/landmark.ts';
import type { Picture } from './picture.ts';
import { createPoseTracker, type PoseTracker, type TrackedPose } from './pose-tracker.ts';

const SIZE = { width: 960, height: 540 };
/** The mat in the middle of the picture. */
const AREA = { x: 0.38, y: 0.3, width: 0.24, height: 0.68 };

const golfer: MannequinFigure = { pose: 'address', viewDegrees: 0, footX: 480, footY: 500, heightPixels: 360 };
const draw = (...figures: MannequinFigure[]): Picture => drawMannequins(SIZE, figures);
const hipX = (pose: TrackedPose): number =>
  ((pose.image[LANDMARK['left-hip'] * 4] as number) + (pose.image[LANDMARK['right-hip'] * 4] as number)) / 2;

describe('the pose tracker', () => {
  let tracker: PoseTracker;
  beforeAll(async () => {
    tracker = await createPoseTracker({ model: 'lite', searchArea: AREA });
  });
  afterAll(() => tracker.close());

  it('takes the golfer on the mat, not a bigger person who stands beside it', async () => {
    const onlooker: MannequinFigure = { pose: 'address', viewDegrees: 0, footX: 180, footY: 525, heightPixels: 480 };
    tracker.reset();
    const pose = await tracker.track(draw(onlooker, golfer), 0);
    expect(pose === null ? 0 : Math.abs(hipX(pose) - 480)).toBeLessThan(20);
    expect(pose?.presence).toBeGreaterThan(0.9);
  });

  it('keeps the golfer while somebody walks past behind', async () => {
    tracker.reset();
    for (let step = 0; step <= 24; step++) {
      const walker: MannequinFigure = {
        pose: 'finish',
        viewDegrees: -80,
        footX: 100 + step * 32,
        footY: 430,
        heightPixels: 300,
      };
      const pose = await tracker.track(draw(walker, golfer), step * 33);
      expect(pose, `at step ${step}`).not.toBeNull();
      expect(Math.abs(hipX(pose as TrackedPose) - 480), `at step ${step}`).toBeLessThan(30);
    }
  });

  it('says that nobody is there when the golfer has gone and another person stays outside of the mat', async () => {
    const onlooker: MannequinFigure = { pose: 'address', viewDegrees: 0, footX: 740, footY: 510, heightPixels: 400 };
    tracker.reset();
    expect(await tracker.track(draw(onlooker, golfer), 0)).not.toBeNull();
    expect(await tracker.track(draw(onlooker), 33)).toBeNull();
    expect(await tracker.track(draw(onlooker, golfer), 66)).not.toBeNull();
  });

  it('lets the golfer go who walks off the mat, however smoothly', async () => {
    tracker.reset();
    let pose: TrackedPose | null = null;
    for (let step = 0; step <= 20; step++) {
      pose = await tracker.track(draw({ ...golfer, footX: 480 + step * 14 }), step * 33);
      if (step === 0) expect(pose).not.toBeNull();
    }
    expect(pose).toBeNull();
  });

  it('finds the golfer again who comes back elsewhere on the mat', async () => {
    tracker.reset();
    expect(await tracker.track(draw({ ...golfer, footX: 420 }), 0)).not.toBeNull();
    expect(await tracker.track(draw(), 33)).toBeNull();
    const pose = await tracker.track(draw({ ...golfer, footX: 540 }), 66);
    expect(pose === null ? 0 : Math.abs(hipX(pose) - 540)).toBeLessThan(20);
  });

  it('gives arrays that the next picture does not change', async () => {
    tracker.reset();
    const first = (await tracker.track(draw(golfer), 0)) as TrackedPose;
    const copy = first.image.slice();
    await tracker.track(draw({ ...golfer, footX: 500 }), 33);
    expect(first.image).toEqual(copy);
    expect(first.image.length).toBe(33 * 4);
    expect(first.world.length).toBe(33 * 3);
  });

  it('refuses a torn picture by its code, and goes on with the next one', async () => {
    tracker.reset();
    const whole = draw(golfer);
    await expect(tracker.track({ ...whole, data: whole.data.subarray(1) }, 0)).rejects.toMatchObject({
      code: 'pose/picture-invalid',
    });
    expect(await tracker.track(whole, 33)).not.toBeNull();
  });

  it('names a model that was never built, and what to do', async () => {
    await expect(createPoseTracker({ model: 'full', modelsDirectory: '/nowhere' })).rejects.toMatchObject({
      code: 'models/missing',
      hint: expect.stringContaining('./swingbay'),
    });
  });
});

describe('the pose tracker with live smoothing', () => {
  it('trembles less over a picture that does not move, and follows one that does', async () => {
    const tracker = await createPoseTracker({ model: 'lite', searchArea: AREA, smoothing: 'one-euro' });
    for (let frame = 0; frame < 10; frame++) await tracker.track(draw(golfer), frame * 33);
    const moved = { ...golfer, footX: golfer.footX + 12 };
    let pose: TrackedPose | null = null;
    for (let frame = 10; frame < 20; frame++) pose = await tracker.track(draw(moved), frame * 33);
    expect(pose === null ? 0 : Math.abs(hipX(pose) - moved.footX)).toBeLessThan(10);
    await tracker.close();
    await expect(tracker.track(draw(golfer), 700)).rejects.toMatchObject({ code: 'pose/closed' });
  });
});
