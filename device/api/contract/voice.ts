/** The bay's voice, as a page hears and sets it. */
import { z } from 'zod';
import { VOICE_LANGUAGES } from './realtime.ts';

const settings = {
  isOn: z.boolean().describe('Whether the bay speaks.'),
  language: z.enum(VOICE_LANGUAGES),
  volume: z.number().min(0).max(1),
};

export const voiceStateSchema = z
  .strictObject({
    ...settings,
    trouble: z
      .strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() })
      .nullable()
      .describe('Why it is silent though it is on.'),
  })
  .meta({ id: 'VoiceState' });
export type VoiceState = z.infer<typeof voiceStateSchema>;

/** Of a query, whose values are text; what is absent stays as it is. */
export const voiceChangeSchema = z.strictObject({
  isOn: z.stringbool().optional(),
  language: settings.language.optional(),
  volume: z.coerce.number().min(0).max(1).optional(),
});
export type VoiceChange = z.infer<typeof voiceChangeSchema>;

export const soundIdSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('As `AUDIO_CUE.url` has it.');
