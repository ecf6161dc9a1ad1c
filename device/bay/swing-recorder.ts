/**
 * Makes a decided swing a stored one: waits for its last picture, cuts the clips of all cameras from their rings, and
 * records swing, files and analysis order in one transaction.
 *
 * A camera that has no pictures of the swing, or a disk without room, costs its clip and not the swing: what is missing
 * is said in the record, and a clip that found no room on the disk is still analysed, from memory. At most {@link RECORDINGS_MAX} swings are in flight; a bay cannot swing faster.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { BeginHeadStart } from '../analysis/head-start-line.ts';
import { writeClip } from '../capture/clip-writer.ts';
import type { EncodedUnit } from '../capture/frame-source.port.ts';
import type { SoundBlock } from '../capture/sound-ring.ts';
import { type Clock, NS_PER_MS } from '../clock/clock.ts';
import { explain, isBayError } from '../errors/bay-error.ts';
import type { StagedMedia } from '../store/media-rows.ts';
import type { Store } from '../store/store.ts';
import type { MissingPart } from '../store/swing-record.ts';
import type { Handedness } from '../swing/report/swing-report.ts';
import type { Log } from '../telemetry/log.ts';
import type { AnalysisOrderOfBay, ViewOrder } from './analysis-order.ts';
import { hasHole } from './clip-coverage.ts';
import { BayBusyError } from './errors.ts';
import { HeadStartFeed } from './head-start-feed.ts';
import type { RecordedCamera } from './recorded-camera.ts';
import type { SwingDecided } from './shot-arbiter.ts';
import { encodeWav } from './wav.ts';

const RECORDINGS_MAX = 4;
const FEED_EVERY_MS = 100;
/** How often it is looked whether the last picture has come. */
const LOOK_EVERY_MS = 20;
/** Encoded pictures reach the ring this long after they were taken, at the latest. */
const RING_LAG_MS = 250;
/** Sound is kept from 0.3 s before to 0.5 s after impact, never continuously. */
const SOUND_BEFORE_MS = 300;
const SOUND_AFTER_MS = 500;

export interface SwingToCapture {
  readonly swing: SwingDecided;
  readonly fromNs: number;
  readonly toNs: number;
  readonly session: string;
  /** Whose turn it was; null for a guest. */
  readonly player: string | null;
  /** What that player said to have in hand; null where nobody said. */
  readonly club: string | null;
  /** Null where it is to be recognised. */
  readonly handedness: Handedness | null;
}

export interface SwingRecorderParts {
  readonly bay: string;
  readonly bootId: string;
  readonly store: Store;
  readonly cameras: () => readonly RecordedCamera[];
  /** In memory where the system has such a folder; for clips that find no room on the data disk. */
  readonly scratchDirectory: string;
  /** What the microphone heard, by the time at the ball; null where there is none. */
  readonly soundAt: (fromNs: number, toNs: number) => SoundBlock | null;
  /** Absent: a swing is measured once it is recorded. */
  readonly headStart?: BeginHeadStart | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

export class SwingRecorder {
  readonly #parts: SwingRecorderParts;
  #inFlight = 0;

  constructor(parts: SwingRecorderParts) {
    this.#parts = parts;
  }

  /** The id under which a swing will be recorded; to be announced before the recording ends. */
  newId(): string {
    return uuidv7();
  }

