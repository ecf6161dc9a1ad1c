/** The operations between a facility and its bays, for the document of the interface. */
import {
  answerSchema,
  enrolmentSchema,
  EXCHANGE_TYPE,
  sealedEnrolmentSchema,
  tellingSchema,
} from '../../ports/facility-exchange.port.ts';
import {
  bayNameSchema,
  facilityBaysSchema,
  facilityLineSchema,
  invitationSchema,
  invitedBaySchema,
} from '../contract/facility.ts';
import { playerIdSchema } from '../contract/accounts.ts';
import { accountJoinListSchema, accountJoinSchema } from '../contract/facility-accounts.ts';
import type { Operation } from '../operation.ts';

const facility = '/api/v1/facility';

export const FACILITY_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: `${facility}/line`,
    summary: 'How this bay stands with its facility.',
    answers: { 200: facilityLineSchema },
  },
  {
    method: 'get',
    path: `${facility}/bays`,
    summary: 'The bays of this facility, and accounts that were registered twice.',
    answers: { 200: facilityBaysSchema },
  },
  {
    method: 'post',
    path: `${facility}/bays`,
    summary: 'Makes a one-time code by which a bay may join.',
    body: invitedBaySchema,
    answers: { 201: invitationSchema },
  },
  {
    method: 'delete',
    path: `${facility}/bays/{name}`,
    summary: 'Takes a bay out of the facility; its credential is refused at once.',
    pathParameters: { name: bayNameSchema },
    answers: { 204: null },
  },
  {
    method: 'get',
    path: `${facility}/accounts`,
    summary: 'Accounts that were registered twice, and those that were joined.',
    answers: { 200: accountJoinListSchema },
  },
  {
    method: 'post',
    path: `${facility}/accounts/joins`,
    summary: 'Joins two accounts that were registered with one address. Idempotent, and can be taken back.',
    body: accountJoinSchema,
    answers: { 204: null },
  },
  {
    method: 'delete',
    path: `${facility}/accounts/joins/{id}`,
    summary: 'Takes a join back, by the account that was given up. Idempotent.',
    pathParameters: { id: playerIdSchema },
    answers: { 204: null },
  },
  {
    method: 'post',
    path: `${facility}/enrolments`,
    summary: 'A bay joins by its code, which is proved and not sent; the answer is sealed by it.',
    body: enrolmentSchema,
    answers: { 201: sealedEnrolmentSchema },
  },
  {
    method: 'post',
    path: `${facility}/exchange`,
    summary: 'A bay tells and hears what changed of people and swings. The answer is signed.',
    body: tellingSchema,
    bodyType: EXCHANGE_TYPE,
    answers: { 200: answerSchema },
  },
];
