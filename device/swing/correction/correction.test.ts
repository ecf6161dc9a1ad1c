import { describe, expect, it } from 'vitest';
import { trueCorrectedJoints } from '../../../models/train/true-joints.ts';
import type { Handedness } from '../report/swing-report.ts';
import { motionOfTake, type Take, takeOf } from '../../virtual-bay/take.ts';
import { CORRECTED_COUNT, CORRECTED_JOINTS } from './corrected-joint.ts';
import { correctMotion } from './corrected-motion.ts';
import { MOMENT_FEATURES, momentReader } from './correction-features.ts';
import { golferView } from './golfer-view.ts';
import type { Correction, JointCorrector } from './joint-corrector.port.ts';
import { seenPerfectly } from './seen-golfer.fixture.ts';

const SIZE = { width: 1280, height: 720, fps: 60 };
const TIMES = Float64Array.from({ length: 30 }, (_, i) => 600 + i * 40);

function takeOfHand(handedness: Handedness): Take {
  const take = takeOf('evaluation', 3, SIZE);
  return { ...takeOf('evaluation', 3, SIZE), golfer: { ...take.golfer, handedness } };
}

function views(take: Take, count: number) {
  const motion = motionOfTake(take);
  return take.cameras.slice(0, count).map((installed) => ({
    track: seenPerfectly(motion, installed, TIMES),
    role: installed.camera.role,
    calibration: installed.camera.calibration,
  }));
}

function golferViews(take: Take, count: number) {
  return views(take, count).map(({ track, role, calibration }) =>
    golferView(track, calibration, { role, handedness: take.golfer.handedness }),
  );
}

const farthestM = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from({ length: a.length }, (_, i) => Math.abs((a[i] as number) - (b[i] as number))));

/** A network that corrects nothing and finds a moment as strange as it is told. */
function silent(strangeness = 1): JointCorrector {
  return {
    modelSha256: '0'.repeat(64),
    correct: (_windows, rows): Promise<Correction> =>
      Promise.resolve({
        residual: new Float32Array(rows * CORRECTED_COUNT * 3),
        deviation: new Float32Array(rows * CORRECTED_COUNT * 3).fill(0.01),
        strangeness: new Float32Array(rows).fill(strangeness),
      }),
  };
}

// A left-hander's cameras stand on the other side of the ball: takes place them by the golfer's hand.
const RIGHT = takeOfHand('right');

describe('joints before any correction', () => {
  it.each([2, 3])('are the true ones where %i cameras see without error', (count) => {
    const reader = momentReader(golferViews(RIGHT, count), 'heavy');
    const truth = trueCorrectedJoints(motionOfTake(RIGHT), TIMES[10] as number);
    expect(farthestM(reader.at(TIMES[10] as number)?.base ?? [], truth)).toBeLessThan(1e-3);
  });

  it('from one camera have the shape of the true ones, at a depth that its feet tell', () => {
    const reader = momentReader(golferViews(RIGHT, 1), 'heavy');
    const truth = trueCorrectedJoints(motionOfTake(RIGHT), TIMES[10] as number);
    const base = reader.at(TIMES[10] as number)?.base ?? new Float64Array();
    const height = (joints: ArrayLike<number>): number =>
      (joints[CORRECTED_JOINTS.indexOf('nose') * 3 + 1] as number) -
      (joints[CORRECTED_JOINTS.indexOf('lead-ankle') * 3 + 1] as number);
    expect(Math.abs(height(base) / height(truth) - 1)).toBeLessThan(0.08);
    expect(farthestM(base, truth)).toBeLessThan(0.3);
  });
});

describe('what the network looks at', () => {
  it('is zero wherever a camera is absent', () => {
    const one = momentReader(golferViews(RIGHT, 1), 'lite').at(700);
    const three = momentReader(golferViews(RIGHT, 3), 'lite').at(700);
    const slot = (MOMENT_FEATURES - CORRECTED_COUNT * 3 - 6) / 3;
    expect(one?.features.subarray(MOMENT_FEATURES - 2 * slot).every((value) => value === 0)).toBe(true);
    expect(three?.features.every((value) => Number.isFinite(value))).toBe(true);
    expect(three?.features[MOMENT_FEATURES - slot]).toBe(1);
  });

  it('is the same for a left-hander as for the right-hander in the mirror', () => {
    const right = RIGHT;
    const left: Take = {
      ...RIGHT,
      golfer: { ...RIGHT.golfer, handedness: 'left' },
      cameras: RIGHT.cameras.map(({ camera, surveyed }) => {
        const mirrored = mirrorCamera(camera.calibration);
        return { camera: { ...camera, calibration: mirrored }, surveyed };
      }),
    };
    const a = momentReader(golferViews(right, 3), 'heavy').at(900);
    const b = momentReader(golferViews(left, 3), 'heavy').at(900);
    expect(farthestM(a?.base ?? [], b?.base ?? [])).toBeLessThan(1e-6);
    expect(farthestM(toward(a?.features), toward(b?.features))).toBeLessThan(1e-4);
  });
});

/** Base, mid-hip and model: what does not depend on which way a picture's x runs. */
function toward(features: Float32Array | undefined): Float32Array {
  return features?.subarray(0, CORRECTED_COUNT * 3 + 6) ?? new Float32Array();
}

/** The camera at the mirrored place that looks at the mirrored golfer; its picture is the mirrored picture. */
function mirrorCamera(calibration: Take['cameras'][number]['camera']['calibration']) {
  const r = calibration.rotation as readonly number[];
  const [tx, ty, tz] = calibration.translation;
  const [k1, k2, p1, p2, k3] = calibration.distortion;
  const flipped = r.map((value, i) => value * (i % 3 === 2 ? -1 : 1) * (i < 3 ? -1 : 1));
  return {
    ...calibration,
    cx: calibration.width - calibration.cx,
    distortion: [k1, k2, p1, -p2, k3] as const,
    rotation: flipped,
    translation: [-tx, ty, tz] as const,
  } as unknown as typeof calibration;
}

describe('a corrected motion', () => {
  it('is the base where nothing is corrected, at the times of the fastest camera', async () => {
    const motion = await correctMotion(views(RIGHT, 2), { handedness: 'right', model: 'heavy' }, silent());
    expect(motion?.timesMs).toEqual(TIMES);
    expect(motion?.views).toBe(2);
    const truth = trueCorrectedJoints(motionOfTake(RIGHT), TIMES[5] as number);
    const found = motion?.joints.subarray(5 * CORRECTED_COUNT * 3, 6 * CORRECTED_COUNT * 3) ?? [];
    expect(farthestM(found, truth)).toBeLessThan(1e-3);
  });

  it('needs a calibrated camera', async () => {
    const bare = views(RIGHT, 2).map((view) => ({ ...view, calibration: null }));
    expect(await correctMotion(bare, { handedness: 'right', model: 'heavy' }, silent())).toBeNull();
  });

  it('is wider where the golfer stands as nobody stood before, and silent where it is too strange', async () => {
    const how = { handedness: 'right', model: 'heavy' } as const;
    const usual = await correctMotion(views(RIGHT, 2), how, silent(1));
    const odd = await correctMotion(views(RIGHT, 2), how, silent(6.5));
    const wild = await correctMotion(views(RIGHT, 2), how, silent(50));
    expect(usual?.widening[3]).toBe(1);
    expect(odd?.widening[3]).toBeGreaterThan(1.5);
    expect(wild?.joints.every((value) => Number.isNaN(value))).toBe(true);
  });
});
