import { z } from 'zod';
import { LANGUAGES } from '../swing/advice/language.ts';
import { cycleConfigSchema } from './cycle.config.ts';
import { visitConfigSchema } from './visit.config.ts';

export const bayConfigSchema = z.strictObject({
  name: z.string().min(1).default('bay-1').describe('What screens and reports call this bay.'),
  language: z
    .enum(LANGUAGES)
    .default('en')
    .describe('The language of its pages, for as long as nobody chooses another on them.'),
  units: z
    .enum(['auto', 'metric', 'imperial'])
    .default('auto')
    .describe('Speeds and distances of shots on its pages; auto: as golfers of the page’s language say them.'),
  posesPerSecondMax: z
    .number()
    .min(0)
    .max(240)
    .default(30)
    .describe('Live poses a second and camera, at most; 0 switches live pose, and with it swing detection, off.'),
  ringSeconds: z
    .number()
    .min(8)
    .max(60)
    .default(10)
    .describe('How much of each camera is kept in memory, in seconds; a clip is cut from it.'),
  stalledAfterMs: z
    .number()
    .min(300)
    .max(20_000)
    .default(1_500)
    .describe('A camera without a new picture for this long is restarted.'),
  visit: visitConfigSchema.prefault({}).describe('How long a visit lasts, and what becomes of guests’ swings.'),
  cycle: cycleConfigSchema.prefault({}).describe('What tee, lights and strobes do as a visit goes on.'),
});

export type BayConfig = z.infer<typeof bayConfigSchema>;
