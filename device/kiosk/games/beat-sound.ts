import { BEAT_NAMES, type BeatName, beatsBetween, cycleS, type Rhythm } from './beat-schedule.ts';

/** Beats are handed to the audio clock this far ahead, so that a busy page delays none. */
const AHEAD_S = 0.6;
const LOOK_MS = 100;
/** The first beat waits until the sound card runs. */
const LEAD_IN_S = 0.5;
const CLICK_S = 0.06;
/** Three tones that are told apart without looking; the ball's is the highest. */
const HERTZ: Readonly<Record<BeatName, number>> = { start: 660, top: 880, ball: 1320 };

/**
 * The clicks of the tempo trainer. Each is a buffer that the audio clock starts at a sample of its own choosing: what
 * the page is busy with moves none of them. A beat that was not handed over in time is left out, never late.
 */
export class BeatSound {
  #context: AudioContext | null = null;
  #clicks: ReadonlyMap<BeatName, AudioBuffer> = new Map();
  #scheduled = new Set<AudioBufferSourceNode>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #rhythm: Rhythm | null = null;
  #startS = 0;
  #untilS = 0;

  /** By a tap, as browsers want it. Begins anew where another rhythm was running. */
  start(rhythm: Rhythm): void {
    this.stop();
    const context = this.#context ?? new AudioContext({ latencyHint: 'interactive' });
    if (this.#context === null) this.#clicks = new Map(BEAT_NAMES.map((name) => [name, clickOf(context, HERTZ[name])]));
    this.#context = context;
    void context.resume();
    this.#rhythm = rhythm;
    this.#startS = onSample(context, context.currentTime + LEAD_IN_S);
    this.#untilS = this.#startS;
    this.#schedule();
    this.#timer = setInterval(() => this.#schedule(), LOOK_MS);
  }

  /** Silent at once. Idempotent. */
  stop(): void {
    clearInterval(this.#timer);
    for (const click of this.#scheduled) click.stop();
    this.#scheduled.clear();
    this.#rhythm = null;
  }

  /** Stops, and gives the sound card back. */
  close(): void {
    this.stop();
    void this.#context?.close();
    this.#context = null;
  }

  /** How far the swing is that is heard just now, in seconds from its start; null before the first and when stopped. */
  positionS(): number | null {
    const [context, rhythm] = [this.#context, this.#rhythm];
    if (context === null || rhythm === null) return null;
    const sinceS = context.currentTime - (context.outputLatency || 0) - this.#startS;
    return sinceS < 0 ? null : sinceS % cycleS(rhythm);
  }

  #schedule(): void {
    const [context, rhythm] = [this.#context, this.#rhythm];
    if (context === null || rhythm === null) return;
    const untilS = context.currentTime + AHEAD_S;
    for (const { name, atS } of beatsBetween(rhythm, this.#startS, this.#untilS, untilS)) {
      const whenS = onSample(context, atS);
      if (whenS < context.currentTime) continue;
      const click = new AudioBufferSourceNode(context, { buffer: this.#clicks.get(name) ?? null });
      click.connect(context.destination);
      click.addEventListener('ended', () => this.#scheduled.delete(click));
      this.#scheduled.add(click);
      click.start(whenS);
    }
    this.#untilS = Math.max(this.#untilS, untilS);
  }
}

/** The nearest whole sample: a start between two would be interpolated. */
function onSample({ sampleRate }: BaseAudioContext, atS: number): number {
  return Math.round(atS * sampleRate) / sampleRate;
}

/** A tone that begins at its loudest within a millisecond and fades. */
function clickOf(context: BaseAudioContext, hertz: number): AudioBuffer {
  const { sampleRate } = context;
  const buffer = context.createBuffer(1, Math.ceil(CLICK_S * sampleRate), sampleRate);
  const samples = buffer.getChannelData(0);
  for (let at = 0; at < samples.length; at++) {
    const timeS = at / sampleRate;
    samples[at] = 0.7 * Math.min(1, timeS / 0.001) * Math.exp(-timeS / 0.015) * Math.sin(2 * Math.PI * hertz * timeS);
  }
  return buffer;
}
