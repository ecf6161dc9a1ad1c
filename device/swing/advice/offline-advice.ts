import { chooseDrills } from '../drills/choose-drills.ts';
import { typicalRange } from '../metrics/metric-catalogue.ts';
import { isMeasured, type MeasuredMetric, type ReportFault, type ReportMetric } from '../report/swing-report.ts';
import type { TextKey } from './text-key.ts';

/**
 * What the bay says about a swing without asking anybody, as keys of the texts, in the order to be read: one thing
 * that is good, the main fault and what to do about it, its drill and what to feel. One fault only: nobody works on two.
 */
export function offlineAdvice(metrics: readonly ReportMetric[], faults: readonly ReportFault[]): string[] {
  const keys: TextKey[] = [];
  const measured = metrics.filter(isMeasured);
  const praised = measured.find((metric) => isSurelyTypical(metric) && !isEvidence(metric, faults));
  if (praised !== undefined) keys.push(`metric.${praised.id}.praise`);
  const main = faults[0];
  if (main !== undefined) {
    keys.push(`fault.${main.id}.sentence`, `fault.${main.id}.advice`);
    keys.push(...chooseDrills([main]).flatMap((id): TextKey[] => [`drill.${id}.name`, `drill.${id}.feel`]));
  } else {
    keys.push(measured.length < METRICS_FOR_A_CLEAN_SWING ? 'advice.little-known' : 'advice.no-fault');
  }
  return keys;
}

/** With fewer numbers than this, finding no fault says nothing about the swing. */
const METRICS_FOR_A_CLEAN_SWING = 8;

/** The value lies in the published range and the interval is not much wider than that range. */
function isSurelyTypical(metric: MeasuredMetric): boolean {
  const range = typicalRange(metric.id, metric.at);
  if (range === null || !PRAISEWORTHY.has(metric.id)) return false;
  const width = range.high - range.low;
  return metric.value >= range.low && metric.value <= range.high && metric.high - metric.low <= 2 * width;
}

/** Metrics whose being in range a player can be proud of, and which have a text for it. */
const PRAISEWORTHY: ReadonlySet<string> = new Set(['tempo-ratio', 'spine-angle', 'head-sway', 'backswing-time']);

function isEvidence(metric: MeasuredMetric, faults: readonly ReportFault[]): boolean {
  return faults.some((fault) => fault.evidence.includes(metric.id));
}
