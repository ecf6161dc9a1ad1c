/**
 * The daemon's end of one camera: keeps the camera's process alive, keeps its ring, tells what it sees.
 *
 * The ring lives here and not in the camera's process: when that dies in mid-swing, what it had seen is still there.
 *
 * INVARIANTS
 * - A camera process that says nothing, or whose newest picture is older than `stalledAfterMs`, is killed and started
 *   again; other cameras do not notice.
 * - Pictures enter the ring in the order of their times; one that is not newer than the last is dropped.
 * - A smaller rendition is encoded exactly while somebody watches it, across restarts of the camera's process.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Camera } from '../capture/capture.config.ts';
import { EncodedRing } from '../capture/encoded-ring.ts';
import type { EncodedUnit, StampedBy } from '../capture/frame-source.port.ts';
import type { Resolution } from '../capture/rendition.ts';
import { type Clock, NS_PER_MS, NS_PER_S } from '../clock/clock.ts';
import { SupervisedChild } from '../process/supervised-child.ts';
import type { Log } from '../telemetry/log.ts';
import type { BayTrouble } from './bay-fact.ts';
import type { CameraOrder, CameraReport, RenditionOrder } from './camera-messages.ts';
import type { RecordedCamera } from './recorded-camera.ts';

/** Node, the network and the pipeline, on a machine that is busy with an analysis. */
const START_MS_MAX = 15_000;
const RESTART = { firstDelayMs: 100, delayMsMax: 2_000, healthyAfterMs: 10_000 };
/** A camera's process pulses four times a second, whatever its pictures do. */
const PULSE_SILENCE_MS_MAX = 2_000;

export interface CameraLinkParts {
  readonly config: Camera;
  readonly runDirectory: string;
  readonly posesPerSecondMax: number;
  readonly ringSeconds: number;
  readonly stalledAfterMs: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly onPose: (camera: string, capturedAtNs: number, image: Float32Array | null) => void;
  readonly onPicture: (camera: string, picture: EncodedUnit, resolution: Resolution) => void;
  /** The camera went silent or came back; `trouble` tells which. */
  readonly onHealthChanged: (camera: string) => void;
}

export interface CameraCounts {
  readonly framesDelivered: number;
  readonly framesDropped: number;
  readonly restarts: number;
}

export class CameraLink implements RecordedCamera {
  readonly #parts: CameraLinkParts;
  readonly #child: SupervisedChild;
  readonly #ring: EncodedRing;
  #config: Camera;
  #stamped: StampedBy | null = null;
  #stampUncertaintyMs: number | null = null;
  #provider: string | null = null;
  #newestFrameNs = Number.NEGATIVE_INFINITY;
  #newestPictureNs = Number.NEGATIVE_INFINITY;
  #frames = { framesDelivered: 0, framesDropped: 0 };
  #trouble: BayTrouble | null = null;
  readonly #watchers = new Map<Resolution, number>();

