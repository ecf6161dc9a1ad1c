import type { MeasuredMetric, ReportMetric, SwingReport } from '../../api/contract/report.ts';
import type { Catalogue, TypicalRange } from '../connection/catalogue.ts';

/** Every number of a swing for the coach: none is left out, and whether a player sees it is said. Pure. */
export interface CoachNumber {
  readonly metric: MeasuredMetric;
  readonly typical: TypicalRange | null;
  readonly isCoachOnly: boolean;
}

export interface WithheldNumber {
  readonly metric: Exclude<ReportMetric, MeasuredMetric>;
}

export interface CoachNumbers {
  /** In the catalogue's order. */
  readonly measured: readonly CoachNumber[];
  readonly withheld: readonly WithheldNumber[];
}

export function coachNumbers({ metrics }: Pick<SwingReport, 'metrics'>, catalogue: Catalogue): CoachNumbers {
  const places = new Map(catalogue.metrics.map(({ id }, index) => [id, index]));
  const ordered = metrics.toSorted((a, b) => (places.get(a.id) ?? places.size) - (places.get(b.id) ?? places.size));
  const measured: CoachNumber[] = [];
  const withheld: WithheldNumber[] = [];
  for (const metric of ordered) {
    if (!('value' in metric)) {
      withheld.push({ metric });
      continue;
    }
    const moment = catalogue.metrics.find(({ id }) => id === metric.id)?.moments.find(({ at }) => at === metric.at);
    measured.push({ metric, typical: moment?.typical ?? null, isCoachOnly: moment?.audience === 'coach' });
  }
  return { measured, withheld };
}
