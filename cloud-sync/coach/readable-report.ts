/** A swing's newest report, as far as there is one: a swing that went, or one damaged row, must not keep others back. */
import { isBayError } from '../../device/errors/bay-error.ts';
import type { Store } from '../../device/store/store.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';

const GONE: ReadonlySet<string> = new Set([
  ...['store/swing-unknown', 'store/swing-deleted', 'store/report-unknown', 'store/report-unreadable'],
]);

/** Whether it says that a swing or its report is not there to be read. */
export function isGone(error: unknown): boolean {
  return isBayError(error) && GONE.has(error.code);
}

/** Null where it is not there, or cannot be read. Throws where the store itself fails. */
export function readableReport({ swings }: Pick<Store, 'swings'>, swing: string): SwingReport | null {
  try {
    return swings.report(swing);
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}
