import { describe, expect, it } from 'vitest';
import { downTheLineCamera, faceOnCamera, type VirtualCamera } from '../../virtual-bay/camera.ts';
import { landmarksAt } from '../../virtual-bay/landmarks.ts';
import { randomGolfer } from '../../virtual-bay/random-golfer.ts';
import { trueShaft } from '../../virtual-bay/shaft-track.fixture.ts';
import { SwingMotion as VirtualSwing } from '../../virtual-bay/swing-motion.ts';
import { eventsOf } from '../../virtual-bay/truth.ts';
import { project } from '../geometry/camera-model.ts';
import { vector } from '../geometry/vector.ts';
import type { SwingMotion } from '../metrics/swing-motion.ts';
import { LANDMARK, LANDMARK_COUNT } from '../pose/landmark.ts';
import { emptyPoseTrack, type PoseTrack } from '../pose/pose-track.ts';
import { FIGURE_JOINT_COUNT, FIGURE_JOINTS, type SpaceFigure, spaceFigure } from './space-figure.ts';

const FPS = 60;

function seenBy(camera: VirtualCamera, swing: VirtualSwing): PoseTrack {
  const frames = Math.floor((swing.durationMs * FPS) / 1000);
  const timesMs = Float64Array.from({ length: frames }, (_, i) => (i * 1000) / FPS);
  const track = emptyPoseTrack(camera.name, camera.calibration, timesMs);
  track.presence.fill(1);
  for (const [frame, time] of timesMs.entries()) {
    const joints = landmarksAt(swing, time);
    for (let row = 0; row < LANDMARK_COUNT; row++) {
      const at = (k: number): number => joints[row * 3 + k] as number;
      const pixel = project(camera.calibration, vector(at(0), at(1), at(2)));
      track.image.set([pixel?.x ?? Number.NaN, pixel?.y ?? Number.NaN, 0, 1], (frame * LANDMARK_COUNT + row) * 4);
    }
  }
  return track;
}

function seen(handedness: 'left' | 'right'): { swing: VirtualSwing; motion: SwingMotion } {
  const swing = new VirtualSwing(randomGolfer(4, { handedness }), { leadInMs: 700, holdMs: 900 });
  const size = { width: 720, height: 1280, fps: FPS };
  const side = handedness === 'right' ? 1 : -1;
  const motion: SwingMotion = {
    views: [faceOnCamera(size, side), downTheLineCamera(size, side)].map((camera) => ({
      track: seenBy(camera, swing),
      role: camera.role,
      calibration: camera.calibration,
    })),
    handedness,
    events: eventsOf(swing).map((event) => ({ ...event, frame: {}, confidence: 1, by: 'truth' })),
    slowMotion: { suspected: false, factor: null },
    club: trueShaft(swing, FPS),
  };
  return { swing, motion };
}

function figureOf(motion: SwingMotion): SpaceFigure {
  const figure = spaceFigure(motion);
  if ('withheld' in figure) throw new Error(figure.withheld);
  return figure;
}

describe('the figure of a swing in space', () => {
  it.each(['right', 'left'] as const)('stands where the %s-handed golfer stands, at every moment', (handedness) => {
    const { swing, motion } = seen(handedness);
    const figure = figureOf(motion);
    const lead = handedness === 'right' ? 'left' : 'right';
    let farthestM = 0;
    for (const [frame, timeMs] of figure.timesMs.entries()) {
      const truth = landmarksAt(swing, timeMs);
      for (const part of ['ankle', 'hip', 'shoulder'] as const) {
        const row = LANDMARK[`${lead}-${part}`] * 3;
        const at = (frame * FIGURE_JOINT_COUNT + FIGURE_JOINTS.indexOf(`lead-${part}`)) * 3;
        const off = [0, 1, 2].map((k) => (figure.joints[at + k] as number) - (truth[row + k] as number));
        farthestM = Math.max(farthestM, Math.hypot(...off));
      }
    }
    expect(farthestM).toBeLessThan(0.03);
    expect(figure.method).toBe('triangulated');
  });

  it('holds as much as the replay shows, in order', () => {
    const { motion } = seen('right');
    const { timesMs } = figureOf(motion);
    const times = motion.events.map(({ timeMs }) => timeMs);
    expect(timesMs[0]).toBeGreaterThanOrEqual(Math.min(...times) - 500);
    expect(timesMs.at(-1)).toBeLessThanOrEqual(Math.max(...times) + 500);
    expect(timesMs).toEqual(timesMs.toSorted());
  });

  it('has a shaft of length one that points down to the ball at address', () => {
    const { motion } = seen('right');
    const { timesMs, shaft } = figureOf(motion);
    const address = motion.events.find(({ name }) => name === 'address')?.timeMs ?? 0;
    const frame = timesMs.findIndex((time) => time >= address);
    const [x, y, z] = Array.from(shaft.subarray(frame * 3, frame * 3 + 3)) as [number, number, number];
    expect(Math.hypot(x, y, z)).toBeCloseTo(1, 5);
    expect(y).toBeLessThan(-0.5);
    // A right-hander stands at negative z and reaches to the ball.
    expect(z).toBeGreaterThan(0.2);
  });

  it('is withheld of one camera, of cameras without calibration and of slow motion', () => {
    const { motion } = seen('right');
    const [faceOn] = motion.views;
    const uncalibrated = motion.views.map((view) => ({ ...view, calibration: null }));
    expect(spaceFigure({ ...motion, views: faceOn === undefined ? [] : [faceOn] })).toEqual({
      withheld: 'needs-second-camera',
    });
    expect(spaceFigure({ ...motion, views: uncalibrated })).toEqual({ withheld: 'needs-calibration' });
    expect(spaceFigure({ ...motion, slowMotion: { suspected: true, factor: 4 } })).toEqual({ withheld: 'slow-motion' });
  });
});
