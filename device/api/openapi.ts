/**
 * The OpenAPI document of this interface, made from the schemas that validate it. A test holds it against the routes
 * that are really there.
 */
import { PROMETHEUS_TYPE } from '../telemetry/prometheus-text.ts';
import { microphonePlaceSchema } from '../../provisioning/calibration/microphone-place.ts';
import { z } from 'zod';
import { TAKE_HOME_OPERATIONS } from './take-home-operations.ts';
import { ACCOUNT_OPERATIONS } from './account-operations.ts';
import { COACH_OPERATIONS } from './coach/coach-operations.ts';
import { COACHING_OPERATIONS } from './coaching/coaching-operations.ts';
import { calibratedCameraSchema, calibrationStatusSchema } from './contract/calibration.ts';
import { bayServiceSchema, deviceIdSchema, deviceListSchema, exerciseSchema } from './contract/devices.ts';
import {
  consistencySchema,
  leaderboardQuerySchema,
  leaderboardSchema,
  swingOnBeatSchema,
  tempoBeatIdSchema,
  tempoBeatsSchema,
} from './contract/games.ts';
import { soundIdSchema, voiceChangeSchema, voiceStateSchema } from './contract/voice.ts';
import {
  catalogueSchema,
  drawingQuerySchema,
  languageQuerySchema,
  drillIdSchema,
  healthSchema,
  problemSchema,
  swingIdSchema,
  ticketSchema,
} from './contract/rest.ts';
import { FACILITY_OPERATIONS } from './facility/facility-operations.ts';
import type { Answer, Operation } from './operation.ts';
import { SHOT_OPERATIONS } from './integrations/shot-operations.ts';
import { PLAYER_OPERATIONS } from './player-operations.ts';
import { FLEET_OPERATIONS } from './fleet-operations.ts';
import { ARRIVALS_OPERATIONS } from './arrivals-operations.ts';
import { SYNC_OPERATIONS } from './sync-operations.ts';
import { SESSION_OPERATIONS } from './sessions/session-operations.ts';
import { PROGRESS_OPERATIONS } from './progress-operations.ts';
import { SWING_OPERATIONS } from './swings/swing-operations.ts';

const id = { id: swingIdSchema };
const calibration = '/api/v1/calibration';
const part = healthSchema.shape.parts.element;
const anyJson = z.record(z.string(), z.unknown());

