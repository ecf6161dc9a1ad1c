import type { ServerMessages } from '../../api/contract/realtime.ts';

/** What of an `Audio` element is needed. */
export interface Sound {
  volume: number;
  play(): Promise<void>;
  pause(): void;
}

/**
 * Plays the bay's cues, one at a time, and ends them the moment that the bay asks for silence.
 *
 * A browser that lets no page make sound before it was touched plays nothing and is asked again with the next cue; the
 * kiosk's own is started with `--autoplay-policy=no-user-gesture-required`.
 */
export class CuePlayer {
  readonly #open: (path: string) => Sound;
  #playing: Sound | null = null;

  constructor(open: (path: string) => Sound) {
    this.#open = open;
  }

  play({ url, volume }: ServerMessages['AUDIO_CUE']): void {
    this.hush();
    if (url === null) return;
    const sound = this.#open(url);
    sound.volume = volume;
    this.#playing = sound;
    // Refused, or hushed before it began: in both cases there is silence, as there should be.
    sound.play().catch(() => undefined);
  }

  hush(): void {
    this.#playing?.pause();
    this.#playing = null;
  }
}
