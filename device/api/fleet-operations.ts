/** The operations of the bay’s fleet, for the document of the interface. */
import { fleetAuditQuerySchema, fleetAuditSchema, fleetStateSchema } from './contract/fleet.ts';
import type { Operation } from './operation.ts';

export const FLEET_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/fleet',
    summary: 'How the bay stands with its fleet.',
    answers: { 200: fleetStateSchema },
  },
  {
    method: 'get',
    path: '/api/v1/fleet/audit',
    summary: 'What the fleet asked of the bay, what it was told, and what became of it.',
    query: fleetAuditQuerySchema,
    answers: { 200: fleetAuditSchema },
  },
];
