/** What was sent, and what has to be sent once more because it is not elsewhere any more. Joins the transaction of who asks. */
import { and, asc, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { SENDING_KINDS } from './outbox-rules.ts';
import { outbox } from './outbox-schema.ts';
import { media, swings } from './schema.ts';

/** Those of these swings that were announced here, or of which a part was seen to lie elsewhere. */
export function toldOf({ orm }: Database, theirs: SQL): string[] {
  const isAnnounced = sql`exists (select 1 from ${outbox} where ${outbox.swing} = ${swings.id}
    and ${inArray(outbox.kind, [...SENDING_KINDS])})`;
  const isSynced = sql`exists (select 1 from ${media} where ${media.swing} = ${swings.id} and ${media.syncedAt} is not null)`;
  return orm
    .select({ id: swings.id })
    .from(swings)
    .where(and(theirs, isNull(swings.deletedAt), sql`(${isAnnounced} or ${isSynced})`))
    .orderBy(asc(swings.ordinal))
    .all()
    .map(({ id }) => id);
}

/** Nothing of these swings is elsewhere any more. */
export function sendAgain({ orm }: Database, theirs: SQL): void {
  orm
    .update(outbox)
    .set({ state: 'pending', attempts: 0, claimedBy: null })
    .where(and(inArray(outbox.kind, [...SENDING_KINDS]), isOfSwings(theirs)))
    .run();
  orm
    .update(media)
    .set({ syncedAt: null })
    .where(sql`${media.swing} in (select ${swings.id} from ${swings} where ${theirs})`)
    .run();
}

/** Nothing at all is, as far as is known; files that are not here either stay as they are. Answers how many rows. */
export function sendEverythingAgain({ orm }: Database): number {
  const ofFile = sql`${outbox.swing} = ${media.swing} and json_extract(${outbox.payload}, '$.sha256') = ${media.sha256}`;
  const isHere = sql`exists (select 1 from ${media} where ${ofFile} and ${media.state} = 'present')`;
  const isTold = sql`exists (select 1 from ${outbox} where ${ofFile} and ${outbox.kind} = 'media-stored')`;
  const isSent = and(eq(outbox.state, 'done'), inArray(outbox.kind, [...SENDING_KINDS]));
  const again = orm
    .update(outbox)
    .set({ state: 'pending', attempts: 0 })
    .where(and(isSent, or(ne(outbox.kind, 'media-stored'), isHere)))
    .run();
  orm
    .update(media)
    .set({ syncedAt: null })
    .where(and(eq(media.state, 'present'), isTold))
    .run();
  return again.changes;
}

export function isOfSwings(theirs: SQL): SQL {
  return sql`${outbox.swing} in (select ${swings.id} from ${swings} where ${theirs})`;
}
