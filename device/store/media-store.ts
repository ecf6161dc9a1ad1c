/**
 * Clips, key frames and sounds of swings: content-addressed files, and the rows that say whose they are.
 *
 * A file lies under its name, flushed, before a row names it; a row goes before its file does. So a crash leaves at
 * worst a file without a row, which the next start removes.
 */
import type { Clock } from '../clock/clock.ts';
import type { Log } from '../telemetry/log.ts';
import type { BorrowedShelf } from './borrowed-shelf.ts';
import type { DiskGuard } from './disk-guard.ts';
import { isOutOfSpace, translateStoreError } from './errors.ts';
import type { MediaContent, MediaFiles } from './media-files.ts';
import type { MediaKind, MediaRows, RemoteMedia, StagedMedia, StoredMedia } from './media-rows.ts';
import type { StagedContent } from './staged-content.ts';

export interface MediaPart {
  readonly kind: MediaKind;
  readonly camera: string | null;
  readonly mediaType: string;
  readonly content: MediaContent;
}

/** A disk without room is an expected outcome: the swing is then kept without the part. */
export type StageOutcome =
  | { readonly isStored: true; readonly media: StagedMedia }
  | { readonly isStored: false; readonly reason: 'disk-full' };

export class MediaStore {
  readonly #files: MediaFiles;
  readonly #rows: MediaRows;
  readonly #borrowed: BorrowedShelf;
  readonly #guard: DiskGuard;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #staged: StagedContent;

  constructor(parts: {
    files: MediaFiles;
    rows: MediaRows;
    borrowed: BorrowedShelf;
    staged: StagedContent;
    guard: DiskGuard;
    log: Log;
    clock: Clock;
  }) {
    this.#files = parts.files;
    this.#rows = parts.rows;
    this.#borrowed = parts.borrowed;
    this.#staged = parts.staged;
    this.#guard = parts.guard;
    this.#log = parts.log;
    this.#clock = parts.clock;
  }

  /** A fresh path on the data disk for a file to hand over, such as a clip being cut; the extension has no dot. */
  incomingPath(extension: string): string {
    return this.#files.incomingPath(extension);
  }

  get incomingDirectory(): string {
    return this.#files.incomingDirectory;
  }

  /**
   * Puts content on the disk, to be given to a swing by `attach` (or by recording the swing with it). A handed-over
   * file is gone from its path afterwards, whatever the outcome. Throws coded errors other than for want of room.
   */
  async stage(part: MediaPart): Promise<StageOutcome> {
    const { kind, camera, mediaType, content } = part;
    let held: string | undefined;
    try {
      // A file that was handed over takes its room already.
      if (!(await this.#guard.admits('bytes' in content ? content.bytes.length : 0))) {
        await this.#files.abandon(content);
        return { isStored: false, reason: 'disk-full' };
      }
      const named = await this.#files.put(content, (sha256) => {
        held = sha256;
        this.#staged.hold(sha256);
      });
      return { isStored: true, media: { kind, camera, mediaType, ...named } };
    } catch (error) {
      if (held !== undefined) this.#staged.release(held);
      if (!isOutOfSpace(error)) throw translateStoreError(error, `a ${kind}`);
      this.#log.warn({ kind, camera }, 'A media file found no room on the data disk.');
      return { isStored: false, reason: 'disk-full' };
    }
  }

  /** Makes staged files those of a swing, and announces them. Joins a running transaction. Idempotent. */
  attach(swing: string, staged: readonly StagedMedia[]): void {
    this.#rows.attach(swing, staged);
    for (const { sha256 } of staged) this.#staged.release(sha256);
  }

  /** Makes files that lie in the object store those of a swing; answers how many are new. Joins a running transaction. */
  attachRemote(swing: string, files: readonly RemoteMedia[]): number {
    return this.#rows.attachRemote(swing, files, this.#clock.wall().toISOString());
  }

  /** Gives staged content up, as when the swing could not be recorded. */
  async discard(staged: StagedMedia): Promise<void> {
    this.#staged.release(staged.sha256);
    await this.removeUnused([staged]);
  }

  /** Everything a swing has or had, in the order in which it came. */
  list(swing: string): StoredMedia[] {
    return this.#rows.list(swing);
  }

  /** What a player has uploaded: how many wait for their analysis, and what lies on the disk. */
  uploadsOf(player: string): { readonly waiting: number; readonly bytes: number } {
    return this.#rows.uploadsOf(player);
  }

  /** Where the content lies; whether it still does is the row's `state`, and may end at any time. */
  pathOf(media: { readonly sha256: string }): string {
    return this.#files.pathOf(media.sha256);
  }

  /** Takes all files from a swing that is being deleted; joins its transaction. Their content goes by `removeUnused`. */
  detach(swing: string): StoredMedia[] {
    return this.#rows.removeAll(swing);
  }

  /** Removes the files whose rows are gone, unless another swing has the same content. */
  async removeUnused(files: readonly { readonly sha256: string }[]): Promise<void> {
    for (const { sha256 } of files) {
      if (!this.#staged.has(sha256) && !this.#rows.isReferenced(sha256)) await this.#files.remove(sha256);
      if (!this.#rows.isElsewhere(sha256)) this.#borrowed.remove(sha256);
    }
  }
}
