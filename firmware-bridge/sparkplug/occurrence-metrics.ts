/**
 * What happened, as metrics of the node that share the instant at which it did. They belong to the node and not to the
 * device, because an occurrence may be told when the device is gone.
 *
 * `Event/Id` comes with each: a host that reads one twice, after a line was cut, drops the second.
 */
import { z } from 'zod';
import type { BayOccurrence } from '../../device/ports/bay-state.port.ts';
import type { ReportedMetric } from './reported-metrics.ts';
import type { DataType, MetricValue } from './payload.ts';

const EVENT_METRICS = {
  'Event/Id': 'String',
  'Event/Type': 'String',
  'Visit/Session': 'String',
  'Visit/Going On': 'Boolean',
  'Swing/Id': 'String',
  'Swing/Kind': 'String',
  'Result/Swing': 'String',
  'Result/Score': 'Double',
  'Shot/Id': 'String',
  'Shot/Swing': 'String',
  'Ball Dispensed/Device': 'String',
  'Card Shown/Device': 'String',
  'Stop/Pressed': 'Boolean',
  'Device Fault/Device': 'String',
  'Device Fault/Fault': 'String',
} as const satisfies Record<string, DataType>;
type EventMetric = keyof typeof EVENT_METRICS;

/** Before anything has happened. */
export const NOTHING_HAPPENED: readonly ReportedMetric[] = (Object.keys(EVENT_METRICS) as EventMetric[]).map(
  (name) => ({
    name,
    type: EVENT_METRICS[name],
    value: null,
  }),
);

export interface ReportedOccurrence {
  /** UTC, milliseconds. */
  readonly timestamp: number;
  readonly metrics: readonly ReportedMetric[];
}

export function reportedOccurrence(occurrence: BayOccurrence): ReportedOccurrence {
  const values: Partial<Record<EventMetric, MetricValue | null>> = {
    'Event/Id': occurrence.id,
    'Event/Type': occurrence.type,
    ...valuesOf(occurrence),
  };
  return {
    timestamp: Date.parse(occurrence.at),
    metrics: (Object.keys(values) as EventMetric[]).map((name) => ({
      name,
      type: EVENT_METRICS[name],
      value: values[name] ?? null,
    })),
  };
}

function valuesOf(occurrence: BayOccurrence): Partial<Record<EventMetric, MetricValue | null>> {
  switch (occurrence.type) {
    case 'visit-began':
    case 'visit-ended':
      return { 'Visit/Session': occurrence.session, 'Visit/Going On': occurrence.type === 'visit-began' };
    case 'swing':
      return { 'Swing/Id': occurrence.swing, 'Swing/Kind': occurrence.kind };
    case 'result':
      return { 'Result/Swing': occurrence.swing, 'Result/Score': occurrence.score };
    case 'shot':
      return { 'Shot/Id': occurrence.shot, 'Shot/Swing': occurrence.swing };
    case 'ball-dispensed':
      return { 'Ball Dispensed/Device': occurrence.device };
    case 'card-shown':
      return { 'Card Shown/Device': occurrence.device };
    case 'stop':
      return { 'Stop/Pressed': occurrence.isPressed };
    case 'device-fault':
      return { 'Device Fault/Device': occurrence.device, 'Device Fault/Fault': occurrence.fault };
  }
}

const occurred = { id: z.string(), at: z.iso.datetime() };

/** An occurrence as the store gives it back, which an earlier version may have written. */
export const storedOccurrenceSchema = z.discriminatedUnion('type', [
  z.object({ ...occurred, type: z.literal('visit-began'), session: z.string() }),
  z.object({ ...occurred, type: z.literal('visit-ended'), session: z.string() }),
  z.object({ ...occurred, type: z.literal('swing'), swing: z.string(), kind: z.enum(['shot', 'practice']) }),
  z.object({ ...occurred, type: z.literal('result'), swing: z.string(), score: z.number().nullable() }),
  z.object({ ...occurred, type: z.literal('shot'), shot: z.string(), swing: z.string().nullable() }),
  z.object({ ...occurred, type: z.literal('ball-dispensed'), device: z.string() }),
  z.object({ ...occurred, type: z.literal('card-shown'), device: z.string() }),
  z.object({ ...occurred, type: z.literal('stop'), isPressed: z.boolean() }),
  z.object({ ...occurred, type: z.literal('device-fault'), device: z.string(), fault: z.string() }),
]) satisfies z.ZodType<BayOccurrence>;
