/** The end of a swing here: deleted for good, or only put away because it belongs elsewhere. */
import { and, eq } from 'drizzle-orm';
import type { Clock } from '../clock/clock.ts';
import type { ArrivalRepository } from './arrival-repository.ts';
import { coachJobs } from './coach-schema.ts';
import { swingNotes } from './coaching-schema.ts';
import type { ConsistencyRepository } from './consistency-repository.ts';
import type { Database } from './database.ts';
import type { EmbeddingRepository } from './embedding-repository.ts';
import { swingUnknown } from './errors.ts';
import type { ExportRepository } from './export-repository.ts';
import type { ExportShelf } from './export-shelf.ts';
import type { FigureRepository } from './figure-repository.ts';
import type { MediaStore } from './media-store.ts';
import type { OutboxRepository } from './outbox-repository.ts';
import { analysisJobs, poses, reports, swingFaults, swings } from './schema.ts';
import type { ShareRepository } from './share-repository.ts';
import type { ShotRepository } from './shot-repository.ts';
import type { VisitScoreRepository } from './visit-score-repository.ts';

/** What a swing leaves behind that is no row. */
interface Gone {
  readonly detached: readonly { readonly sha256: string }[];
  readonly films: readonly string[];
}

const NOTHING_GONE: Gone = { detached: [], films: [] };

export interface SwingRemovalParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: OutboxRepository;
  readonly media: MediaStore;
  readonly figures: FigureRepository;
  readonly embeddings: EmbeddingRepository;
  readonly shots: ShotRepository;
  readonly consistency: ConsistencyRepository;
  readonly visitScores: VisitScoreRepository;
  readonly arrivals: ArrivalRepository;
  /** What players took home of a swing goes with it. */
  readonly takenHome: { exports: ExportRepository; exportShelf: ExportShelf; shares: ShareRepository };
}

export class SwingRemoval {
  readonly #parts: SwingRemovalParts;

  constructor(parts: SwingRemovalParts) {
    this.#parts = parts;
  }

  /**
   * Deletes a swing with its reports, poses, shots, notes and files, and announces it. Idempotent for a deleted one; throws
   * `store/swing-unknown`. Files go after the transaction; those a crash leaves behind go at the next start.
   */
  async remove(id: string): Promise<void> {
    const { database, clock, outbox } = this.#parts;
    const gone = database.transact('a deletion', () => {
      const row = this.#find(id);
      if (row === undefined) throw swingUnknown(id);
      if (row.deletedAt !== null) return NOTHING_GONE;
      const cleared = this.#clear(row);
      database.orm
        .update(swings)
        .set({ deletedAt: clock.wall().toISOString(), player: null, missing: [], mark: 0, score: null, club: null })
        .where(eq(swings.id, id))
        .run();
      // What was swung elsewhere is counted there, where all of its visit is.
      if (this.#parts.arrivals.find(id) === undefined) this.#parts.visitScores.count(row.session, row.player);
      this.#parts.consistency.removeWith(id);
      outbox.swingDeleted(id, row.player ?? row.session);
      return cleared;
    });
    await this.#removeFiles(gone);
  }

  /**
   * Lets go of a swing that was taken in, as if it had never come: what is true of it is said elsewhere, so nothing is
   * announced and no tombstone stays. Idempotent; a swing that was deleted here stays deleted.
   */
  async putAway(id: string): Promise<void> {
    const { database } = this.#parts;
    const gone = database.transact('a swing that is put away', () => {
      const row = this.#find(id);
      if (row === undefined || row.deletedAt !== null) return NOTHING_GONE;
      const cleared = this.#clear(row);
      database.orm.delete(swings).where(eq(swings.id, id)).run();
      return cleared;
    });
    await this.#removeFiles(gone);
  }

  /** Everything that hangs on a swing; to be called inside a transaction. Answers what files have to go after it. */
  #clear({ id, ordinal }: { readonly id: string; readonly ordinal: number }): Gone {
    const { database, media } = this.#parts;
    const detached = media.detach(id);
    database.orm.delete(analysisJobs).where(eq(analysisJobs.swing, id)).run();
    database.orm.delete(poses).where(eq(poses.swing, id)).run();
    this.#parts.figures.remove(id);
    this.#parts.embeddings.remove(id);
    this.#parts.shots.removeOfSwing(id);
    database.orm.delete(swingFaults).where(eq(swingFaults.ordinal, ordinal)).run();
    database.orm.delete(swingNotes).where(eq(swingNotes.swing, id)).run();
    database.orm
      .delete(coachJobs)
      .where(and(eq(coachJobs.task, 'swing'), eq(coachJobs.subject, id)))
      .run();
    const films = this.#parts.takenHome.exports.removeOfSwing(id);
    this.#parts.takenHome.shares.removeOfSwing(id);
    database.orm.delete(reports).where(eq(reports.swing, id)).run();
    return { detached, films };
  }

  async #removeFiles({ detached, films }: Gone): Promise<void> {
    for (const film of films) this.#parts.takenHome.exportShelf.remove(film);
    await this.#parts.media.removeUnused(detached);
  }

  #find(id: string) {
    return this.#parts.database.orm.select().from(swings).where(eq(swings.id, id)).get();
  }
}
