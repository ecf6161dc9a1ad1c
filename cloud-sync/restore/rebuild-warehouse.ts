/**
 * Makes a warehouse again from the object store: every swing of every owner is read, and its rows are put into the
 * warehouse. Documents are the truth; rows are derived.
 *
 * INVARIANTS
 * - Memory is bounded: swings are read so many at once, rows go in batches, and of a visit only its newest reports are
 *   kept, of so many visits at once.
 * - Doing it again, from anywhere and beside running bays, is always right: a row never replaces one of a newer version.
 * - What is erased from the object store while it is read does not stay: every owner is listed once more when the last of
 *   their rows is in. Nothing else is removed; what the warehouse has and the object store has not is told by `check`.
 *
 * People are in no document: the table `users` is filled by their facility, or out of sealed copies (`users-of-copy.ts`).
 */
import { isRetryable } from '../../device/errors/bay-error.ts';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import {
  type Forgotten,
  type ProgressRow,
  type Warehouse,
  WAREHOUSE_TABLES,
  type WarehouseBatch,
  type WarehouseRows,
  type WarehouseTableName,
} from '../../device/ports/warehouse.port.ts';
import type { SwingEmbedding } from '../../device/swing/embedding/embed-swing.ts';
import { swingPrefix } from '../object-store/object-key.ts';
import { besideEachOther } from './beside-each-other.ts';
import type { Embed } from './embedding-threads.ts';
import type { Findings } from './findings.ts';
import { type Patience, withPatience } from './patience.ts';
import { embedHere, pointOfSwing } from './point-of-swing.ts';
import type { RebuildCursorFile } from './rebuild-cursor.ts';
import { rowOfVisitFolders, rowsOfFolder, ownReport } from './rows-of-folder.ts';
import { readSwingFolder, type SwingFolder } from './swing-folder.ts';
import { listSwings, type SwingListing } from './swing-listing.ts';
import { VisitGathering } from './visit-gathering.ts';

const FOLDERS_AT_ONCE = 8;
const BATCH_SWINGS = 200;

export interface RebuildCounts {
  owners: number;
  swings: number;
  /** Known, and not measured yet. */
  withoutReport: number;
  objects: number;
  bytes: number;
  rows: Record<WarehouseTableName, number>;
}

export interface RebuildParts {
  readonly objects: ObjectStore;
  readonly warehouse: Warehouse;
  /** Which facility a bay belongs to: no document says so. */
  readonly facilityOf: (bay: string) => string;
  /** Null where nothing is written: rows are only made and counted. */
  readonly cursor: RebuildCursorFile | null;
  readonly patience: Patience;
  readonly findings: Findings;
  readonly onProgress: (counts: RebuildCounts) => void;
  /** What is done with a batch; it goes into the warehouse otherwise. */
  readonly take?: (batch: WarehouseBatch) => Promise<void>;
  /** For many swings in threads of its own; in this one where absent. */
  readonly embed?: Embed;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

type Rows = { [Table in WarehouseTableName]: WarehouseRows[Table][] };

/** Rejects with a coded error where object store or warehouse stay away longer than the patience. */
export async function rebuildWarehouse(parts: RebuildParts): Promise<RebuildCounts> {
  return await new Rebuild(parts).run();
}

class Rebuild {
  readonly #parts: RebuildParts;
  readonly #counts: RebuildCounts = {
    ...{ owners: 0, swings: 0, withoutReport: 0, objects: 0, bytes: 0 },
    rows: { users: 0, videos: 0, poses: 0, swing_analysis: 0, progress: 0 },
  };
  #rows: Rows = noRows();
  #swingsWaiting = 0;
  /** Swings that were put in, with their visits, of owners who were not yet listed once more; one owner as a rule. */
  readonly #put = new Map<string, Map<string, string>>();

  constructor(parts: RebuildParts) {
    this.#parts = parts;
  }

