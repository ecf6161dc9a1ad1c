import { z } from 'zod';
import { LANGUAGES } from '../../device/swing/advice/language.ts';

const price = z.number().min(0).max(10_000);

const modelPricesSchema = z.strictObject({
  input: price.describe('Of a million tokens that are read anew.'),
  output: price.describe('Of a million tokens that are written.'),
  cacheRead: price.describe('Of a million tokens that are read from the service’s cache.'),
  cacheWrite5m: price.describe('Of a million tokens that are put there for 5 minutes.'),
  cacheWrite1h: price.describe('Of a million tokens that are put there for an hour.'),
  batchShare: z.number().min(0).max(1).default(0.5).describe('What a batch costs, as a share of these.'),
});
export type ModelPrices = z.infer<typeof modelPricesSchema>;

const limitsSchema = z.strictObject({
  tokensPerDay: z.int().min(0).max(1e9).describe('Tokens of every kind together, in a day (UTC).'),
  moneyPerDay: z.number().min(0).max(5_000).describe('In the currency of the prices, in a day (UTC).'),
});

const budgetSchema = z.strictObject({
  bay: limitsSchema.prefault({ tokensPerDay: 2_000_000, moneyPerDay: 5 }).describe('What this bay may use.'),
  facility: limitsSchema
    .prefault({ tokensPerDay: 10_000_000, moneyPerDay: 25 })
    .describe('What all bays of the facility may use together: each has an equal share of it, line or no line.'),
  facilityBays: z.int().min(1).max(200).default(1).describe('How many bays share it.'),
});

export const coachConfigSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe(
        'Whether swings of players who agreed to it are sent to Claude, which needs a key and the `prices` of the model; the bay’s own advice needs nobody.',
      ),
    model: z.string().min(1).default('claude-opus-5-5').describe('The model’s name at the service.'),
    apiKeyFile: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('A file whose first line is the key; SWINGBAY_ANTHROPIC_KEY_FILE names it where this does not.'),
    url: z
      .url({ protocol: /^https?$/ })
      .default('https://api.anthropic.com')
      .describe('The service’s address.'),
    language: z
      .enum(LANGUAGES)
      .nullable()
      .default(null)
      .describe('The language of its answers; null for that of the bay’s pages, `bay.language`.'),
    facility: z.string().min(1).max(100).default('facility').describe('Whose budget it is, in the book of costs.'),
    pictures: z.int().min(0).max(8).default(4).describe('How many key frames are sent; 0 for numbers alone.'),
    outputTokensMax: z.int().min(1_000).max(16_000).default(4_000).describe('The longest answer.'),
    cacheFor: z
      .enum(['5m', '1h'])
      .default('5m')
      .describe('How long the service keeps the instructions; an hour pays where swings are further apart.'),
    answerSecondsMax: z.int().min(5).max(600).default(60).describe('How long an answer may take.'),
    retriesMax: z
      .int()
      .min(0)
      .max(5)
      .default(2)
      .describe('How often a look at a batch is tried again at once; what costs never is.'),
    parallel: z.int().min(1).max(4).default(2).describe('How many questions may be under way at once.'),
    freshMinutes: z
      .int()
      .min(1)
      .max(240)
      .default(10)
      .describe('A swing older than this is asked about in a batch, at its lower price.'),
    batchQuestionsMax: z.int().min(1).max(1_000).default(100).describe('The most questions of one batch.'),
    forgetAfterDays: z.int().min(1).max(60).default(7).describe('A swing older than this is not asked about any more.'),
    similarDays: z
      .int()
      .min(0)
      .max(365)
      .default(30)
      .describe('An answer is given again to a like swing for so long, where it is true of that one too.'),
    budget: budgetSchema.prefault({}).describe('What may be used.'),
    prices: z
      .record(z.string().min(1), modelPricesSchema)
      .default({})
      .describe(
        'What models cost, by their names: the money of the budget is reckoned by it. That of `model` is needed where the coach is enabled.',
      ),
  })
  .refine(({ enabled, model, prices }) => !enabled || prices[model] !== undefined, {
    path: ['prices'],
    message: 'the model of the coach has no prices here, so that nobody could keep its budget',
  });

export type CoachConfig = z.infer<typeof coachConfigSchema>;
