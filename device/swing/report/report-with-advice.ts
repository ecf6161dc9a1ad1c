import type { CoachAdvice } from './coach-answer.ts';
import type { SwingReport } from './swing-report.ts';

/** The next revision of a report when a coach has answered; the store gives the number. */
export function reportWithAdvice(report: SwingReport, advice: CoachAdvice): Omit<SwingReport, 'revision'> {
  const { revision: _, ...rest } = report;
  return { ...rest, advice: { ...rest.advice, claude: advice } };
}