  constructor(parts: CameraLinkParts) {
    this.#parts = parts;
    this.#config = parts.config;
    this.#ring = new EncodedRing({ keepNs: parts.ringSeconds * NS_PER_S });
    const entry = fileURLToPath(new URL(`./camera-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
    this.#child = new SupervisedChild({
      name: `camera ${parts.config.name}`,
      command: process.execPath,
      args: [entry],
      ipc: true,
      outputAgeMsMax: PULSE_SILENCE_MS_MAX,
      startMsMax: START_MS_MAX,
      restart: RESTART,
      onStarted: () => this.#giveOrder(),
      onMessage: (message) => this.#hear(message as CameraReport),
      onStopped: ({ reason, lastWords }) => {
        if (reason !== 'stopped') this.#fall('camera/died', lastWords);
      },
      log: parts.log,
    });
  }

  get config(): Camera {
    return this.#config;
  }

  /** For swings that are recorded from now on. */
  recalibrate(calibration: Camera['calibration']): void {
    const { calibration: _before, ...rest } = this.#config;
    this.#config = calibration === undefined ? rest : { ...rest, calibration };
  }

  start(): void {
    this.#child.start();
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }

  /** Null until its pipeline has said so. */
  get stampUncertaintyMs(): number | null {
    return this.#stampUncertaintyMs;
  }

  get stamped(): StampedBy | null {
    return this.#stamped;
  }

  /** The execution provider that live pose runs on; null until the camera has started. */
  get provider(): string | null {
    return this.#provider;
  }

  get trouble(): BayTrouble | null {
    return this.#trouble;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** When its newest picture was taken, by CLOCK_MONOTONIC; null while it gives none. */
  get newestFrameNs(): number | null {
    return Number.isFinite(this.#newestFrameNs) ? this.#newestFrameNs : null;
  }

  get counts(): CameraCounts {
    return { ...this.#frames, restarts: this.#child.restarts };
  }

  /** Has a rendition encoded until the returned function is called; `full` is there anyway. Calling it again is nothing. */
  watch(resolution: Resolution): () => void {
    this.#changeWatchers(resolution, 1);
    let isWatching = true;
    return () => {
      if (isWatching) this.#changeWatchers(resolution, -1);
      isWatching = false;
    };
  }

  cut(fromNs: number, toNs: number): readonly EncodedUnit[] {
    return this.#ring.cut(fromNs, toNs);
  }

  /**
   * To be called several times a second: sees that a living process has a dead camera. What was said of it already is
   * nearer the cause; of one that never gave a picture the process itself says so.
   */
  checkPulse(nowNs: number): void {
    if (this.#trouble !== null || !Number.isFinite(this.#newestFrameNs)) return;
    const ageMs = (nowNs - this.#newestFrameNs) / NS_PER_MS;
    if (ageMs > this.#parts.stalledAfterMs) this.#fall('camera/stalled', `No picture for ${Math.round(ageMs)} ms.`);
  }

  #giveOrder(): void {
    this.#newestFrameNs = Number.NEGATIVE_INFINITY;
    const { config, runDirectory, posesPerSecondMax, stalledAfterMs } = this.#parts;
    const order: CameraOrder = { type: 'start', camera: config, runDirectory, posesPerSecondMax, stalledAfterMs };
    this.#child.send({ ...order });
    for (const [resolution, watchers] of this.#watchers) if (watchers > 0) this.#order(resolution, true);
  }

  #changeWatchers(resolution: Resolution, by: 1 | -1): void {
    if (resolution === 'full') return;
    const before = this.#watchers.get(resolution) ?? 0;
    this.#watchers.set(resolution, before + by);
    if (before + by === 0 || before === 0) this.#order(resolution, before === 0);
  }

  #order(resolution: Resolution, isWanted: boolean): void {
    const order: RenditionOrder = { type: 'rendition', resolution, isWanted };
    this.#child.send({ ...order });
  }

  #hear(report: CameraReport): void {
    switch (report.type) {
      case 'started':
        this.#stamped = report.stamped;
        this.#stampUncertaintyMs = report.uncertaintyMs;
        this.#provider = report.provider;
        return;
      case 'unit': {
        if (report.resolution !== 'full') {
          this.#parts.onPicture(this.config.name, report, report.resolution);
          return;
        }
        if (report.capturedAtNs <= this.#newestPictureNs) return;
        this.#newestPictureNs = report.capturedAtNs;
        this.#ring.push(report);
        this.#parts.onPicture(this.config.name, report, 'full');
        return;
      }
      case 'pose':
        this.#parts.onPose(this.config.name, report.capturedAtNs, report.image);
        return;
      case 'pulse':
        if (report.newestFrameNs !== null && report.newestFrameNs > this.#newestFrameNs)
          this.#rise(report.newestFrameNs);
        this.#frames = { framesDelivered: report.framesDelivered, framesDropped: report.framesDropped };
        return;
      case 'rendition-failed': {
        const { resolution, detail } = report;
        const data = { camera: this.config.name, resolution, detail };
        this.#parts.log.warn(data, 'Live pictures of a smaller size fail; the encoder is started again.');
        return;
      }
      case 'trouble':
        this.#fall(report.code, report.message);
        return;
    }
  }

  #rise(newestFrameNs: number): void {
    this.#newestFrameNs = newestFrameNs;
    if (this.#trouble === null) return;
    const ageMs = (this.#parts.clock.monotonicNs() - newestFrameNs) / NS_PER_MS;
    if (ageMs > this.#parts.stalledAfterMs) return;
    this.#trouble = null;
    this.#parts.log.info({ camera: this.config.name }, 'The camera is back.');
    this.#parts.onHealthChanged(this.config.name);
  }

  #fall(code: string, detail: string): void {
    if (this.#trouble?.code === code) return;
    const { name } = this.config;
    this.#parts.log.warn({ camera: name, code, detail }, 'A camera gives no pictures.');
    const wasWell = this.#trouble === null;
    this.#trouble = {
      code,
      message: `Camera ${name} gives no pictures and is being restarted.`,
      hint: 'If it does not come back within a minute, check its cable and power.',
      camera: name,
    };
    if (wasWell) this.#parts.onHealthChanged(name);
  }
}
