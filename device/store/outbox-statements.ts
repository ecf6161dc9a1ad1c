/** What is asked for each plan, and done for every entry that is sent, made ready once. */
import { and, asc, eq, gte, isNull, lte, not, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { IS_HELD_BACK_IN_SQL, URGENCY } from './outbox-rules.ts';
import { outbox } from './outbox-schema.ts';
import { media } from './schema.ts';

export function outboxStatements({ orm }: Database, owner: string) {
  const id = sql.placeholder('id');
  const isPending = and(eq(outbox.id, id), eq(outbox.state, 'pending'));
  return {
    /** `without` is a JSON array of ids. */
    waiting: orm
      .select()
      .from(outbox)
      .where(
        and(
          ...[eq(outbox.state, 'pending'), gte(outbox.urgency, sql.placeholder('urgencyMin'))],
          ...[lte(outbox.urgency, URGENCY.clip), isNull(outbox.claimedBy), not(IS_HELD_BACK_IN_SQL)],
          sql`${outbox.id} not in (select value from json_each(${sql.placeholder('without')}))`,
        ),
      )
      .orderBy(asc(outbox.urgency), asc(outbox.id))
      .limit(sql.placeholder('limit'))
      .prepare(),
    owed: orm
      .select()
      .from(outbox)
      .where(and(eq(outbox.state, 'pending'), eq(outbox.urgency, URGENCY.erasure)))
      .orderBy(asc(outbox.id))
      .limit(sql.placeholder('limit'))
      .prepare(),
    claim: orm
      .update(outbox)
      .set({ claimedBy: owner })
      .where(and(isPending, isNull(outbox.claimedBy)))
      .prepare(),
    markDone: orm
      .update(outbox)
      .set({ state: 'done', claimedBy: null, lastErrorCode: null, lastError: null })
      .where(and(isPending, eq(outbox.claimedBy, owner)))
      .returning({ kind: outbox.kind, swing: outbox.swing, payload: outbox.payload })
      .prepare(),
    markSynced: orm
      .update(media)
      .set({ syncedAt: sql`${sql.placeholder('syncedAt')}` })
      .where(and(eq(media.swing, sql.placeholder('swing')), eq(media.sha256, sql.placeholder('sha256'))))
      .prepare(),
  };
}