const OPERATIONS: readonly Operation[] = [
  ...ACCOUNT_OPERATIONS,
  ...PLAYER_OPERATIONS,
  ...TAKE_HOME_OPERATIONS,
  ...COACHING_OPERATIONS,
  ...SESSION_OPERATIONS,
  ...SYNC_OPERATIONS,
  ...ARRIVALS_OPERATIONS,
  ...FACILITY_OPERATIONS,
  ...COACH_OPERATIONS,
  ...FLEET_OPERATIONS,
  ...SHOT_OPERATIONS,
  ...SWING_OPERATIONS,
  ...PROGRESS_OPERATIONS,
  {
    method: 'get',
    path: '/api/v1/catalogue',
    summary: 'Names and sentences of metrics, faults and drills.',
    query: languageQuerySchema,
    answers: { 200: catalogueSchema },
  },
  {
    method: 'get',
    path: '/api/v1/catalogue/drills/{id}/drawing',
    summary: 'The drawing of a drill.',
    pathParameters: { id: drillIdSchema },
    query: drawingQuerySchema,
    answers: { 200: 'image/svg+xml' },
  },
  {
    method: 'get',
    path: calibration,
    summary: 'How the calibration of the cameras goes.',
    answers: { 200: calibrationStatusSchema },
  },
  { method: 'post', path: calibration, summary: 'Begins a calibration.', answers: { 201: calibrationStatusSchema } },
  { method: 'delete', path: calibration, summary: 'Gives a calibration up.', answers: { 204: null } },
  {
    method: 'post',
    path: `${calibration}/mat`,
    summary: 'Goes on to the board on the mat.',
    answers: { 201: calibrationStatusSchema },
  },
  {
    method: 'post',
    path: `${calibration}/carry`,
    summary: 'Goes back to carrying the board.',
    answers: { 201: calibrationStatusSchema },
  },
  {
    method: 'post',
    path: `${calibration}/clap`,
    summary: 'Listens for claps over the mat, which tell how late the microphone hears.',
    query: microphonePlaceSchema,
    answers: { 201: calibrationStatusSchema },
  },
  {
    method: 'post',
    path: `${calibration}/no-clap`,
    summary: 'Goes back to the result without claps.',
    answers: { 201: calibrationStatusSchema },
  },
  {
    method: 'post',
    path: `${calibration}/save`,
    summary: 'Keeps the result as the preset of the bay.',
    answers: { 201: calibrationStatusSchema },
  },
  {
    method: 'get',
    path: `${calibration}/pictures/{camera}`,
    summary: 'The newest picture of a camera in which the board was looked for.',
    pathParameters: { camera: calibratedCameraSchema },
    answers: { 200: 'image/jpeg' },
  },
  {
    method: 'get',
    path: '/api/v1/voice',
    summary: 'Whether the bay speaks, in which language and how loud, and why it is silent if it is.',
    answers: { 200: voiceStateSchema },
  },
  {
    method: 'post',
    path: '/api/v1/voice',
    summary: 'Sets the voice until the visit ends.',
    query: voiceChangeSchema,
    answers: { 200: voiceStateSchema },
  },
  {
    method: 'get',
    path: '/api/v1/voice/sounds/{id}',
    summary: 'The sound of a cue, WAV or MP3.',
    pathParameters: { id: soundIdSchema },
    answers: { 200: 'audio/wav' },
  },
  {
    method: 'get',
    path: '/api/v1/games/tempo',
    summary: 'The rhythms of the tempo trainer.',
    answers: { 200: tempoBeatsSchema },
  },
  {
    method: 'get',
    path: '/api/v1/games/tempo/{beat}/swings/{id}',
    summary: 'A swing’s times beside a rhythm, with whether they really differ.',
    pathParameters: { beat: tempoBeatIdSchema, ...id },
    answers: { 200: swingOnBeatSchema },
  },
  {
    method: 'get',
    path: '/api/v1/games/consistency',
    summary: 'How little the last ten shots of this visit vary, beyond what measuring makes of it.',
    answers: { 200: consistencySchema },
  },
  {
    method: 'get',
    path: '/api/v1/games/consistency/leaderboard',
    summary: 'The most consistent ten shots of each visit to this bay.',
    query: leaderboardQuerySchema,
    answers: { 200: leaderboardSchema },
  },
  {
    method: 'get',
    path: '/api/v1/devices',
    summary: 'Every device of the bay with its state.',
    answers: { 200: deviceListSchema },
  },
  {
    method: 'post',
    path: '/api/v1/devices/{id}/exercise',
    summary: 'Makes a device move or shine once; refused while somebody is in the bay.',
    pathParameters: { id: deviceIdSchema },
    answers: { 200: exerciseSchema },
  },
  {
    method: 'post',
    path: '/api/v1/devices/{id}/clear-fault',
    summary: 'Lets a device that stopped on a fault try again.',
    pathParameters: { id: deviceIdSchema },
    answers: { 200: exerciseSchema },
  },
  {
    method: 'get',
    path: '/api/v1/bay/service',
    summary: 'Whether the bay takes new visits.',
    answers: { 200: bayServiceSchema },
  },
  {
    method: 'put',
    path: '/api/v1/bay/service',
    summary: 'Takes the bay out of service or back; whoever plays is not interrupted.',
    body: bayServiceSchema,
    answers: { 200: bayServiceSchema },
  },
  {
    method: 'post',
    path: '/api/v1/realtime/ticket',
    summary: 'A ticket for one WebSocket at /api/v1/realtime/connect?ticket=…',
    answers: { 201: ticketSchema },
  },
  {
    method: 'get',
    path: '/api/v1/health',
    summary: 'How the bay is, part by part.',
    answers: { 200: healthSchema, 503: healthSchema },
  },
  { method: 'get', path: '/api/v1/health/live', summary: 'Whether the process answers.', answers: { 200: anyJson } },
  {
    method: 'get',
    path: '/api/v1/health/ready',
    summary: 'Whether swings can be stored.',
    answers: { 200: part, 503: part },
  },
  {
    method: 'get',
    path: '/metrics',
    summary: 'What the daemon counts and measures, in Prometheus’s text format.',
    answers: { 200: PROMETHEUS_TYPE },
  },
  { method: 'get', path: '/api/v1/openapi.json', summary: 'This document.', answers: { 200: anyJson } },
];

