/**
 * Takes in swings that were stored elsewhere, or here before the disk was lost, as the object store has them.
 *
 * INVARIANTS
 * - All of a swing is there or nothing is; taking it in again adds what has come since and changes nothing else.
 * - Nothing is to be sent: what is taken in lies in the object store already. A bay that gets its own swings back notes
 *   them as sent, so that they are sent again after an erasure; a facility, which sends nothing, notes none.
 * - A revision never changes: another document under a number that is taken is refused.
 * - A tombstone stays: what was deleted here does not come back.
 * - Its place in the order of swings is that of its wall time and id (`swing-ordinal.ts`), whatever order swings come in.
 *
 * What the object store does not have stays unknown: marks, the raw messages of launch monitors (their shots are in the
 * reports), notes of coaches, and the joints in space, which readers make again of the poses.
 */
import { and, eq, isNull, max, ne, sql } from 'drizzle-orm';
import { EMBEDDING_VERSION, type SwingEmbedding } from '../swing/embedding/embed-swing.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';
import type { Database } from './database.ts';
import type { EmbeddingRepository } from './embedding-repository.ts';
import { playerUnknown, revisionDiffers, swingDiffers } from './errors.ts';
import { mediaStored, type RemoteMedia } from './media-rows.ts';
import type { MediaStore } from './media-store.ts';
import { noteNewest } from './newest-report.ts';
import type { OutboxRepository } from './outbox-repository.ts';
import { mayLeaveInSql } from './outbox-rules.ts';
import type { EncodedPoses, PoseRepository } from './pose-repository.ts';
import { readReport } from './report-text.ts';
import { players, reports, swings } from './schema.ts';
import { ordinalAt } from './swing-ordinal.ts';
import type { SwingKind } from './swing-record.ts';

export interface RevisionToTakeIn {
  readonly revision: number;
  /** The report's text as it lay in the object store, of any version that can be read. */
  readonly document: string;
  /** When it was stored where it was made, as far as that is known; UTC. */
  readonly createdAt: string;
}

export interface PosesToTakeIn extends EncodedPoses {
  /** The newest revision that names them. */
  readonly revision: number;
}

export interface SwingToTakeIn {
  readonly id: string;
  readonly kind: SwingKind;
  readonly bay: string;
  readonly session: string;
  /** Whose it is by where it lay, whatever its reports say: a guest's swing may have been claimed since. */
  readonly player: string | null;
  readonly recordedAt: string;
  readonly order: { readonly bootId: string; readonly monotonicNs: number; readonly sequence: number };
  /** May be none: a swing is known before it is measured. */
  readonly revisions: readonly RevisionToTakeIn[];
  readonly poses: readonly PosesToTakeIn[];
  readonly media: readonly RemoteMedia[];
  /** Of the newest revision; null where it lies nowhere among others, absent where the bay is to find that out. */
  readonly embedding?: SwingEmbedding | null;
}

export interface TakenIn {
  /** `added`: it was there and has more now; `deleted`: it was deleted here and stays so. */
  readonly result: 'taken' | 'added' | 'known' | 'deleted';
  readonly revisions: number;
  readonly poses: number;
  readonly media: number;
}

type Row = typeof swings.$inferSelect;

const NOTHING = { revisions: 0, poses: 0, media: 0 } as const;

export class SwingIntake {
  readonly #database: Database;
  readonly #poses: PoseRepository;
  readonly #embeddings: EmbeddingRepository;
  readonly #media: MediaStore;
  readonly #outbox: OutboxRepository;

  constructor(parts: {
    database: Database;
    outbox: OutboxRepository;
    poses: PoseRepository;
    embeddings: EmbeddingRepository;
    media: MediaStore;
  }) {
    this.#database = parts.database;
    this.#outbox = parts.outbox;
    this.#poses = parts.poses;
    this.#embeddings = parts.embeddings;
    this.#media = parts.media;
  }

  /**
   * One transaction. Throws `store/player-unknown` where the player is not known here yet, `store/swing-differs` and
   * `store/revision-differs` where something else is here under the same id, `store/report-unreadable`.
   * @param isSentFromHere whether it is this appliance that sends the swing, so that it notes it as sent
   */
  takeIn(swing: SwingToTakeIn, isSentFromHere = false): TakenIn {
    const incoming = swing.revisions
      .map((each) => ({ ...each, report: readReport(swing.id, each.revision, each.document) }))
      .toSorted((a, b) => a.revision - b.revision);
    return this.#database.transact('a swing that was taken in', () => {
      const known = this.#database.orm.select().from(swings).where(eq(swings.id, swing.id)).get();
      if (known?.deletedAt != null) return { result: 'deleted', ...NOTHING };
      if (known !== undefined && !isSameSwing(known, swing)) throw swingDiffers(swing.id);
      if (known === undefined) this.#insert(swing);
      else this.#claim(known, swing.player);

      const revisions = incoming.filter((each) => this.#addRevision(swing.id, each)).length;
      const poses = swing.poses.filter((each) => this.#addPoses(swing.id, each)).length;
      const media = this.#media.attachRemote(swing.id, swing.media);
      if (isSentFromHere) this.#noteAsSent(swing);
      this.#noteNewest(swing, known, incoming.at(-1)?.report);
      if (known === undefined) return { result: 'taken', revisions, poses, media };
      return { result: revisions + poses + media > 0 ? 'added' : 'known', revisions, poses, media };
    });
  }

