/** What a bay still has to tell its facility of swings, and how far it has come in telling and hearing. */
import { asc, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import type { ToldSwing } from './facility-index-repository.ts';
import { facilityLines, swingChanges, swingsTold } from './facility-schema.ts';
import { mayLeaveInSql } from './outbox-rules.ts';
import { swings } from './schema.ts';

export type LineCursors = Omit<typeof facilityLines.$inferSelect, 'facility'>;

export interface SwingsToTell {
  readonly swings: readonly ToldSwing[];
  /** The ordinal after which the next ones come. */
  readonly next: number;
  readonly isAll: boolean;
}

const PAGE_MAX = 500;
const BEGINNING: LineCursors = {
  ...{ peoplePushed: 0, peoplePulled: 0, swingsPushed: 0, deletionsPulled: 0 },
  exchangedAt: null,
};

export class FacilityLineRepository {
  readonly #database: Database;
  readonly #guestsMayLeave: boolean;

  constructor(database: Database, guestsMayLeave: boolean) {
    this.#database = database;
    this.#guestsMayLeave = guestsMayLeave;
  }

  cursors(facility: string): LineCursors {
    const row = this.#database.read('the line to the facility', () =>
      this.#database.orm.select().from(facilityLines).where(eq(facilityLines.facility, facility)).get(),
    );
    if (row === undefined) return BEGINNING;
    const { facility: _, ...cursors } = row;
    return cursors;
  }

  /** To be called once what it stands for is on the disk at both ends. */
  advance(facility: string, cursors: LineCursors, told: readonly ToldSwing[]): void {
    this.#database.transact('the line to the facility', () => {
      const { orm } = this.#database;
      orm
        .insert(facilityLines)
        .values({ facility, ...cursors })
        .onConflictDoUpdate({ target: facilityLines.facility, set: cursors })
        .run();
      for (const { id, isGone } of told) {
        if (isGone) orm.delete(swingsTold).where(eq(swingsTold.swing, id)).run();
        else orm.insert(swingsTold).values({ swing: id }).onConflictDoNothing().run();
      }
    });
  }

  /** What changed of swings after an ordinal, as it stands now. What may not leave is told of only where it had left. */
  swingsToTell(after: number, limit: number): SwingsToTell {
    const size = Math.min(limit, PAGE_MAX);
    return this.#database.read('swings to tell of', () => {
      const may = mayLeaveInSql(this.#guestsMayLeave);
      const rows = this.#database.orm
        .select({
          ordinal: swingChanges.ordinal,
          swing: getTableColumns(swings),
          mayLeave: may,
          isTold: sql<number>`${swingsTold.swing} is not null`,
        })
        .from(swingChanges)
        .innerJoin(swings, eq(swings.id, swingChanges.swing))
        .leftJoin(swingsTold, eq(swingsTold.swing, swingChanges.swing))
        .where(gt(swingChanges.ordinal, after))
        .orderBy(asc(swingChanges.ordinal))
        .limit(size)
        .all();
      const told = rows.flatMap(({ swing, mayLeave, isTold }): ToldSwing[] => {
        const { id, session, player, kind, recordedAt, score, club, revision, deletedAt } = swing;
        const because = deletedAt !== null ? 'deleted' : 'withheld';
        if (deletedAt !== null || mayLeave === 0) return isTold === 1 ? [{ id, isGone: true, because }] : [];
        return [{ id, isGone: false, session, player, kind, recordedAt, score, club, revision }];
      });
      return { swings: told, next: rows.at(-1)?.ordinal ?? after, isAll: rows.length < size };
    });
  }
}
