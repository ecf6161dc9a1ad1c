/** What coaches say about swings, visits and weeks, and what the one with words costs, as it travels. */
import { z } from 'zod';
import { LANGUAGES } from '../../swing/advice/language.ts';
import { coachAnswerSchema, visitSummarySchema, weeklyPlanSchema } from '../../swing/report/coach-answer.ts';
import { nextCursorSchema, pageQueryFields } from './page.ts';

const CLAUDE_REASONS = [
  'off',
  'guest',
  'no-consent',
  'guardian',
  'no-line',
  'key',
  'budget',
  'not-grounded',
  'declined',
  'too-old',
  'too-dear',
  'failed',
] as const;

const claudeFields = {
  state: z
    .enum(['there', 'waiting', 'not-asked', 'refused'])
    .describe('`not-asked`: nothing keeps it from being asked. `refused`: it will not be there.'),
  why: z
    .enum(CLAUDE_REASONS)
    .nullable()
    .describe('Why it is refused, or what it waits for; null where it only takes its time, or is there.'),
  model: z.string().nullable(),
  language: z.enum(LANGUAGES).nullable().describe('What it is written in.'),
  answeredAt: z.iso.datetime().nullable(),
};
const claude = <Schema extends z.ZodType>(document: Schema) =>
  z.strictObject({ ...claudeFields, document: document.nullable().describe('Found to be true of the numbers.') });

const languageField = z.enum(LANGUAGES).describe('Of the bay’s own words.');

export const swingCoachSchema = z
  .strictObject({
    swing: z.uuid(),
    language: languageField,
    cue: z.string().nullable().describe('The one thing to feel, of the bay’s own.'),
    offline: z.array(z.string()).describe('What the bay says by itself, in the order to be read.'),
    claude: claude(coachAnswerSchema),
  })
  .meta({ id: 'SwingCoach' });
export type SwingCoach = z.infer<typeof swingCoachSchema>;

export const visitCoachSchema = z
  .strictObject({
    session: z.string(),
    language: languageField,
    golfers: z
      .array(
        z.strictObject({
          player: z.uuid().nullable().describe('Null for guests.'),
          offline: visitSummarySchema,
          claude: claude(visitSummarySchema),
        }),
      )
      .describe('Guests first; of those alone whom the caller may see.'),
  })
  .meta({ id: 'VisitCoach' });
export type VisitCoach = z.infer<typeof visitCoachSchema>;

export const weekPlanBodySchema = z
  .strictObject({
    player: z.uuid(),
    monday: z.iso.date().describe('Of the week (UTC).'),
    language: languageField,
    offline: weeklyPlanSchema,
    claude: claude(weeklyPlanSchema),
    done: z
      .array(z.strictObject({ drill: z.string(), times: z.int().positive() }))
      .describe('Drills that the player did since that Monday.'),
  })
  .meta({ id: 'WeekPlan' });
export type WeekPlanBody = z.infer<typeof weekPlanBodySchema>;

const money = z.number().min(0).describe('In the currency of the price table.');
const tokens = z.int().min(0);
const limitSchema = z.strictObject({ tokens, money });

export const coachCostsQuerySchema = z.strictObject({
  day: z.iso.date().optional().describe('UTC; today where absent.'),
  player: z.uuid().optional().describe('Of this player alone.'),
});

export const coachCostsSchema = z
  .strictObject({
    day: z.iso.date(),
    isOn: z.boolean().describe('Whether the bay asks such a coach at all.'),
    model: z.string().nullable(),
    isOverBudget: z.boolean().describe('Whether questions are held back because the day’s budget does not bear them.'),
    trouble: z
      .strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() })
      .nullable()
      .describe('What keeps questions from being asked.'),
    limits: z
      .strictObject({ bay: limitSchema, facility: limitSchema.extend({ bays: z.int().positive() }) })
      .nullable()
      .describe('Of a day; `bay` is the least of its own limit and its share of the facility’s.'),
    spent: limitSchema.describe('By this bay on that day, with what is set aside for answers still to come.'),
    rows: z
      .array(
        z.strictObject({
          player: z
            .strictObject({ id: z.uuid(), name: z.string() })
            .nullable()
            .describe('Null for those who have gone.'),
          bay: z.string(),
          facility: z.string(),
          task: z.enum(['swing', 'visit', 'week']),
          exchanges: z.int().positive(),
          tokens: z.strictObject({ input: tokens, cacheRead: tokens, cacheWrite: tokens, output: tokens }),
          money,
          reserved: limitSchema.describe('Set aside for answers whose end is not known.'),
        }),
      )
      .describe('The dearest first; of those alone whom the caller may see.'),
  })
  .meta({ id: 'CoachCosts' });
export type CoachCosts = z.infer<typeof coachCostsSchema>;

export const coachExchangesQuerySchema = z.strictObject({
  ...pageQueryFields,
  player: z.uuid().optional().describe('Of this player alone.'),
});

const exchangeFields = {
  id: z.int().positive(),
  player: z.uuid().nullable().describe('Null for those who have gone.'),
  task: z.enum(['swing', 'visit', 'week']),
  way: z.enum(['direct', 'batch']),
  state: z.enum(['open', 'answered', 'refused', 'cut-short', 'broken-off', 'not-answered', 'lost']),
  verdict: z
    .enum(['grounded', 'ungrounded', 'no-document'])
    .nullable()
    .describe('Whether the answer may be shown; null where there is none.'),
  model: z.string(),
  tokens: z.strictObject({ input: tokens, cacheRead: tokens, cacheWrite: tokens, output: tokens }),
  money,
  latencyMs: z.int().nullable(),
  detail: z.string().nullable(),
  problems: z
    .array(z.string())
    .describe('Why the answer was kept from the player, by kind; the words themselves stand in the exchange alone.'),
  isRepair: z.boolean().describe('Whether it was to mend an earlier answer about the same.'),
  question: z
    .enum(['open', 'answered', 'given-up'])
    .nullable()
    .describe(
      'How far what it is about has come since. `given-up`: the bay’s own words stand; null where it has gone.',
    ),
  sentAt: z.iso.datetime(),
};

export const coachExchangesSchema = z
  .strictObject({
    exchanges: z.array(z.strictObject(exchangeFields)).describe('Newest first.'),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'CoachExchanges' });
export type CoachExchanges = z.infer<typeof coachExchangesSchema>;

export const coachExchangeIdSchema = z.coerce.number().int().positive().describe('An exchange’s number in the book.');

export const coachExchangeSchema = z
  .strictObject({
    ...exchangeFields,
    texts: z
      .strictObject({
        turns: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), text: z.string() })),
        pictures: z.array(z.string()).describe('sha256 of the key frames that were sent.'),
        answer: z.string().nullable(),
        problems: z.array(z.record(z.string(), z.unknown())).describe('What kept the answer from the player.'),
      })
      .nullable()
      .describe('Null once its player or its swing has gone.'),
  })
  .meta({ id: 'CoachExchange' });
export type CoachExchangeBody = z.infer<typeof coachExchangeSchema>;
