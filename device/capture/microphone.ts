/**
 * The bay's microphone: a pipeline that is kept alive, the last seconds of its sound, and the impacts heard in it,
 * back-dated to when they happened at the ball.
 */
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { systemClock } from '../clock/clock.ts';
import { type GdpHeader, GdpReader, gdpText } from '../process/gdp.ts';
import { type Log, type StopReason, SupervisedChild } from '../process/supervised-child.ts';
import type { Microphone as MicrophoneConfig } from './capture.config.ts';
import { runningTimeNs, SEGMENT_FROM_ZERO, segmentIn } from './gst-text.ts';
import { ImpactDetector } from './impact-detector.ts';
import { describeMicrophonePipeline, MICROPHONE_RATE, microphoneTimeOrigin } from './microphone-pipeline.ts';
import { baseTimeNsIn, isDebugLine, OriginEstimate, REVEAL_BASE_TIME } from './origin-estimate.ts';
import { type SoundBlock, SoundRing } from './sound-ring.ts';

export interface HeardImpact {
  /** CLOCK_MONOTONIC ns at which club and ball met: back-dated by the device's delay and the way of the sound. */
  readonly struckAtNs: number;
  /** As the device stamped its onset. */
  readonly heardAtNs: number;
  /** Decibels above the noise of the moment. */
  readonly strength: number;
  /** Decibels of full scale. */
  readonly levelDb: number;
  /** Of the onset alone, either way. */
  readonly onsetErrorMs: number;
  /** Of the moment at which it was struck: the onset's, and that of the sound's way. */
  readonly uncertaintyMs: number;
}

export interface MicrophoneListeners {
  onImpact?: (impact: HeardImpact) => void;
  onBlock?: (block: SoundBlock) => void;
  onStopped?: (why: { reason: StopReason; lastWords: string; restartInMs: number | null }) => void;
}

/** Metres a second, in air of 20 °C; 10 °C more or less change it by 2 %. */
const SPEED_OF_SOUND = 343;
const SOUND_FD = 3;
const OUTPUT_AGE_MS_MAX = 1000;
const START_MS_MAX = 5000;
/** Blocks whose times fit less well than this do not follow one another: sound was lost. */
const GAP_NS_MAX = 20e6;

/** How much earlier than it is stamped a sound was made at the ball, in nanoseconds. */
function soundDelayNs({ distanceM, delayMs }: Pick<MicrophoneConfig, 'distanceM' | 'delayMs'>): number {
  return (distanceM / SPEED_OF_SOUND) * 1e9 + delayMs * 1e6;
}

/** How far that may be off, either way: distance and delay are measured apart from each other. */
function soundDelayErrorMs({ distanceErrorM, delayErrorMs }: SoundPath): number {
  return Math.hypot((distanceErrorM / SPEED_OF_SOUND) * 1e3, delayErrorMs);
}

type SoundPath = Pick<MicrophoneConfig, 'distanceM' | 'distanceErrorM' | 'delayMs' | 'delayErrorMs'>;

export class MicrophoneSource {
  readonly #config: MicrophoneConfig;
  #path: SoundPath;
  readonly #listeners: MicrophoneListeners;
  readonly #child: SupervisedChild;
  readonly #ring = new SoundRing();
  #run = new SoundRun(0);

