import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, PHASE_NAMES } from '../events/event-name.ts';
import { EQUIPMENT } from '../drills/drill.ts';
import { DRILLS } from '../drills/drill-catalogue.ts';
import { FAULT_RULES } from '../faults/fault-rules.ts';
import { METRIC_IDS } from '../metrics/metric-catalogue.ts';
import { faultSeveritySchema, metricMethodSchema, withheldReasonSchema } from '../report/swing-report.ts';
import { SCORED_PARTS } from '../score/scored-metrics.ts';
import { LANGUAGES } from './language.ts';
import { TEXTS } from './texts.ts';

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

const HARM =
  /injur|pain|hurt|health|safe|danger|medical|strain|verletz|schmerz|gesund|gefahr|gefährlich|medizin|ケガ|怪我|痛|健康|危険|医/i;
const SENTENCES = {
  en: /^[A-Z].*[.!?]$/,
  de: /^[A-ZÄÖÜ].*[.!?]$/,
  ja: /。$/,
} as const;

describe.each(LANGUAGES)('the texts of %s', (language) => {
  const entries = Object.entries(TEXTS[language]);

  it('say everything that the domain can give out, and nothing else', () => {
    expect(entries.map(([key]) => key).toSorted()).toEqual([...NEEDED, ...PRAISES].toSorted());
    expect(entries.filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('promise no health and warn of no harm', () => {
    expect(entries.filter(([, text]) => HARM.test(text))).toEqual([]);
  });

  it('are sentences where they are meant to be read as such', () => {
    const sentences = entries.filter(([key]) =>
      /\.(sentence|advice|effect|praise|step\.\d|feel|easier)$|^(withheld|advice)\./.test(key),
    );
    expect(sentences.filter(([, text]) => !SENTENCES[language].test(text))).toEqual([]);
  });

  it('fill in the same places as the English ones', () => {
    const placesOf = (text: string | undefined) => (text?.match(/\{\w+\}/g) ?? []).toSorted();
    for (const [key, text] of entries) expect(placesOf(text), key).toEqual(placesOf(TEXTS.en[key]));
  });
});

describe('texts of other languages', () => {
  it('are none that was left in English', () => {
    const names = /^(drawing|event|phase|part)\.|\.name$|^equipment\./;
    for (const language of LANGUAGES.filter((each) => each !== 'en')) {
      const same = Object.entries(TEXTS[language]).filter(([key, text]) => text === TEXTS.en[key] && !names.test(key));
      expect(same).toEqual([]);
    }
  });

  it('write Japanese signs full-width, and digits and letters half-width', () => {
    const mixed = Object.values(TEXTS.ja).filter((text) => /[０-９Ａ-Ｚａ-ｚ,.()!?]/.test(text.replace('{', '')));
    expect(mixed).toEqual([]);
  });
});
