import { z } from 'zod';
import { BayError } from '../../device/errors/bay-error.ts';
import { type Vector, vector } from '../../device/swing/geometry/vector.ts';

/** The predefined dictionaries of OpenCV's aruco module that a board may be printed with. */
const DICTIONARIES = [
  'DICT_4X4_50',
  'DICT_4X4_100',
  'DICT_4X4_250',
  'DICT_4X4_1000',
  'DICT_5X5_50',
  'DICT_5X5_100',
  'DICT_5X5_250',
  'DICT_5X5_1000',
  'DICT_6X6_50',
  'DICT_6X6_100',
  'DICT_6X6_250',
  'DICT_6X6_1000',
  'DICT_7X7_50',
  'DICT_7X7_100',
  'DICT_7X7_250',
  'DICT_7X7_1000',
] as const;

export const charucoBoardSchema = z.strictObject({
  columns: z.int().min(3).max(30).default(7).describe('Squares across the board.'),
  rows: z.int().min(3).max(30).default(5).describe('Squares down the board.'),
  dictionary: z.enum(DICTIONARIES).default('DICT_4X4_50').describe('The family of markers that is printed.'),
  squareM: z.number().min(0.005).max(1).default(0.1).describe('Edge of a square, in metres; measure the print.'),
  markerRatio: z.number().min(0.3).max(0.95).default(0.75).describe('Edge of a marker, as a part of a square.'),
  inverted: z.boolean().default(false).describe('Printed white on black.'),
  legacyPattern: z
    .boolean()
    .default(false)
    .describe('Made before OpenCV 4.6, with a marker in the first square of boards with an even number of rows.'),
});

export type CharucoBoard = z.infer<typeof charucoBoardSchema>;

/** The words of `--board`: `columns=4,rows=5,dictionary=DICT_4X4_1000,squareM=0.054,markerRatio=0.75,inverted`. */
export function parseBoard(words: string): CharucoBoard {
  const given = words.split(',').filter((word) => word.trim() !== '');
  const entries = given.map((word) => {
    const [key = '', value = 'true'] = word.split('=').map((part) => part.trim());
    const asNumber = Number(value);
    return [key, value === 'true' ? true : value === 'false' ? false : Number.isNaN(asNumber) ? value : asNumber];
  });
  const parsed = charucoBoardSchema.safeParse(Object.fromEntries(entries));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  throw new BayError('calibration/board-unknown', `The board “${words}” is not understood: ${problems.join('; ')}.`, {
    hint: 'Write it as columns=7,rows=5,dictionary=DICT_4X4_50,squareM=0.1,markerRatio=0.75 and add inverted or legacyPattern where they hold.',
  });
}

/** How many inner corners the board has; their ids run from 0, row by row. */
export function cornerCount(board: CharucoBoard): number {
  return (board.columns - 1) * (board.rows - 1);
}

/** An inner corner in board axes: metres from the printed corner of the first square, x across, y down, z into it. */
export function cornerPoint(board: CharucoBoard, id: number): Vector {
  const across = board.columns - 1;
  return vector(((id % across) + 1) * board.squareM, (Math.floor(id / across) + 1) * board.squareM, 0);
}

/** The middle of the printed pattern in board axes, metres. */
export function boardCentre(board: CharucoBoard): Vector {
  return vector((board.columns * board.squareM) / 2, (board.rows * board.squareM) / 2, 0);
}
