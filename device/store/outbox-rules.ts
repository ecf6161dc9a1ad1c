/** What may leave the bay, and what leaves first. */
import { type SQL, sql } from 'drizzle-orm';
import { outbox, type OUTBOX_KINDS } from './outbox-schema.ts';
import { players, swings } from './schema.ts';

export type OutboxKind = (typeof OUTBOX_KINDS)[number];

/** Erasures are owed to somebody; then results before key frames before sounds before clips. */
export const URGENCY = { erasure: -1, result: 0, 'key-frame': 1, sound: 2, clip: 3, unsent: 9 } as const;

/** They carry a swing's data out, and are withheld where it may not leave. */
export const SENDING_KINDS = ['swing-stored', 'revision-stored', 'media-stored'] as const satisfies OutboxKind[];

export function urgencyOf(kind: OutboxKind, payload: Record<string, unknown>): number {
  switch (kind) {
    case 'swing-deleted':
    case 'swing-moved':
    case 'consent-withdrawn':
    case 'player-removed':
      return URGENCY.erasure;
    case 'swing-stored':
    case 'revision-stored':
      return URGENCY.result;
    case 'media-stored': {
      const media = payload['kind'];
      return media === 'key-frame' || media === 'sound' ? URGENCY[media] : URGENCY.clip;
    }
    // A joined shot travels in the report's next revision.
    case 'shot-stored':
    case 'shot-joined':
      return URGENCY.unsent;
  }
}

/** The same for rows of a time before there was an urgency. */
export const URGENCY_IN_SQL = sql`case
  when ${outbox.kind} in ('swing-deleted', 'swing-moved', 'consent-withdrawn', 'player-removed') then ${URGENCY.erasure}
  when ${outbox.kind} in ('shot-stored', 'shot-joined') then ${URGENCY.unsent}
  when ${outbox.kind} <> 'media-stored' then ${URGENCY.result}
  else case json_extract(${outbox.payload}, '$.kind')
    when 'key-frame' then ${URGENCY['key-frame']} when 'sound' then ${URGENCY.sound} else ${URGENCY.clip} end
end`;

/**
 * Whether a row of the outbox sends what an owed erasure would take away, by its swing or by whose it is. What is owed is
 * gathered once for a query, however many rows are asked about.
 */
export const IS_HELD_BACK_IN_SQL: SQL<number> = sql`(${outbox.urgency} > ${URGENCY.erasure} and (
  ${outbox.swing} in (select owed.swing from outbox as owed
    where owed.state = 'pending' and owed.urgency = ${URGENCY.erasure} and owed.swing <> '')
  or coalesce((select coalesce(${swings.player}, ${swings.session}) from ${swings} where ${swings.id} = ${outbox.swing}), '')
    in (select whose.value from outbox as owed, json_each(owed.payload, '$.owners') as whose
      where owed.state = 'pending' and owed.urgency = ${URGENCY.erasure} and owed.swing = '')))`;

/**
 * Whether a row of `swings` may leave the bay: its player agreed, and for a minor a guardian did too; a guest agreed to
 * nothing, so that is for the range to say. The same rule as `PlayerRepository.mayLeaveBay`.
 */
export function mayLeaveInSql(guestsMay: boolean): SQL<number> {
  return sql<number>`(case when ${swings.player} is null then ${guestsMay ? 1 : 0} else exists (
    select 1 from ${players} where ${players.id} = ${swings.player} and ${players.sharesSince} is not null
    and (${players.isMinor} = 0 or ${players.guardianAgreedAt} is not null)) end)`;
}
