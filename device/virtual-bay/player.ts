import { NS_PER_MS, NS_PER_S } from '../clock/clock.ts';
import type { Clip } from './clip-cache.ts';
import { BaySound, hearingDelayMs, type MicrophonePlace, SAMPLE_RATE } from './sound.ts';
import type { SwingTruth } from './truth.ts';
import { UnitServer } from './unit-server.ts';

/**
 * Plays the bay live: every camera and the microphone on one clock, in real time, without end. Between swings the
 * idle clip goes round; a swing begins where an idle round ends, so that the golfer never jumps.
 */
export interface PlayableScenario {
  readonly clips: readonly Clip[];
  readonly truth: SwingTruth;
}

export interface StartedScenario {
  readonly startedAtNs: number;
  readonly endsAtNs: number;
  /** When the club meets the ball; null without a hit. */
  readonly impactNs: number | null;
  readonly truth: SwingTruth;
}

/** About two seconds of 720p60 at this bay's bit rate. */
const VIDEO_BACKLOG_BYTES = 2 * 1024 * 1024;
const AUDIO_BACKLOG_BYTES = 192 * 1024;
const AUDIO_BLOCK_MS = 10;
/** After a pause of the whole machine the bay goes on at the present instead of sending what is old. */
const LATE_NS_MAX = 500 * NS_PER_MS;

interface Waiting {
  readonly scenario: PlayableScenario;
  readonly started: (scenario: StartedScenario) => void;
}

export interface PlayerOptions {
  readonly idle: PlayableScenario;
  readonly fps: number;
  readonly seed: number;
  readonly microphone: MicrophonePlace;
  readonly monotonicNs: () => number;
}

export class Player {
  private readonly cameras: UnitServer[];
  private readonly microphone: UnitServer;
  private readonly sound: BaySound;
  private readonly options: PlayerOptions;
  private originNs = 0;
  private frame = 0;
  private playing: PlayableScenario;
  private position = 0;
  private waiting: Waiting | null = null;
  private timer: NodeJS.Timeout | null = null;
  private idle: PlayableScenario;

  constructor(options: PlayerOptions) {
    this.options = options;
    this.idle = options.idle;
    this.playing = options.idle;
    this.sound = new BaySound(options.seed);
    this.cameras = options.idle.clips.map(({ camera }) => {
      const { width, height } = camera.calibration;
      const caps = `video/x-h264, stream-format=(string)byte-stream, alignment=(string)au, width=(int)${width}, height=(int)${height}, framerate=(fraction)${options.fps}/1`;
      return new UnitServer(caps, VIDEO_BACKLOG_BYTES);
    });
    const sound = `audio/x-raw, format=(string)S16LE, layout=(string)interleaved, rate=(int)${SAMPLE_RATE}, channels=(int)1`;
    this.microphone = new UnitServer(sound, AUDIO_BACKLOG_BYTES);
  }

  /** Opens the ports, the cameras' in their order, and begins. */
  async start(): Promise<{ readonly cameraPorts: readonly number[]; readonly microphonePort: number }> {
    const cameraPorts = await Promise.all(this.cameras.map((server) => server.listen()));
    const microphonePort = await this.microphone.listen();
    this.originNs = this.options.monotonicNs();
    this.tick();
    return { cameraPorts, microphonePort };
  }

  /** Whether a scenario is waiting or being played. */
  get isBusy(): boolean {
    return this.waiting !== null || this.playing !== this.idle;
  }

  /** Resolves when the scenario begins, at the end of the idle round under way. One at a time: see `isBusy`. */
  play(scenario: PlayableScenario): Promise<StartedScenario> {
    return new Promise((started) => {
      this.waiting = { scenario, started };
    });
  }

  /** Another golfer steps in: the idle clip from the next round on. */
  changeIdle(idle: PlayableScenario): void {
    if (this.playing === this.idle) {
      this.playing = idle;
      this.position = 0;
    }
    this.idle = idle;
  }

  get counts() {
    return { cameras: this.cameras.map((server) => server.counts), microphone: this.microphone.counts };
  }

  async close(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await Promise.all([...this.cameras, this.microphone].map((server) => server.close()));
  }

  private tick(): void {
    const nowNs = this.options.monotonicNs();
    this.sendSound(nowNs);
    this.sendFrames(nowNs);
    const nextNs = Math.min(
      this.frameTimeNs(this.frame),
      this.sampleTimeNs(this.sound.position) + AUDIO_BLOCK_MS * NS_PER_MS,
    );
    const waitMs = Math.max(0, (nextNs - this.options.monotonicNs()) / NS_PER_MS);
    this.timer = setTimeout(() => this.tick(), waitMs);
  }

  private sendFrames(nowNs: number): void {
    while (this.frameTimeNs(this.frame) <= nowNs) {
      const ptsNs = this.frameTimeNs(this.frame);
      if (this.position === 0) this.beginNext(ptsNs);
      const stale = nowNs - ptsNs > LATE_NS_MAX;
      this.playing.clips.forEach(({ units }, i) => {
        const unit = units[this.position];
        if (unit === undefined || stale) return;
        this.cameras[i]?.send({
          data: unit.data,
          ptsNs,
          durationNs: NS_PER_S / this.options.fps,
          isKey: unit.isKeyFrame,
        });
      });
      this.frame++;
      this.position++;
      if (this.position >= (this.playing.clips[0]?.units.length ?? 1)) {
        this.position = 0;
        this.playing = this.idle;
      }
    }
  }

  /** At the first frame of a round: the scenario that waits begins now. */
  private beginNext(ptsNs: number): void {
    const { waiting } = this;
    if (waiting === null) return;
    this.waiting = null;
    this.playing = waiting.scenario;
    const { truth } = waiting.scenario;
    const frames = waiting.scenario.clips[0]?.units.length ?? 0;
    const impactNs = truth.impactMs === null ? null : ptsNs + Math.round(truth.impactMs * NS_PER_MS);
    this.soundOf(truth, ptsNs);
    waiting.started({ startedAtNs: ptsNs, endsAtNs: ptsNs + (frames * NS_PER_S) / this.options.fps, impactNs, truth });
  }

  private soundOf(truth: SwingTruth, startedAtNs: number): void {
    const heardMs = hearingDelayMs(this.options.microphone);
    const sampleAt = (ms: number) =>
      ((startedAtNs - this.originNs) / NS_PER_S) * SAMPLE_RATE + ((ms + heardMs) / 1000) * SAMPLE_RATE;
    const swung = truth.events.find((event) => event.name === 'impact');
    if (swung !== undefined) this.sound.whistle(sampleAt(swung.timeMs));
    if (truth.impactMs !== null) this.sound.strike(sampleAt(truth.impactMs));
  }

  /** A block is sent when its last sample has been heard, stamped with its first. */
  private sendSound(nowNs: number): void {
    const count = (SAMPLE_RATE * AUDIO_BLOCK_MS) / 1000;
    while (this.sampleTimeNs(this.sound.position + count) <= nowNs) {
      const ptsNs = this.sampleTimeNs(this.sound.position);
      const block = this.sound.block(count);
      if (nowNs - ptsNs > LATE_NS_MAX) continue;
      const data = new Uint8Array(block.buffer);
      this.microphone.send({ data, ptsNs, durationNs: AUDIO_BLOCK_MS * NS_PER_MS, isKey: true });
    }
  }

  private frameTimeNs(frame: number): number {
    return this.originNs + Math.round((frame * NS_PER_S) / this.options.fps);
  }

  private sampleTimeNs(sample: number): number {
    return this.originNs + Math.round((sample * NS_PER_S) / SAMPLE_RATE);
  }
}
