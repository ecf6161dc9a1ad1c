/**
 * Has videos made of swings, one at a time and only while nobody needs the bay: what is under way is halted while
 * somebody swings or an analysis waits.
 *
 * INVARIANTS
 * - A row that is being made ends as done with its file, as failed with its reason, or is queued again.
 * - A file has its name only when it is whole; what a crash leaves half is removed at the next start.
 * - A swing that is deleted takes its video along, also the one that is being made.
 */
import type { Clock } from '../clock/clock.ts';
import { explain, isBayError, isRetryable } from '../errors/bay-error.ts';
import type { StoredExport } from '../store/export-repository.ts';
import { isElsewhere, type StoredMedia } from '../store/media-rows.ts';
import type { Store } from '../store/store.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import type { Log } from '../telemetry/log.ts';
import { cameraUnknown, exportUnknown, filmFailed, noRoom, nothingToShow, queueFull } from './errors.ts';
import { filmBytesMax } from './film-command.ts';
import { type FilmOrder, filmKey, filmOrderSchema } from './film-order.ts';
import { camerasShown, type FilmedCamera, timingOf } from './film-script.ts';
import { writeFilmScript } from './film-script-thread.ts';
import { type FilmRun, makeFilm } from './make-film.ts';

/** Brings the file of a clip that lies in the object store alone; rejects with a coded error. */
export interface ClipsElsewhere {
  bring(clip: StoredMedia): Promise<string>;
}

export interface ExportDeskParts {
  readonly store: Store;
  /** Null where all that there is lies on this disk. */
  readonly remote: ClipsElsewhere | null;
  /** Whether somebody is about to swing, swings, or waits for what it was. */
  readonly isBusy: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

export interface FilmFile {
  readonly path: string;
  /** Another file has another one. */
  readonly tag: string;
  /** What it is called where it is kept. */
  readonly name: string;
}

/** A video as whoever asked for it sees it. */
export interface ExportStatus {
  readonly id: string;
  readonly swing: string;
  readonly order: FilmOrder;
  readonly state: 'queued' | 'making' | 'done' | 'failed';
  /** Halted while the bay is needed. */
  readonly isHalted: boolean;
  /** 0–1. */
  readonly progress: number;
  readonly bytes: number | null;
  readonly failure: StoredExport['failure'];
}

type ShownCamera = Omit<FilmedCamera, 'file'> & { readonly clip: StoredMedia };

const QUEUED_MAX = 20;
const LOOK_MS = 200;

export const EXPORT_DESK = Symbol('ExportDesk');

export class ExportDesk {
  readonly #parts: ExportDeskParts;
  #timer: NodeJS.Timeout | undefined;
  #now: { id: string; run: FilmRun | null; isHalted: boolean } | null = null;
  #working: Promise<void> | null = null;
  #isClosed = false;

  constructor(parts: ExportDeskParts) {
    this.#parts = parts;
  }

  open(): void {
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#timer.unref();
  }

  /** What is being made is taken back and begun again at the next start. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#now?.run?.end();
    await this.#working;
  }

  /**
   * Asks for a video of the newest report of a swing; the same order is the same video. One that made way is made again,
   * one that failed only where somebody asks for that. Throws `export/nothing-to-show`, `export/camera-unknown`,
   * `export/queue-full` and what the store says of the swing.
   */
  ask(swing: string, order: FilmOrder, isForced = true): ExportStatus {
    const { exports, exportShelf, swings } = this.#parts.store;
    const report = swings.report(swing);
    this.#filmed(report, order);
    const { revision } = report;
    const wanted = { swing, revision, order, key: filmKey(swing, revision, order) };
    const isWanting = ({ id, state }: StoredExport) =>
      state === 'failed' ? isForced : state === 'done' && exportShelf.sizeOf(id) === undefined;
    const row = exports.enqueue(wanted, QUEUED_MAX, isWanting);
    if (row === undefined) throw queueFull(QUEUED_MAX);
    this.#look();
    return this.status(swing, row.id);
  }

