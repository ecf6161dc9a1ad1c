/**
 * Swings and their reports: facts that are on the disk when a call returns, and are announced in the same transaction.
 *
 * INVARIANTS
 * - A stored report never changes; every `storeRevision` adds one, numbered from 1 without gaps.
 * - Every revision carries the shot that is joined to its swing by then, whoever made it.
 * - Swings stored here are ordered by when they were stored, whatever the wall clock does (`swing-ordinal.ts`).
 * - A deleted swing leaves a tombstone: its id is never used again and readers hear that it was deleted.
 */
import { and, asc, eq, inArray, isNull, max, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import { EMBEDDING_VERSION, type SwingEmbedding } from '../swing/embedding/embed-swing.ts';
import { type SwingReport, swingReportSchema } from '../swing/report/swing-report.ts';
import type { AnalysisOrder, AnalysisQueue } from './analysis-queue.ts';
import type { ArrivalRepository } from './arrival-repository.ts';
import type { ConsistencyRepository } from './consistency-repository.ts';
import type { Database } from './database.ts';
import type { EmbeddingRepository } from './embedding-repository.ts';
import { reportUnknown, swingDeleted, swingUnknown } from './errors.ts';
import type { FigureRepository } from './figure-repository.ts';
import type { StagedMedia } from './media-rows.ts';
import type { ExportRepository } from './export-repository.ts';
import type { ExportShelf } from './export-shelf.ts';
import type { MediaStore } from './media-store.ts';
import type { OutboxRepository } from './outbox-repository.ts';
import type { EncodedPoses, PoseRepository } from './pose-repository.ts';
import { noteNewest } from './newest-report.ts';
import { isOfPresentVersion, readReport } from './report-text.ts';
import { isOfPerson } from './person-ids.ts';
import { players, reports, swings } from './schema.ts';
import type { ShareRepository } from './share-repository.ts';
import type { ShotRepository } from './shot-repository.ts';
import { type SwingFilter, SwingLists, type SwingPage } from './swing-list.ts';
import { nextOrdinal } from './swing-ordinal.ts';
import { SwingRemoval } from './swing-removal.ts';
import { type MissingPart, type StoredSwing, type SwingKind, swingFromRow } from './swing-record.ts';
import type { VisitScoreRepository } from './visit-score-repository.ts';

export interface SwingToRecord {
  /** Given when the swing was announced before it was stored; a new UUIDv7 otherwise. */
  readonly id?: string;
  readonly kind: SwingKind;
  readonly bay: string;
  readonly session: string;
  readonly player: string | null;
  readonly bootId: string;
  readonly monotonicNs: number;
  readonly missing?: readonly MissingPart[];
  /** Files of the swing that are staged already; later ones come by `media.attach`. */
  readonly media?: readonly StagedMedia[];
  /** Asks for the analysis in the same transaction; absent when the clips are still being cut. */
  readonly analysis?: AnalysisOrder;
}

export interface RevisionToStore {
  /** The whole report; its `revision` is given by the store. */
  readonly report: Omit<SwingReport, 'revision'>;
  readonly poses?: readonly EncodedPoses[];
  readonly media?: readonly StagedMedia[];
  /** The revision says more of the same measurement: figure and place among others stay, and are not given. */
  readonly isSameMotion?: boolean;
  /** The golfer in space, as `encodeFigure` made it; absent where that is not known. */
  readonly figure?: Buffer;
  /** Where the swing lies among others; null where it lies nowhere, absent where that is to be found out later. */
  readonly embedding?: SwingEmbedding | null;
  /** The job that is finished by this, in the same transaction. */
  readonly job?: number;
}

export interface StoredRevision {
  readonly revision: number;
  /** UTC. */
  readonly createdAt: string;
  readonly versions: SwingReport['versions'];
  readonly score: number | null;
}

export interface SwingStats {
  readonly swings: number;
  readonly shots: number;
  readonly scored: number;
  readonly scoreMean: number | null;
  readonly scoreBest: number | null;
  readonly visits: number;
  readonly lastSwingAt: string | null;
}

export interface SwingRepositoryParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: OutboxRepository;
  readonly poses: PoseRepository;
  readonly figures: FigureRepository;
  readonly embeddings: EmbeddingRepository;
  readonly media: MediaStore;
  readonly queue: AnalysisQueue;
  readonly shots: ShotRepository;
  readonly consistency: ConsistencyRepository;
  readonly visitScores: VisitScoreRepository;
  readonly arrivals: ArrivalRepository;
  /** What players took home of a swing goes with it. */
  readonly takenHome: { exports: ExportRepository; exportShelf: ExportShelf; shares: ShareRepository };
}

export class SwingRepository {
  readonly #parts: SwingRepositoryParts;
  readonly #hot: ReturnType<typeof preparedIn>;
  readonly #lists: SwingLists;
  readonly #removal: SwingRemoval;

  constructor(parts: SwingRepositoryParts) {
    this.#parts = parts;
    this.#hot = preparedIn(parts.database);
    this.#lists = new SwingLists(parts.database);
    this.#removal = new SwingRemoval(parts);
  }

