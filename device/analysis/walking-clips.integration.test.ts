/**
 * One person who walks before four synchronised cameras with a published calibration: joints that are triangulated from
 * real pictures reproject near their landmarks, and bones keep their lengths.
 */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtModelFile } from '../../models/built-model.ts';
import { clip, clipsAvailable } from '../capture/clips.fixture.ts';
import { probeVideo } from '../capture/video-probe.ts';
import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';
import { project } from '../swing/geometry/camera-model.ts';
import { type CalibratedView, type JointTrack, jointSeries, triangulateTracks } from '../swing/geometry/joint-track.ts';
import { vector } from '../swing/geometry/vector.ts';
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../swing/pose/landmark.ts';
import { IMAGE_VALUES } from '../swing/pose/pose-track.ts';
import { smoothTrack } from '../swing/pose/smooth-track.ts';
import type { ViewRequest } from './analysis-request.ts';
import { PoseCrew } from './pose-crew.ts';
import { readView } from './read-view.ts';

const CAMERAS = ['cam01', 'cam02', 'cam03', 'cam04'] as const;
const modelsBuilt = existsSync(builtModelFile('pose-landmarks-heavy'));
/** A walk has nothing faster than this. */
const CUTOFF_HZ = 6;
const LIMBS: readonly (readonly [LandmarkName, LandmarkName])[] = [
  ['left-hip', 'left-knee'],
  ['right-hip', 'right-knee'],
  ['left-knee', 'left-ankle'],
  ['right-knee', 'right-ankle'],
  ['left-shoulder', 'left-elbow'],
  ['right-shoulder', 'right-elbow'],
  ['left-elbow', 'left-wrist'],
  ['right-elbow', 'right-wrist'],
];
const JOINTS = [...new Set(LIMBS.flat())];
const CALIBRATED_WIDTH = 1088;
/** Intrinsics are published in 1/64 pixel, places in millimetres. */
const SUB_PIXELS = 64;
const MM_PER_M = 1000;

/**
 * A camera of a Qualisys file: rows of its matrix are camera axes in the room, its own y up and z backwards. The first
 * two videos are stored eight columns narrower; the missing ones are on the right, since that reprojects best.
 */
function published(name: string, width: number): CameraCalibration {
  const text = readFileSync(clip('multicam/pose2sim_Calib.qca.txt'), 'utf8');
  const camera = text.slice(text.indexOf(`serial="${name}"`));
  const value = (key: string): number => Number(new RegExp(` ${key}="([^"]+)"`).exec(camera)?.[1]);
  const sign = [1, -1, -1];
  const rotation = [1, 2, 3].flatMap((row) =>
    [1, 2, 3].map((column) => {
      const cell = row === 1 && column === 1 ? /r11="([^"]+)"/.exec(camera)?.[1] : undefined;
      return (sign[row - 1] as number) * (cell === undefined ? value(`r${row}${column}`) : Number(cell));
    }),
  );
  const place = ['x', 'y', 'z'].map((axis) => value(axis) / MM_PER_M);
  const translation = [0, 3, 6].map((row) => -place.reduce((sum, p, k) => sum + p * (rotation[row + k] as number), 0));
  const inPixels = (key: string): number => value(key) / SUB_PIXELS;
  return {
    width,
    height: 1920,
    fx: inPixels('focalLengthU'),
    fy: inPixels('focalLengthV'),
    cx: inPixels('centerPointU'),
    cy: inPixels('centerPointV'),
    distortion: [
      value('radialDistortion1'),
      value('radialDistortion2'),
      value('tangentalDistortion1'),
      value('tangentalDistortion2'),
      value('radialDistortion3'),
    ],
    rotation,
    translation: translation as [number, number, number],
  };
}

describe.skipIf(!clipsAvailable || !modelsBuilt)('a person who walks before four cameras', () => {
  let crew: PoseCrew;
  let views: CalibratedView[];
  let joints: JointTrack;

  beforeAll(async () => {
    crew = new PoseCrew();
    views = [];
    for (const [lane, name] of CAMERAS.entries()) {
      const file = clip(`multicam/pose2sim_${name}.mp4`);
      const view: ViewRequest = {
        name,
        role: 'other',
        file,
        calibration: null,
        frameTimesNs: null,
        stamped: 'arrival',
        searchArea: null,
      };
      const { track } = await readView(crew, view, await probeVideo(file), {
        ...{ lane, model: 'heavy', frameStride: 1, onProgress: () => undefined },
      });
      expect(CALIBRATED_WIDTH - track.width).toBeLessThanOrEqual(8);
      views.push({ track: smoothTrack(track, () => CUTOFF_HZ), calibration: published(name, track.width) });
    }
    joints = triangulateTracks(views) as JointTrack;
  }, 180_000);
  afterAll(() => crew.close());

  it('has joints that reproject within 12 pixels of 1088 × 1920, in the median', () => {
    const apart: number[] = [];
    for (const { track, calibration } of views) {
      for (let frame = 0; frame < joints.timesMs.length; frame++) {
        for (const name of JOINTS) {
          const row = frame * LANDMARK_COUNT + LANDMARK[name];
          const [x, y, z] = joints.joints.subarray(row * 3, row * 3 + 3) as unknown as [number, number, number];
          const seen = project(calibration, vector(x, y, z));
          if (seen === null || !Number.isFinite(seen.x)) continue;
          const at = row * IMAGE_VALUES;
          apart.push(Math.hypot(seen.x - (track.image[at] as number), seen.y - (track.image[at + 1] as number)));
        }
      }
    }
    const median = apart.toSorted((a, b) => a - b)[apart.length >> 1] as number;
    process.stdout.write(`walking, four cameras: joints reproject within ${median.toFixed(1)} px in the median\n`);
    expect(median).toBeLessThan(12);
  });

  it('has limbs that keep their lengths within 5 %', () => {
    const variation = LIMBS.map(([a, b]) => {
      const [from, to] = [LANDMARK[a], LANDMARK[b]];
      const axes = [0, 1, 2].map((k) => [jointSeries(joints, from, k), jointSeries(joints, to, k)] as const);
      const lengths = Array.from(joints.timesMs, (_, i) =>
        Math.hypot(...axes.map(([p, q]) => (p[i] as number) - (q[i] as number))),
      ).filter(Number.isFinite);
      const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
      const scatter = Math.sqrt(lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / lengths.length);
      return { limb: `${a} to ${b}`, percent: (100 * scatter) / mean };
    });
    process.stdout.write(
      `walking, limb lengths vary by ${variation.map(({ percent }) => percent.toFixed(1)).join(', ')} %\n`,
    );
    for (const { limb, percent } of variation) expect(percent, limb).toBeLessThan(5);
  });
});
