/** The operations of players and visits, for the document of the interface. */
import {
  completedDrillSchema,
  drillCompletionSchema,
  drillListSchema,
  drillsDoneSchema,
  exportQuerySchema,
  guardianSchema,
  leaderboardQuerySchema,
  leaderboardSchema,
  myCoachesSchema,
  playerExportSchema,
  playerIdSchema,
  playerStatsSchema,
  profileChangeSchema,
  profileSchema,
  recommendedDrillsSchema,
} from './contract/accounts.ts';
import { drillIdSchema } from './contract/rest.ts';
import {
  clubChoiceSchema,
  joinCodeSchema,
  joinedSchema,
  joinSchema,
  pinJoinSchema,
  sessionIdSchema,
  turnSchema,
  visitSchema,
} from './contract/visit.ts';
import { visitSummarySchema } from './contract/visit-summary.ts';
import type { Operation } from './operation.ts';

const me = '/api/v1/users/me';
const user = '/api/v1/users/{id}';
const visit = '/api/v1/visit';
const id = { id: playerIdSchema };

export const PLAYER_OPERATIONS: readonly Operation[] = [
  { method: 'get', path: me, summary: 'What the player has said of themselves.', answers: { 200: profileSchema } },
  {
    method: 'patch',
    path: me,
    summary: 'Changes what is named and leaves the rest.',
    body: profileChangeSchema,
    answers: { 200: profileSchema },
  },
  {
    method: 'delete',
    path: me,
    summary: 'Deletes the account with all swings, clips, poses and shots of the player.',
    answers: { 204: null },
  },
  {
    method: 'get',
    path: `${me}/export`,
    summary: 'Everything that is stored of the player, fifty swings a page.',
    query: exportQuerySchema,
    answers: { 200: playerExportSchema },
  },
  {
    method: 'get',
    path: `${me}/coaches`,
    summary: 'The coaches of the bay, and which of them the player has chosen.',
    answers: { 200: myCoachesSchema },
  },
  {
    method: 'post',
    path: `${me}/card`,
    summary: 'Binds the card that was shown to the bay’s reader in the last minute.',
    answers: { 204: null },
  },
  {
    method: 'get',
    path: `${user}/stats`,
    summary: 'What a player’s swings come to.',
    pathParameters: id,
    answers: { 200: playerStatsSchema },
  },
  {
    method: 'put',
    path: `${user}/coaches/{coach}`,
    summary: 'Lets a coach see what is the player’s.',
    pathParameters: { ...id, coach: playerIdSchema },
    answers: { 204: null },
  },
  {
    method: 'delete',
    path: `${user}/coaches/{coach}`,
    summary: 'Ends that a coach sees what is the player’s.',
    pathParameters: { ...id, coach: playerIdSchema },
    answers: { 204: null },
  },
  {
    method: 'put',
    path: `${user}/guardian`,
    summary: 'Notes whether a minor’s guardian agrees.',
    pathParameters: id,
    body: guardianSchema,
    answers: { 204: null },
  },
  {
    method: 'post',
    path: '/api/v1/drills/{id}/complete',
    summary: 'Notes that the player did a drill.',
    pathParameters: { id: drillIdSchema },
    body: drillCompletionSchema,
    answers: { 201: completedDrillSchema },
  },
  {
    method: 'get',
    path: '/api/v1/drills/completed',
    summary: 'The drills that the player did, newest first.',
    answers: { 200: drillsDoneSchema },
  },
  {
    method: 'get',
    path: '/api/v1/drills',
    summary: 'Every drill, in words.',
    answers: { 200: drillListSchema },
  },
  {
    method: 'get',
    path: '/api/v1/drills/recommended',
    summary: 'What the player’s newest shots call for.',
    answers: { 200: recommendedDrillsSchema },
  },
  {
    method: 'get',
    path: '/api/v1/leaderboards',
    summary: 'The best scores of the bay, of players who asked to be on it.',
    query: leaderboardQuerySchema,
    answers: { 200: leaderboardSchema },
  },
  { method: 'get', path: visit, summary: 'Who plays in the bay just now.', answers: { 200: visitSchema } },
  {
    method: 'post',
    path: '/api/v1/sessions/{id}/join-code',
    summary: 'A code with which a phone joins a visit, or claims one that is over.',
    pathParameters: { id: sessionIdSchema },
    answers: { 201: joinCodeSchema },
  },
  {
    method: 'post',
    path: '/api/v1/sessions/join',
    summary: 'Joins a visit by its code, with or without what guests swung in it.',
    body: joinSchema,
    answers: { 200: joinedSchema },
  },
  {
    method: 'post',
    path: `${visit}/pin`,
    summary: 'Joins at the bay’s screen by PIN.',
    body: pinJoinSchema,
    answers: { 200: visitSchema },
  },
  {
    method: 'post',
    path: `${visit}/turn`,
    summary: 'Says whose turn it is.',
    body: turnSchema,
    answers: { 200: visitSchema },
  },
  {
    method: 'delete',
    path: `${visit}/players/{id}`,
    summary: 'A player leaves the visit.',
    pathParameters: id,
    answers: { 200: visitSchema },
  },
  {
    method: 'put',
    path: `${visit}/club`,
    summary: 'Says which club whoever is in turn has in hand.',
    body: clubChoiceSchema,
    answers: { 200: visitSchema },
  },
  {
    method: 'post',
    path: `${visit}/stay`,
    summary: 'Somebody is still there: the time of inactivity begins anew.',
    answers: { 200: visitSchema },
  },
  {
    method: 'get',
    path: '/api/v1/sessions/{id}/summary',
    summary: 'What each golfer did in a visit, and what became better.',
    pathParameters: { id: sessionIdSchema },
    answers: { 200: visitSummarySchema },
  },
  { method: 'post', path: `${visit}/end`, summary: 'Ends the visit.', answers: { 200: visitSchema } },
];
