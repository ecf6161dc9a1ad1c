import { readEnvironment } from '../config/environment.ts';
import type { Speech } from '../ports/speech.port.ts';
import { ElevenLabsSpeech } from './elevenlabs-speech.ts';
import { EspeakSpeech } from './espeak-speech.ts';
import { PiperSpeech } from './piper-speech.ts';
import type { VoiceConfig } from './voice.config.ts';

/** The speech that the configuration names. Nothing is tried yet: what is missing shows with the first sentence. */
export function openSpeech(config: VoiceConfig['speech']): Speech {
  switch (config.kind) {
    case 'espeak-ng':
      return new EspeakSpeech(config);
    case 'piper':
      return new PiperSpeech({
        program: config.program,
        voices: Object.fromEntries(Object.entries(config.voices).filter(([, voice]) => voice !== undefined)),
      });
    case 'elevenlabs':
      return new ElevenLabsSpeech(config, config.apiKeyFile ?? readEnvironment().elevenLabsKeyFile ?? null);
  }
}
