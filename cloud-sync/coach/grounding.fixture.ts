/** One swing whose numbers are known, and what is wrong with a sentence about it. */
import type { Language } from '../../device/swing/advice/language.ts';
import type { ReportMetric, SwingReport } from '../../device/swing/report/swing-report.ts';
import { type CoachFacts, factsOfSwing } from './coach-facts.ts';
import { coachedReport } from './coached-swing.fixture.ts';
import { groundingProblems } from './grounding.ts';

export const NOBODY = { handicap: null, heightCm: null, goals: [], targets: [], limitations: [], usualMiss: null };
export const turn = (at: 'top' | 'impact', value: number, low: number, high: number): ReportMetric => ({
  ...{ id: 'shoulder-turn', at, value, low, high, unit: '°', method: 'corrected', cameras: ['face-on'] },
});
export const REPORT = coachedReport(1, {
  metrics: [
    turn('top', 88.4, 82.1, 94.6),
    { id: 'pelvis-turn', at: 'top', value: 41, low: 35, high: 47, unit: '°', method: 'corrected', cameras: [] },
    { id: 'tempo-ratio', at: null, value: 3.4, low: 3.2, high: 3.6, unit: 'ratio', method: 'planar', cameras: [] },
    { id: 'backswing-time', at: null, value: 0.83, low: 0.81, high: 0.85, unit: 's', method: 'planar', cameras: [] },
    { id: 'pelvis-sway', at: 'impact', value: -3.2, low: -5, high: -1.4, unit: 'cm', method: 'planar', cameras: [] },
    { id: 'hand-speed', at: null, value: 7.8, low: 7.1, high: 8.5, unit: 'm/s', method: 'planar', cameras: [] },
    { id: 'shoulder-turn', at: 'impact', withheld: 'landmarks-hidden' },
    { id: 'x-factor', at: 'top', withheld: 'needs-second-camera' },
  ],
  score: { overall: 7.5, parts: { tempo: 8.2 } },
});
export const FACTS = factsOf(REPORT, 4);

export function factsOf(report: SwingReport, pictures = 0): CoachFacts {
  return factsOfSwing({ report, history: [], golfer: NOBODY, pictures });
}

export function problemsOf(sentence: string, language: Language = 'en', facts = FACTS): string[] {
  return groundingProblems({ overallFeedback: sentence }, facts, language).map(({ problem }) => problem);
}
