import { downTheLineCamera, faceOnCamera } from '../../virtual-bay/camera.ts';
import { landmarksAt } from '../../virtual-bay/landmarks.ts';
import { PoseModelErrors } from '../../virtual-bay/pose-model-errors.ts';
import { randomGolfer } from '../../virtual-bay/random-golfer.ts';
import { SwingMotion } from '../../virtual-bay/swing-motion.ts';
import { bodyMotion } from '../events/body-motion.ts';
import { project } from '../geometry/camera-model.ts';
import { vector } from '../geometry/vector.ts';
import { LANDMARK_COUNT } from '../pose/landmark.ts';
import { emptyPoseTrack } from '../pose/pose-track.ts';
import { interpolate } from '../signal/interpolate.ts';
import type { HandsOverTime } from './hands-offset.ts';

/** A virtual golfer's swing, filmed by any camera at any rate from any moment on, as a pose model would see it. */
export interface VirtualHands {
  filmed(options: FilmedHands): HandsOverTime;
}

export interface FilmedHands {
  readonly view: 'face-on' | 'down-the-line';
  readonly fps: number;
  /** What this camera's clock reads when the swing's own reads 0. */
  readonly clockMs: number;
  /** Where within a frame the camera opens, 0–1. */
  readonly phase?: number;
  readonly slowness?: number;
}

/** True joints every so often; between them joints move on cubics. */
const GRID_MS = 8;
const SIZE = { width: 1280, height: 720, fps: 120 };
const CAMERAS = { 'face-on': faceOnCamera(SIZE), 'down-the-line': downTheLineCamera(SIZE) };
const PX_PER_M = CAMERAS['face-on'].calibration.fx / 3.8;

export function virtualHands(seed: number): VirtualHands {
  const swing = new SwingMotion(randomGolfer(seed, { handedness: 'right' }), { leadInMs: 200, holdMs: 100 });
  const { startMs, impactMs, finishMs } = swing.times;
  const gridMs = Float64Array.from({ length: Math.floor(swing.durationMs / GRID_MS) }, (_, i) => i * GRID_MS);
  const joints = Array.from(gridMs, (time) => landmarksAt(swing, time));
  const series = Array.from({ length: LANDMARK_COUNT * 3 }, (_, i) =>
    Float64Array.from(joints, (each) => each[i] as number),
  );
  return {
    filmed({ view, fps, clockMs, phase = 0, slowness = 1 }) {
      const { calibration, name } = CAMERAS[view];
      const errors = new PoseModelErrors(name, seed, fps);
      const frames = Math.floor(((gridMs.at(-1) as number) / 1000) * fps) - 1;
      const own = Float64Array.from({ length: frames }, (_, i) => ((i + phase) * 1000) / fps);
      const track = emptyPoseTrack(
        name,
        calibration,
        own.map((time) => clockMs + time * slowness),
      );
      track.presence.fill(1);
      for (const [frame, time] of own.entries()) {
        for (let row = 0; row < LANDMARK_COUNT; row++) {
          const [x, y, z] = [0, 1, 2].map((axis) => interpolate(series[row * 3 + axis] as Float64Array, gridMs, time));
          const pixel = project(calibration, vector(x as number, y as number, z as number));
          const off = errors.at(row, (time - startMs) / (impactMs - startMs), PX_PER_M);
          track.image.set([(pixel?.x ?? 0) + off.x, (pixel?.y ?? 0) + off.y, 0, 1], (frame * LANDMARK_COUNT + row) * 4);
        }
      }
      const onClock = (time: number) => clockMs + time * slowness;
      // As far off as events are found in a view.
      const seenImpactMs = onClock(impactMs) + (view === 'face-on' ? 12 : -9);
      return {
        timesMs: track.timesMs,
        height: bodyMotion(track).height,
        fromMs: onClock(startMs),
        toMs: onClock(finishMs),
        impactMs: seenImpactMs,
      };
    },
  };
}
