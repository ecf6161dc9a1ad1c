import type { EventName } from '../../swing/events/event-name.ts';

/** A number of the report as it really was. */
export interface TrueMetric {
  readonly id: string;
  readonly at: EventName | null;
  readonly value: number;
  readonly unit: '°' | 'cm' | 's' | 'ms' | 'm/s' | '°/s' | '%' | 'ratio';
}
