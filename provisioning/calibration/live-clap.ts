/**
 * Claps over the mat that the bay's microphone hears and its calibrated cameras see: listens until there are enough,
 * has the wrists followed through the recorded pictures, and tells how late the device stamps its sound.
 *
 * Tries again until it has succeeded or is closed; each try looks at one stretch of pictures, so nothing queues.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeClip } from '../../device/capture/clip-writer.ts';
import type { EncodedUnit } from '../../device/capture/frame-source.port.ts';
import { isBayError } from '../../device/errors/bay-error.ts';
import type { CameraCalibration } from '../../device/swing/geometry/camera-calibration.ts';
import type { CalibrationPreset } from './calibration-preset.ts';
import { findClaps, type HeardOnset, soundDelay } from './clap.ts';
import { directionErrorMs, type MicrophonePlace, overBall, standIn, TAPE_DEVIATION_M } from './microphone-place.ts';
import { readWrists } from './wrist-reader.ts';
import { type SeenWrist, type SeenWrists, type WristView, wristMoments } from './wrist-track.ts';

export type SoundPath = NonNullable<CalibrationPreset['soundPath']>;

export interface ClapSenses {
  /** What the microphone heard since a moment, as it stamped it. */
  readonly onsetsSince: (sinceNs: number) => readonly HeardOnset[];
  /** A camera's pictures from the key frame before a moment on. */
  readonly cut: (camera: string, fromNs: number, toNs: number) => readonly EncodedUnit[];
  /** For recordings that are looked at and deleted. */
  readonly scratchDirectory: string;
  readonly monotonicNs: () => number;
}

interface ClappedCamera {
  readonly name: string;
  readonly calibration: CameraCalibration;
}

/** One more than must agree: people clap beside the beat, and neighbours hit balls. */
export const CLAPS_ASKED = 6;
/** What the ring of a camera holds at least, less what comes before and after. */
const STRETCH_MS_MAX = 6_500;
const BEFORE_MS = 500;
const AFTER_MS = 400;
/** Every camera's pictures are in its ring by then. */
const RING_LAG_MS = 300;
/** What the network's wrists may be off in all claps alike, when hands touch: measured on drawn hands. */
const ALIKE_DEVIATION_MS = 2;
const LISTEN_EVERY_MS = 150;
/** Whoever goes away leaves a bay that listens no longer than this. */
const LISTEN_MS_MAX = 10 * 60_000;

export class LiveClap {
  readonly #senses: ClapSenses;
  readonly #cameras: readonly ClappedCamera[];
  readonly #place: MicrophonePlace;
  readonly #ended = new AbortController();
  #sinceNs: number;
  #heard = 0;
  #misses = 0;
  #isLooking = false;

  constructor(senses: ClapSenses, cameras: readonly ClappedCamera[], place: MicrophonePlace) {
    this.#senses = senses;
    this.#cameras = cameras;
    this.#place = place;
    this.#sinceNs = senses.monotonicNs();
  }

  /** Sounds of this try that may be claps. */
  get heard(): number {
    return this.#heard;
  }

  /** Tries in which the claps that were heard could not be matched with hands that were seen. */
  get misses(): number {
    return this.#misses;
  }

  get isLooking(): boolean {
    return this.#isLooking;
  }

  /** Null when it was closed, or left alone. */
  async measure(): Promise<SoundPath | null> {
    const endsNs = this.#senses.monotonicNs() + LISTEN_MS_MAX * 1e6;
    while (!this.#ended.signal.aborted && this.#senses.monotonicNs() < endsNs) {
      const stretch = this.#listen();
      if (stretch !== null) {
        const found = await this.#look(stretch);
        if (found !== null) return found;
        if (this.#ended.signal.aborted) return null;
        this.#misses++;
        this.#sinceNs = this.#senses.monotonicNs();
      }
      await sleep(LISTEN_EVERY_MS, undefined, { signal: this.#ended.signal }).catch(() => undefined);
    }
    return null;
  }

  /** Idempotent. */
  close(): void {
    this.#ended.abort();
  }

  /** The stretch of the last claps once there are enough, and all pictures of it; null before. */
  #listen(): { fromNs: number; toNs: number; onsets: readonly HeardOnset[] } | null {
    const nowMs = this.#senses.monotonicNs() / 1e6;
    const all = this.#senses.onsetsSince(this.#sinceNs);
    const onsets = all.filter(({ atMs }) => atMs > nowMs - STRETCH_MS_MAX - AFTER_MS - RING_LAG_MS);
    this.#heard = onsets.length;
    const [first, last] = [onsets[0], onsets.at(-1)];
    if (onsets.length < CLAPS_ASKED || first === undefined || last === undefined) return null;
    if (nowMs < last.atMs + AFTER_MS + RING_LAG_MS) return null;
    return { fromNs: (first.atMs - BEFORE_MS) * 1e6, toNs: (last.atMs + AFTER_MS) * 1e6, onsets };
  }

  async #look(stretch: { fromNs: number; toNs: number; onsets: readonly HeardOnset[] }): Promise<SoundPath | null> {
    this.#isLooking = true;
    const { scratchDirectory, cut } = this.#senses;
    const files: string[] = [];
    try {
      const recorded: { camera: ClappedCamera; timesMs: number[] }[] = [];
      for (const camera of this.#cameras) {
        const units = cut(camera.name, stretch.fromNs, stretch.toNs);
        if (units.length === 0) continue;
        const file = join(scratchDirectory, `clap-${process.pid}-${camera.name}.mp4`);
        const { frameTimesNs } = await writeClip(units, file);
        files.push(file);
        recorded.push({ camera, timesMs: frameTimesNs.map((ns) => ns / 1e6) });
      }
      const wrists = await readWrists(files, this.#ended.signal);
      const views = recorded.map(({ camera: { calibration }, timesMs }, i): WristView => {
        return { calibration, timesMs, wrists: (wrists[i] ?? []).map((each) => inPixels(each, calibration)) };
      });
      return soundPathOf(views, stretch.onsets, this.#place);
    } catch (error) {
      // A picture that is lost, or a process that died: the installer claps again.
      if (isBayError(error)) return null;
      throw error;
    } finally {
      this.#isLooking = false;
      await Promise.all(files.map((file) => rm(file, { force: true })));
    }
  }
}

/** Null where too few claps are seen and heard alike. */
export function soundPathOf(
  views: readonly WristView[],
  onsets: readonly HeardOnset[],
  place: MicrophonePlace,
): SoundPath | null {
  const seen = findClaps(wristMoments(views));
  const found = soundDelay(seen.map(overBall), onsets, standIn(place));
  if (found === null) return null;
  return {
    distanceM: { value: place.distanceM, deviation: TAPE_DEVIATION_M },
    delayMs: {
      value: found.delayMs,
      deviation: Math.hypot(found.deviationMs, directionErrorMs(seen, place), ALIKE_DEVIATION_MS),
    },
    claps: found.claps,
  };
}

function inPixels(wrists: SeenWrists | null, { width, height }: CameraCalibration): SeenWrists | null {
  const scaled = ({ x, y, visibility }: SeenWrist): SeenWrist => ({ x: x * width, y: y * height, visibility });
  return wrists === null ? null : { left: scaled(wrists.left), right: scaled(wrists.right) };
}
