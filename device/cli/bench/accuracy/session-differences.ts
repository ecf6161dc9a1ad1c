import type { EventName } from '../../../swing/events/event-name.ts';
import type { DifferenceSpread } from '../../../swing/compare/difference-spread-table.ts';
import type { MetricId } from '../../../swing/metrics/metric-catalogue.ts';
import type { PoseModel } from '../../../swing/pose/pose-model.ts';
import type { MetricMethod } from '../../../swing/report/swing-report.ts';
import { quantile } from './accuracy-rows.ts';
import { judgedMetrics } from './judged-metric.ts';
import type { SwingOutcome } from './swing-outcome.ts';

/** How far a measured difference of two swings of one golfer before one set of cameras lay from the true one. */
export interface SessionDifference {
  readonly id: MetricId;
  readonly at: EventName | null;
  readonly method: MetricMethod;
  readonly model: PoseModel;
  readonly cameras: number;
  readonly error: number;
}

export function sessionDifferences(outcomes: readonly SwingOutcome[]): SessionDifference[] {
  return outcomes
    .filter(({ swing, isFound }) => swing > 0 && isFound)
    .flatMap((later) => {
      const first = outcomes.find(
        ({ seed, swing, model, views, isFound }) =>
          seed === later.seed && swing === 0 && model === later.model && views === later.views && isFound,
      );
      if (first === undefined) return [];
      const before = judgedMetrics(first);
      return judgedMetrics(later).flatMap(({ id, at, truth, told }): SessionDifference[] => {
        const other = before.find((metric) => metric.id === id && metric.at === at);
        if (told === null || other === undefined || other.told === null) return [];
        const error = told.value - other.told.value - (truth - other.truth);
        return [{ id, at, method: told.method, model: later.model, cameras: later.views, error }];
      });
    });
}

/** Fewer pairs say nothing. */
const PAIRS_MIN = 8;
/** Half of the 90 % interval of a normal scatter, in standard deviations. */
const NORMAL_90 = 1.645;

/** Half of the 90 % interval of a difference, per metric and moment: the quantile, or what the scatter says if that is more. */
export function fitDifferences(differences: readonly SessionDifference[]): DifferenceSpread[] {
  const groups = new Map<string, SessionDifference[]>();
  for (const difference of differences) {
    const { id, at, method, model, cameras } = difference;
    const key = `${id} ${at} ${method} ${model} ${cameras}`;
    groups.set(key, [...(groups.get(key) ?? []), difference]);
  }
  return [...groups.values()].flatMap((group): DifferenceSpread[] => {
    const first = group[0];
    // Times err anew in every swing; only what the body's joints have in common goes with a difference.
    if (
      first === undefined ||
      group.length < PAIRS_MIN ||
      !(first.method === 'corrected' || first.method === 'monocular')
    ) {
      return [];
    }
    const errors = group.map(({ error }) => Math.abs(error)).toSorted((a, b) => a - b);
    const scatter = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
    const spread = Number(Math.max(quantile(errors, 0.9), NORMAL_90 * scatter).toPrecision(3));
    return [
      { metric: first.id, at: first.at, method: first.method, model: first.model, cameras: first.cameras, spread },
    ];
  });
}
