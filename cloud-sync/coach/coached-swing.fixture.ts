/** Reports of swings to be coached, each with its own numbers, and answers about them that are true. */
import { sampleReport } from '../../device/store/fixtures/sample-report.ts';
import type { Language } from '../../device/swing/advice/language.ts';
import { TEXTS } from '../../device/swing/advice/texts.ts';
import { offlineAdvice } from '../../device/swing/advice/offline-advice.ts';
import { chooseDrills } from '../../device/swing/drills/choose-drills.ts';
import { PHASE_NAMES } from '../../device/swing/events/event-name.ts';
import { catalogueEntry, METRIC_CATALOGUE } from '../../device/swing/metrics/metric-catalogue.ts';
import type { CoachAnswer } from '../../device/swing/report/coach-answer.ts';
import {
  isMeasured,
  type MeasuredMetric,
  type ReportFault,
  type ReportMetric,
  type SwingReport,
} from '../../device/swing/report/swing-report.ts';

const FAULTS = ['sway', 'early-extension', 'over-the-top', 'casting', 'rushed-tempo'] as const;
/** Never measured in these reports, whatever their seed. */
export const NEVER_MEASURED = 'hand-plane-shift';

/** The same seed is the same report. About a third of its numbers are withheld. */
export function coachedReport(seed: number, changes: Partial<SwingReport> = {}): SwingReport {
  const random = randomFrom(seed);
  const metrics = METRIC_CATALOGUE.flatMap(({ id, unit, decimals, plausible, moments }) =>
    moments.map(({ at }): ReportMetric => {
      if (id === NEVER_MEASURED || random() < 0.3) return { id, at, withheld: 'needs-second-camera' };
      const scale = 10 ** decimals;
      const middle = plausible.low + (plausible.high - plausible.low) * (0.3 + 0.4 * random());
      const value = Math.round(middle * scale) / scale;
      const half = Math.abs(plausible.high - plausible.low) * (0.02 + 0.06 * random());
      return { id, at, value, unit, low: value - half, high: value + half, method: 'corrected', cameras: ['face-on'] };
    }),
  );
  const faults: ReportFault[] = [
    { id: FAULTS[seed % FAULTS.length] as string, severity: 'major', phase: 'downswing', evidence: ['pelvis-sway'] },
  ];
  const id = `0199c2f0-5b1a-7c3e-9a51-${seed.toString(16).padStart(12, '0')}`;
  const score = Math.round(random() * 100) / 10;
  const report = sampleReport(id, {
    club: '7-iron',
    metrics,
    faults,
    unjudged: ['flying-elbow'],
    phases: PHASE_NAMES.map((name, index) => ({ name, fromMs: index * 100, toMs: index * 100 + 100 })),
    score: { overall: score, parts: { tempo: score } },
    drills: chooseDrills(faults),
    advice: { offline: offlineAdvice(metrics, faults), claude: null },
    ...changes,
  });
  return { ...report, revision: changes.revision ?? 1 };
}

/** A number as a sentence may cite it: in the decimals of its metric. */
export function citedValue({ id, value }: MeasuredMetric, language: Language): string {
  const text = Math.abs(value).toFixed(catalogueEntry(id as Parameters<typeof catalogueEntry>[0]).decimals);
  return language === 'de' ? text.replace('.', ',') : text;
}

function firstMeasured(report: SwingReport): MeasuredMetric {
  const found = report.metrics.filter(isMeasured).find(({ unit }) => unit === '°');
  if (found === undefined) throw new Error('This report has no angle.');
  return found;
}

const SENTENCES: Readonly<Record<Language, (name: string, value: string) => string>> = {
  en: (name, value) => `${name}: ${value}°.`,
  de: (name, value) => `${name}: ${value} Grad.`,
  ja: (name, value) => `${name}は${value}度です。`,
};
const PLAIN: Readonly<Record<Language, string>> = {
  en: 'Let the club fall before you turn.',
  de: 'Lass den Schläger fallen, bevor du drehst.',
  ja: '回る前にクラブを落としましょう。',
};

/** True of the report, and says nothing that the report does not. */
export function trueAnswer(report: SwingReport, language: Language = 'en'): CoachAnswer {
  const metric = firstMeasured(report);
  const name = TEXTS[language][`metric.${metric.id}.name`] ?? metric.id;
  const plain = PLAIN[language];
  return {
    swingPhases: [{ phase: 'downswing', frameNumber: null, observations: [plain], qualityScore: 6 }],
    technicalAnalysis: {
      positives: [SENTENCES[language](name, citedValue(metric, language))],
      issues: [{ issue: plain, severity: 'major', impact: plain, biomechanicalCause: plain }],
    },
    recommendations: [
      {
        ...{ priority: 1, change: plain, why: plain, how: plain, expectedImprovement: plain },
        drillId: report.drills[0] ?? null,
      },
    ],
    overallFeedback: plain,
    coachingCues: [plain],
  };
}

/** Mulberry32: small, and good enough to make numbers differ. */
function randomFrom(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
