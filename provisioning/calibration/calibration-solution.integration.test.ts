import { beforeAll, describe, expect, it } from 'vitest';
import { cameraStand } from './bay-frame.ts';
import { solveCalibration } from './calibration-solution.ts';
import { BAY_CAMERAS, CARRIED_BOARD, carryBoard, MAT_MOMENT } from './carried-board.fixture.ts';
import { cornerCount, cornerPoint } from './charuco-board.ts';
import { type OpenCv, openCv, withScope } from './open-cv.ts';
import { projectWithSlopes } from './projection-slopes.ts';
import { rotationAbout, transform } from './rigid-pose.ts';
import { objectPoints } from './lens-calibration.ts';
import { boardOnMatSchema } from './bay-frame.ts';
import { vector } from '../../device/swing/geometry/vector.ts';

const MS_MAX = 300_000;
const mat = { moments: [MAT_MOMENT], lying: boardOnMatSchema.parse({}) };
let cv: OpenCv;

beforeAll(async () => {
  cv = await openCv();
});

describe('a board carried through a bay', () => {
  it(
    'gives back known cameras in the axes of the mat',
    () => {
      const sighted = carryBoard(BAY_CAMERAS, { noisePx: 0.2, moments: 60, seed: 11 });
      const solution = solveCalibration(cv, CARRIED_BOARD, sighted, mat);
      expect(solution.axes).toBe('mat');
      for (const { name, calibration, reprojectionPx, focalDeviationPx } of solution.cameras) {
        const truth = BAY_CAMERAS[name]!;
        expect(reprojectionPx).toBeLessThan(0.4);
        expect(Math.abs(calibration.fx - truth.fx) / truth.fx).toBeLessThan(0.005);
        expect(Math.abs(calibration.fx - truth.fx)).toBeLessThan(4 * focalDeviationPx! + 1);
        const [found, stands] = [cameraStand(calibration), cameraStand(truth)];
        expect(Math.hypot(found.x - stands.x, found.y - stands.y, found.z - stands.z)).toBeLessThan(0.03);
      }
      for (const { halvesPercent } of solution.pairs) expect(halvesPercent).toBeLessThan(1);
    },
    MS_MAX,
  );

  it(
    'places cameras that share no view through one that both share',
    () => {
      const sees = (camera: string, moment: number) =>
        camera === 'corner' || (moment % 2 === 0) === (camera === 'face-on');
      const solution = solveCalibration(
        cv,
        CARRIED_BOARD,
        carryBoard(BAY_CAMERAS, { noisePx: 0.1, moments: 80, seed: 5, sees }),
        null,
      );
      const apart = solution.pairs.find(({ a, b }) => a === 'face-on' && b === 'down-the-line')!;
      const [a, b] = [cameraStand(BAY_CAMERAS['face-on']!), cameraStand(BAY_CAMERAS['down-the-line']!)];
      const truth = Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
      expect(apart.moments).toBeLessThanOrEqual(1);
      expect(Math.abs(apart.distanceM - truth) / truth).toBeLessThan(0.01);
    },
    MS_MAX,
  );

  it(
    'names the cameras that never saw it together',
    () => {
      const sees = (camera: string, moment: number) => (moment % 2 === 0) === (camera === 'face-on');
      const { 'face-on': first, 'down-the-line': second } = BAY_CAMERAS;
      const sighted = carryBoard(
        { 'face-on': first!, 'down-the-line': second! },
        { noisePx: 0.1, moments: 60, seed: 3, sees },
      );
      expect(() => solveCalibration(cv, CARRIED_BOARD, sighted, null)).toThrow(/face-on and down-the-line/);
    },
    MS_MAX,
  );

  it('is not enough when a camera saw it a few times only', () => {
    const sighted = carryBoard(BAY_CAMERAS, { noisePx: 0.1, moments: 5, seed: 3 });
    expect(() => solveCalibration(cv, CARRIED_BOARD, sighted, null)).toThrow(/needs at least/);
  });
});

it('projects as OpenCV does', () => {
  const lens = {
    ...{ width: 1280, height: 720, fx: 900, fy: 890, cx: 650, cy: 340 },
    distortion: [-0.2, 0.08, 0.002, -0.003, 0.01] as [number, number, number, number, number],
  };
  const turn = vector(0.2, -0.4, 0.1);
  const shift = vector(0.1, -0.2, 2.5);
  const ids = Array.from({ length: cornerCount(CARRIED_BOARD) }, (_, id) => id);
  const theirs = withScope((keep) => {
    const column = (values: number[], rows: number, columns: number) => {
      const made = keep(new cv.Mat(rows, columns, cv.CV_64FC1));
      made.data64F.set(values);
      return made;
    };
    const out = keep(new cv.Mat());
    cv.projectPoints(
      keep(objectPoints(cv, CARRIED_BOARD, ids)),
      column([turn.x, turn.y, turn.z], 3, 1),
      column([shift.x, shift.y, shift.z], 3, 1),
      column([lens.fx, 0, lens.cx, 0, lens.fy, lens.cy, 0, 0, 1], 3, 3),
      column(lens.distortion, 5, 1),
      out,
      keep(new cv.Mat()),
      0,
    );
    return [...out.data32F];
  });
  const pose = { rotation: rotationAbout(turn), translation: shift };
  for (const id of ids) {
    const { pixel } = projectWithSlopes(lens, transform(pose, cornerPoint(CARRIED_BOARD, id)))!;
    expect(pixel.x).toBeCloseTo(theirs[2 * id]!, 2);
    expect(pixel.y).toBeCloseTo(theirs[2 * id + 1]!, 2);
  }
});