  /** Resolves when the swing is on the disk. Rejects with a coded error where even the fact could not be stored. */
  async record(id: string, capture: SwingToCapture): Promise<void> {
    if (this.#inFlight >= RECORDINGS_MAX) throw new BayBusyError(RECORDINGS_MAX);
    this.#inFlight++;
    try {
      await this.#record(id, capture);
    } finally {
      this.#inFlight--;
    }
  }

  async #record(id: string, { swing, fromNs, toNs, session, player, club, handedness }: SwingToCapture): Promise<void> {
    const { bay, bootId, store, clock, cameras } = this.#parts;
    const untilNs = toNs + RING_LAG_MS * NS_PER_MS;
    const head = HeadStartFeed.begin(this.#parts.headStart, id, cameras(), { fromNs, toNs });
    for (;;) {
      const nowNs = clock.monotonicNs();
      if (nowNs >= untilNs || (nowNs > toNs && this.#reach(toNs))) break;
      head?.feed();
      const nextNs = Math.min(
        nowNs + FEED_EVERY_MS * NS_PER_MS,
        nowNs < toNs ? toNs : nowNs + LOOK_EVERY_MS * NS_PER_MS,
      );
      await sleep((nextNs - nowNs) / NS_PER_MS);
    }
    head?.end();

    const sound = swing.sound === null ? null : await this.#keepSound(swing.sound.atNs);
    const clips = await Promise.all(cameras().map((camera) => this.#clipOf(camera, fromNs, toNs)));
    const views = clips.flatMap((clip) => (clip.view === null ? [] : [clip.view]));
    const order: AnalysisOrderOfBay = {
      views,
      impactNs: swing.impactNs,
      impactStamp:
        swing.impactBy === 'beam' ? { by: 'beam', atNs: swing.impactNs, uncertaintyNs: swing.uncertaintyNs } : null,
      sound:
        swing.sound === null
          ? null
          : {
              atNs: swing.sound.atNs,
              strength: swing.sound.strength,
              uncertaintyNs: swing.sound.uncertaintyNs,
              samples: sound === null ? null : { sha256: sound.media.sha256, fromNs: sound.fromNs },
            },
      club,
      handedness,
    };
    store.swings.recordSwing({
      id,
      kind: swing.kind,
      bay,
      session,
      player,
      bootId,
      // The report's time zero is its earliest picture; without any, the moment of impact stands for the swing.
      monotonicNs: views.length === 0 ? swing.impactNs : Math.min(...views.map((view) => view.frameTimesNs[0] ?? 0)),
      missing: clips.flatMap((clip) => clip.missing),
      media: [...clips.map((clip) => clip.media), sound?.media ?? null].filter((media) => media !== null),
      ...(views.length === 0 ? {} : { analysis: { ...order } }),
    });
  }

  /** Whether every camera has a picture of that moment or later, and with it all before. */
  #reach(timeNs: number): boolean {
    return this.#parts.cameras().every((camera) => camera.cut(timeNs, Number.POSITIVE_INFINITY).length > 0);
  }

  /** Sound is kept round the impact only, and is the first to be done without. */
  async #keepSound(impactNs: number): Promise<{ media: StagedMedia; fromNs: number } | null> {
    const { soundAt, store, log } = this.#parts;
    const block = soundAt(impactNs - SOUND_BEFORE_MS * NS_PER_MS, impactNs + SOUND_AFTER_MS * NS_PER_MS);
    if (block === null) return null;
    try {
      const content = { bytes: encodeWav(block.samples, block.sampleRate) };
      const staged = await store.media.stage({ kind: 'sound', camera: null, mediaType: 'audio/wav', content });
      return staged.isStored ? { media: staged.media, fromNs: block.capturedAtNs } : null;
    } catch (error) {
      log.error({ error }, 'The sound of a swing could not be kept.');
      return null;
    }
  }

  async #clipOf(camera: RecordedCamera, fromNs: number, toNs: number): Promise<ClipOutcome> {
    const { name, role, calibration, mat } = camera.config;
    const units = camera.cut(fromNs, toNs);
    if (units.length === 0) return without(name, 'camera/no-pictures');
    const kept = await this.#keepClip(name, units);
    if (kept.file === null) return without(name, kept.reason);
    const view: ViewOrder = {
      camera: name,
      role,
      sha256: kept.media?.sha256 ?? null,
      file: kept.media === null ? kept.file : null,
      frameTimesNs: kept.frameTimesNs,
      stamped: camera.stamped ?? 'arrival',
      stampUncertaintyMs: camera.stampUncertaintyMs,
      calibration: calibration ?? null,
      searchArea: mat ?? null,
    };
    const hole = hasHole(units, fromNs, toNs, camera.config.fps)
      ? [{ what: 'part of the clip', camera: name, reason: 'camera/no-pictures' }]
      : [];
    const clip = kept.media === null ? [clipMissing(name, kept.reason)] : [];
    return { view, media: kept.media, missing: [...clip, ...hole] };
  }

  /** On the data disk where there is room, in memory where there is none, nowhere where even that fails. */
  async #keepClip(camera: string, units: readonly EncodedUnit[]): Promise<KeptClip> {
    const { store, log, scratchDirectory } = this.#parts;
    let reason = 'store/disk-full';
    if (store.disk.status().state !== 'full') {
      try {
        const file = store.media.incomingPath('mp4');
        const { frameTimesNs } = await writeClip(units, file);
        const content = { file };
        const staged = await store.media.stage({ kind: 'clip', camera, mediaType: 'video/mp4', content });
        if (staged.isStored) return { file, media: staged.media, frameTimesNs, reason: null };
      } catch (error) {
        log.error({ error, camera }, 'The clip of a swing could not be kept on the data disk.');
        reason = isBayError(error) ? error.code : explain(error);
      }
    }
    try {
      const file = join(scratchDirectory, `${uuidv7()}.mp4`);
      const { frameTimesNs } = await writeClip(units, file);
      return { file, media: null, frameTimesNs, reason };
    } catch (error) {
      log.error({ error, camera }, 'The clip of a swing could not be cut at all.');
      return { file: null, reason: isBayError(error) ? error.code : explain(error) };
    }
  }
}

type KeptClip =
  | { readonly file: string; readonly media: StagedMedia; readonly frameTimesNs: number[]; readonly reason: null }
  | { readonly file: string; readonly media: null; readonly frameTimesNs: number[]; readonly reason: string }
  | { readonly file: null; readonly reason: string };

interface ClipOutcome {
  readonly view: ViewOrder | null;
  readonly media: StagedMedia | null;
  readonly missing: readonly MissingPart[];
}

function without(camera: string, reason: string): ClipOutcome {
  return { view: null, media: null, missing: [clipMissing(camera, reason)] };
}

function clipMissing(camera: string, reason: string): MissingPart {
  return { what: 'clip', camera, reason };
}
