/** The operations of a player's progress, for the document of the interface. */
import { playerIdSchema } from './contract/accounts.ts';
import {
  createdGoalSchema,
  drillEffectsSchema,
  goalIdSchema,
  goalListSchema,
  goalToSetSchema,
  progressQuerySchema,
  progressSchema,
} from './contract/progress.ts';
import type { Operation } from './operation.ts';

const goals = '/api/v1/users/me/goals';

export const PROGRESS_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/users/{id}/progress',
    summary: 'A player’s numbers from visit to visit, with what has really changed told from what may be chance.',
    pathParameters: { id: playerIdSchema },
    query: progressQuerySchema,
    answers: { 200: progressSchema },
  },
  {
    method: 'get',
    path: goals,
    summary: 'The player’s goals, with how far each is reached.',
    answers: { 200: goalListSchema },
  },
  {
    method: 'post',
    path: goals,
    summary: 'Sets a goal: a number, where it is to be, and by when.',
    body: goalToSetSchema,
    answers: { 201: createdGoalSchema },
  },
  {
    method: 'delete',
    path: `${goals}/{id}`,
    summary: 'Gives a goal up.',
    pathParameters: { id: goalIdSchema },
    answers: { 204: null },
  },
  {
    method: 'get',
    path: '/api/v1/drills/effects',
    summary: 'Whether the number that each drill aims at has really moved since the player began it.',
    answers: { 200: drillEffectsSchema },
  },
];
