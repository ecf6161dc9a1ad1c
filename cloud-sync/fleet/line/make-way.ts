/**
 * What makes way when more waits for the fleet than may be kept. Pure.
 *
 * Snapshots of the metrics hold running totals: one of them less costs resolution and no count. So every second one of
 * the older half goes, and after a long outage what is old is coarse and what is new is fine. Of everything else the
 * oldest go: a newer state says more than an older one, and an alert that is lost is counted, and that count is told.
 */
import type { FleetMessageKind } from '../../../device/store/fleet-repository.ts';
import type { FleetKeptConfig } from '../fleet.config.ts';

/** Told together at the most recent change; a handful is kept, since only the newest counts. */
const REPORTED_MAX = 20;

export function keptMax(kind: FleetMessageKind, { alertsMax, statesMax, metricsMax }: FleetKeptConfig): number {
  switch (kind) {
    case 'alert':
    case 'answer':
      return alertsMax;
    case 'state':
      return statesMax;
    case 'metrics':
      return metricsMax;
    case 'reported':
      return REPORTED_MAX;
  }
}

/** @param ordinals of one kind that wait, oldest first; answers those of them that make way */
export function whatMakesWay(kind: FleetMessageKind, ordinals: readonly number[], max: number): number[] {
  const surplus = ordinals.length - max;
  if (surplus <= 0) return [];
  if (kind !== 'metrics') return ordinals.slice(0, surplus);
  const older = ordinals.slice(0, Math.ceil(ordinals.length / 2));
  // The very oldest stays, so that the outage has a beginning.
  const thinned = older.filter((_, index) => index % 2 === 1);
  return thinned.length >= surplus ? thinned : ordinals.slice(0, surplus);
}
