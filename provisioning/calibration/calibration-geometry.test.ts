import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vector } from '../../device/swing/geometry/vector.ts';
import { bayOnBoard, boardOnMatSchema, steadiest } from './bay-frame.ts';
import { chainCameras, missingPairs } from './camera-graph.ts';
import { boardCentre, charucoBoardSchema, parseBoard } from './charuco-board.ts';
import { edgeWidthPx } from './edge-width.ts';
import { momentsByTime, momentsFromTable } from './frame-moments.ts';
import { coverageOf, coveredShare } from './picture-coverage.ts';
import { projectWithSlopes } from './projection-slopes.ts';
import {
  angleBetween,
  compose,
  IDENTITY,
  inverse,
  type RigidPose,
  rotationAbout,
  rotationVector,
  transform,
} from './rigid-pose.ts';

const small = fc.double({ min: -2, max: 2, noNaN: true });
const vectors = fc.tuple(small, small, small).map(([x, y, z]) => vector(x, y, z));
const poses = fc
  .tuple(vectors, vectors)
  .map(([turn, shift]): RigidPose => ({ rotation: rotationAbout(turn), translation: shift }));
const board = charucoBoardSchema.parse({});

describe('a rigid pose', () => {
  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(poses, vectors, (pose, point) => {
        const back = transform(compose(inverse(pose), pose), point);
        expect(Math.hypot(back.x - point.x, back.y - point.y, back.z - point.z)).toBeLessThan(1e-9);
      }),
    );
  });

  it('is told by its rotation vector', () => {
    fc.assert(
      fc.property(poses, ({ rotation }) => {
        expect(angleBetween(rotationAbout(rotationVector(rotation)), rotation)).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('a board on the mat', () => {
  it('has its rows to the target, its face up and its middle on the ball', () => {
    const bay = bayOnBoard(board, boardOnMatSchema.parse({}));
    const toBay = inverse(bay);
    const centre = boardCentre(board);
    const at = (x: number, y: number, z: number) => transform(toBay, vector(centre.x + x, centre.y + y, centre.z + z));
    expect(at(0, 0, 0)).toEqual(vector(expect.closeTo(0, 9), expect.closeTo(0, 9), expect.closeTo(0, 9)));
    expect(at(0.1, 0, 0).x).toBeCloseTo(0.1);
    expect(at(0, 0.1, 0).z).toBeCloseTo(0.1);
    expect(at(0, 0, 0.1).y).toBeCloseTo(-0.1);
  });

  it('may be turned and may lie beside the ball', () => {
    const lying = boardOnMatSchema.parse({ quarterTurns: 1, offsetM: { x: 0.3, y: 0.005, z: -0.2 } });
    const toBay = inverse(bayOnBoard(board, lying));
    const middle = transform(toBay, boardCentre(board));
    expect(middle.x).toBeCloseTo(0.3);
    expect(middle.y).toBeCloseTo(0.005);
    expect(middle.z).toBeCloseTo(-0.2);
    // Clockwise from above by a quarter: the rows run where a right-hander looks.
    const along = transform(toBay, { ...boardCentre(board), x: boardCentre(board).x + 0.1 });
    expect(along.z - middle.z).toBeCloseTo(0.1);
  });

  it('is taken from the pose that most views agree on', () => {
    const flipped: RigidPose = { rotation: rotationAbout(vector(2, 0, 0)), translation: vector(1, 1, 1) };
    const near = { ...IDENTITY, translation: vector(0.001, 0, 0) };
    expect(steadiest([flipped, IDENTITY, near])).not.toBe(flipped);
  });
});

it('cameras that share no moment, not even through others, are named', () => {
  const shared = (a: number, b: number) =>
    [0, 1, 2, 3].map((camera) => (camera === a || camera === b ? IDENTITY : null));
  const chain = chainCameras(4, [...Array(4).fill(shared(0, 1)), ...Array(4).fill(shared(1, 2)), shared(2, 3)]);
  expect(chain.poses.map((pose) => pose !== null)).toEqual([true, true, true, false]);
  expect(missingPairs(chain)).toContainEqual([2, 3]);
});

it('the slopes of the projection are those of its values', () => {
  const lens = {
    ...{ width: 1280, height: 720, fx: 900, fy: 880, cx: 640, cy: 360 },
    distortion: [-0.2, 0.1, 0.003, -0.002, 0] as [number, number, number, number, number],
  };
  const h = 1e-6;
  fc.assert(
    fc.property(
      fc.tuple(small, small).map(([x, y]) => vector(x / 4, y / 4, 2)),
      (point) => {
        const here = projectWithSlopes(lens, point)!;
        for (const [k, key] of (['x', 'y', 'z'] as const).entries()) {
          const there = projectWithSlopes(lens, { ...point, [key]: point[key] + h })!;
          expect((there.pixel.x - here.pixel.x) / h).toBeCloseTo(here.byPoint[0][k]!, 1);
          expect((there.pixel.y - here.pixel.y) / h).toBeCloseTo(here.byPoint[1][k]!, 1);
        }
      },
    ),
  );
});

describe('the moments of recorded frames', () => {
  it('are told by the nearest time on one clock', () => {
    const moments = momentsByTime([
      [0, 100, 200, 300],
      [-90, 8, 112, 249, 260],
    ]);
    expect(moments).toEqual([
      [0, 1, 2, 3],
      [null, 0, 1, 2, 3],
    ]);
  });

  it('are read from a table whose rows name cameras', () => {
    const table = 'sync_index,cam_id,frame_time\n7,1,0.1\n7,0,0.1\n8,0,0.2\n9,1,0.3\n';
    expect(momentsFromTable(table, ['cam-0', 'cam-1'], 't.csv')).toEqual([
      [7, 8],
      [7, 9],
    ]);
  });

  it('cannot be read from a table without them', () => {
    expect(() => momentsFromTable('time\n1\n', ['a'], 't.csv')).toThrow(/t\.csv/);
  });
});

it('a covered picture is one whose every part has shown corners', () => {
  const everywhere = Array.from({ length: 8 * 5 * 6 }, (_, i) => ({
    x: (i % 8) * 160 + 80,
    y: (Math.floor(i / 8) % 5) * 144 + 72,
  }));
  expect(coveredShare(coverageOf({ width: 1280, height: 720 }, everywhere))).toBe(1);
  expect(coveredShare(coverageOf({ width: 1280, height: 720 }, [{ x: -5, y: 9000 }]))).toBe(0);
});

it('a blurred edge is wider than a sharp one', () => {
  const edge = (blur: number) =>
    Uint8Array.from({ length: 40 * 40 }, (_, i) => 128 + 100 * Math.tanh(((i % 40) - 20) / blur));
  const at = [{ x: 20, y: 20 }];
  expect(edgeWidthPx(edge(4), 40, 40, at)).toBeGreaterThan(2 * edgeWidthPx(edge(0.5), 40, 40, at));
  expect(edgeWidthPx(new Uint8Array(1600).fill(90), 40, 40, at)).toBe(Number.POSITIVE_INFINITY);
});

it('a board is understood from words, and a mistyped one is refused', () => {
  expect(parseBoard('columns=4,rows=5,inverted')).toMatchObject({ columns: 4, rows: 5, inverted: true });
  expect(() => parseBoard('colums=4')).toThrow(/colums/);
});