  /** Throws `export/unknown`, also for one that was made and has made way. */
  status(swing: string, id: string): ExportStatus {
    const { exports, exportShelf } = this.#parts.store;
    const row = exports.find(id);
    if (row === undefined || row.swing !== swing) throw exportUnknown(id);
    const bytes = row.state === 'done' ? exportShelf.sizeOf(id) : null;
    if (bytes === undefined) throw exportUnknown(id);
    const now = this.#now?.id === id ? this.#now : null;
    return {
      ...{ id, swing, state: row.state, failure: row.failure, bytes },
      order: filmOrderSchema.parse(row.order),
      isHalted: now?.isHalted ?? (row.state === 'queued' && this.#parts.isBusy()),
      progress: row.state === 'done' ? 1 : (now?.run?.progress ?? 0),
    };
  }

  /** Null until the video is made. Throws as `status` does. */
  fileOf(swing: string, id: string): FilmFile | null {
    const { bytes, state } = this.status(swing, id);
    if (state !== 'done') return null;
    const { exportShelf, swings } = this.#parts.store;
    exportShelf.noteUse(id, this.#parts.clock.wall());
    const day = swings.find(swing).recordedAt.slice(0, 10);
    return { path: exportShelf.pathOf(id), tag: `${id}-${bytes}`, name: `swing-${day}.mp4` };
  }

  #look(): void {
    if (this.#isClosed) return;
    try {
      const isBusy = this.#parts.isBusy();
      if (this.#now !== null) this.#tend(this.#now, isBusy);
      else if (!isBusy && this.#working === null) this.#begin();
    } catch (error) {
      this.#parts.log.error({ error }, 'The queue of videos could not be looked at.');
    }
  }

  #tend(now: { id: string; run: FilmRun | null; isHalted: boolean }, isBusy: boolean): void {
    if (this.#parts.store.exports.find(now.id) === undefined) {
      void now.run?.end();
      return;
    }
    if (isBusy === now.isHalted) return;
    now.isHalted = isBusy;
    if (isBusy) now.run?.halt();
    else now.run?.goOn();
  }

  #begin(): void {
    const row = this.#parts.store.exports.begin();
    if (row === undefined) return;
    this.#now = { id: row.id, run: null, isHalted: false };
    this.#working = this.#make(row)
      .catch((error: unknown) => this.#parts.log.error({ error }, 'What became of a video could not be noted.'))
      .finally(() => {
        this.#now = null;
        this.#working = null;
        this.#look();
      });
  }

  async #make(row: StoredExport): Promise<void> {
    const { store, log } = this.#parts;
    const beganMs = performance.now();
    try {
      await this.#film(row);
      if (!store.exports.finish(row.id)) {
        store.exportShelf.remove(row.id);
        return;
      }
      const wallMs = Math.round(performance.now() - beganMs);
      log.info({ swing: row.swing, export: row.id, wallMs }, 'A video was made of a swing.');
    } catch (error) {
      store.exportShelf.remove(row.id);
      if (this.#isClosed) {
        store.exports.putBack(row.id);
        return;
      }
      const coded = isBayError(error) ? error : filmFailed(explain(error), false);
      const state = store.exports.fail(row.id, { code: coded.code, message: coded.message }, isRetryable(coded));
      log.warn({ error, swing: row.swing, export: row.id, state }, 'A video of a swing could not be made.');
    }
  }

  async #film(row: StoredExport): Promise<void> {
    const { store } = this.#parts;
    const order = filmOrderSchema.parse(row.order);
    const report = store.swings.report(row.swing, row.revision);
    const cameras = await this.#withFiles(this.#filmed(report, order));
    const timing = timingOf(report, cameras, order);
    await this.#makeRoom(filmBytesMax(timing));
    const script = await writeFilmScript({ report, cameras, order });
    if (this.#isClosed || this.#now === null) throw filmFailed('the bay was closed', true);
    const run = makeFilm(script, store.exportShelf.unfinishedPathOf(row.id));
    this.#now.run = run;
    if (this.#now.isHalted) run.halt();
    await run.made;
    store.exportShelf.keep(row.id);
  }

  /** Older videos make way for a new one; no clip does. */
  async #makeRoom(bytes: number): Promise<void> {
    const { disk, exportShelf } = this.#parts.store;
    const lacking = await disk.lackingFor(bytes);
    if (lacking === 0) return;
    exportShelf.reclaimNow(lacking);
    if ((await disk.lackingFor(bytes)) > 0) throw noRoom();
  }

  /** Every clip as a file on this disk. */
  async #withFiles(shown: readonly ShownCamera[]): Promise<FilmedCamera[]> {
    const { store, remote } = this.#parts;
    const cameras: FilmedCamera[] = [];
    for (const { clip, ...camera } of shown) {
      const isHere = clip.state === 'present' || remote === null;
      cameras.push({ ...camera, file: isHere ? store.media.pathOf(clip) : await remote.bring(clip) });
    }
    return cameras;
  }

  /** The cameras that an order shows, with their clips and poses. */
  #filmed(report: SwingReport, order: FilmOrder): ShownCamera[] {
    const { media, poses } = this.#parts.store;
    const isToBeHad = (file: StoredMedia) =>
      file.state === 'present' || (this.#parts.remote !== null && isElsewhere(file));
    const clips = media.list(report.id).filter((file) => file.kind === 'clip' && isToBeHad(file));
    const there = report.cameras.flatMap((camera) => {
      const reference = report.clips.find((each) => each.camera === camera.name);
      const clip = clips.find(
        ({ camera: name, sha256 }) => name === camera.name && (reference === undefined || sha256 === reference.sha256),
      );
      return clip === undefined || reference === undefined ? [] : [{ camera, clip, fromMs: reference.fromMs }];
    });
    if (there.length === 0) throw nothingToShow();
    const missing = order.cameras.find((name) => !there.some(({ camera }) => camera.name === name));
    if (missing !== undefined) throw cameraUnknown(missing);
    return camerasShown(there, order.cameras).map(({ camera, clip, fromMs }) => {
      const reference = report.landmarks.find((each) => each.camera === camera.name);
      const track = reference === undefined ? undefined : poses.find(report.id, camera.name, reference.sha256);
      return { camera, clip, fromMs, track: track ?? null };
    });
  }
}
