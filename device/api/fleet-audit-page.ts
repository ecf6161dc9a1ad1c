import type { FleetRepository } from '../store/fleet-repository.ts';
import type { FleetAudit, FleetAuditQuery } from './contract/fleet.ts';

/** A page of what the fleet asked for, newest first. */
export function fleetAuditPage(kept: Pick<FleetRepository, 'audit'>, { limit, before }: FleetAuditQuery): FleetAudit {
  const rows = kept.audit(limit, before ?? null);
  const last = rows.length < limit ? undefined : rows.at(-1);
  return {
    commands: rows.map(({ key, issuedAt: _issued, expiresAt: _expires, ...row }) => ({
      ...row,
      isVerified: key !== null,
    })),
    nextBefore: last?.ordinal ?? null,
  };
}
