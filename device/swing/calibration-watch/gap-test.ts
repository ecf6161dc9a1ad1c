import { z } from 'zod';
import type { LandmarkGap } from './landmark-gap.ts';

/**
 * Whether two cameras have come to disagree about golfers' joints, beyond what players differ.
 *
 * A player's own bias stays the same over a visit, so swings of one visit are no independent evidence: a visit counts
 * once, by its mean, in the bay's baseline (Welford's running mean and spread over visits). The baseline's spread is
 * never taken for less than {@link PLAYERS_DEGREES}, what simulated players differ by whose landmarks err by 2–5 cm. The
 * last {@link STREAK} swings must all lie on one side beyond {@link LIMIT} times the spread.
 */
const runningSchema = z.strictObject({ mean: z.number(), squares: z.number() });
const valuesSchema = z.strictObject({ mean: z.number(), lean: z.number() });

export const gapTestSchema = z.strictObject({
  /** Visits in the baseline. */
  visits: z.int().nonnegative(),
  mean: runningSchema,
  lean: runningSchema,
  visit: z.strictObject({ session: z.string(), swings: z.int().nonnegative(), sum: valuesSchema }).nullable(),
  recent: z.array(valuesSchema).max(3),
  isOut: z.boolean(),
});
export type GapTest = z.infer<typeof gapTestSchema>;

export const NO_GAPS_YET: GapTest = {
  visits: 0,
  mean: { mean: 0, squares: 0 },
  lean: { mean: 0, squares: 0 },
  visit: null,
  recent: [],
  isOut: false,
};

/** Standard deviation between players. */
const PLAYERS_DEGREES = { mean: 0.16, lean: 0.27 } as const;
/** Of one swing about its player's mean; part of every deviation. */
const SWINGS_DEGREES = { mean: 0.05, lean: 0.08 } as const;
const LIMIT = 4.5;
const STREAK = 3;
/** Older visits fade: clothes change with the season, and so does what the model makes of them. */
const VISITS_MAX = 40;

type Value = 'mean' | 'lean';

export function weighGap(test: GapTest, gap: Pick<LandmarkGap, Value>, session: string): GapTest {
  const begun = test.visit === null || test.visit.session !== session ? closeVisit(test, session) : test;
  const recent = [...begun.recent, { mean: gap.mean, lean: gap.lean }].slice(-STREAK);
  const isOut = judge({ ...begun, recent });
  // What is suspect is no part of the baseline, and what follows a suspicion may not become it unnoticed.
  const visit = isOut || deviates(begun, gap) ? begun.visit : withSwing(begun.visit, gap, session);
  return { ...begun, recent, isOut, visit };
}

function judge(test: GapTest): boolean {
  const base = baseline(test);
  if (base === null || test.recent.length < STREAK) return false;
  return (['mean', 'lean'] as const).some((value) => {
    const far = test.recent.map((each) => (each[value] - base[value].at) / base[value].spread);
    const limit = test.isOut ? LIMIT / 2 : LIMIT;
    return far.every((each) => each > limit) || far.every((each) => each < -limit);
  });
}

function deviates(test: GapTest, gap: Pick<LandmarkGap, Value>): boolean {
  const base = baseline(test);
  if (base === null) return false;
  return (['mean', 'lean'] as const).some((value) => {
    return Math.abs(gap[value] - base[value].at) > LIMIT * base[value].spread;
  });
}

/** Null until there is anything to compare with. The visit under way counts as one while there is no other. */
function baseline(test: GapTest): Record<Value, { at: number; spread: number }> | null {
  const { visit } = test;
  if (test.visits === 0) {
    if (visit === null || visit.swings < STREAK) return null;
    const of = (value: Value) => ({ at: visit.sum[value] / visit.swings, spread: spreadOf(test, value) });
    return { mean: of('mean'), lean: of('lean') };
  }
  const of = (value: Value) => ({ at: test[value].mean, spread: spreadOf(test, value) });
  return { mean: of('mean'), lean: of('lean') };
}

/** Of a new visit's swing about the baseline: players, the baseline's own doubt, and the swing. */
function spreadOf({ visits, ...test }: GapTest, value: Value): number {
  const measured = visits < 2 ? 0 : Math.sqrt(test[value].squares / (visits - 1));
  const players = Math.max(PLAYERS_DEGREES[value], measured);
  return Math.hypot(players * Math.sqrt(1 + 1 / Math.max(1, visits)), SWINGS_DEGREES[value]);
}

function withSwing(visit: GapTest['visit'], gap: Pick<LandmarkGap, Value>, session: string): GapTest['visit'] {
  const { swings, sum } = visit ?? { swings: 0, sum: { mean: 0, lean: 0 } };
  return { session, swings: swings + 1, sum: { mean: sum.mean + gap.mean, lean: sum.lean + gap.lean } };
}

function closeVisit(test: GapTest, session: string): GapTest {
  const { visit } = test;
  const begun = { session, swings: 0, sum: { mean: 0, lean: 0 } };
  if (visit === null || visit.swings === 0) return { ...test, visit: begun };
  const visits = Math.min(VISITS_MAX, test.visits + 1);
  const grown = (value: Value) => {
    const { mean, squares } = test[value];
    const x = visit.sum[value] / visit.swings;
    const next = mean + (x - mean) / visits;
    const kept = test.visits === VISITS_MAX ? (squares * (VISITS_MAX - 1)) / VISITS_MAX : squares;
    return { mean: next, squares: kept + (x - mean) * (x - next) };
  };
  return { ...test, visits, mean: grown('mean'), lean: grown('lean'), visit: begun };
}
