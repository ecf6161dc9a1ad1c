/**
 * Which media make way when the disk runs short, and their going.
 *
 * Videos that were made for players go first: they can be made again. Then clips before sounds before key frames; among equals the least marked, then the oldest. A clip that an analysis still
 * waits for goes last of all. Reports, events, poses and player data are in the database and are never candidates.
 */
import type { Counters } from '../telemetry/counters.ts';
import type { Log } from '../telemetry/log.ts';
import type { MediaFiles } from './media-files.ts';
import type { MediaRows, RemovalCandidate, StoredMedia } from './media-rows.ts';
import type { StagedContent } from './staged-content.ts';

/** Looked at in one go: a disk at its floor for months has tens of thousands of files, and the daemon waits for this. */
const CANDIDATES_MAX = 200;

const KIND_RANK = { clip: 0, sound: 1, 'key-frame': 2 } as const;

/** The files to remove, in order, so that at least `bytes` are freed; all of them where that is not enough. Pure. */
export function planRemoval(candidates: readonly RemovalCandidate[], bytes: number): RemovalCandidate[] {
  const order = candidates.toSorted(
    (a, b) =>
      Number(a.isAwaited) - Number(b.isAwaited) ||
      KIND_RANK[a.kind] - KIND_RANK[b.kind] ||
      a.mark - b.mark ||
      a.ordinal - b.ordinal ||
      a.id - b.id,
  );
  const plan: RemovalCandidate[] = [];
  let freed = 0;
  for (const candidate of order) {
    if (freed >= bytes) break;
    plan.push(candidate);
    freed += candidate.bytes;
  }
  return plan;
}

/** What can be made again, and so makes way before anything else; it asks nothing of the database. */
export interface Spare {
  /** Answers how many bytes were freed. */
  reclaimNow(bytes: number): number;
  readonly hasMore: boolean;
}

export class ClipRetention {
  readonly #rows: MediaRows;
  readonly #files: MediaFiles;
  readonly #staged: StagedContent;
  readonly #spare: Spare;
  readonly #log: Log;
  readonly #counters: Counters;
  /** Removed while a transaction had no room, to be noted when there is some. */
  #unnoted: StoredMedia[] = [];

  constructor(parts: {
    rows: MediaRows;
    files: MediaFiles;
    staged: StagedContent;
    spare: Spare;
    log: Log;
    counters: Counters;
  }) {
    const { rows, files, staged, spare, log, counters } = parts;
    this.#staged = staged;
    this.#spare = spare;
    this.#rows = rows;
    this.#files = files;
    this.#log = log;
    this.#counters = counters;
    // Whoever watches the counters sees the first clip go only where a number was there before.
    counters.count('store_media_dropped', {}, 0);
  }

  /**
   * Removes enough to free `bytes`, or as much as one call does; rows first, so that no row names a file that is gone.
   * Answers what was freed.
   */
  async reclaim(bytes: number): Promise<number> {
    this.#noteRemoved();
    const spared = this.#spare.reclaimNow(bytes);
    if (spared >= bytes) return spared;
    const plan = planRemoval(this.#candidates(), bytes - spared);
    if (plan.length === 0) return spared;
    this.#rows.setState(plan, 'dropped');
    const removed: RemovalCandidate[] = [];
    for (const file of this.#unused(plan, [])) {
      // While the others went, the same content may have come again, for another swing or for the same.
      if (this.#isNeeded(file.sha256, [])) continue;
      await this.#files.remove(file.sha256);
      removed.push(file);
    }
    return spared + this.#say(plan, removed);
  }

  /**
   * As `reclaim`, from inside a transaction that found no room and cannot write: the files go at once, their rows
   * follow with the next `reclaim` or `noteRemoved`.
   */
  reclaimNow(bytes: number): number {
    const spared = this.#spare.reclaimNow(bytes);
    if (spared >= bytes) return spared;
    const plan = planRemoval(this.#candidates(), bytes - spared);
    this.#unnoted.push(...plan);
    const unused = this.#unused(plan, this.#unnotedIds());
    for (const { sha256 } of unused) this.#files.removeNow(sha256);
    return spared + this.#say(plan, unused);
  }

  /** Whether anything is left that could make way. */
  hasMore(): boolean {
    return this.#spare.hasMore || this.#rows.candidates(1, this.#unnotedIds()).length > 0;
  }

  /** What may make way, without what would free nothing because a swing that keeps it has the same content. */
  #candidates(): RemovalCandidate[] {
    const gone = this.#unnotedIds();
    const candidates = this.#rows.candidates(CANDIDATES_MAX, gone);
    const ids = [...gone, ...candidates.map(({ id }) => id)];
    return candidates.filter(({ sha256 }) => !this.#isNeeded(sha256, ids));
  }

  /** Of files that make way the contents that nobody else has, each once. */
  #unused(plan: readonly RemovalCandidate[], without: readonly number[]): RemovalCandidate[] {
    const contents = new Map(plan.map((file) => [file.sha256, file]));
    return [...contents.values()].filter(({ sha256 }) => !this.#isNeeded(sha256, without));
  }

  #isNeeded(sha256: string, without: readonly number[]): boolean {
    return this.#staged.has(sha256) || this.#rows.isReferenced(sha256, without);
  }

  #unnotedIds(): number[] {
    return this.#unnoted.map(({ id }) => id);
  }

  #noteRemoved(): void {
    if (this.#unnoted.length === 0) return;
    this.#rows.setState(this.#unnoted, 'dropped');
    this.#unnoted = [];
  }

  /** Answers what was freed. */
  #say(plan: readonly RemovalCandidate[], unused: readonly RemovalCandidate[]): number {
    const bytes = unused.reduce((sum, file) => sum + file.bytes, 0);
    if (plan.length > 0) {
      this.#counters.count('store_media_dropped', {}, plan.length);
      this.#log.warn({ files: plan.length, bytes }, 'Older media made way: the data disk is short of space.');
    }
    return bytes;
  }
}
