/** The operations between coaches and players, for the document of the interface. */
import { playerIdSchema } from '../contract/accounts.ts';
import {
  assignedDrillListSchema,
  assignedDrillSchema,
  assignmentIdSchema,
  coachedPlayerDetailSchema,
  coachedPlayersSchema,
  drillAssignmentSchema,
  newNoteSchema,
  noteChangeSchema,
  noteIdSchema,
  swingNoteListSchema,
  swingNoteSchema,
} from '../contract/coaching.ts';
import { drillEffectsSchema, goalListSchema } from '../contract/progress.ts';
import { swingIdSchema } from '../contract/rest.ts';
import type { Operation } from '../operation.ts';

const notes = '/api/v1/swings/{id}/notes';
const drills = '/api/v1/users/{id}/drills';
const players = '/api/v1/coaching/players';
const swing = { id: swingIdSchema };
const player = { id: playerIdSchema };

export const COACHING_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: players,
    summary: 'The players who chose this coach, with their faults lately and what has really changed.',
    answers: { 200: coachedPlayersSchema },
  },
  {
    method: 'get',
    path: `${players}/{id}`,
    summary: 'What a coach needs to know of a player before a lesson.',
    pathParameters: player,
    answers: { 200: coachedPlayerDetailSchema },
  },
  {
    method: 'get',
    path: `${players}/{id}/goals`,
    summary: 'The numbers that the player aims at, and how much of each way is done for sure.',
    pathParameters: player,
    answers: { 200: goalListSchema },
  },
  {
    method: 'get',
    path: `${players}/{id}/drill-effects`,
    summary: 'Whether what each drill of the player aims at has moved since it was begun.',
    pathParameters: player,
    answers: { 200: drillEffectsSchema },
  },
  {
    method: 'get',
    path: notes,
    summary: 'What coaches say about a swing: to a player, what is for them; to a coach, their own besides.',
    pathParameters: swing,
    answers: { 200: swingNoteListSchema },
  },
  {
    method: 'post',
    path: notes,
    summary: 'Leaves a note on a swing, with drawings over one of its pictures.',
    pathParameters: swing,
    body: newNoteSchema,
    answers: { 201: swingNoteSchema },
  },
  {
    method: 'patch',
    path: `${notes}/{note}`,
    summary: 'Changes what is named of a note of one’s own.',
    pathParameters: { ...swing, note: noteIdSchema },
    body: noteChangeSchema,
    answers: { 200: swingNoteSchema },
  },
  {
    method: 'delete',
    path: `${notes}/{note}`,
    summary: 'Deletes a note: by its author, or by the player whom it is for.',
    pathParameters: { ...swing, note: noteIdSchema },
    answers: { 204: null },
  },
  {
    method: 'get',
    path: drills,
    summary: 'The drills that coaches have given a player.',
    pathParameters: player,
    answers: { 200: assignedDrillListSchema },
  },
  {
    method: 'post',
    path: drills,
    summary: 'Gives a player a drill to do.',
    pathParameters: player,
    body: drillAssignmentSchema,
    answers: { 201: assignedDrillSchema },
  },
  {
    method: 'delete',
    path: `${drills}/{assignment}`,
    summary: 'Takes a drill back: by the coach who gave it, or by the player.',
    pathParameters: { ...player, assignment: assignmentIdSchema },
    answers: { 204: null },
  },
];
