/** The operations of videos and links, for the document of the interface. */
import { z } from 'zod';
import { clipPosesSchema, languageQuerySchema, swingIdSchema } from './contract/rest.ts';
import { SHARE_HEADER } from './contract/share-header.ts';
import {
  exportIdSchema,
  exportOrderSchema,
  exportStatusSchema,
  sharedSwingSchema,
  sharedViewSchema,
  shareIdSchema,
  shareListSchema,
  shareRequestSchema,
  shareSchema,
} from './contract/take-home.ts';
import type { Operation } from './operation.ts';

const swing = '/api/v1/swings/{id}';
const shared = '/api/v1/shared';
const id = { id: swingIdSchema };
const film = { ...id, export: exportIdSchema };
const headers = z.object({ [SHARE_HEADER]: z.string().describe('What stands behind the # of the link.') });

export const TAKE_HOME_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: `${swing}/exports`,
    summary: 'Asks for a video of the swing; the same order again is the same video.',
    pathParameters: id,
    body: exportOrderSchema,
    answers: { 202: exportStatusSchema },
  },
  {
    method: 'get',
    path: `${swing}/exports/{export}`,
    summary: 'How far a video is.',
    pathParameters: film,
    answers: { 200: exportStatusSchema },
  },
  {
    method: 'get',
    path: `${swing}/exports/{export}/video`,
    summary: 'The video, whole or in ranges.',
    pathParameters: film,
    answers: { 200: 'video/mp4', 206: 'video/mp4' },
  },
  {
    method: 'post',
    path: `${swing}/shares`,
    summary: 'Gives out a link by which anybody may see the swing, until it expires or is ended.',
    pathParameters: id,
    body: shareRequestSchema,
    answers: { 201: shareSchema },
  },
  {
    method: 'get',
    path: `${swing}/shares`,
    summary: 'The links to the swing that are good.',
    pathParameters: id,
    answers: { 200: shareListSchema },
  },
  {
    method: 'delete',
    path: `${swing}/shares/{share}`,
    summary: 'Ends a link at once.',
    pathParameters: { ...id, share: shareIdSchema },
    answers: { 204: null },
  },
  {
    method: 'get',
    path: shared,
    summary: 'What a link shows.',
    headers,
    query: languageQuerySchema,
    answers: { 200: sharedSwingSchema },
  },
  {
    method: 'get',
    path: `${shared}/clips/{camera}`,
    summary: 'The clip of one camera, by a link.',
    headers,
    pathParameters: { camera: sharedViewSchema },
    answers: { 200: 'video/mp4', 206: 'video/mp4' },
  },
  {
    method: 'get',
    path: `${shared}/poses/{camera}`,
    summary: 'Where the landmarks are in every picture of a clip, by a link.',
    headers,
    pathParameters: { camera: sharedViewSchema },
    answers: { 200: clipPosesSchema },
  },
  {
    method: 'get',
    path: `${shared}/film`,
    summary: 'The video that goes with a link.',
    headers,
    answers: { 200: 'video/mp4', 206: 'video/mp4' },
  },
];
