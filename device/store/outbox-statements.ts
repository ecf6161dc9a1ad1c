/** What is done for every entry that is sent, made ready once. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { outbox } from './outbox-schema.ts';
import { media } from './schema.ts';

export function outboxStatements({ orm }: Database, owner: string) {
  const id = sql.placeholder('id');
  const isPending = and(eq(outbox.id, id), eq(outbox.state, 'pending'));
  return {
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
