/** A thread that runs OpenCV: every call of it blocks. Answers one order at a time, in order. */
import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { isBayError } from '../../device/errors/bay-error.ts';
import { BoardDetector } from './board-detector.ts';
import type { CalibrationAnswer, CalibrationAsk, CalibrationOrder } from './calibration-messages.ts';
import { solveCalibration } from './calibration-solution.ts';
import type { CharucoBoard } from './charuco-board.ts';
import { decodeLastLuma } from './last-picture.ts';
import { calibrateLens } from './lens-calibration.ts';
import { openCv } from './open-cv.ts';

/** Wide enough for a tile of the page, and small enough to be sent twice a second. */
const SHOWN_WIDTH = 800;
const SHOWN_QUALITY = 70;

const detectors = new Map<string, BoardDetector>();
let before: Promise<void> = Promise.resolve();

async function detectorFor(camera: string, board: CharucoBoard): Promise<BoardDetector> {
  const key = JSON.stringify([camera, board]);
  const known = detectors.get(key);
  if (known !== undefined) return known;
  const made = new BoardDetector(await openCv(), board);
  detectors.set(key, made);
  return made;
}

type Answer = CalibrationAnswer extends infer A ? (A extends { id: number } ? Omit<A, 'id'> : never) : never;

async function answer(board: CharucoBoard, ask: CalibrationAsk): Promise<Answer> {
  switch (ask.type) {
    case 'detect': {
      const detector = await detectorFor(ask.camera, board);
      return { type: 'detect', sight: detector.detect(ask.luma, ask.width, ask.height) };
    }
    case 'look': {
      const { camera, stream, width, height } = ask;
      const luma = await decodeLastLuma(stream, width, height);
      const jpeg = await sharp(luma, { raw: { width, height, channels: 1 } })
        .resize({ width: Math.min(width, SHOWN_WIDTH) })
        .jpeg({ quality: SHOWN_QUALITY })
        .toBuffer();
      const sight = (await detectorFor(camera, board)).detect(luma, width, height);
      return { type: 'look', look: { sight, jpeg: new Uint8Array(jpeg) } };
    }
    case 'lens':
      return { type: 'lens', reprojectionPx: calibrateLens(await openCv(), board, ask.camera).reprojectionPx };
    case 'solve':
      return { type: 'solve', solution: solveCalibration(await openCv(), board, ask.cameras, ask.mat) };
  }
}

async function carryOut({ id, board, ask }: CalibrationOrder): Promise<void> {
  try {
    say({ id, ...(await answer(board, ask)) });
  } catch (error) {
    const failure = isBayError(error)
      ? { code: error.code, message: error.message, hint: error.hint, retryable: error.retryable }
      : { code: 'calibration/failed', message: `OpenCV gave up: ${String(error)}`, hint: undefined, retryable: false };
    say({ id, type: 'failed', ...failure });
  }
}

function say(message: CalibrationAnswer): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (order: CalibrationOrder) => {
  before = before.then(() => carryOut(order));
});
