/** A player over time: numbers from visit to visit, goals, and what drills have gone with. */
import { z } from 'zod';
import { eventNameSchema, metricMethodSchema } from '../../swing/report/swing-report.ts';
import { CLUBS } from './clubs.ts';

const metricIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id such as x-factor')
  .max(60);
const clubSchema = z.string().trim().max(40);

export const progressQuerySchema = z
  .strictObject({
    metric: metricIdSchema.optional().describe('One number alone, with each of its shots; all of them where absent.'),
    at: eventNameSchema.optional().describe('The moment of that number; its first where absent.'),
    club: clubSchema
      .optional()
      .describe('Shots with this club alone; empty: those of which nobody said. The most used one where absent.'),
    from: z.iso.datetime({ offset: true }).optional().describe('The first instant that counts.'),
    to: z.iso.datetime({ offset: true }).optional().describe('Shots before this instant alone count.'),
  })
  .superRefine(({ metric, at, from, to }, context) => {
    if (at !== undefined && metric === undefined) {
      context.addIssue({ code: 'custom', path: ['at'], message: 'a moment without a metric' });
    }
    if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
      context.addIssue({ code: 'custom', path: ['to'], message: 'not after "from"' });
    }
  });
export type ProgressQuery = z.infer<typeof progressQuerySchema>;

const levelSchema = z.strictObject({
  visit: z.int().nonnegative().describe('Its place in `visits`.'),
  mean: z.number().describe('The middle of its shots.'),
  low: z.number().describe('Lower end of the 90 % interval of the middle, of the shots’ scatter alone.'),
  high: z.number(),
  shots: z.int().positive(),
});

const changeSchema = z
  .strictObject({
    shape: z.enum(['slope', 'step']),
    value: z.number().describe('From the first visit’s level to the last one’s.'),
    low: z.number().describe('Lower end of its 90 % interval, with what visits differ by anyway.'),
    high: z.number(),
    since: z.int().nonnegative().nullable().describe('For a step, the first visit after it, by its place in `visits`.'),
  })
  .describe('From the first visit to the last.');

const seriesFields = {
  levels: z.array(levelSchema).describe('Oldest first; visits that were measured alike.'),
  leftOut: z.int().nonnegative().describe('Visits that were measured otherwise, or have too few shots.'),
  change: changeSchema.nullable().describe('Null with fewer than four visits.'),
};

const verdictSchema = z.enum(['improved', 'declined', 'changed', 'perhaps', 'steady', 'too-early-to-say']);
const boundsSchema = z.strictObject({ low: z.number(), high: z.number() });

const metricProgressSchema = z.strictObject({
  id: z.string(),
  at: eventNameSchema.nullable(),
  unit: z.string(),
  decimals: z.int().nonnegative(),
  typical: boundsSchema.extend({ source: z.string() }).nullable(),
  ...seriesFields,
  known: boundsSchema
    .nullable()
    .describe('Between what the newest level lies, 90 %, with everything that measuring may do.'),
  verdict: verdictSchema.describe('`perhaps`: by itself it would count, among all numbers it may be chance.'),
});
export type MetricProgressBody = z.infer<typeof metricProgressSchema>;

export const progressSchema = z
  .strictObject({
    player: z.uuid(),
    club: z.string().nullable().describe('The club whose shots these are; null: of which nobody said.'),
    clubs: z
      .array(z.strictObject({ club: z.string().nullable(), shots: z.int().positive() }))
      .describe('The most used one first.'),
    isCut: z.boolean().describe('Whether older shots were left out because there are too many.'),
    visits: z
      .array(
        z.strictObject({
          session: z.string(),
          startedAt: z.iso.datetime(),
          shots: z.int().positive(),
          newestShot: z.uuid(),
          consistency: boundsSchema.extend({ points: z.number() }).nullable().describe('Best ten in a row, 0–100.'),
        }),
      )
      .describe('With at least one such shot, oldest first.'),
    score: z.strictObject({ ...seriesFields, verdict: verdictSchema }),
    metrics: z.array(metricProgressSchema),
    points: z
      .array(
        z.strictObject({
          swing: z.uuid(),
          visit: z.int().nonnegative(),
          recordedAt: z.iso.datetime(),
          value: z.number(),
          low: z.number().describe('Lower end of the 90 % interval of this shot.'),
          high: z.number(),
          method: metricMethodSchema,
        }),
      )
      .nullable()
      .describe('Of the one number that was asked for; null without.'),
  })
  .meta({ id: 'Progress' });
