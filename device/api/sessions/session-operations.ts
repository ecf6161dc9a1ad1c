/** The operations of visits, players and the bay itself, for the document of the interface. */
import { playerIdSchema } from '../contract/accounts.ts';
import { bayBodySchema } from '../contract/bay.ts';
import {
  createdPlayerSchema,
  newPlayerSchema,
  playerCardSchema,
  playerListQuerySchema,
  playerListSchema,
} from '../contract/players.ts';
import {
  sessionDetailSchema,
  sessionListQuerySchema,
  sessionListSchema,
  sessionSummarySchema,
} from '../contract/sessions.ts';
import { sessionIdSchema } from '../contract/visit.ts';
import type { Operation } from '../operation.ts';

const session = '/api/v1/sessions/{id}';

export const SESSION_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/sessions',
    summary: 'Visits, page by page: a player’s own, or those of the bay.',
    query: sessionListQuerySchema,
    answers: { 200: sessionListSchema },
  },
  {
    method: 'get',
    path: session,
    summary: 'A visit with what its swings come to and its newest swings.',
    pathParameters: { id: sessionIdSchema },
    answers: { 200: sessionDetailSchema },
  },
  {
    method: 'post',
    path: `${session}/end`,
    summary: 'Ends the visit that goes on.',
    pathParameters: { id: sessionIdSchema },
    answers: { 200: sessionSummarySchema },
  },
  {
    method: 'get',
    path: '/api/v1/players',
    summary: 'The players of the bay by name, for staff; a coach’s own players.',
    query: playerListQuerySchema,
    answers: { 200: playerListSchema },
  },
  {
    method: 'post',
    path: '/api/v1/players',
    summary: 'Adds a player without an account, with the swings of a guest where a visit is named.',
    body: newPlayerSchema,
    answers: { 201: createdPlayerSchema },
  },
  {
    method: 'get',
    path: '/api/v1/players/{id}',
    summary: 'One player.',
    pathParameters: { id: playerIdSchema },
    answers: { 200: playerCardSchema },
  },
  {
    method: 'get',
    path: '/api/v1/bay',
    summary: 'The bay at this moment: state, visit, cameras, hardware, warnings and load.',
    answers: { 200: bayBodySchema },
  },
];
