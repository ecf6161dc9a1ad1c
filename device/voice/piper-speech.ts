import { access } from 'node:fs/promises';
import type { Speech, SpokenSound, Utterance } from '../ports/speech.port.ts';
import { languageUnknown, voiceMissing } from './errors.ts';
import { speakByProgram } from './speech-program.ts';
import type { PiperConfig } from './voice.config.ts';

/** Piper with the voices that the configuration names; both its C++ and its Python program take these arguments. */
export class PiperSpeech implements Speech {
  readonly #config: PiperConfig;

  constructor(config: PiperConfig) {
    this.#config = config;
  }

  get fingerprint(): string {
    return `piper ${this.#config.program} ${JSON.stringify(this.#config.voices)}`;
  }

  async speak({ language, text }: Utterance): Promise<SpokenSound> {
    const { program, voices } = this.#config;
    const voice = voices[language];
    if (voice === undefined) throw languageUnknown(language);
    await access(voice).catch(() => {
      throw voiceMissing(voice);
    });
    return speakByProgram(
      { program, debianPackage: null, argumentsFor: (wavFile) => ['--model', voice, '--output_file', wavFile] },
      text,
    );
  }
}
