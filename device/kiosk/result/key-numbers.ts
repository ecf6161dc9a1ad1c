import type { MeasuredMetric, SwingReport } from '../../api/contract/report.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { keyOf, type NumberWords, numberWords } from './number-words.ts';
import { outsideBy } from './standing.ts';

/**
 * The five numbers that matter now: what shows the fault to work on, what lies furthest outside of the usual, what has
 * really changed since the last swing, and then what golfers ask for first.
 */
export interface KeyNumber {
  readonly number: NumberWords;
  readonly reason: 'fault' | 'outside' | 'changed' | 'asked';
}

export const KEY_NUMBERS = 5;
const OF_FAULT_MAX = 2;
const OUTSIDE_MAX = 2;
const CHANGED_MAX = 1;

export function keyNumbers(report: SwingReport, catalogue: Catalogue, last: SwingReport | null): KeyNumber[] {
  const all = numberWords(report.metrics, catalogue);
  const evidence = report.faults[0]?.evidence ?? [];
  const picked: KeyNumber[] = [];
  const pick = (reason: KeyNumber['reason'], from: readonly NumberWords[], most: number, canRepeat = false) => {
    let left = most;
    for (const number of from) {
      if (left === 0 || picked.length === KEY_NUMBERS) return;
      const isThere = picked.some((each) =>
        canRepeat ? each.number.key === number.key : each.number.metric.id === number.metric.id,
      );
      if (isThere) continue;
      picked.push({ number, reason });
      left -= 1;
    }
  };
  const byDistance = (numbers: readonly NumberWords[]) => numbers.toSorted((a, b) => outsideBy(b) - outsideBy(a));
  pick('fault', byDistance(all.filter(({ metric }) => evidence.includes(metric.id))), OF_FAULT_MAX);
  pick('outside', byDistance(all.filter((number) => outsideBy(number) > 0)), OUTSIDE_MAX);
  pick('changed', mostChangedFirst(all, last), CHANGED_MAX);
  pick('asked', all, KEY_NUMBERS);
  // Another moment of the same number is better than an empty place.
  pick('asked', all, KEY_NUMBERS, true);
  return picked;
}

/** Only what is more than measuring alone could make of two equal swings. */
function mostChangedFirst(numbers: readonly NumberWords[], last: SwingReport | null): NumberWords[] {
  if (last === null) return [];
  return numbers
    .map((number) => ({ number, by: changeInNoise(number.metric, readingIn(last, number.key)) }))
    .filter(({ number, by }) => by > 1 && !number.isRough)
    .toSorted((a, b) => b.by - a.by)
    .map(({ number }) => number);
}

/** The same number of another report; null where it was not measured there. */
export function readingIn(report: SwingReport, key: string): MeasuredMetric | null {
  return report.metrics.find((each): each is MeasuredMetric => 'value' in each && keyOf(each) === key) ?? null;
}

/**
 * How large a change is beside what two independent errors of these intervals make; above 1 it is real. The bay's own
 * comparison knows more of errors that both swings share: this one never calls more a change than that does.
 */
export function changeInNoise(now: MeasuredMetric, before: MeasuredMetric | null): number {
  if (before === null || now.method !== before.method) return 0;
  const noise = Math.hypot((now.high - now.low) / 2, (before.high - before.low) / 2);
  return noise > 0 ? Math.abs(now.value - before.value) / noise : 0;
}
