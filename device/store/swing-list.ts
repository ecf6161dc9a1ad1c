/** Pages of swings: by the order of storing, which no clock that jumps can change, and without reading a report. */
import { and, asc, desc, eq, gte, inArray, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { swingFaults, swings } from './schema.ts';
import { type StoredSwing, type SwingKind, swingFromRow } from './swing-record.ts';

export interface SwingFilter {
  readonly kind?: SwingKind | undefined;
  readonly player?: string | undefined;
  readonly session?: string | undefined;
  /** As the report's newest revision names it. */
  readonly club?: string | undefined;
  /** UTC, both ends included: when the swing was recorded. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Overall, of the newest revision; a swing without a score has none that is enough. */
  readonly scoreMin?: number | undefined;
  /** Swings whose newest revision has this fault. */
  readonly fault?: string | undefined;
}

export interface ListedSwing extends StoredSwing {
  /** Overall, of the newest revision. */
  readonly score: number | null;
  readonly club: string | null;
  /** The gravest fault of the newest revision. */
  readonly mainFault: string | null;
}

export interface SwingPage {
  /** Newest first. */
  readonly swings: ListedSwing[];
  /** Pass as `before` for the next page; null at the end. */
  readonly nextBefore: number | null;
}

const PAGE_SWINGS_MAX = 100;

/** At most `limit` (100) swings that were stored before the cursor, newest first. */
export function listSwings(database: Database, filter: SwingFilter, limit: number, before?: number): SwingPage {
  const size = Math.max(1, Math.min(limit, PAGE_SWINGS_MAX));
  const { kind, player, session, club, from, to, scoreMin, fault } = filter;
  const rows = database.read('swings', () =>
    database.orm
      .select()
      .from(swings)
      .where(
        and(
          isNull(swings.deletedAt),
          kind === undefined ? undefined : eq(swings.kind, kind),
          player === undefined ? undefined : eq(swings.player, player),
          session === undefined ? undefined : eq(swings.session, session),
          club === undefined ? undefined : eq(swings.club, club),
          from === undefined ? undefined : gte(swings.recordedAt, from),
          to === undefined ? undefined : lte(swings.recordedAt, to),
          scoreMin === undefined ? undefined : gte(swings.score, scoreMin),
          fault === undefined
            ? undefined
            : sql`exists (select 1 from ${swingFaults} where ${swingFaults.fault} = ${fault} and ${swingFaults.ordinal} = ${swings.ordinal})`,
          before === undefined ? undefined : lt(swings.ordinal, before),
        ),
      )
      .orderBy(desc(swings.ordinal))
      .limit(size + 1)
      .all(),
  );
  const shown = rows.slice(0, size);
  const faults = mainFaultsOf(database, shown);
  const page = shown.map((row) => {
    const mainFault = faults.get(row.ordinal) ?? null;
    return { ...swingFromRow(row), score: row.score, club: row.club, mainFault };
  });
  return { swings: page, nextBefore: rows.length > size ? (page.at(-1)?.ordinal ?? null) : null };
}

/** A report lists its gravest fault first, and its faults are stored in that order. */
function mainFaultsOf(database: Database, rows: readonly { ordinal: number }[]): ReadonlyMap<number, string> {
  const found = database.read('faults', () =>
    database.orm
      .select()
      .from(swingFaults)
      .where(
        inArray(
          swingFaults.ordinal,
          rows.map(({ ordinal }) => ordinal),
        ),
      )
      .orderBy(asc(sql`rowid`))
      .all(),
  );
  const first = new Map<number, string>();
  for (const { ordinal, fault } of found) if (!first.has(ordinal)) first.set(ordinal, fault);
  return first;
}
