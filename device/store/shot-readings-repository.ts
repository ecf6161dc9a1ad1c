/**
 * What the newest reports of a player's shots say, without the rest of the reports: progress looks at a thousand of them
 * at once. The fields that are read here have been the same in every version of the report.
 */
import { and, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { ShotReadings } from '../swing/progress/shot-readings.ts';
import { isMeasured, type ReportMetric } from '../swing/report/swing-report.ts';
import type { Database } from './database.ts';
import { idsOfPerson } from './person-ids.ts';
import { reports, swings } from './schema.ts';

export interface ShotReadingsPage {
  /** Newest first. */
  readonly shots: ShotReadings[];
  /** Pass as `before` for the next page; null at the end. */
  readonly nextBefore: number | null;
}

const PAGE_SHOTS_MAX = 100;

/** What `json_extract` gives for a list of paths, as JSON. */
type Extracted = [
  ShotReadings['handedness'],
  string | null,
  string,
  string,
  number | null,
  ReportMetric[],
  { name: string }[],
  { id: string }[],
];

export class ShotReadingsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** At most `limit` (100) measured shots of a player that were stored before the cursor, newest first. */
  page(player: string, limit: number, before?: number): ShotReadingsPage {
    const size = Math.max(1, Math.min(limit, PAGE_SHOTS_MAX));
    const rows = this.#database.read('a player’s shots', () =>
      this.#database.orm
        .select({
          ordinal: swings.ordinal,
          id: swings.id,
          session: swings.session,
          recordedAt: swings.recordedAt,
          // One call for all paths: SQLite reads the document once.
          said: sql<string>`json_extract(${reports.document}, '$.handedness', '$.club', '$.versions.model',
            '$.versions.algorithms', '$.score.overall', '$.metrics', '$.cameras', '$.faults')`,
        })
        .from(swings)
        .innerJoin(reports, and(eq(reports.swing, swings.id), eq(reports.revision, swings.revision)))
        .where(
          and(
            inArray(swings.player, idsOfPerson(this.#database, player)),
            eq(swings.kind, 'shot'),
            isNull(swings.deletedAt),
            before === undefined ? undefined : lt(swings.ordinal, before),
          ),
        )
        .orderBy(desc(swings.ordinal))
        .limit(size + 1)
        .all(),
    );
    const shots = rows.slice(0, size).map(({ id, session, recordedAt, said }): ShotReadings => {
      const [handedness, club, model, algorithms, score, metrics, cameras, faults] = JSON.parse(said) as Extracted;
      return {
        ...{ id, session, recordedAt, handedness, club, model, algorithms, score },
        cameras: cameras.map(({ name }) => name).toSorted(),
        metrics: metrics.filter(isMeasured),
        faults: faults.map((fault) => fault.id),
      };
    });
    return { shots, nextBefore: rows.length > size ? (rows[size - 1]?.ordinal ?? null) : null };
  }
}
