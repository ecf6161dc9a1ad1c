/** The operations of coaches' words and of what they cost, for the document of the interface. */
import { playerIdSchema } from '../contract/accounts.ts';
import {
  coachCostsQuerySchema,
  coachCostsSchema,
  coachExchangeIdSchema,
  coachExchangeSchema,
  coachExchangesQuerySchema,
  coachExchangesSchema,
  swingCoachSchema,
  visitCoachSchema,
  weekPlanBodySchema,
} from '../contract/coach.ts';
import { languageQuerySchema, swingIdSchema } from '../contract/rest.ts';
import { sessionIdSchema } from '../contract/visit.ts';
import type { Operation } from '../operation.ts';

export const COACH_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/swings/{id}/coach',
    summary: 'What is said about a swing: by the bay itself, and by Claude where its words are there.',
    pathParameters: { id: swingIdSchema },
    query: languageQuerySchema,
    answers: { 200: swingCoachSchema },
  },
  {
    method: 'get',
    path: '/api/v1/sessions/{id}/coach',
    summary: 'A visit summed up for each golfer: by the bay itself, and by Claude where its words are there.',
    pathParameters: { id: sessionIdSchema },
    query: languageQuerySchema,
    answers: { 200: visitCoachSchema },
  },
  {
    method: 'get',
    path: '/api/v1/users/{id}/week',
    summary: 'A player’s training plan of this week, and what of it was done.',
    pathParameters: { id: playerIdSchema },
    query: languageQuerySchema,
    answers: { 200: weekPlanBodySchema },
  },
  {
    method: 'post',
    path: '/api/v1/users/{id}/week',
    summary: 'Asks Claude for the plan of this week as well, where its player agreed.',
    pathParameters: { id: playerIdSchema },
    query: languageQuerySchema,
    answers: { 200: weekPlanBodySchema },
  },
  {
    method: 'get',
    path: '/api/v1/coach/costs',
    summary: 'What Claude cost on a day, by player and facility, beside its limits.',
    query: coachCostsQuerySchema,
    answers: { 200: coachCostsSchema },
  },
  {
    method: 'get',
    path: '/api/v1/coach/exchanges',
    summary: 'The exchanges with Claude, without a word of them.',
    query: coachExchangesQuerySchema,
    answers: { 200: coachExchangesSchema },
  },
  {
    method: 'get',
    path: '/api/v1/coach/exchanges/{exchange}',
    summary: 'One exchange with Claude, with every word of it.',
    pathParameters: { exchange: coachExchangeIdSchema },
    answers: { 200: coachExchangeSchema },
  },
];
