import { z } from 'zod';

export const analysisConfigSchema = z.strictObject({
  resultWithinMs: z
    .int()
    .min(200)
    .max(600_000)
    .default(1_500)
    .describe('How long after the last picture the numbers should be there; the best model that keeps it is used.'),
  model: z
    .enum(['auto', 'lite', 'full', 'heavy'])
    .default('auto')
    .describe('The pose model of the analysis; auto takes the best one that keeps resultWithinMs.'),
  timeLimitMs: z
    .int()
    .min(5_000)
    .max(3_600_000)
    .default(120_000)
    .describe('An analysis that takes longer than this is ended and tried once more.'),
});

export type AnalysisConfig = z.infer<typeof analysisConfigSchema>;
