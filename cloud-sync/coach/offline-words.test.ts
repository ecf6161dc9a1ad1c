/** The bay's own words are held against the facts as a coach's are: whatever the swings, nothing in them is made up. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../device/swing/advice/language.ts';
import { visitWords } from '../../device/swing/coach/visit-words.ts';
import { weekWords } from '../../device/swing/coach/week-words.ts';
import { FAULT_RULES } from '../../device/swing/faults/fault-rules.ts';
import { isMetricId, METRIC_CATALOGUE } from '../../device/swing/metrics/metric-catalogue.ts';
import type { GoalTarget } from '../../device/swing/progress/goal-standing.ts';
import { visitSummarySchema, weeklyPlanSchema } from '../../device/swing/report/coach-answer.ts';
import type { ReportFault, SwingReport } from '../../device/swing/report/swing-report.ts';
import { factsOfSwings } from './coach-facts.ts';
import { coachedReport } from './coached-swing.fixture.ts';
import { groundingProblems } from './grounding.ts';
import { swingsTogether } from './swings-together.ts';

const NOBODY = { handicap: null, heightCm: null, goals: [], limitations: [], usualMiss: null };

/** A visit in which numbers move by a share of their plausible range, and faults come and go. */
const visits = fc
  .record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    swings: fc.integer({ min: 1, max: 24 }),
    drift: fc.double({ min: -0.6, max: 0.6, noNaN: true }),
    withheld: fc.double({ min: 0, max: 0.6, noNaN: true }),
    faults: fc.uniqueArray(fc.constantFrom(...FAULT_RULES.map(({ id }) => id)), { maxLength: 3 }),
    every: fc.integer({ min: 1, max: 4 }),
    visits: fc.integer({ min: 1, max: 3 }),
  })
  .map((made) => shotsOf(made));

function shotsOf(made: {
  seed: number;
  swings: number;
  drift: number;
  withheld: number;
  faults: readonly string[];
  every: number;
  visits: number;
}): SwingReport[] {
  const hidden = new Set(
    METRIC_CATALOGUE.flatMap(({ id, moments }, i) =>
      moments.flatMap(({ at }, j) =>
        ((made.seed * 31 + i * 7 + j * 13) % 100) / 100 < made.withheld ? [`${id} ${at}`] : [],
      ),
    ),
  );
  const first = coachedReport(made.seed);
  return Array.from({ length: made.swings }, (_, swing) => {
    const share = made.swings === 1 ? 0 : swing / (made.swings - 1);
    const metrics = first.metrics.map((metric) => {
      if (!('value' in metric) || hidden.has(`${metric.id} ${metric.at}`)) {
        return { id: metric.id, at: metric.at, withheld: 'needs-second-camera' as const };
      }
      const { plausible } = METRIC_CATALOGUE.find(({ id }) => id === metric.id) ?? METRIC_CATALOGUE[0]!;
      const moved = (share * made.drift + ((swing * 37) % 11) / 1100) * (plausible.high - plausible.low);
      return { ...metric, value: metric.value + moved, low: metric.low + moved, high: metric.high + moved };
    });
    const faults: ReportFault[] =
      swing % made.every === 0
        ? made.faults.map((id) => ({ id, severity: 'major', phase: 'downswing', evidence: [] }))
        : [];
    const session = `visit-${Math.floor((swing * made.visits) / made.swings)}`;
    return { ...coachedReport(made.seed + swing), metrics, faults, session, unjudged: [] };
  });
}

const goals = fc
  .record({
    metric: fc.constantFrom(...METRIC_CATALOGUE),
    ends: fc.constantFrom('low' as const, 'high' as const, 'both' as const),
    place: fc.double({ min: 0.1, max: 0.5, noNaN: true }),
  })
  .map(({ metric, ends, place }): GoalTarget => {
    const { low: from, high: to } = metric.plausible;
    const [low, high] = [from + place * (to - from), from + (place + 0.3) * (to - from)];
    const at = metric.moments[0]?.at ?? null;
    return { id: metric.id, at, club: null, low: ends === 'high' ? null : low, high: ends === 'low' ? null : high };
  });

function problems(words: object, shots: readonly SwingReport[], targets: readonly GoalTarget[], language: Language) {
  const reports = shots.toReversed();
  const golfer = { ...NOBODY, targets };
  return groundingProblems(words, factsOfSwings({ reports, golfer, together: swingsTogether(reports) }), language);
}

describe('the bay’s own words', () => {
  it.each(LANGUAGES)('about a visit say nothing in %s that its swings do not show', (language) => {
    fc.assert(
      fc.property(visits, (all) => {
        const shots = all.map((shot) => ({ ...shot, session: 'visit-0' }));
        const words = visitSummarySchema.parse(visitWords(shots, language));
        expect(problems(words, shots, [], language)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it.each(LANGUAGES)('about a week say nothing in %s that its swings and goals do not show', (language) => {
    fc.assert(
      fc.property(visits, fc.array(goals, { maxLength: 2 }), (shots, targets) => {
        const words = weeklyPlanSchema.parse(weekWords({ swings: shots, goals: targets }, language));
        expect(problems(words, shots, targets, language), words.aim).toEqual([]);
        for (const { drills } of words.days)
          expect(new Set(drills.map(({ drillId }) => drillId)).size).toBe(drills.length);
      }),
      { numRuns: 25 },
    );
  });

  it('cite a change with its interval, and no goal or change where none is spoken of', () => {
    const shots = shotsOf({ seed: 5, swings: 20, drift: 0.4, withheld: 0, faults: [], every: 1, visits: 1 });
    const facts = swingsTogether(shots.toReversed()).filter(({ from }) => from === 'change');
    expect(facts.length).toBeGreaterThan(0);
    expect(facts.every(({ subject }) => isMetricId(subject))).toBe(true);
    const [change] = facts;
    const size = Math.abs(change?.value ?? 0).toFixed(3);
    expect(problems({ overview: `Something is ${size}.` }, shots, [], 'en')).not.toEqual([]);
  });
});
