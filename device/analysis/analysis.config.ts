/** The section of the configuration about how swings are measured. */
import { z } from 'zod';

export const analysisConfigSchema = z.strictObject({
  resultWithinMs: z
    .int()
    .min(200)
    .max(60_000)
    .default(1500)
    .describe('How soon after its clips are there a swing is to be measured; the pose model is chosen by it.'),
  uploadWithinMs: z
    .int()
    .min(200)
    .max(600_000)
    .default(20_000)
    .describe('The same for an uploaded video, for which nobody waits on the mat.'),
  model: z
    .enum(['lite', 'full', 'heavy'])
    .nullable()
    .default(null)
    .describe('The pose model; null chooses the best one that is fast enough on this machine.'),
  processes: z.int().min(1).max(4).default(1).describe('Analyses at the same time. Each uses all cores by itself.'),
  queueMax: z.int().min(1).max(100).default(20).describe('Analyses that may wait; further ones are refused.'),
  timeLimitMs: z
    .int()
    .min(1000)
    .max(3_600_000)
    .default(180_000)
    .describe('An analysis that takes longer is given up and its process replaced.'),
});

export type AnalysisConfig = z.infer<typeof analysisConfigSchema>;
