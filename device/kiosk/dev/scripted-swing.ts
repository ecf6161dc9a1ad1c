import type { SwingReport } from '../../api/contract/report.ts';
import type { ScriptedMedia } from './scripted-media.ts';

/** A swing of the scripted bay; its report is kept back until it is completed. */
export interface ScriptedSwing {
  report: SwingReport;
  /** What was filmed of it. */
  readonly media: ScriptedMedia;
  status: 'analysing' | 'completed' | 'failed';
}