  /**
   * Stores that a swing happened, with its files, its analysis job and its announcement. The swing may be acknowledged
   * when this returns. Idempotent by id: a known one is answered as it is.
   */
  recordSwing(swing: SwingToRecord): StoredSwing {
    const { database, clock, outbox, media, queue } = this.#parts;
    const id = swing.id ?? uuidv7();
    return database.transact('a swing', () => {
      const known = this.#row(id);
      if (known !== undefined) {
        if (known.deletedAt !== null) throw swingDeleted(id);
        return swingFromRow(known);
      }
      const { kind, bay, session, bootId, monotonicNs } = swing;
      // A player who was deleted while the clips were being cut must not cost the swing.
      const player = this.#knownPlayer(swing.player);
      const last = database.orm
        .select({ sequence: max(swings.sequence) })
        .from(swings)
        .where(eq(swings.bootId, bootId))
        .get();
      const sequence = (last?.sequence ?? -1) + 1;
      const now = clock.wall();
      const recordedAt = now.toISOString();
      const { place } = database.orm
        .select({ place: max(swings.ordinal) })
        .from(swings)
        .get() ?? { place: null };
      const ordinal = nextOrdinal(place, now, id);
      const missing = [...(swing.missing ?? [])];
      database.orm
        .insert(swings)
        .values({
          ...{ ordinal, id, kind, bay, session, player, recordedAt, bootId, monotonicNs, sequence, missing },
          status: 'queued',
        })
        .run();
      outbox.append({ kind: 'swing-stored', swing: id, key: `swing-stored:${id}`, payload: { kind, sequence } });
      media.attach(id, swing.media ?? []);
      if (swing.analysis !== undefined) queue.enqueue(id, swing.analysis);
      return this.find(id);
    });
  }

  /**
   * Adds a revision of a swing's report with its poses and key frames, and finishes its job. Answers the report as it
   * was stored. Throws `store/swing-unknown`, `store/swing-deleted`, `store/job-not-held`, or zod's error for a
   * document that is no report.
   */
  storeRevision(revision: RevisionToStore): SwingReport {
    const { database, clock, outbox, media, queue } = this.#parts;
    const swing = revision.report.id;
    return database.transact('a report', () => {
      const number = (this.find(swing).revision ?? 0) + 1;
      const shot = revision.report.shot ?? this.#parts.shots.reportShot(swing);
      const createdAt = clock.wall().toISOString();
      const report = swingReportSchema.parse({ ...revision.report, revision: number, shot, storedAt: createdAt });
      if (revision.job !== undefined) queue.finish(revision.job);
      database.orm
        .insert(reports)
        .values({ swing, revision: number, document: JSON.stringify(report), createdAt })
        .run();
      for (const encoded of revision.poses ?? []) this.#parts.poses.store(swing, number, encoded);
      media.attach(swing, revision.media ?? []);
      if (revision.isSameMotion !== true) this.#placeMotion(swing, revision);
      noteNewest(database, report);
      const { session, player } = this.find(swing);
      this.#parts.visitScores.count(session, player);
      const key = `revision-stored:${swing}:${number}`;
      outbox.append({ kind: 'revision-stored', swing, key, payload: { revision: number } });
      return report;
    });
  }

  /** Throws `store/swing-unknown` or `store/swing-deleted`. */
  find(id: string): StoredSwing {
    const row = this.#parts.database.read('a swing', () => this.#row(id));
    if (row === undefined) throw swingUnknown(id);
    if (row.deletedAt !== null) throw swingDeleted(id);
    return swingFromRow(row);
  }

  /** At most `limit` (100) swings that were stored before the cursor, newest first. */
  list(filter: SwingFilter, limit: number, before?: number): SwingPage {
    return this.#lists.page(filter, limit, before);
  }

  /**
   * The newest revision of a swing's report, or the one asked for; older schemas are upgraded while reading. Throws
   * `store/swing-unknown`, `store/swing-deleted`, `store/report-unknown`, `store/report-unreadable`.
   */
  report(id: string, revision?: number): SwingReport {
    const { wanted, document } = this.#document(id, revision);
    return readReport(id, wanted, document);
  }

  /** The same as it travels; one that was stored in the present version is not read for that. Throws as `report` does. */
  reportText(id: string, revision?: number): string {
    const { wanted, document } = this.#document(id, revision);
    if (isOfPresentVersion(document)) return document;
    return JSON.stringify(readReport(id, wanted, document));
  }