  async run(): Promise<RebuildCounts> {
    const { cursor, onProgress, signal, patience } = this.#parts;
    const before = cursor?.read() ?? null;
    this.#counts.swings = before?.swings ?? 0;
    let last = before?.owner;
    for (let isAll = false; !isAll && !signal.aborted; ) {
      const ownersBefore = this.#counts.owners;
      isAll = await withPatience(patience, async () => {
        try {
          for await (const { owner, listings } of this.#owners(last)) {
            if (signal.aborted) return false;
            await this.#ofOwner(listings);
            last = owner;
            this.#counts.owners++;
            cursor?.write({ owner, swings: this.#counts.swings });
            onProgress(this.#counts);
          }
          return true;
        } catch (error) {
          // A listing that broke off is taken up behind the last owner who is whole in the warehouse.
          if (isRetryable(error) && this.#counts.owners > ownersBefore) return false;
          throw error;
        }
      });
    }
    if (!signal.aborted) {
      // Whose listing broke off and who was gone from the next one.
      await this.#forgetGone();
      cursor?.remove();
    }
    return this.#counts;
  }

  /** Listings of one owner lie together; they are handed on as they come, not gathered. */
  async *#owners(last: string | undefined): AsyncGenerator<{ owner: string; listings: AsyncIterable<SwingListing> }> {
    const { objects, findings } = this.#parts;
    const after = last === undefined ? {} : { after: { owner: last, swing: BEHIND_EVERY_SWING } };
    const all = listSwings(objects, { ...after, onForeign: findings.add.bind(findings) });
    let next = await all.next();
    while (next.done !== true) {
      const { owner } = next.value;
      const ofOwner = async function* (): AsyncGenerator<SwingListing> {
        while (next.done !== true && next.value.owner === owner) {
          yield next.value;
          next = await all.next();
        }
      };
      yield { owner, listings: ofOwner() };
    }
  }

  async #ofOwner(listings: AsyncIterable<SwingListing>): Promise<void> {
    const before = structuredClone(this.#counts);
    const visits = new VisitGathering((visit) => this.#noteProgress(rowOfVisitFolders(visit)));
    try {
      await this.#read(listings, visits);
    } catch (error) {
      // Whoever begins this owner again counts it again.
      Object.assign(this.#counts, before);
      this.#rows = noRows();
      this.#swingsWaiting = 0;
      throw error;
    }
  }

  async #read(listings: AsyncIterable<SwingListing>, visits: VisitGathering): Promise<void> {
    await besideEachOther(listings, FOLDERS_AT_ONCE, async (listing) => {
      const folder = await this.#readOne(listing);
      if (folder !== null) {
        this.#notePut(listing, folder);
        this.#noteSwing(folder, await this.#pointOf(listing, folder), visits);
      }
      if (this.#swingsWaiting >= BATCH_SWINGS) await this.#send();
    });
    visits.end();
    await this.#send();
    await this.#forgetGone();
  }

  #notePut({ owner, swing }: SwingListing, { session }: SwingFolder): void {
    const swings = this.#put.get(owner) ?? new Map<string, string>();
    this.#put.set(owner, swings.set(swing, session));
  }

  /**
   * A bay that erases something tells the warehouse so once; rows of it that were only on their way then would stay for
   * ever.
   */
  async #forgetGone(): Promise<void> {
    const { objects, warehouse, patience, take } = this.#parts;
    for (const [owner, swings] of this.#put) {
      if (take === undefined) {
        await withPatience(patience, async () => {
          const there = new Set<string>();
          for await (const { swing } of listSwings(objects, { owner })) there.add(swing);
          const gone = goneOf(owner, swings, there);
          if (gone !== null) await warehouse.forget(gone);
        });
      }
      this.#put.delete(owner);
    }
  }

  async #readOne(listing: SwingListing): Promise<SwingFolder | null> {
    const { objects, findings, patience } = this.#parts;
    const { folder, findings: found, bytes } = await readSwingFolder(objects, listing, { patience });
    findings.add(...found);
    this.#counts.bytes += bytes;
    this.#counts.objects += listing.objects.length;
    this.#counts.swings++;
    return folder;
  }

  /** Whoever takes the rows only to compare them looks at no point. */
  async #pointOf({ owner, swing }: SwingListing, { revisions, poses }: SwingFolder): Promise<SwingEmbedding | null> {
    const { embed = embedHere, take, findings } = this.#parts;
    const newest = revisions.at(-1);
    if (newest === undefined || take !== undefined) return null;
    const { embedding = null, problem } = await pointOfSwing(newest.report, poses, embed);
    if (problem !== undefined) {
      findings.add({ code: problem.code, key: swingPrefix(owner, swing), message: problem.message });
    }
    return embedding;
  }

  #noteSwing(folder: SwingFolder, embedding: SwingEmbedding | null, visits: VisitGathering): void {
    const { facilityOf, now } = this.#parts;
    const facility = facilityOf(folder.bay);
    const batch = rowsOfFolder(folder, { facility, seenAt: now().toISOString(), embedding });
    const newest = folder.revisions.at(-1);
    if (batch === null || newest === undefined) {
      this.#counts.withoutReport++;
      return;
    }
    this.#rows.swing_analysis.push(...(batch.swing_analysis ?? []));
    this.#rows.poses.push(...(batch.poses ?? []));
    this.#rows.videos.push(...(batch.videos ?? []));
    this.#swingsWaiting++;
    if (folder.kind === 'upload') return;
    const { session, bay, visitStartedAt } = folder;
    visits.add({ session, facility, bay, startedAt: visitStartedAt }, ownReport(folder, newest.report));
  }

  #noteProgress(row: ProgressRow | null): void {
    if (row !== null) this.#rows.progress.push(row);
  }

  async #send(): Promise<void> {
    const { warehouse, patience, take = (batch) => warehouse.upsert(batch) } = this.#parts;
    const batch = this.#rows;
    this.#rows = noRows();
    this.#swingsWaiting = 0;
    await withPatience(patience, () => take(batch));
    for (const table of WAREHOUSE_TABLES) this.#counts.rows[table] += batch[table].length;
  }
}

/**
 * What is to be forgotten of what was put in: swings, and the visits of which none is left; null where all is there.
 * Nothing else of the owner: a bay may have sent them anew since they were listed.
 */
function goneOf(user: string, put: ReadonlyMap<string, string>, there: ReadonlySet<string>): Forgotten | null {
  const gone = [...put].filter(([swing]) => !there.has(swing));
  if (gone.length === 0) return null;
  const left = new Set([...put].filter(([swing]) => there.has(swing)).map(([, visit]) => visit));
  const visits = new Set(gone.map(([, visit]) => visit).filter((visit) => !left.has(visit)));
  return { user, swings: gone.map(([swing]) => swing), visits: [...visits] };
}

/** Ids are letters, digits, dashes and dots. */
const BEHIND_EVERY_SWING = 'z'.repeat(64);

function noRows(): Rows {
  return { users: [], videos: [], poses: [], swing_analysis: [], progress: [] };
}
