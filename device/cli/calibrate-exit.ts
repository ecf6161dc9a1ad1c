/** How a calibration that gave no result ends: its exit code and its one sentence. */
import { explain, isBayError } from '../errors/bay-error.ts';

const EXIT_ANYTHING_ELSE = 1;
const EXIT_UNFIT_FILE = 3;
const EXIT_NO_BOARD = 4;
const EXIT_TOO_LITTLE = 5;

const TOO_LITTLE = ['calibration/too-few-views', 'calibration/cameras-not-connected', 'calibration/mat-not-seen'];

export function calibrationExitCode(error: unknown): number {
  if (!isBayError(error)) return EXIT_ANYTHING_ELSE;
  if (error.code.startsWith('video/') || error.code === 'calibration/times-unreadable') return EXIT_UNFIT_FILE;
  if (error.code === 'calibration/no-board-seen') return EXIT_NO_BOARD;
  return TOO_LITTLE.includes(error.code) ? EXIT_TOO_LITTLE : EXIT_ANYTHING_ELSE;
}

export function calibrationSentence(error: unknown): string {
  const code = isBayError(error) ? error.code : 'calibration/unexpected';
  return `swingbay: ${code}: ${explain(error).replaceAll(/\s+/g, ' ').trim()}`;
}
