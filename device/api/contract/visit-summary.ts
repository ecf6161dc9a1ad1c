/** What a visit comes to, golfer by golfer, as it travels. */
import { z } from 'zod';
import { eventNameSchema, handednessSchema, swingKindSchema } from '../../swing/report/swing-report.ts';

const numberSchema = z.strictObject({
  id: z.string(),
  at: eventNameSchema.nullable(),
  unit: z.string(),
  decimals: z.int().nonnegative(),
  values: z
    .array(z.strictObject({ swing: z.uuid(), value: z.number(), low: z.number(), high: z.number() }))
    .describe('Of shots that were made and measured alike, in their order, each with its 90 % interval.'),
  change: z
    .strictObject({
      from: z.number(),
      to: z.number(),
      value: z.number(),
      low: z.number(),
      high: z.number().describe('The 90 % interval of the change reaches from `low` to here.'),
      isReal: z.boolean().describe('Whether the golfer changed, and not only the numbers.'),
    })
    .nullable()
    .describe('From the first half of the visit to its last; null until there are shots enough.'),
  verdict: z.enum(['improved', 'declined', 'changed', 'steady', 'too-early-to-say']),
});

const golferSchema = z.strictObject({
  player: z.strictObject({ id: z.uuid(), name: z.string() }).nullable().describe('Null for guests.'),
  swings: z
    .array(
      z.strictObject({
        id: z.uuid(),
        kind: swingKindSchema,
        score: z.number().nullable(),
        club: z.string().nullable(),
        handedness: handednessSchema.nullable(),
      }),
    )
    .describe('The newest sixty, in their order.'),
  best: z.uuid().nullable().describe('The shot with the highest score.'),
  numbers: z.array(numberSchema).describe('What changed first, then what stayed; the first is worth a chart.'),
  fault: z
    .strictObject({ id: z.string(), shots: z.int().positive().describe('In how many of them it was seen.') })
    .nullable()
    .describe('The one to work on first.'),
  drill: z.string().nullable().describe('What to practise against it, as the catalogue lists it.'),
});

export const visitSummarySchema = z
  .strictObject({
    session: z.string(),
    golfers: z.array(golferSchema).describe('Guests first, then players in the order of their first swing.'),
  })
  .meta({ id: 'VisitSummary' });
export type VisitSummary = z.infer<typeof visitSummarySchema>;
export type GolferSummary = VisitSummary['golfers'][number];
export type SummaryNumber = GolferSummary['numbers'][number];
