import { expect, it } from 'vitest';
import { BoardDetector } from '../../provisioning/calibration/board-detector.ts';
import { charucoBoardSchema, cornerPoint } from '../../provisioning/calibration/charuco-board.ts';
import { openCv } from '../../provisioning/calibration/open-cv.ts';
import { BoardRenderer } from './board-renderer.ts';
import { calibrationOf, project, type VirtualCamera } from './camera.ts';
import { type BoardPlace, walkWithBoard } from './carried-board.ts';
import { DEMO_BOARD } from './charuco-board.ts';
import { along } from './vector.ts';

const SIZE = { width: 960, height: 540, fieldOfViewDegrees: 60 };
const CAMERA: VirtualCamera = {
  ...{ name: 'face-on', role: 'face-on', fps: 15 },
  calibration: calibrationOf({
    ...SIZE,
    position: [0.05, 1.2, 2.6],
    lookAt: [0, 1, 0],
    distortion: [-0.15, 0.04, 0.001, -0.001, 0],
  }),
};

it('a drawn board is found where it is, through a lens that bends', { timeout: 120_000 }, async () => {
  const board = charucoBoardSchema.parse(DEMO_BOARD);
  const detector = new BoardDetector(await openCv(), board);
  const renderer = new BoardRenderer(CAMERA, DEMO_BOARD);
  const place: BoardPlace = { centre: [0.1, 1.1, 0.4], across: [0.96, 0, -0.28], down: [0, -1, 0] };
  renderer.render(place);
  const sight = detector.detect(renderer.nv12.subarray(0, SIZE.width * SIZE.height), SIZE.width, SIZE.height)!;
  expect(sight.ids.length).toBeGreaterThan(20);
  const offsets: { x: number; y: number }[] = [];
  for (const [i, id] of sight.ids.entries()) {
    const { x, y } = cornerPoint(board, id);
    const [u, v] = [x - (7 * DEMO_BOARD.squareM) / 2, y - (5 * DEMO_BOARD.squareM) / 2];
    const truth = project(CAMERA.calibration, along(along(place.centre, place.across, u), place.down, v));
    const off = { x: sight.pixels[i]!.x - truth.x, y: sight.pixels[i]!.y - truth.y };
    expect(Math.hypot(off.x, off.y)).toBeLessThan(0.5);
    offsets.push(off);
  }
  // No corner of a pixel is taken for its centre.
  expect(Math.abs(offsets.reduce((sum, { x }) => sum + x, 0) / offsets.length)).toBeLessThan(0.15);
  expect(Math.abs(offsets.reduce((sum, { y }) => sum + y, 0) / offsets.length)).toBeLessThan(0.15);
});

it('the same seed is the same walk, and it ends on the mat', () => {
  const [one, two] = [walkWithBoard(3, [CAMERA]), walkWithBoard(3, [CAMERA])];
  expect(one.at(4321)).toEqual(two.at(4321));
  expect(one.at(one.durationMs - 1)).toEqual({ centre: [0, 0, 0], across: [1, 0, 0], down: [0, 0, 1] });
});
