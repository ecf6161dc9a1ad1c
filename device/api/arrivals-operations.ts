/** The operations of what comes into a facility's store, for the document of the interface. */
import { arrivalsRetrySchema, arrivalsStateSchema } from './contract/arrivals.ts';
import type { Operation } from './operation.ts';

export const ARRIVALS_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/facility/arrivals',
    summary: 'How far the swings of the facility’s players have come into its own store.',
    answers: { 200: arrivalsStateSchema },
  },
  {
    method: 'post',
    path: '/api/v1/facility/arrivals/retry',
    summary: 'Lets every swing that was given up be taken in again.',
    answers: { 200: arrivalsRetrySchema },
  },
];
