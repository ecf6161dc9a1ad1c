import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, PHASE_NAMES } from '../events/event-name.ts';
import { DRILLS } from '../faults/drill.ts';
import { FAULT_RULES } from '../faults/fault-rules.ts';
import { METRIC_IDS } from '../metrics/metric-catalogue.ts';
import { faultSeveritySchema, metricMethodSchema, withheldReasonSchema } from '../report/swing-report.ts';
import { TEXTS_EN } from './texts.en.ts';

const NEEDED: readonly string[] = [
  ...METRIC_IDS.flatMap((id) => [`metric.${id}.name`, `metric.${id}.sentence`]),
  ...FAULT_RULES.flatMap(({ id }) => [`fault.${id}.name`, `fault.${id}.sentence`, `fault.${id}.advice`]),
  ...DRILLS.flatMap(({ id, steps }) => [
    `drill.${id}.name`,
    ...Array.from({ length: steps }, (_, i) => `drill.${id}.step.${i + 1}`),
  ]),
  ...withheldReasonSchema.options.map((reason) => `withheld.${reason}`),
  ...EVENT_NAMES.map((name) => `event.${name}`),
  ...PHASE_NAMES.map((name) => `phase.${name}`),
  ...faultSeveritySchema.options.map((severity) => `severity.${severity}`),
  ...metricMethodSchema.options.map((method) => `method.${method}`),
  ...['setup', 'backswing', 'impact', 'tempo'].map((part) => `part.${part}`),
  'advice.no-fault',
  'advice.little-known',
];
const PRAISES = ['tempo-ratio', 'backswing-time', 'spine-angle', 'head-sway'].map((id) => `metric.${id}.praise`);

describe('the English texts', () => {
  it('say everything that the domain can give out, and nothing else', () => {
    expect(Object.keys(TEXTS_EN).toSorted()).toEqual([...NEEDED, ...PRAISES].toSorted());
  });

  it('promise no health and warn of no harm', () => {
    const found = Object.values(TEXTS_EN).filter((text) =>
      /injur|pain|hurt|health|safe|danger|medical|strain/i.test(text),
    );
    expect(found).toEqual([]);
  });

  it('are sentences where they are meant to be read as such', () => {
    const sentences = Object.entries(TEXTS_EN).filter(([key]) =>
      /\.(sentence|advice|praise|step\.\d)$|^(withheld|advice)\./.test(key),
    );
    expect(sentences.filter(([, text]) => !/^[A-Z].*[.!?]$/.test(text))).toEqual([]);
  });
});
