/** Why the bay says nothing though it should. */
import { BayError } from '../errors/bay-error.ts';

export function programMissing(program: string, debianPackage: string | null): BayError {
  return new BayError('voice/program-missing', `The bay is silent: the program ${program} is not there.`, {
    hint:
      debianPackage === null
        ? 'Install it, or correct its path in the section voice of the configuration.'
        : `Install it with "apt-get install ${debianPackage}", or switch the voice off in the configuration.`,
  });
}

export function voiceMissing(file: string): BayError {
  return new BayError('voice/program-missing', `The bay is silent: the voice ${file} is not there.`, {
    hint: 'Put the voice’s file there, or correct its path in the section voice of the configuration.',
  });
}

export function languageUnknown(language: string): BayError {
  return new BayError('voice/language-unknown', `The bay is silent: it has no voice for "${language}".`, {
    hint: 'Name a voice for this language in the section voice of the configuration, or choose another language.',
  });
}

export function keyNotGiven(): BayError {
  return new BayError('voice/key-refused', 'The bay is silent: no file with the ElevenLabs key can be read.', {
    hint: 'Name it as voice.speech.apiKeyFile or by SWINGBAY_ELEVENLABS_KEY_FILE: the key alone on its first line.',
  });
}

export function keyRefused(): BayError {
  return new BayError('voice/key-refused', 'The bay is silent: ElevenLabs refuses the key.', {
    hint: 'Put a valid key on the first line of its file; it is read anew for each sentence that is not kept yet.',
  });
}

/** @param detail what the program or the service said, without a full stop */
export function notSpoken(detail: string, cause?: unknown): BayError {
  return new BayError('voice/not-spoken', `A cue could not be spoken: ${detail}.`, {
    hint: 'If this stays, choose another speech in the section voice of the configuration.',
    retryable: true,
    cause,
  });
}