  /** Every revision of a swing's report, oldest first, without the reports themselves. Throws as `find` does. */
  revisions(id: string): StoredRevision[] {
    this.find(id);
    const document = (path: string) => sql<string>`json_extract(${reports.document}, ${path})`;
    return this.#parts.database.read('reports', () =>
      this.#parts.database.orm
        .select({
          revision: reports.revision,
          createdAt: reports.createdAt,
          versions: document('$.versions'),
          score: sql<number | null>`json_extract(${reports.document}, '$.score.overall')`,
        })
        .from(reports)
        .where(eq(reports.swing, id))
        .orderBy(asc(reports.revision))
        .all()
        .map((row) => ({ ...row, versions: JSON.parse(row.versions) as SwingReport['versions'] })),
    );
  }

  /** Notes what a swing should have and does not; the same part again replaces its reason. */
  noteMissing(id: string, part: MissingPart): void {
    const { database } = this.#parts;
    database.transact('what a swing lacks', () => {
      const others = this.find(id).missing.filter((m) => m.what !== part.what || m.camera !== part.camera);
      database.orm
        .update(swings)
        .set({ missing: [...others, part] })
        .where(eq(swings.id, id))
        .run();
    });
  }

  /** How dear the swing is: clips of swings with a lower mark go first. 0 at the beginning. */
  mark(id: string, mark: number): void {
    const { database } = this.#parts;
    database.transact('a mark', () => {
      this.find(id);
      database.orm.update(swings).set({ mark }).where(eq(swings.id, id)).run();
    });
  }

  /** As {@link SwingRemoval.remove}. */
  remove(id: string): Promise<void> {
    return this.#removal.remove(id);
  }

  /** As {@link SwingRemoval.putAway}. */
  putAway(id: string): Promise<void> {
    return this.#removal.putAway(id);
  }

  /** Swings of a visit that belong to no player; uploads were not made in it. */
  unclaimedIn(session: string): string[] {
    const isOfBay = inArray(swings.kind, ['shot', 'practice']);
    const where = and(eq(swings.session, session), isNull(swings.player), isNull(swings.deletedAt), isOfBay);
    return this.#parts.database
      .read('swings', () => this.#parts.database.orm.select({ id: swings.id }).from(swings).where(where).all())
      .map(({ id }) => id);
  }

  /** Gives a visit's unclaimed swings to a player, with their place on the board of consistency; answers how many. */
  claim(session: string, player: string): number {
    const { database } = this.#parts;
    return database.transact('claimed swings', () => {
      const ids = this.unclaimedIn(session);
      for (const id of ids) {
        database.orm.update(swings).set({ player }).where(eq(swings.id, id)).run();
        this.#parts.outbox.swingMoved(id, session);
      }
      this.#parts.consistency.claim(session, player);
      this.#parts.visitScores.count(session, player);
      return ids.length;
    });
  }

  /** What a player's swings come to; a score counts of the newest revision of a shot. */
  statsOf(player: string): SwingStats {
    const score = sql`case when ${swings.kind} = 'shot' then ${swings.score} end`;
    const row = this.#parts.database.read('a player’s swings', () =>
      this.#parts.database.orm
        .select({
          swings: sql<number>`count(*)`,
          shots: sql<number>`coalesce(sum(${swings.kind} = 'shot'), 0)`,
          scored: sql<number>`count(${score})`,
          scoreMean: sql<number | null>`avg(${score})`,
          scoreBest: sql<number | null>`max(${score})`,
          visits: sql<number>`count(distinct ${swings.session})`,
          lastSwingAt: max(swings.recordedAt),
        })
        .from(swings)
        .where(
          and(isOfPerson(swings.player, player), isNull(swings.deletedAt), inArray(swings.kind, ['shot', 'practice'])),
        )
        .get(),
    );
    return row ?? { swings: 0, shots: 0, scored: 0, scoreMean: null, scoreBest: null, visits: 0, lastSwingAt: null };
  }

  #placeMotion(swing: string, { figure, embedding }: RevisionToStore): void {
    const { figures, embeddings } = this.#parts;
    if (figure === undefined) figures.remove(swing);
    else figures.store(swing, figure);
    if (embedding === undefined) embeddings.remove(swing);
    else embeddings.store(swing, EMBEDDING_VERSION, embedding);
  }

  #document(id: string, revision: number | undefined): { wanted: number; document: string } {
    const wanted = revision ?? this.find(id).revision ?? undefined;
    const row =
      wanted === undefined
        ? undefined
        : this.#parts.database.read('a report', () => this.#hot.document.get({ swing: id, revision: wanted }));
    if (row === undefined || wanted === undefined) {
      this.find(id);
      throw reportUnknown(id, revision);
    }
    return { wanted, document: row.document };
  }

  #knownPlayer(player: string | null): string | null {
    if (player === null) return null;
    return (
      this.#parts.database.orm.select({ id: players.id }).from(players).where(eq(players.id, player)).get()?.id ?? null
    );
  }

  #row(id: string): typeof swings.$inferSelect | undefined {
    return this.#hot.swing.get({ id });
  }
}

/** What every call of the API asks, put together once. */
function preparedIn({ orm }: Database) {
  const [id, swing, revision] = ['id', 'swing', 'revision'].map((name) => sql.placeholder(name));
  return {
    swing: orm
      .select()
      .from(swings)
      .where(eq(swings.id, sql`${id}`))
      .prepare(),
    document: orm
      .select({ document: reports.document })
      .from(reports)
      .where(and(eq(reports.swing, sql`${swing}`), eq(reports.revision, sql`${revision}`)))
      .prepare(),
  };
}
