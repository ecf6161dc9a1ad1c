/** The operations of what leaves the bay, for the document of the interface. */
import { syncRetrySchema, syncStateSchema } from './contract/sync.ts';
import type { Operation } from './operation.ts';

export const SYNC_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/sync',
    summary: 'How far the bay’s swings have left it, and what holds them up.',
    answers: { 200: syncStateSchema },
  },
  {
    method: 'post',
    path: '/api/v1/sync/retry',
    summary: 'Lets everything that was given up be sent again.',
    answers: { 200: syncRetrySchema },
  },
];
