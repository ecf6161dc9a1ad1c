import type { Speech, SpeechLanguage, SpokenSound, Utterance } from '../ports/speech.port.ts';
import { speakByProgram } from './speech-program.ts';
import type { EspeakConfig } from './voice.config.ts';

const VOICES: Readonly<Record<SpeechLanguage, string>> = { en: 'en-gb', de: 'de', ja: 'ja' };

/** espeak-ng of the distribution: the voice of a bay that nobody set up anything for. */
export class EspeakSpeech implements Speech {
  readonly #config: EspeakConfig;

  constructor(config: EspeakConfig) {
    this.#config = config;
  }

  get fingerprint(): string {
    return `espeak-ng ${this.#config.program} ${this.#config.wordsPerMinute}`;
  }

  speak({ language, text }: Utterance): Promise<SpokenSound> {
    const { program, wordsPerMinute } = this.#config;
    return speakByProgram(
      {
        program,
        debianPackage: 'espeak-ng',
        // Into a file, because into a pipe it cannot write how long the sound is.
        argumentsFor: (wavFile) => ['-v', VOICES[language], '-s', String(wordsPerMinute), '--stdin', '-w', wavFile],
      },
      text,
    );
  }
}