  constructor(config: MicrophoneConfig, listeners: MicrophoneListeners, log?: Log) {
    this.#config = config;
    this.#path = config;
    this.#listeners = listeners;
    this.#child = new SupervisedChild({
      name: 'microphone',
      command: 'gst-launch-1.0',
      args: ['-q', ...describeMicrophonePipeline(config.source, SOUND_FD)],
      env: REVEAL_BASE_TIME,
      pipes: 1,
      outputAgeMsMax: OUTPUT_AGE_MS_MAX,
      startMsMax: START_MS_MAX,
      restart: { firstDelayMs: 200, delayMsMax: 2000, healthyAfterMs: 10_000 },
      onStarted: (_, child) => this.#started(child),
      onErrorLine: (line) => {
        this.#run.originNs ??= baseTimeNsIn(line);
      },
      isLastWord: (line) => !isDebugLine(line),
      onStopped: ({ reason, lastWords, restartInMs }) => listeners.onStopped?.({ reason, lastWords, restartInMs }),
      ...(log === undefined ? {} : { log }),
    });
  }

  start(): void {
    this.#child.start();
  }

  /** For impacts that are heard from now on. */
  useSoundPath(path: SoundPath): void {
    this.#path = path;
  }

  get restarts(): number {
    return this.#child.restarts;
  }

  /** Milliseconds since sound came; null while the microphone waits for its restart. */
  get newestOutputAgeMs(): number | null {
    return this.#child.outputAgeMs;
  }

  /** Sound round an impact, by the time it was made at the ball: so are the bounds, and so is the block stamped. */
  cutAtBall(fromNs: number, toNs: number): SoundBlock | null {
    const delayNs = soundDelayNs(this.#path);
    const block = this.#ring.cut(fromNs + delayNs, toNs + delayNs);
    return block === null ? null : { ...block, capturedAtNs: block.capturedAtNs - delayNs };
  }

  /** Ends the microphone for good and forgets its sound. Idempotent. */
  async close(): Promise<void> {
    await this.#child.stop();
    this.#ring.clear();
  }

  #started(child: ChildProcess): void {
    const run = new SoundRun(microphoneTimeOrigin(this.#config.source) === 'absolute' ? 0 : null);
    this.#run = run;
    const reader = new GdpReader(({ header, payload }) => {
      const block = run.take(header, payload);
      if (block !== null) this.#takeBlock(run, block);
    });
    const stream = child.stdio[SOUND_FD] as Readable;
    stream.on('data', (chunk: Buffer) => {
      this.#child.noteOutput();
      try {
        reader.push(chunk);
      } catch {
        // What is no GDP any more will not become it again.
        void this.#child.killNow();
      }
    });
    stream.on('error', () => void this.#child.killNow());
  }

  #takeBlock(run: SoundRun, block: SoundBlock): void {
    this.#ring.push(block);
    this.#listeners.onBlock?.(block);
    for (const { heardAtNs, strength, levelDb, uncertaintyMs } of run.listen(block)) {
      const struckAtNs = heardAtNs - soundDelayNs(this.#path);
      const doubtMs = Math.hypot(uncertaintyMs, soundDelayErrorMs(this.#path));
      this.#listeners.onImpact?.({
        struckAtNs,
        heardAtNs,
        strength,
        levelDb,
        onsetErrorMs: uncertaintyMs,
        uncertaintyMs: doubtMs,
      });
    }
  }
}

/** The sound of one run of the pipeline: its clock, and what is heard in it. */
class SoundRun {
  originNs: number | null;
  readonly #estimate = new OriginEstimate();
  #segment = SEGMENT_FROM_ZERO;
  #detector = new ImpactDetector(MICROPHONE_RATE);
  /** When the detector's first sample was, and the sample that is expected next. */
  #detectorStartNs = 0;
  #expectedNs = Number.NaN;

  constructor(originNs: number | null) {
    this.originNs = originNs;
  }

  take(header: GdpHeader, payload: Uint8Array): SoundBlock | null {
    if (header.kind === 'event') this.#segment = segmentIn(gdpText(payload)) ?? this.#segment;
    if (header.kind !== 'buffer' || header.length < 2) return null;
    const samples = new Int16Array(payload.length >> 1);
    new Uint8Array(samples.buffer).set(payload.subarray(0, samples.byteLength));
    const runningNs = runningTimeNs(header.ptsNs ?? 0, this.#segment);
    const endNs = runningNs + (samples.length * 1e9) / MICROPHONE_RATE;
    const originNs = this.originNs ?? this.#estimate.add(endNs, systemClock.monotonicNs()).originNs;
    return { capturedAtNs: originNs + runningNs, sampleRate: MICROPHONE_RATE, samples };
  }

  listen(block: SoundBlock): Omit<HeardImpact, 'struckAtNs' | 'onsetErrorMs'>[] {
    // Small drifts of the device's clock move the detector's start along; a gap begins anew.
    const driftNs = block.capturedAtNs - this.#expectedNs;
    if (Math.abs(driftNs) <= GAP_NS_MAX) this.#detectorStartNs += driftNs;
    else {
      this.#detector = new ImpactDetector(MICROPHONE_RATE);
      this.#detectorStartNs = block.capturedAtNs;
    }
    this.#expectedNs = block.capturedAtNs + (block.samples.length * 1e9) / MICROPHONE_RATE;
    const samples = Float32Array.from(block.samples, (sample) => sample / 32_768);
    return this.#detector.push(samples).map(({ timeMs, ...found }) => {
      return { heardAtNs: this.#detectorStartNs + timeMs * 1e6, ...found };
    });
  }
}
