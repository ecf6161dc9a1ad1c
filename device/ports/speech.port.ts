/**
 * What turns a short sentence into sound, and where sounds that were made are found again.
 *
 * A bay speaks through one `Speech`, chosen by its configuration. Which sentence and when is decided elsewhere.
 */

export const SPEECH_LANGUAGES = ['en', 'de', 'ja'] as const;
export type SpeechLanguage = (typeof SPEECH_LANGUAGES)[number];

export interface Utterance {
  readonly language: SpeechLanguage;
  /** A short sentence as it is spoken; Japanese in kana, since not every voice reads kanji. */
  readonly text: string;
}

export interface SpokenSound {
  readonly bytes: Uint8Array;
  readonly mediaType: SoundMediaType;
}

export type SoundMediaType = 'audio/wav' | 'audio/mpeg';

export interface Speech {
  /**
   * Everything besides the utterance that changes the sound, such as program, voice and speed: sounds of another
   * fingerprint are other sounds.
   */
  readonly fingerprint: string;

  /**
   * Makes the whole sound of one utterance. The same utterance may be asked for again, and several at once.
   *
   * Ends by itself after a bound of the adapter's own. Rejects with a coded error: `voice/program-missing` where a
   * program or a voice has to be installed (not retryable), `voice/key-refused` and `voice/language-unknown` (not
   * retryable), `voice/not-spoken` for anything else.
   */
  speak(utterance: Utterance): Promise<SpokenSound>;
}

/** A sound in a file that can be sent to a page or played. */
export interface SoundFile {
  /** 64 hexadecimal digits: the name under which it is asked for again. */
  readonly id: string;
  readonly path: string;
  readonly mediaType: SoundMediaType;
}

/** What a page may hear and set of the bay's voice. */
export interface VoiceSettings {
  readonly isOn: boolean;
  readonly language: SpeechLanguage;
  /** 0–1. */
  readonly volume: number;
}

/** The bay's voice as screens see it. */
export interface VoicePanel {
  readonly settings: VoiceSettings;
  /** Why it is silent though it is on; null where nothing is wrong. */
  readonly trouble: { readonly code: string; readonly message: string; readonly hint: string | null } | null;
  /** For this visit; the next one begins with the configuration again. What is being said ends when it is switched off. */
  set(change: Partial<VoiceSettings>): VoiceSettings;
  /** A sound that was made and is still kept; null for any other name. */
  sound(id: string): Promise<SoundFile | null>;
}

export const VOICE_PANEL = Symbol('VoicePanel');
