import type { SwingReport } from '../../api/contract/report.ts';

/** A swing of the scripted bay; its report is kept back until it is completed. */
export interface ScriptedSwing {
  report: SwingReport;
  status: 'analysing' | 'completed' | 'failed';
}
