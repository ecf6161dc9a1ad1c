/** What the warehouse is to be told of one due: read from the bay's store at the moment at which it is told. */
import { setImmediate as breath } from 'node:timers/promises';
import type { Forgotten, WarehouseBatch } from '../../device/ports/warehouse.port.ts';
import type { WarehouseDue } from '../../device/store/warehouse-due-repository.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import { findSwing } from '../outbox/swing-objects.ts';
import { rowOfVisit } from './row-of-visit.ts';
import { rowOfPlayer } from './rows-of-swing.ts';
import { batchOfSwing, type WarehouseSource } from './swing-for-warehouse.ts';

export type DueWork =
  | { readonly kind: 'upsert'; readonly batch: WarehouseBatch }
  | { readonly kind: 'forget'; readonly whose: Forgotten }
  /** May not leave the bay as things stand. */
  | { readonly kind: 'withhold' }
  /** Nothing is there any more. */
  | { readonly kind: 'nothing' };

/** Rejects with the store's errors for what cannot be read. Lets the event loop breathe between reports. */
export async function workOf(due: WarehouseDue, source: WarehouseSource, facility: string): Promise<DueWork> {
  switch (due.kind) {
    case 'erasure':
      return { kind: 'forget', whose: forgottenBy(due, source) };
    case 'swing':
      await breath();
      return workOfSwing(due, source, facility);
    case 'visit':
      return workOfVisit(due, source, facility);
    case 'player':
      return workOfPlayer(due, source);
  }
}

/**
 * Of a withdrawn consent what this bay itself had told: its swings and visits, and who the player is, unless that was told
 * again since. Everything is forgotten of a player who was removed.
 */
function forgottenBy(due: WarehouseDue, { warehouseDues }: WarehouseSource): Forgotten {
  const { owner: user, swing, version } = due;
  if (swing !== '') return { user, swings: [swing] };
  const swings = warehouseDues.swingsTakenBack(due);
  if (swings === null) return { user };
  return { user, swings, visits: warehouseDues.visitsOf(swings), profileUpTo: version };
}

function workOfSwing({ swing: id }: WarehouseDue, source: WarehouseSource, facility: string): DueWork {
  const swing = findSwing(source, id);
  if (swing === null) return { kind: 'nothing' };
  if (!source.outbox.mayLeave(id)) return { kind: 'withhold' };
  const batch = batchOfSwing(source, swing, facility);
  return batch === null ? { kind: 'nothing' } : { kind: 'upsert', batch };
}

async function workOfVisit(due: WarehouseDue, source: WarehouseSource, facility: string): Promise<DueWork> {
  const { session, owner, version } = due;
  const ids = source.warehouseDues.swingsOfVisit(session, owner);
  const [first] = ids;
  if (first === undefined) return { kind: 'forget', whose: { user: owner, visits: [session] } };
  if (!source.outbox.mayLeave(first)) return { kind: 'withhold' };
  const player = owner === session ? null : owner;
  const reports: SwingReport[] = [];
  for (const id of ids) {
    if (findSwing(source, id) !== null) reports.push({ ...source.swings.report(id), player });
    await breath();
  }
  const begun = source.players.findSession(session);
  const row = rowOfVisit({
    ...{ session, facility, version, reports },
    bay: begun?.bay ?? reports[0]?.bay ?? '',
    startedAt: begun?.startedAt ?? reports[0]?.recordedAt ?? '',
  });
  if (row === null) return { kind: 'forget', whose: { user: owner, visits: [session] } };
  return { kind: 'upsert', batch: { progress: [row] } };
}

function workOfPlayer({ owner, version, changedAt }: WarehouseDue, source: WarehouseSource): DueWork {
  if (source.players.find(owner) === undefined) return { kind: 'nothing' };
  if (!source.players.mayLeaveBay(owner)) return { kind: 'withhold' };
  const profile = source.players.profile(owner);
  const email = source.accounts.find(owner)?.email ?? null;
  return { kind: 'upsert', batch: { users: [rowOfPlayer({ ...profile, email, updatedAt: changedAt }, version)] } };
}

/** The rows of all that is to be upserted. */
export function batchOf(works: readonly DueWork[]): WarehouseBatch {
  const batches = works.flatMap((work) => (work.kind === 'upsert' ? [work.batch] : []));
  return {
    users: batches.flatMap(({ users = [] }) => users),
    videos: batches.flatMap(({ videos = [] }) => videos),
    poses: batches.flatMap(({ poses = [] }) => poses),
    swing_analysis: batches.flatMap((batch) => batch.swing_analysis ?? []),
    progress: batches.flatMap(({ progress = [] }) => progress),
  };
}
