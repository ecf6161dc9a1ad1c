/** Plays a sound on the appliance's own sound card, by GStreamer and ALSA; one at a time, and ended at any moment. */
import type { SoundFile } from '../ports/speech.port.ts';
import { TetheredProcess } from '../process/tethered-process.ts';
import { notSpoken, programMissing } from './errors.ts';

/** A cue has two seconds; a sound card that does not answer would hold it for ever. */
const PLAYING_MS_MAX = 20_000;
const NOT_FOUND = 127;

export class AppliancePlayer {
  readonly #sink: readonly string[];
  #playing: TetheredProcess | null = null;

  /** @param sink the pipeline's end, such as `alsasink device=default` */
  constructor(sink: readonly string[]) {
    this.#sink = sink;
  }

  /** Resolves when it was played or ended by `stop`; a sound that is being played makes way. */
  async play(sound: SoundFile, volume: number): Promise<void> {
    this.stop();
    const args = [
      '-q',
      'filesrc',
      `location=${sound.path}`,
      '!',
      'decodebin',
      '!',
      'audioconvert',
      '!',
      'audioresample',
    ];
    const child = new TetheredProcess({
      command: 'gst-launch-1.0',
      args: [...args, '!', 'volume', `volume=${volume}`, '!', ...this.#sink],
    });
    this.#playing = child;
    const timer = setTimeout(() => void child.kill(), PLAYING_MS_MAX);
    const { code } = await child.exited.finally(() => clearTimeout(timer));
    if (this.#playing !== child) return;
    this.#playing = null;
    if (code === NOT_FOUND) throw programMissing('gst-launch-1.0', 'gstreamer1.0-tools');
    if (code !== 0) throw notSpoken(`the sound card did not play it (${child.lastWords || 'no word'})`);
  }

  /** Idempotent. */
  stop(): void {
    const child = this.#playing;
    this.#playing = null;
    void child?.kill();
  }
}