export type Progress = z.infer<typeof progressSchema>;

const goalFields = {
  metric: metricIdSchema,
  at: eventNameSchema.nullable().default(null),
  low: z.number().nullable().default(null).describe('At least, in the metric’s unit.'),
  high: z.number().nullable().default(null).describe('At most.'),
  club: z.enum(CLUBS).nullable().default(null).describe('Null: with any club.'),
  dueOn: z.iso.date().nullable().default(null).describe('The last day for it.'),
};

export const goalToSetSchema = z
  .strictObject(goalFields)
  .superRefine(({ low, high }, context) => {
    if (low === null && high === null) {
      context.addIssue({ code: 'custom', path: ['low'], message: 'neither "low" nor "high" is given' });
    }
    if (low !== null && high !== null && low >= high) {
      context.addIssue({ code: 'custom', path: ['high'], message: 'not above "low"' });
    }
  })
  .meta({ id: 'GoalToSet' });
export type GoalToSetBody = z.infer<typeof goalToSetSchema>;

export const storedGoalSchema = z.strictObject({
  id: z.uuid(),
  metric: z.string(),
  at: eventNameSchema.nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  club: z.string().nullable(),
  dueOn: z.string().nullable(),
  setAt: z.iso.datetime(),
});

const goalLevelSchema = z.strictObject({
  value: z.number(),
  low: z.number().describe('Lower end of the 90 % interval, with everything that measuring may do.'),
  high: z.number(),
  shots: z.int().positive(),
  visitAt: z.iso.datetime(),
});

const share = z.number().min(0).max(1);
const goalSchema = storedGoalSchema.extend({
  unit: z.string(),
  decimals: z.int().nonnegative(),
  status: z
    .enum(['not-measured', 'not-yet', 'perhaps', 'reached'])
    .describe('`reached` only where the whole interval of the newest visit lies in the target.'),
  baseline: goalLevelSchema.nullable().describe('Where the player began.'),
  now: goalLevelSchema.nullable().describe('The newest visit since the goal was set.'),
  share: z
    .strictObject({ sure: share, likely: share })
    .nullable()
    .describe('Of the way from the baseline into the target; `sure` is 1 exactly when it is reached.'),
  reachedAt: z.iso.datetime().nullable().describe('The first visit that reached it.'),
  isProvable: z.boolean().nullable().describe('Whether measuring can ever say that it was reached.'),
});
export type GoalBody = z.infer<typeof goalSchema>;
export const createdGoalSchema = goalSchema.meta({ id: 'Goal' });
export const goalListSchema = z.strictObject({ goals: z.array(goalSchema) }).meta({ id: 'GoalList' });
export type GoalList = z.infer<typeof goalListSchema>;
export const goalIdSchema = z.uuid().describe('A goal’s id.');

export const drillEffectsSchema = z
  .strictObject({
    drills: z
      .array(
        z.strictObject({
          drill: z.string(),
          times: z.int().positive().describe('How often it was done.'),
          begunAt: z.iso.datetime(),
          lastAt: z.iso.datetime(),
          effect: z
            .strictObject({
              fault: z.string().describe('The fault that it is judged by.'),
              metric: z.string(),
              at: eventNameSchema.nullable(),
              changeSince: eventNameSchema
                .nullable()
                .describe('With it, the number is the metric’s change since this moment.'),
              unit: z.string(),
              decimals: z.int().nonnegative(),
              wanted: z.enum(['less', 'more']),
              visitsBefore: z.int().nonnegative(),
              visitsSince: z.int().nonnegative(),
              change: boundsSchema.extend({ value: z.number() }).nullable(),
              verdict: z.enum(['better', 'worse', 'no-real-change', 'too-early-to-say']),
            })
            .nullable()
            .describe('Null where no number that it aims at was ever measured.'),
        }),
      )
      .describe('The one done last first.'),
  })
  .meta({ id: 'DrillEffects' });
export type DrillEffects = z.infer<typeof drillEffectsSchema>;
