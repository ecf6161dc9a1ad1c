/** A number that a caller names, as the catalogue knows it. */
import type { EventName } from '../../swing/events/event-name.ts';
import { catalogueEntry, isMetricId, type MetricId } from '../../swing/metrics/metric-catalogue.ts';
import { requestInvalid } from '../errors.ts';

export interface KnownMetric {
  readonly id: MetricId;
  readonly at: EventName | null;
  readonly unit: string;
  readonly decimals: number;
  readonly plausible: { readonly low: number; readonly high: number };
}

/**
 * @param at undefined: the number's first moment. Throws `api/request-invalid`, which names the field, for a number that
 *   is not there and for a moment at which it is not measured.
 */
export function knownMetric(id: string, at: EventName | null | undefined): KnownMetric {
  if (!isMetricId(id)) throw requestInvalid(`"metric": there is no number "${id}"; the catalogue lists them.`);
  const { moments, unit, decimals, plausible } = catalogueEntry(id);
  const moment = at === undefined ? moments[0] : moments.find((each) => each.at === at);
  if (moment === undefined) {
    const known = moments.map((each) => each.at ?? 'no moment').join(', ');
    throw requestInvalid(`"at": "${id}" is measured at ${known} only.`);
  }
  return { id, at: moment.at, unit, decimals, plausible };
}