export function openApiDocument(version: string): Record<string, unknown> {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationObject(operation, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Swingbay', version, license: { name: 'Apache-2.0' } },
    paths,
    components: {
      schemas: schemas.named,
      responses: refusals(schemas),
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    security: [{}, { token: [] }],
  };
}

/** Collects the schemas that have a name, so that the document holds each once. */
class Schemas {
  readonly named: Record<string, unknown> = {};

  jsonOf(schema: z.ZodType): Record<string, unknown> {
    const text = JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }));
    const moved = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as Record<string, unknown>;
    const { $schema: _, $defs, ...rest } = moved;
    for (const [name, { id: __, ...named }] of Object.entries(($defs ?? {}) as Record<string, { id?: string }>)) {
      const known = this.named[name];
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(named)) {
        throw new Error(`Two schemas of the interface are called ${name}.`);
      }
      this.named[name] = named;
    }
    return rest;
  }
}

function operationObject(operation: Operation, schemas: Schemas): Record<string, unknown> {
  const { summary, form, body, bodyType = 'application/json', answers } = operation;
  const parameters = [
    ...Object.entries(operation.pathParameters ?? {}).map(([name, schema]) => ({
      name,
      in: 'path',
      required: true,
      schema: schemas.jsonOf(schema),
    })),
    ...Object.entries(operation.query?.shape ?? {}).map(([name, schema]) => ({
      name,
      in: 'query',
      required: false,
      schema: schemas.jsonOf(schema as z.ZodType),
    })),
    ...Object.entries(operation.headers?.shape ?? {}).map(([name, schema]) => ({
      name,
      in: 'header',
      required: true,
      schema: schemas.jsonOf(schema as z.ZodType),
    })),
  ];
  const responses = Object.entries(answers).map(([status, answer]) => [status, responseObject(answer, schemas)]);
  return {
    operationId: operationIdOf(operation),
    summary,
    parameters,
    ...(form === undefined ? {} : { requestBody: formObject(form, operation.formFile ?? VIDEO_FILE, schemas) }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { [bodyType]: { schema: schemas.jsonOf(body) } } } }),
    responses: { ...Object.fromEntries(responses), ...REFUSALS },
  };
}

/** Refusals that every operation has in common; whatever else it refuses is a problem too. */
const REFUSALS = {
  '401': { $ref: '#/components/responses/Unauthorized' },
  '403': { $ref: '#/components/responses/Forbidden' },
  '429': { $ref: '#/components/responses/TooManyRequests' },
  default: { $ref: '#/components/responses/Refused' },
};

function refusals(schemas: Schemas): Record<string, unknown> {
  const { content } = responseObject(problemSchema, schemas);
  const seconds = { schema: { type: 'integer', minimum: 1 }, description: 'Seconds to wait.' };
  return {
    Unauthorized: { description: 'The call does not say whose it is, or its token is not good.', content },
    Forbidden: { description: 'This is not for the caller to see or do.', content },
    TooManyRequests: { description: 'Too much in too little time.', headers: { 'Retry-After': seconds }, content },
    Refused: { description: 'Refused; the code says why, and the message names the field.', content },
  };
}

/** `get /api/v1/swings/{id}/frames` is `getSwingsByIdFrames`. */
function operationIdOf({ method, path }: Operation): string {
  const words = path.replace('/api/v1', '').split(/[^A-Za-z0-9{}]+/);
  const named = words.filter((word) => word !== '').map((word) => word.replace(/^\{(.*)\}$/, 'by-$1'));
  return (
    method +
    named
      .flatMap((word) => word.split('-'))
      .map((word) => word[0]?.toUpperCase() + word.slice(1))
      .join('')
  );
}

function responseObject(answer: Answer, schemas: Schemas): Record<string, unknown> {
  if (answer === null) return { description: 'Done.' };
  if (typeof answer === 'string') {
    return { description: 'The file.', content: { [answer]: { schema: { type: 'string', format: 'binary' } } } };
  }
  return { description: 'The answer.', content: { 'application/json': { schema: schemas.jsonOf(answer) } } };
}

const VIDEO_FILE = 'The video; its part may have any name.';

function formObject(fields: z.ZodObject, description: string, schemas: Schemas): Record<string, unknown> {
  const schema = schemas.jsonOf(fields) as { properties?: Record<string, unknown> };
  const file = { type: 'string', format: 'binary', description };
  const properties = { ...schema.properties, file };
  return {
    required: true,
    content: { 'multipart/form-data': { schema: { ...schema, properties, required: ['file'] } } },
  };
}
