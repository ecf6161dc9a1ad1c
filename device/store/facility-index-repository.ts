/**
 * The facility's index of its bays' swings: whose each is and in which bay, so that news of a swing and its deletion reach
 * whoever has it. The swings themselves are taken in from the object store as soon as they are told of; one that is
 * deleted here becomes a tombstone of the index by a trigger.
 */
import { and, asc, count, eq, gt, gte, inArray, isNotNull, isNull, max } from 'drizzle-orm';
import { swingArrivals } from './arrival-schema.ts';
import type { Database } from './database.ts';
import { facilityBays, facilitySwings, swingChanges } from './facility-schema.ts';
import { swings } from './schema.ts';

/**
 * What is told of a swing. Why one is gone decides what becomes of it at the facility: `deleted` is for good, and one that
 * is `withheld`, because it may not leave its bay any more, may tomorrow.
 */
export type ToldSwing =
  | { readonly id: string; readonly isGone: true; readonly because: 'deleted' | 'withheld' }
  | {
      readonly id: string;
      readonly isGone: false;
      readonly session: string;
      readonly player: string | null;
      readonly kind: 'shot' | 'practice' | 'upload';
      /** UTC. */
      readonly recordedAt: string;
      readonly score: number | null;
      readonly club: string | null;
      readonly revision: number | null;
    };

type PresentSwing = Extract<ToldSwing, { isGone: false }>;
export type GoneSwing = Omit<Extract<ToldSwing, { isGone: true }>, 'isGone'>;

export interface IndexChanges {
  readonly gone: readonly GoneSwing[];
  readonly changed: readonly PresentSwing[];
}

type IndexedSwing = typeof facilitySwings.$inferSelect;

export interface Deletions {
  readonly swings: readonly string[];
  readonly next: number;
}

const PAGE_MAX = 500;

export class FacilityIndexRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Idempotent. A bay tells of its own swings alone: what is another's is left as it is. What was told under a name that no
   * bay has any more is whose tells of it: a bay was taken out and came back under another. Answers those that are gone now
   * and were not before, so that what was taken in of them goes as well, and those that are new or not what they were. What
   * was deleted here before it was told of is owed to its bay as a deletion.
   */
  tell(bay: string, told: readonly ToldSwing[]): IndexChanges {
    const { orm } = this.#database;
    return this.#database.transact('swings of a bay', () => {
      const gone: GoneSwing[] = [];
      const changed: PresentSwing[] = [];
      for (const swing of told) {
        const known = orm.select().from(facilitySwings).where(eq(facilitySwings.id, swing.id)).get();
        if (known !== undefined && known.bay !== bay) {
          if (this.#isOfAnother(known)) continue;
          // What is owed of its deletion becomes the bay's that has it, as a change of now.
          const { deletedAt } = known;
          orm.update(facilitySwings).set({ bay, deletedAt }).where(eq(facilitySwings.id, swing.id)).run();
        }
        if (known !== undefined && known.deletedAt !== null) continue;
        if (swing.isGone) {
          // No tombstone: its bay need not hear of it, and what may not leave there today may tomorrow.
          orm.delete(facilitySwings).where(eq(facilitySwings.id, swing.id)).run();
          gone.push({ id: swing.id, because: swing.because });
          continue;
        }
        const { isGone: _, ...row } = swing;
        const deletedAt = this.#deletedAt(swing.id);
        if (deletedAt !== null) {
          this.#bury(swing, bay, deletedAt);
          continue;
        }
        // Where it was put away, because its player had not agreed for a while, it is news again.
        if (known !== undefined && isSame(known, row) && this.#isHeardOf(swing.id)) continue;
        changed.push(swing);
        orm
          .insert(facilitySwings)
          .values({ ...row, bay })
          .onConflictDoUpdate({ target: facilitySwings.id, set: row })
          .run();
      }
      return { gone, changed };
    });
  }

  /** Swings that were deleted here since, for the bay that has them; pass `next` as `after` the next time. */
  deletionsOf(bay: string, after: number, limit: number): Deletions {
    const size = Math.min(limit, PAGE_MAX);
    return this.#database.transact('deletions', () => {
      const rows = this.#database.orm
        .select({ ordinal: swingChanges.ordinal, swing: swingChanges.swing })
        .from(swingChanges)
        .innerJoin(facilitySwings, eq(facilitySwings.id, swingChanges.swing))
        .where(and(gt(swingChanges.ordinal, after), eq(facilitySwings.bay, bay), isNotNull(facilitySwings.deletedAt)))
        .orderBy(asc(swingChanges.ordinal))
        .limit(size)
        .all();
      const deleted = rows.map(({ swing }) => swing);
      if (rows.length === size) return { swings: deleted, next: rows.at(-1)?.ordinal ?? after };
      // All has been looked through: whoever asks again does not begin before the changes of other bays' swings.
      const last = this.#database.orm
        .select({ ordinal: max(swingChanges.ordinal) })
        .from(swingChanges)
        .get();
      return { swings: deleted, next: Math.max(after, last?.ordinal ?? 0) };
    });
  }

  #isOfAnother({ bay }: IndexedSwing): boolean {
    const isEnrolled = and(eq(facilityBays.name, bay), eq(facilityBays.state, 'enrolled'));
    return this.#database.orm.select().from(facilityBays).where(isEnrolled).get() !== undefined;
  }

  /** It was found in the object store and deleted here before its bay told of it; null where it was not. */
  #deletedAt(swing: string): string | null {
    const row = this.#database.orm
      .select({ deletedAt: swings.deletedAt })
      .from(swings)
      .where(eq(swings.id, swing))
      .get();
    return row?.deletedAt ?? null;
  }

  /** A tombstone of what the index did not know, without a word of whose it was. */
  #bury({ id, session, kind, recordedAt }: PresentSwing, bay: string, deletedAt: string): void {
    const { orm } = this.#database;
    const nobodys = { player: null, score: null, club: null, revision: null };
    const row = { ...{ id, bay, session, kind, recordedAt }, ...nobodys };
    orm.insert(facilitySwings).values(row).onConflictDoUpdate({ target: facilitySwings.id, set: row }).run();
    // Only a change of it makes the trigger owe its bay the deletion.
    orm.update(facilitySwings).set({ deletedAt }).where(eq(facilitySwings.id, id)).run();
  }

  #isHeardOf(swing: string): boolean {
    return this.#database.orm.select().from(swingArrivals).where(eq(swingArrivals.swing, swing)).get() !== undefined;
  }

  /** How many swings bays have told of that were recorded since an instant, UTC. */
  countSince(instant: string): number {
    const found = this.#database.read('swings of bays', () =>
      this.#database.orm
        .select({ swings: count() })
        .from(facilitySwings)
        .where(and(gte(facilitySwings.recordedAt, instant), isNull(facilitySwings.deletedAt)))
        .get(),
    );
    return found?.swings ?? 0;
  }

  /** Which of these swings are in the store here. */
  takenIn(ids: readonly string[]): string[] {
    return this.#database.read('swings', () =>
      this.#database.orm
        .select({ id: swings.id })
        .from(swings)
        .where(and(inArray(swings.id, [...ids]), isNull(swings.deletedAt)))
        .all()
        .map(({ id }) => id),
    );
  }
}

function isSame(known: IndexedSwing, told: Omit<PresentSwing, 'isGone'>): boolean {
  return Object.entries(told).every(([column, value]) => known[column as keyof IndexedSwing] === value);
}
