/**
 * A measured swing beside the beat that it was made to.
 *
 * The beat counts from the takeaway that can be seen, our backswing from the last still instant: in GolfDB's labels the
 * ratio is 3.4 in the median where teaching counts 3.0, which at a downswing of 0.25 s is 0.1 s. By how much the club
 * had moved in one swing before it was seen is not measured, so the backswing's interval is opened by that much towards
 * the short side. A difference is real only where the beat lies outside the interval.
 */
import { isMeasured, type ReportMetric, type WithheldReason } from '../report/swing-report.ts';
import type { TempoBeat } from './tempo-beat.ts';

/** The still instant comes at most so long before the takeaway that can be seen. */
export const UNSEEN_TAKEAWAY_S = 0.1;

export type BeatVerdict = 'no-real-difference' | 'longer' | 'shorter';

export type BeatComparison =
  | {
      readonly beat: number;
      readonly value: number;
      /** 90 % interval, as it is compared. */
      readonly low: number;
      readonly high: number;
      readonly verdict: BeatVerdict;
    }
  | { readonly beat: number; readonly withheld: WithheldReason };

export interface SwingOnBeat {
  /** Seconds. */
  readonly backswing: BeatComparison;
  readonly downswing: BeatComparison;
  /** Backswing over downswing. */
  readonly ratio: BeatComparison;
}

export function compareWithBeat(metrics: readonly ReportMetric[], beat: TempoBeat): SwingOnBeat {
  const downswing = metrics.filter(isMeasured).find(({ id }) => id === 'downswing-time');
  const unseenInRatio = UNSEEN_TAKEAWAY_S / (downswing?.value ?? beat.downswingS);
  return {
    backswing: compare(metrics, 'backswing-time', beat.backswingS, UNSEEN_TAKEAWAY_S),
    downswing: compare(metrics, 'downswing-time', beat.downswingS, 0),
    ratio: compare(metrics, 'tempo-ratio', beat.backswingS / beat.downswingS, unseenInRatio),
  };
}

/** @param unseen how much less the truth may be for what the beat does not count */
function compare(metrics: readonly ReportMetric[], id: string, beat: number, unseen: number): BeatComparison {
  const metric = metrics.find((each) => each.id === id && each.at === null);
  if (metric === undefined) return { beat, withheld: 'not-measured-by-method' };
  if (!isMeasured(metric)) return { beat, withheld: metric.withheld };
  const { value, high } = metric;
  const low = metric.low - unseen;
  const verdict = beat < low ? 'longer' : beat > high ? 'shorter' : 'no-real-difference';
  return { beat, value, low, high, verdict };
}
