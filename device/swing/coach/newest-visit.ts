import type { SwingReport } from '../report/swing-report.ts';

/** The shots of the newest visit, and those of all before it; both oldest first, as they came. */
export function newestVisit<Shot extends Pick<SwingReport, 'session'>>(
  shots: readonly Shot[],
): { readonly now: readonly Shot[]; readonly before: readonly Shot[] } {
  const newest = shots.at(-1)?.session;
  return {
    now: shots.filter(({ session }) => session === newest),
    before: shots.filter(({ session }) => session !== newest),
  };
}
