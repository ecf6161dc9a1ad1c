/**
 * Speaks for the bay: it is told what happens, the plan decides, and this carries it out. What can go wrong with a
 * voice costs a sentence and never a swing: it is said once in the log, and stands as a trouble until a sentence was
 * spoken again.
 */
import { Subject } from 'rxjs';
import { type Clock, NS_PER_MS } from '../clock/clock.ts';
import { BayError, isBayError } from '../errors/bay-error.ts';
import type { SoundFile, SpeechLanguage, VoicePanel, VoiceSettings } from '../ports/speech.port.ts';
import type { Log } from '../telemetry/log.ts';
import { advanceCues, type CueEvent, type CueKey, type CuePlan, newCuePlan } from './cue-plan.ts';
import { cueText } from './cue-texts.ts';
import { notSpoken } from './errors.ts';

/** What the desk says to screens. */
export type VoiceWords =
  | {
      readonly type: 'cue';
      readonly text: string;
      readonly language: SpeechLanguage;
      readonly volume: number;
      /** The id of the sound; null where the appliance plays it itself. */
      readonly sound: string | null;
    }
  | { readonly type: 'hush' };

export interface VoiceTrouble {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

export interface SoundSource {
  soundOf(utterance: { readonly language: SpeechLanguage; readonly text: string }): Promise<SoundFile>;
  find(id: string): Promise<SoundFile | null>;
}

export interface SoundPlayer {
  play(sound: SoundFile, volume: number): Promise<void>;
  stop(): void;
}

export interface VoiceDeskParts {
  /** What every visit begins with. */
  readonly settings: VoiceSettings;
  readonly sounds: SoundSource;
  /** The appliance's own loudspeaker; null where the screen plays. */
  readonly player: SoundPlayer | null;
  readonly clock: Clock;
  readonly log: Log;
}

export class VoiceDesk implements VoicePanel {
  /** Hot, in order; completes with `close`. */
  readonly words = new Subject<VoiceWords>();
  readonly #parts: VoiceDeskParts;
  #settings: VoiceSettings;
  #plan: CuePlan;
  #trouble: VoiceTrouble | null = null;
  /** Counts hushes: a sentence that was made for an earlier one comes too late. */
  #hushes = 0;
  #isClosed = false;

  constructor(parts: VoiceDeskParts) {
    this.#parts = parts;
    this.#settings = parts.settings;
    this.#plan = newCuePlan(parts.settings.isOn);
  }

  get settings(): VoiceSettings {
    return this.#settings;
  }

  get trouble(): VoiceTrouble | null {
    return this.#settings.isOn ? this.#trouble : null;
  }

  /** Makes one sentence, so that what has to be installed is known before anybody plays. Never rejects. */
  async rehearse(): Promise<void> {
    const { language, isOn } = this.#settings;
    if (isOn) await this.#makeSound('better', language);
  }

  hear(event: CueEvent): void {
    if (this.#isClosed) return;
    if (event.type === 'visit-began') this.#settings = this.#parts.settings;
    const before = event.type === 'visit-began' ? { ...this.#plan, isOn: this.#settings.isOn } : this.#plan;
    const step = advanceCues(before, event, this.#parts.clock.monotonicNs() / NS_PER_MS);
    this.#plan = step.plan;
    if (step.hush) this.#hush();
    if (step.say !== null) void this.#say(step.say);
  }

  set(change: Partial<VoiceSettings>): VoiceSettings {
    const { isOn } = this.#settings;
    this.#settings = { ...this.#settings, ...change };
    if (this.#settings.isOn !== isOn) this.hear({ type: 'switched', isOn: this.#settings.isOn });
    return this.#settings;
  }

  sound(id: string): Promise<SoundFile | null> {
    return this.#parts.sounds.find(id);
  }

  /** Ends what is being said. Idempotent. */
  close(): void {
    this.#isClosed = true;
    this.#hushes++;
    this.#parts.player?.stop();
    this.words.complete();
  }

  #hush(): void {
    this.#hushes++;
    this.#parts.player?.stop();
    this.words.next({ type: 'hush' });
  }

  async #say(cue: CueKey): Promise<void> {
    const { language, volume } = this.#settings;
    const hushes = this.#hushes;
    const text = cueText(cue, language);
    const sound = await this.#makeSound(cue, language);
    if (text === null || sound === null || this.#hushes !== hushes) return;
    const { player } = this.#parts;
    this.words.next({ type: 'cue', text: text.written, language, volume, sound: player === null ? sound.id : null });
    try {
      await player?.play(sound, volume);
    } catch (error) {
      this.#note(error);
    }
  }

  async #makeSound(cue: CueKey, language: SpeechLanguage): Promise<SoundFile | null> {
    const text = cueText(cue, language);
    if (text === null) return null;
    try {
      const sound = await this.#parts.sounds.soundOf({ language, text: text.spoken });
      this.#trouble = null;
      return sound;
    } catch (error) {
      this.#note(error);
      return null;
    }
  }

  /** The log has it once, however many sentences fail for the same reason. */
  #note(error: unknown): void {
    const known: BayError = isBayError(error) ? error : notSpoken('of a defect', error);
    if (this.#trouble?.code !== known.code) this.#parts.log.warn({ error }, 'The bay goes on without a voice.');
    this.#trouble = { code: known.code, message: known.message, hint: known.hint ?? null };
  }
}
