/** Whose fault it is that a warehouse did not take what it was sent. */
import { BayError, isBayError } from '../../device/errors/bay-error.ts';

/** What no line or server is to blame for. */
const OF_THE_ROWS = new Set(['warehouse/row-refused', 'warehouse/asked-wrongly']);

export function isOfTheRows(error: unknown): boolean {
  return !isBayError(error) || OF_THE_ROWS.has(error.code);
}

/** CrateDB leaves out a row that it cannot keep as it leaves out one whose node fails: without a word. */
export function isOfNodesOrRows(error: unknown): boolean {
  return isBayError(error) && error.code === 'warehouse/not-all-written';
}

/** What is no error of ours would be thrown again and again: it counts as the rows' own fault. */
export function asBayError(error: unknown): BayError {
  if (isBayError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new BayError('warehouse/failed', `The warehouse could not be told: ${message}.`, {
    hint: 'Report this with the log; then run `swingbay sync retry`.',
    cause: error,
  });
}
