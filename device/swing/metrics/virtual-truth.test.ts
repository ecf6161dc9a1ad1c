import { describe, expect, it } from 'vitest';
import { downTheLineCamera, faceOnCamera, type VirtualCamera } from '../../virtual-bay/camera.ts';
import { landmarksAt } from '../../virtual-bay/landmarks.ts';
import { randomGolfer } from '../../virtual-bay/random-golfer.ts';
import { trueShaft } from '../../virtual-bay/shaft-track.fixture.ts';
import { SwingMotion as VirtualSwing } from '../../virtual-bay/swing-motion.ts';
import { eventsOf, metricsOf, type TrueMetric } from '../../virtual-bay/truth.ts';
import { project } from '../geometry/camera-model.ts';
import { vector } from '../geometry/vector.ts';
import { LANDMARK_COUNT } from '../pose/landmark.ts';
import { emptyPoseTrack, type PoseTrack } from '../pose/pose-track.ts';
import { isMeasured } from '../report/swing-report.ts';
import { measureSwing } from './measure-swing.ts';

/**
 * Two accounts of one swing that share no code: the virtual golfer's own parameters and joint transforms, and the
 * metrics measured from that golfer's true joints as two cameras would see them with a pose model that never errs.
 */
const TOLERANCE: Record<TrueMetric['unit'], number> = {
  '°': 1,
  cm: 1,
  s: 0.005,
  ms: 15,
  'm/s': 0.6,
  '°/s': 40,
  '%': 1,
  ratio: 0.03,
};

/**
 * In an arm nearly straight, a millimetre that smoothing takes off the elbow is a degree, and virtual arms fold at
 * 1200° a second within 10 ms of mid-follow-through. Smoothing takes up to a tenth off the arm's greatest speed, and
 * fills some of the short time for which the hands are slow.
 */
const TOLERANCE_OF: Readonly<Record<string, number>> = {
  'lead-arm-angle': 4,
  'trail-elbow-angle': 4,
  'wrist-hinge': 3,
  'lead-arm-peak-speed': 90,
  'transition-time': 0.02,
};

/** What is heard has no place among joints. */
const HEARD = ['strike-quality'];

function seenBy(camera: VirtualCamera, swing: VirtualSwing): PoseTrack {
  const { fps, name, calibration } = camera;
  const frames = Math.floor((swing.durationMs * fps) / 1000);
  const timesMs = Float64Array.from({ length: frames }, (_, i) => (i * 1000) / fps);
  const track = emptyPoseTrack(name, calibration, timesMs);
  track.presence.fill(1);
  for (const [frame, time] of timesMs.entries()) {
    const joints = landmarksAt(swing, time);
    for (let row = 0; row < LANDMARK_COUNT; row++) {
      const [x, y, z] = joints.subarray(row * 3, row * 3 + 3) as unknown as [number, number, number];
      const pixel = project(calibration, vector(x, y, z));
      track.image.set([pixel?.x ?? Number.NaN, pixel?.y ?? Number.NaN, 0, 1], (frame * LANDMARK_COUNT + row) * 4);
    }
  }
  return track;
}

function differences(seed: number, handedness: 'left' | 'right', fps: number): string[] {
  const golfer = randomGolfer(seed, { handedness });
  const swing = new VirtualSwing(golfer, { leadInMs: 500, holdMs: 700 });
  const side = handedness === 'right' ? 1 : -1;
  const size = { width: 720, height: 1280, fps };
  const events = eventsOf(swing);
  const metrics = measureSwing({
    views: [faceOnCamera(size, side), downTheLineCamera(size, side)].map((camera) => ({
      track: seenBy(camera, swing),
      role: camera.role,
      calibration: camera.calibration,
    })),
    handedness,
    events: events.map((event) => ({ ...event, frame: {}, confidence: 1, by: 'truth' })),
    slowMotion: { suspected: false, factor: null },
    club: trueShaft(swing, fps),
    model: 'heavy',
  });
  const truth = metricsOf(swing, events);
  return metrics.flatMap((metric) => {
    if (HEARD.includes(metric.id)) return [];
    const real = truth.find(({ id, at }) => id === metric.id && at === metric.at);
    if (real === undefined) return [`${metric.id}@${metric.at}: the virtual bay has no truth`];
    if (!isMeasured(metric)) return [`${metric.id}@${metric.at}: ${metric.withheld}`];
    const off = metric.value - real.value;
    const is = `${metric.id}@${metric.at}: ${metric.value.toFixed(3)} for ${real.value.toFixed(3)} ${real.unit}`;
    const tolerance = TOLERANCE_OF[metric.id] ?? TOLERANCE[real.unit];
    return Math.abs(off) <= tolerance ? [] : [is];
  });
}

describe('on true joints', () => {
  it.each([
    [1, 'right', 120],
    [2, 'left', 120],
    [3, 'right', 60],
    [4, 'left', 60],
    [5, 'right', 240],
  ] as const)(
    'the metrics of virtual golfer %d, %s-handed, at %d frames a second are the golfer’s own',
    (seed, hand, fps) => {
      expect(differences(seed, hand, fps)).toEqual([]);
    },
  );
});
