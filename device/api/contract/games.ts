/** The games with a body: the tempo trainer, the consistency challenge and the bay's leaderboard of it. */
import { z } from 'zod';
import { eventNameSchema, withheldReasonSchema } from '../../swing/report/swing-report.ts';

const seconds = z.number().positive().describe('Seconds.');

export const tempoBeatIdSchema = z.enum(['18-6', '21-7', '24-8', '27-9']).describe('Frames of 1/30 s, back and down.');
export type TempoBeatId = z.infer<typeof tempoBeatIdSchema>;

export const tempoBeatsSchema = z
  .strictObject({
    beats: z.array(z.strictObject({ id: tempoBeatIdSchema, backswingS: seconds, downswingS: seconds })),
  })
  .meta({ id: 'TempoBeats' });
export type TempoBeats = z.infer<typeof tempoBeatsSchema>;

const beatComparisonSchema = z.union([
  z.strictObject({
    beat: z.number(),
    value: z.number(),
    low: z.number().describe('Lower end of the 90 % interval, as it is compared with the beat.'),
    high: z.number(),
    verdict: z.enum(['no-real-difference', 'longer', 'shorter']),
  }),
  z.strictObject({ beat: z.number(), withheld: withheldReasonSchema }),
]);
export type BeatComparisonBody = z.infer<typeof beatComparisonSchema>;

export const swingOnBeatSchema = z
  .strictObject({
    swing: z.string(),
    beat: tempoBeatIdSchema,
    backswing: beatComparisonSchema.describe('Seconds; counted from the last still instant.'),
    downswing: beatComparisonSchema.describe('Seconds.'),
    ratio: beatComparisonSchema,
  })
  .meta({ id: 'SwingOnBeat' });
export type SwingOnBeatBody = z.infer<typeof swingOnBeatSchema>;

const points = z.number().min(0).max(100);

const metricConsistencySchema = z.strictObject({
  id: z.string(),
  at: eventNameSchema.nullable(),
  unit: z.string(),
  decimals: z.int().nonnegative(),
  values: z.array(z.number().nullable()).describe('In the order of the swings; null where it was withheld.'),
  mean: z.number(),
  scatter: z.number().describe('Standard deviation of what was measured.'),
  noise: z.number().describe('What measuring alone makes of it.'),
  variation: z.number().describe('The golfer’s own, one standard deviation.'),
  low: z.number().describe('Lower end of its 90 % interval.'),
  high: z.number(),
  isMoreThanNoise: z.boolean(),
  points,
  pointsLow: points,
  pointsHigh: points,
});
export type MetricConsistencyBody = z.infer<typeof metricConsistencySchema>;

const scoreSchema = z.strictObject({ points, low: points, high: points });

export const consistencySchema = z
  .strictObject({
    status: z.enum(['complete', 'under-way', 'too-little-measured']),
    swingsWanted: z.int().positive(),
    swings: z.array(z.string()),
    score: scoreSchema.nullable(),
    metrics: z.array(metricConsistencySchema),
  })
  .meta({ id: 'Consistency' });
export type ConsistencyBody = z.infer<typeof consistencySchema>;

export const leaderboardSchema = z
  .strictObject({
    entries: z.array(
      z.strictObject({
        place: z.int().positive(),
        player: z.string().nullable().describe('Null for a guest.'),
        bay: z.string().nullable().describe('Where it was; null where that is not known here.'),
        ...scoreSchema.shape,
        achievedAt: z.iso.datetime(),
        isThisVisit: z.boolean(),
        isTooCloseToCall: z.boolean().describe('Whether its interval reaches that of the place before.'),
      }),
    ),
  })
  .meta({ id: 'ConsistencyBoard' });
export type LeaderboardBody = z.infer<typeof leaderboardSchema>;

export const leaderboardQuerySchema = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(10) });
