/**
 * A calibration while cameras run: takes pictures of one moment from all of them, has them looked at in threads, says
 * what to do next, and makes the preset. It paces itself: the next moment is taken when the last one has been looked
 * at, so nothing queues.
 */
import { BayError, isBayError } from '../../device/errors/bay-error.ts';
import type { Log } from '../../device/telemetry/log.ts';
import type { BoardOnMat } from './bay-frame.ts';
import { CalibrationThread } from './calibration-thread.ts';
import { type CalibrationPreset, loadPreset, savePreset } from './calibration-preset.ts';
import type { CalibrationSolution } from './calibration-solution.ts';
import type { LiveLook } from './calibration-messages.ts';
import {
  beginCarry,
  type CarryProgress,
  isCarryDone,
  isCarryEnough,
  takeMoment,
  type WalkedCamera,
} from './carry-progress.ts';
import type { CharucoBoard } from './charuco-board.ts';
import { type ClapSenses, LiveClap, type SoundPath } from './live-clap.ts';
import type { MicrophonePlace } from './microphone-place.ts';
import { lyingStill, MAT_LOOKS_NEEDED, type MatWatch, watchMat } from './mat-watch.ts';

export type LiveStage = 'carry' | 'mat' | 'solving' | 'solved' | 'clap' | 'saved' | 'failed';

export interface LiveCalibrationParts {
  readonly board: CharucoBoard;
  readonly boardOnMat: BoardOnMat;
  readonly cameras: readonly WalkedCamera[];
  /** An H.264 byte stream from a key frame to the picture nearest to a moment; null where there is none. */
  readonly pictureAt: (camera: string, atNs: number) => Uint8Array | null;
  readonly monotonicNs: () => number;
  readonly wallTime: () => Date;
  readonly presetFile: string;
  readonly name: string;
  readonly log: Log;
  /** Null where the bay has no microphone. */
  readonly clapSenses: ClapSenses | null;
  /** Takes a preset into use that has just been saved. The cameras that go on without it, by name. */
  readonly onSaved: (preset: CalibrationPreset) => readonly string[];
}

/** Every camera has its picture of a moment by then. */
const BEHIND_NS = 350e6;
const PAUSE_MS = 150;
/** Looks follow one another fast on a fast machine: a board that is only held still for a moment does not lie. */
const LAIN_NS_MIN = 2e9;
/** Two cores look at two pictures at once; more threads would take them from the cameras. */
const THREADS_MAX = 2;
/** A lens is tried again when so many views more are there. */
const LENS_EVERY = 6;
const LENS_VIEWS_MIN = 10;
/** Whoever begins and goes away does not keep two cores busy for ever. */
const WALK_MS_MAX = 30 * 60_000;

export class LiveCalibration {
  readonly #parts: LiveCalibrationParts;
  readonly #threads: readonly CalibrationThread[];
  readonly #solver: CalibrationThread;
  readonly #looks = new Map<string, { number: number; look: LiveLook }>();
  readonly #lenses = new Map<string, { views: number; px: number | null; isTried: boolean }>();
  #progress: CarryProgress;
  #mat: MatWatch = { looks: [], before: null };
  #stage: LiveStage = 'carry';
  #solution: CalibrationSolution | null = null;
  #failure: BayError | null = null;
  #stillSinceNs = 0;
  #clap: LiveClap | null = null;
  #soundPath: SoundPath | null = null;
  #untaken: readonly string[] = [];
  #isClosed = false;

  constructor(parts: LiveCalibrationParts) {
    this.#parts = parts;
    const threads = Math.min(THREADS_MAX, parts.cameras.length);
    this.#threads = Array.from({ length: threads }, () => new CalibrationThread(parts.board));
    this.#solver = new CalibrationThread(parts.board);
    this.#progress = beginCarry(parts.board, parts.cameras);
    void this.#walk();
  }

  get stage(): LiveStage {
    return this.#stage;
  }

  get progress(): CarryProgress {
    return this.#progress;
  }

  get matLooks(): number {
    return this.#mat.looks.length;
  }

  get solution(): CalibrationSolution | null {
    return this.#solution;
  }

  /** Null while nobody claps. */
  get clap(): LiveClap | null {
    return this.#clap;
  }

