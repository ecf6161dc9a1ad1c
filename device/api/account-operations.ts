/** The operations of accounts, for the document of the interface. */
import {
  createdAccountSchema,
  loginSchema,
  newAccountSchema,
  pinLoginSchema,
  refreshSchema,
  registrationSchema,
  staffTokenSchema,
  tokenPairSchema,
} from './contract/accounts.ts';
import type { Operation } from './operation.ts';

const auth = '/api/v1/auth';

export const ACCOUNT_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: `${auth}/register`,
    summary: 'Makes a player’s account and logs it in.',
    body: registrationSchema,
    answers: { 201: tokenPairSchema },
  },
  {
    method: 'post',
    path: `${auth}/login`,
    summary: 'Logs in; the same refusal for an unknown address and a wrong password.',
    body: loginSchema,
    answers: { 200: tokenPairSchema },
  },
  {
    method: 'post',
    path: `${auth}/refresh`,
    summary: 'Exchanges a refresh token for a new pair. Showing one twice ends the login.',
    body: refreshSchema,
    answers: { 200: tokenPairSchema },
  },
  { method: 'post', path: `${auth}/logout`, summary: 'Ends a login.', body: refreshSchema, answers: { 204: null } },
  {
    method: 'post',
    path: `${auth}/pin`,
    summary: 'Staff at the bay’s own screen: ten minutes of what staff may do.',
    body: pinLoginSchema,
    answers: { 200: staffTokenSchema },
  },
  {
    method: 'post',
    path: '/api/v1/accounts',
    summary: 'Makes an account with any role. The first operator or admin makes the bay theirs.',
    body: newAccountSchema,
    answers: { 201: createdAccountSchema },
  },
];
