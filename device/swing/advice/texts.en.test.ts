import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, PHASE_NAMES } from '../events/event-name.ts';
import { EQUIPMENT } from '../drills/drill.ts';
import { DRILLS } from '../drills/drill-catalogue.ts';
import { FAULT_RULES } from '../faults/fault-rules.ts';
import { METRIC_IDS } from '../metrics/metric-catalogue.ts';
import { faultSeveritySchema, metricMethodSchema, withheldReasonSchema } from '../report/swing-report.ts';
import { SCORED_PARTS } from '../score/scored-metrics.ts';
import { TEXTS_EN } from './texts.en.ts';

const DRAWN_WORDS = new Set(
  DRILLS.flatMap(({ scene }) =>
    scene.panels.flatMap(({ view, labels }) => [view, ...(labels ?? []).map(({ word }) => word)]),
  ),
);

const NEEDED: readonly string[] = [
  ...METRIC_IDS.flatMap((id) => [`metric.${id}.name`, `metric.${id}.sentence`]),
  ...FAULT_RULES.flatMap(({ id }) => ['name', 'sentence', 'advice', 'effect'].map((part) => `fault.${id}.${part}`)),
  ...DRILLS.flatMap(({ id, steps }) => [
    `drill.${id}.name`,
    `drill.${id}.feel`,
    `drill.${id}.easier`,
    ...Array.from({ length: steps }, (_, i) => `drill.${id}.step.${i + 1}`),
  ]),
  ...withheldReasonSchema.options.map((reason) => `withheld.${reason}`),
  ...EVENT_NAMES.map((name) => `event.${name}`),
  ...PHASE_NAMES.map((name) => `phase.${name}`),
  ...faultSeveritySchema.options.map((severity) => `severity.${severity}`),
  ...metricMethodSchema.options.map((method) => `method.${method}`),
  ...SCORED_PARTS.map(({ part }) => `part.${part}`),
  ...EQUIPMENT.map((each) => `equipment.${each}`),
  ...[...DRAWN_WORDS].map((word) => `drawing.${word}`),
  'dosage.rehearsals-then-balls',
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
      /\.(sentence|advice|effect|praise|step\.\d|feel|easier)$|^(withheld|advice)\./.test(key),
    );
    expect(sentences.filter(([, text]) => !/^[A-Z].*[.!?]$/.test(text))).toEqual([]);
  });
});
