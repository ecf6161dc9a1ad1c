import type { ReportShot } from './shot-data.ts';
import type { SwingReport } from './swing-report.ts';

/**
 * The next revision of a report when a shot joins its swing after it was stored; the store gives the number. Null where
 * nothing is to be stored: the report has that shot already, or another monitor was first, whose shot stays.
 */
export function reportWithShot(report: SwingReport, shot: ReportShot): Omit<SwingReport, 'revision'> | null {
  if (report.shot !== null) return null;
  const { revision: _, ...rest } = report;
  return { ...rest, shot };
}
