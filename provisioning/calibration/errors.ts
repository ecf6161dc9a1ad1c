import { BayError } from '../../device/errors/bay-error.ts';

/** No camera, or one of them, never saw the board. */
export class NoBoardSeenError extends BayError {
  constructor(camera: string) {
    super('calibration/no-board-seen', `Camera ${camera} never saw the board.`, {
      hint: 'Check that the board is the one that is configured (columns, rows, dictionary, inverted print), and show it larger and in better light.',
    });
  }
}

/** A camera saw the board too seldom, or always in the same place. */
export class TooFewViewsError extends BayError {
  constructor(camera: string, views: number, needed: number) {
    super(
      'calibration/too-few-views',
      `Camera ${camera} has ${views} usable views of the board and needs at least ${needed}.`,
      { hint: 'Show it the board longer, in all parts of the picture, tilted to each side and held still.' },
    );
  }
}

/** Cameras that share no moment, not even through others. */
export class CamerasNotConnectedError extends BayError {
  constructor(pairs: readonly (readonly [string, string])[]) {
    const words = pairs.map(([a, b]) => `${a} and ${b}`).join(', ');
    super('calibration/cameras-not-connected', `These cameras never saw the board together: ${words}.`, {
      hint: 'Hold the board where both of them see it, tilted between them, and check that their times belong together.',
    });
  }
}

/** The axes were to be taken from the board on the mat, and no camera saw it there. */
export class MatNotSeenError extends BayError {
  constructor() {
    super('calibration/mat-not-seen', 'No camera saw the board on the mat.', {
      hint: 'Lay the board flat on the mat, its middle on the ball’s place, and step out of the cameras’ way.',
    });
  }
}

/** The times beside recorded views are not what they should be. */
export class TimesUnreadableError extends BayError {
  constructor(file: string, problem: string) {
    super('calibration/times-unreadable', `The times in ${file} cannot be used: ${problem}.`, {
      hint: 'It must be a CSV with the columns sync_index, cam_id and frame_time, a row a frame, in the order of the frames.',
    });
  }
}
