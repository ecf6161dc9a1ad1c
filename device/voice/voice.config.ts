import { z } from 'zod';
import { SPEECH_LANGUAGES, type SpeechLanguage } from '../ports/speech.port.ts';

const languageSchema = z.enum(SPEECH_LANGUAGES);

const espeakSchema = z.strictObject({
  kind: z.literal('espeak-ng').describe('espeak-ng of the distribution: small, local, every language.'),
  program: z.string().min(1).default('espeak-ng').describe('The program, by its name or its path.'),
  wordsPerMinute: z.int().min(80).max(300).default(150).describe('How fast it speaks.'),
});

const piperSchema = z.strictObject({
  kind: z.literal('piper').describe('Piper: local and natural, with voices that have to be brought along.'),
  program: z.string().min(1).default('piper').describe('The program, by its name or its path.'),
  voices: z
    .partialRecord(languageSchema, z.string().min(1))
    .refine((voices) => Object.keys(voices).length > 0, { message: 'name at least one voice' })
    .describe('The voice’s file (.onnx, its .json beside it) by language.'),
});

const elevenLabsSchema = z.strictObject({
  kind: z.literal('elevenlabs').describe('The ElevenLabs service: each new sentence is sent there once, no swing is.'),
  voice: z
    .string()
    .regex(/^[A-Za-z0-9]+$/)
    .describe('The voice’s id there.'),
  model: z.string().min(1).default('eleven_multilingual_v2').describe('The model’s id there.'),
  apiKeyFile: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('A file whose first line is the key; SWINGBAY_ELEVENLABS_KEY_FILE names it where this does not.'),
  url: z
    .url({ protocol: /^https?$/ })
    .default('https://api.elevenlabs.io')
    .describe('The service’s address.'),
});

export const voiceConfigSchema = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether the bay speaks; a player can switch it off for a visit.'),
  language: languageSchema.default('en').describe('The language that a visit begins with.'),
  volume: z.number().min(0).max(1).default(0.7).describe('How loud, 0 to 1.'),
  speaker: z
    .enum(['screen', 'appliance'])
    .default('screen')
    .describe('Whose loudspeaker: that of the bay screen’s browser, or the sound card of the appliance.'),
  alsaDevice: z
    .string()
    .min(1)
    .default('default')
    .describe('The appliance’s sound card, as ALSA names it; unused where the screen speaks.'),
  cacheMiBMax: z
    .number()
    .min(1)
    .max(1024)
    .default(32)
    .describe('The most space, in MiB, that sentences which were spoken once may take.'),
  speech: z
    .discriminatedUnion('kind', [espeakSchema, piperSchema, elevenLabsSchema])
    .prefault({ kind: 'espeak-ng' })
    .describe('What turns sentences into sound.'),
});

export type VoiceConfig = z.infer<typeof voiceConfigSchema>;
export type EspeakConfig = z.infer<typeof espeakSchema>;
export type ElevenLabsConfig = z.infer<typeof elevenLabsSchema>;

export interface PiperConfig {
  readonly program: string;
  readonly voices: Partial<Record<SpeechLanguage, string>>;
}