  /** Under whose names the swings lie that may leave: players and, where guests' may, the visits of guests. */
  owners(guestsMayLeave: boolean): string[] {
    const owner = sql<string>`coalesce(${swings.player}, ${swings.session})`;
    return this.#database
      .read('owners of swings', () =>
        this.#database.orm
          .selectDistinct({ owner })
          .from(swings)
          .where(and(isNull(swings.deletedAt), mayLeaveInSql(guestsMayLeave)))
          .orderBy(owner)
          .all(),
      )
      .map((row) => row.owner);
  }

  /** Visits with swings that may leave and were made while the bay had another name than this. */
  visitsUnderOtherNames(bay: string, guestsMayLeave: boolean): string[] {
    return this.#database
      .read('visits of before', () =>
        this.#database.orm
          .selectDistinct({ session: swings.session })
          .from(swings)
          .where(and(ne(swings.bay, bay), isNull(swings.deletedAt), mayLeaveInSql(guestsMayLeave)))
          .orderBy(swings.session)
          .all(),
      )
      .map((row) => row.session);
  }

  #insert(swing: SwingToTakeIn): void {
    const { id, kind, bay, session, recordedAt, order } = swing;
    this.#checkPlayer(swing.player);
    this.#database.orm
      .insert(swings)
      .values({
        ...{ ordinal: this.#freePlace(swing), id, kind, bay, session, player: swing.player, recordedAt, ...order },
        // A later revision makes it complete. Nobody analyses it here: the clips are elsewhere.
        status: 'failed',
        failureCode: 'store/not-measured-yet',
        failureMessage: 'It came from the object store, which had no report of it.',
        missing: [],
      })
      .run();
  }

  /** Under the keys under which they were announced where they were made. */
  #noteAsSent({ id, kind, order, revisions, media }: SwingToTakeIn): void {
    const swing = {
      kind: 'swing-stored',
      key: `swing-stored:${id}`,
      payload: { kind, sequence: order.sequence },
    } as const;
    this.#outbox.appendAsDone({ ...swing, swing: id });
    for (const { revision } of revisions) {
      const key = `revision-stored:${id}:${revision}`;
      this.#outbox.appendAsDone({ kind: 'revision-stored', swing: id, key, payload: { revision } });
    }
    for (const file of media) this.#outbox.appendAsDone(mediaStored(id, file));
  }

  /** A guest's swing that somebody has claimed since; nobody's swing is ever given to another player. */
  #claim(known: Row, player: string | null): void {
    if (player === null || known.player !== null) return;
    this.#checkPlayer(player);
    this.#database.orm.update(swings).set({ player }).where(eq(swings.id, known.id)).run();
  }

  #checkPlayer(player: string | null): void {
    if (player === null) return;
    const found = this.#database.orm.select({ id: players.id }).from(players).where(eq(players.id, player)).get();
    if (found === undefined) throw playerUnknown();
  }

  #addRevision(swing: string, { revision, document, createdAt, report }: RevisionToTakeIn & { report: SwingReport }) {
    const { orm } = this.#database;
    const isIt = and(eq(reports.swing, swing), eq(reports.revision, revision));
    const known = orm.select({ document: reports.document }).from(reports).where(isIt).get();
    if (known === undefined) {
      orm.insert(reports).values({ swing, revision, document, createdAt }).run();
      return true;
    }
    // It may have been sent in a later version than it is kept in.
    const isSame =
      known.document === document ||
      JSON.stringify(readReport(swing, revision, known.document)) === JSON.stringify(report);
    if (!isSame) throw revisionDiffers(swing, revision);
    return false;
  }

  #addPoses(swing: string, { revision, ...encoded }: PosesToTakeIn): boolean {
    const isKnown = this.#poses
      .list(swing)
      .some(({ camera, sha256 }) => camera === encoded.camera && sha256 === encoded.sha256);
    if (!isKnown) this.#poses.store(swing, revision, encoded);
    return !isKnown;
  }

  #noteNewest({ id, embedding }: SwingToTakeIn, known: Row | undefined, newest: SwingReport | undefined): void {
    if (newest === undefined || newest.revision <= (known?.revision ?? 0)) return;
    noteNewest(this.#database, newest);
    const { missing } = newest;
    this.#database.orm.update(swings).set({ missing }).where(eq(swings.id, id)).run();
    if (embedding === undefined) this.#embeddings.remove(id);
    else this.#embeddings.store(id, EMBEDDING_VERSION, embedding);
  }

  /** Two swings of one place stand one behind the other: there are 1024 places to a millisecond. */
  #freePlace({ recordedAt, id }: SwingToTakeIn): number {
    const { orm } = this.#database;
    const last =
      orm
        .select({ ordinal: max(swings.ordinal) })
        .from(swings)
        .get()?.ordinal ?? null;
    let place = ordinalAt(new Date(recordedAt), id);
    if (last === null || place > last) return place;
    while (orm.select({ id: swings.id }).from(swings).where(eq(swings.ordinal, place)).get() !== undefined) place++;
    return place;
  }
}

function isSameSwing(known: Row, { kind, bay, session, recordedAt, order }: SwingToTakeIn): boolean {
  return (
    known.kind === kind &&
    known.bay === bay &&
    known.session === session &&
    known.recordedAt === recordedAt &&
    known.bootId === order.bootId &&
    known.monotonicNs === order.monotonicNs &&
    known.sequence === order.sequence
  );
}
