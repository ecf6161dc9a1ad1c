import type { VirtualCamera } from './camera.ts';
import type { Golfer } from './golfer.ts';
import { seededRandom } from './random.ts';
import { variationOf } from './swing-variation.ts';

/**
 * A golfer's swing of one visit, no two alike: beside the turns and bends of {@link variationOf}, the tempo, the set-up
 * and where the ball is teed differ, at least as much as real golfers' do (tempo 4 %, turns 3°, ball position 3 cm).
 */
export interface VisitSwing {
  readonly golfer: Golfer;
  /** Where the ball is on the mat, against where the bay's axes have it. */
  readonly ballShiftM: { readonly x: number; readonly z: number };
}

/** Draws are cut at 2.2 deviations, which takes 4 % off them; the figures are set above what is promised. */
const DOWNSWING_DEVIATION = 0.042;
const BALL_DEVIATION_M = 0.032;

export function visitSwing(golfer: Golfer, number: number): VisitSwing {
  const random = seededRandom(golfer.seed * 7919 + number).fork('visit');
  const varied = variationOf(golfer, number + 1);
  const { setup } = golfer;
  return {
    golfer: {
      ...varied,
      tempo: { ...varied.tempo, downswingMs: golfer.tempo.downswingMs * random.normal(1, DOWNSWING_DEVIATION) },
      setup: {
        ...setup,
        stanceWidthM: setup.stanceWidthM * random.normal(1, 0.04),
        kneeFlex: setup.kneeFlex + random.normal(0, 1.5),
        armHang: setup.armHang + random.normal(0, 1),
        body: {
          ...setup.body,
          shoulderTurn: setup.body.shoulderTurn + random.normal(0, 1.5),
          pelvisTurn: setup.body.pelvisTurn + random.normal(0, 1.5),
          forwardBend: setup.body.forwardBend + random.normal(0, 1.2),
          sideBend: setup.body.sideBend + random.normal(0, 1),
        },
      },
    },
    ballShiftM: { x: random.normal(0, BALL_DEVIATION_M), z: random.normal(0, BALL_DEVIATION_M) },
  };
}

/** The camera as it sees a golfer who stands elsewhere on the mat: the whole scene is moved, so the camera moves back. */
export function cameraOfShifted(camera: VirtualCamera, { x, z }: VisitSwing['ballShiftM']): VirtualCamera {
  const { rotation: r, translation: t } = camera.calibration;
  const moved = [0, 1, 2].map(
    (row) => (t[row] as number) + (r[row * 3] as number) * x + (r[row * 3 + 2] as number) * z,
  ) as [number, number, number];
  return { ...camera, calibration: { ...camera.calibration, translation: moved } };
}