  get soundPath(): SoundPath | null {
    return this.#soundPath;
  }

  /** Whether the bay hears, and two cameras are there to see what is heard. */
  get mayClap(): boolean {
    return this.#stage === 'solved' && this.#parts.clapSenses !== null && this.#parts.cameras.length > 1;
  }

  /** Cameras for which the saved preset has no effect: their configuration gives a calibration of their own. */
  get untaken(): readonly string[] {
    return this.#untaken;
  }

  get failure(): BayError | null {
    return this.#failure;
  }

  /** The newest picture that was looked at, and its number. */
  picture(camera: string): { readonly number: number; readonly jpeg: Uint8Array } | null {
    const known = this.#looks.get(camera);
    return known === undefined ? null : { number: known.number, jpeg: known.look.jpeg };
  }

  reprojectionPx(camera: string): number | null {
    return this.#lenses.get(camera)?.px ?? null;
  }

  /** Whether what was seen is enough for a result, though not all that is wished for. */
  get mayGoToMat(): boolean {
    return this.#stage === 'carry' && isCarryEnough(this.#progress);
  }

  /**
   * Goes on to the mat before all that is wished for was seen.
   * @throws `calibration/too-little-seen`
   */
  goToMat(): void {
    if (this.#stage !== 'carry') return;
    if (!this.mayGoToMat) {
      throw new BayError('calibration/too-little-seen', 'The cameras have not seen enough of the board yet.', {
        hint: 'Carry it on as the page says; it goes on to the mat by itself.',
      });
    }
    this.#stage = 'mat';
  }

  /** Back to the walk, with what it brought: after a failure, or a result that is not good enough. */
  carryOn(): void {
    if (this.#stage === 'saved' || this.#stage === 'solving') return;
    this.#endClap();
    this.#soundPath = null;
    this.#mat = { looks: [], before: null };
    this.#failure = null;
    this.#solution = null;
    const isEnded = this.#stage === 'solved' || this.#stage === 'clap' || this.#stage === 'failed';
    this.#stage = 'carry';
    if (isEnded) void this.#walk();
  }

  /**
   * Begins to listen for claps over the mat; the stage is `solved` again when the sound's way is known.
   * @throws `calibration/no-claps-now`
   */
  beginClap(place: MicrophonePlace): void {
    const { clapSenses } = this.#parts;
    if (!this.mayClap || clapSenses === null || this.#solution === null) {
      throw new BayError('calibration/no-claps-now', 'There is nothing to measure claps with.', {
        hint: 'It takes a microphone and two cameras that have just been calibrated.',
      });
    }
    const clap = new LiveClap(clapSenses, this.#solution.cameras, place);
    this.#clap = clap;
    this.#stage = 'clap';
    clap.measure().then(
      (soundPath) => this.#takeSound(clap, soundPath),
      (error: unknown) => {
        if (this.#clap === clap) this.#fail(error);
      },
    );
  }

  /** Leaves the sound as it is. */
  skipClap(): void {
    if (this.#stage === 'clap') this.#stage = 'solved';
    this.#endClap();
  }

  /** @throws `calibration/not-solved`, `calibration/preset-not-kept` */
  async save(): Promise<CalibrationPreset> {
    if (this.#stage !== 'solved' || this.#solution?.axes !== 'mat') {
      throw new BayError('calibration/not-solved', 'There is no result to save.', {
        hint: 'Carry the board until the page says that it is done.',
      });
    }
    const preset: CalibrationPreset = {
      ...{ format: 1, name: this.#parts.name, madeAt: this.#parts.wallTime().toISOString(), board: this.#parts.board },
      ...{ cameras: this.#solution.cameras, pairs: this.#solution.pairs, soundPath: await this.#soundToKeep() },
    };
    await savePreset(this.#parts.presetFile, preset);
    this.#untaken = this.#parts.onSaved(preset);
    this.#stage = 'saved';
    return preset;
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#endClap();
    await Promise.all([...this.#threads, this.#solver].map((thread) => thread.close()));
  }

  #takeSound(clap: LiveClap, soundPath: SoundPath | null): void {
    if (this.#clap !== clap) return;
    this.#clap = null;
    this.#stage = 'solved';
    this.#soundPath = soundPath ?? this.#soundPath;
  }

  #endClap(): void {
    this.#clap?.close();
    this.#clap = null;
  }

  /** Cameras that are calibrated again leave the microphone where it was. */
  async #soundToKeep(): Promise<SoundPath | null> {
    const before = await loadPreset(this.#parts.presetFile).catch(() => null);
    return this.#soundPath ?? before?.soundPath ?? null;
  }

  async #walk(): Promise<void> {
    const endsNs = this.#parts.monotonicNs() + WALK_MS_MAX * 1e6;
    while (!this.#isClosed && (this.#stage === 'carry' || this.#stage === 'mat')) {
      try {
        await this.#lookOnce();
      } catch (error) {
        if (!this.#isClosed) this.#fail(error);
        return;
      }
      if (this.#parts.monotonicNs() > endsNs) {
        this.#fail(
          new BayError('calibration/left-alone', 'The calibration was left alone.', { hint: 'Begin it again.' }),
        );
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  async #lookOnce(): Promise<void> {
    const { cameras } = this.#parts;
    const atNs = this.#parts.monotonicNs() - BEHIND_NS;
    const looks = await Promise.all(
      cameras.map(async ({ name, width, height }, i): Promise<LiveLook | null> => {
        const stream = this.#parts.pictureAt(name, atNs);
        if (stream === null) return null;
        const thread = this.#threads[i % this.#threads.length] as CalibrationThread;
        try {
          return (await thread.ask({ type: 'look', camera: name, stream, width, height })).look;
        } catch (error) {
          if (!isBayError(error) || !error.retryable || error.code === 'calibration/thread-died') throw error;
          return null;
        }
      }),
    );
    // Pictures and what was found in them change together: corners are shown on the picture that they belong to.
    for (const [i, { name }] of cameras.entries()) {
      const look = looks[i];
      if (look != null) this.#looks.set(name, { number: (this.#looks.get(name)?.number ?? 0) + 1, look });
    }
    const sights = looks.map((look) => look?.sight ?? null);
    const isMat = this.#stage === 'mat';
    this.#mat = isMat ? watchMat(this.#mat, this.#progress.moments, sights) : { looks: [], before: null };
    const isLying = lyingStill(this.#mat, this.#progress.moments);
    this.#progress = takeMoment(this.#progress, sights, isLying);
    this.#tryLenses();
    if (this.#stage === 'carry' && isCarryDone(this.#progress)) this.#stage = 'mat';
    if (this.#mat.looks.length <= 1) this.#stillSinceNs = atNs;
    const hasLain = atNs - this.#stillSinceNs >= LAIN_NS_MIN;
    if (isMat && hasLain && this.#mat.looks.length >= MAT_LOOKS_NEEDED) await this.#solve();
  }

  /** How well a lens is known so far, beside the walk: at most one try a camera at a time. */
  #tryLenses(): void {
    for (const camera of this.#progress.cameras) {
      const known = this.#lenses.get(camera.name) ?? { views: 0, px: null, isTried: false };
      const views = camera.boards.length;
      if (known.isTried || views < LENS_VIEWS_MIN || views < known.views + LENS_EVERY) continue;
      this.#lenses.set(camera.name, { ...known, views, isTried: true });
      const { name, width, height, boards } = camera;
      this.#solver.ask({ type: 'lens', camera: { name, width, height, boards } }).then(
        ({ reprojectionPx: px }) => this.#lenses.set(name, { views, px, isTried: false }),
        () => this.#lenses.set(name, { ...known, views, isTried: false }),
      );
    }
  }

  async #solve(): Promise<void> {
    this.#stage = 'solving';
    const mat = { moments: this.#mat.looks, lying: this.#parts.boardOnMat };
    const cameras = this.#progress.cameras.map(({ name, width, height, boards }) => ({ name, width, height, boards }));
    const { solution } = await this.#solver.ask({ type: 'solve', cameras, mat });
    this.#solution = solution;
    this.#stage = 'solved';
  }

  #fail(error: unknown): void {
    this.#failure = isBayError(error)
      ? error
      : new BayError('calibration/failed', 'The calibration failed.', { hint: 'Begin it again.', cause: error });
    this.#parts.log.warn({ error }, 'A calibration failed.');
    this.#stage = 'failed';
  }
}
