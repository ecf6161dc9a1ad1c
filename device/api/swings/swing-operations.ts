/** The operations of swings, for the document of the interface. */
import { swingReportSchema } from '../../swing/report/swing-report.ts';
import {
  acceptedSwingSchema,
  cameraQuerySchema,
  clipPosesSchema,
  frameNameSchema,
  keyFrameListSchema,
  reanalysisSchema,
  reanalyzeQuerySchema,
  revisionListSchema,
  revisionQuerySchema,
  similarQuerySchema,
  similarSwingsSchema,
  swingComparisonSchema,
  swingDetailSchema,
  swingIdSchema,
  swingListQuerySchema,
  swingListSchema,
  uploadFieldsSchema,
} from '../contract/rest.ts';
import type { Operation } from '../operation.ts';

const id = { id: swingIdSchema };
const swing = '/api/v1/swings/{id}';
const reportSchema = swingReportSchema.meta({ id: 'SwingReport' });

export const SWING_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/swings/upload',
    summary: 'Takes the video of one swing: MP4 or MOV, at most 100 MB, 3 to 30 s.',
    form: uploadFieldsSchema,
    answers: { 202: acceptedSwingSchema },
  },
  {
    method: 'get',
    path: '/api/v1/swings',
    summary: 'Lists swings, newest first, page by page.',
    query: swingListQuerySchema,
    answers: { 200: swingListSchema },
  },
  { method: 'get', path: swing, summary: 'One swing.', pathParameters: id, answers: { 200: swingDetailSchema } },
  {
    method: 'delete',
    path: swing,
    summary: 'Deletes a swing with its reports, poses and files.',
    pathParameters: id,
    answers: { 204: null },
  },
  {
    method: 'get',
    path: `${swing}/analysis`,
    summary: 'The report of a swing; 202 while it is being made.',
    pathParameters: id,
    query: revisionQuerySchema,
    answers: { 200: reportSchema, 202: acceptedSwingSchema },
  },
  {
    method: 'get',
    path: `${swing}/video`,
    summary: 'The clip of one camera, whole or in ranges.',
    pathParameters: id,
    query: cameraQuerySchema,
    answers: { 200: 'video/mp4', 206: 'video/mp4' },
  },
  {
    method: 'get',
    path: `${swing}/frames`,
    summary: 'The key frames of the newest report.',
    pathParameters: id,
    answers: { 200: keyFrameListSchema },
  },
  {
    method: 'get',
    path: `${swing}/frames/{name}`,
    summary: 'One key frame, by event and camera or by content.',
    pathParameters: { ...id, name: frameNameSchema },
    query: cameraQuerySchema,
    answers: { 200: 'image/jpeg' },
  },
  {
    method: 'get',
    path: `${swing}/poses`,
    summary: 'Where the landmarks are in every picture of a clip.',
    pathParameters: id,
    query: cameraQuerySchema,
    answers: { 200: clipPosesSchema },
  },
  {
    method: 'get',
    path: `${swing}/revisions`,
    summary: 'Every revision of the report, with what made it.',
    pathParameters: id,
    answers: { 200: revisionListSchema },
  },
  {
    method: 'post',
    path: `${swing}/reanalyze`,
    summary: 'Asks for a new revision by another model or newer algorithms; live swings go first.',
    pathParameters: id,
    query: reanalyzeQuerySchema,
    answers: { 202: reanalysisSchema },
  },
  {
    method: 'get',
    path: `${swing}/compare/{other}`,
    summary: 'Two swings metric by metric, and both skeletons at the same places of the swing.',
    pathParameters: { ...id, other: swingIdSchema },
    answers: { 200: swingComparisonSchema },
  },
  {
    method: 'get',
    path: `${swing}/compare/{other}/page`,
    summary: 'The same as a page to look at.',
    pathParameters: { ...id, other: swingIdSchema },
    answers: { 200: 'text/html' },
  },
  {
    method: 'get',
    path: `${swing}/similar`,
    summary: 'The swings that are most like this one.',
    pathParameters: id,
    query: similarQuerySchema,
    answers: { 200: similarSwingsSchema },
  },
];
