/** The operations of other programs' shots, for the document of the interface. */
import {
  importFieldsSchema,
  shotBatchSchema,
  shotImportSchema,
  shotListQuerySchema,
  shotListSchema,
  takenShotsSchema,
} from '../contract/shots.ts';
import type { Operation } from '../operation.ts';

const shots = '/api/v1/integrations/shots';

export const SHOT_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: shots,
    summary: 'Shots that launch monitors and their software measured, newest first.',
    query: shotListQuerySchema,
    answers: { 200: shotListSchema },
  },
  {
    method: 'post',
    path: shots,
    summary: 'Takes shots of another program, each once however often it is sent, and finds their swings.',
    body: shotBatchSchema,
    answers: { 200: takenShotsSchema },
  },
  {
    method: 'post',
    path: '/api/v1/integrations/import',
    summary: 'Reads in a file of shots, CSV or JSON, and says which lines it could not take and why.',
    form: importFieldsSchema,
    formFile: 'The file, UTF-8, at most 256 kB and 2,000 shots; its part may have any name.',
    answers: { 200: shotImportSchema },
  },
];
