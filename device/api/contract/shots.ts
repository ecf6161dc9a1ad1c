/** Shots that other programs measured, as they travel. SI units and degrees; right and up are positive. */
import { z } from 'zod';
import { ballFlightSchema, clubDeliverySchema, SHOT_SOURCES } from '../../swing/report/shot-data.ts';
import { instantSchema, nextCursorSchema, pageQueryFields } from './page.ts';

/** Fifty of them fit into the 16 kB of a body. */
const SHOTS_AT_ONCE_MAX = 50;

const angle = z.number().min(-90).max(90);
const spin = z.number().min(-20_000).max(20_000).nullable().default(null);

const postedBallSchema = z.strictObject({
  speedMps: z.number().positive().max(120).describe('Of the ball after impact.'),
  directionDeg: angle.describe('Horizontal launch angle.'),
  launchDeg: angle.describe('Vertical launch angle.'),
  spinRpm: z.number().min(0).max(20_000).nullable().default(null).describe('Total spin.'),
  backSpinRpm: spin,
  sideSpinRpm: spin,
  spinAxisDeg: z.number().min(-180).max(180).nullable().default(null),
  carryM: z.number().min(0).max(600).nullable().default(null),
});

const optionalAngle = angle.nullable().default(null);
const postedClubSchema = z.strictObject({
  speedMps: z.number().positive().max(80).nullable().default(null).describe('Of the club head.'),
  attackDeg: optionalAngle,
  faceToTargetDeg: optionalAngle,
  pathDeg: optionalAngle,
  lieDeg: optionalAngle,
  loftDeg: optionalAngle,
});

export const postedShotSchema = z
  .strictObject({
    id: z.string().min(1).max(100).describe('The sender’s own name for it: sent again, it is the same shot.'),
    struckAt: instantSchema
      .optional()
      .describe('When the ball was struck, by the sender’s clock; absent for a shot of this moment.'),
    ball: postedBallSchema.nullable().default(null),
    club: postedClubSchema.nullable().default(null),
    distanceM: z.number().min(0).max(600).nullable().default(null).describe('Where the sender knows that alone.'),
    clubName: z.string().trim().min(1).max(40).nullable().default(null),
  })
  .meta({ id: 'PostedShot' });
export type PostedShotBody = z.infer<typeof postedShotSchema>;

const deviceSchema = z.string().trim().min(1).max(64).describe('What measured them, such as `Mevo+`.');

export const shotBatchSchema = z
  .strictObject({
    device: deviceSchema,
    player: z.uuid().optional().describe('Whose shots they are; the caller’s own where a player calls.'),
    shots: z.array(postedShotSchema).min(1).max(SHOTS_AT_ONCE_MAX),
  })
  .meta({ id: 'ShotBatch' });
export type ShotBatch = z.infer<typeof shotBatchSchema>;

const takenShotSchema = z.strictObject({
  id: z.string().describe('The sender’s own name for it.'),
  shot: z.uuid().describe('Its name here.'),
  isNew: z.boolean().describe('False for one that was here already.'),
  swing: z
    .uuid()
    .nullable()
    .describe('The swing that it belongs to; null while that is not known. A shot of this moment finds it later.'),
});

export const takenShotsSchema = z.strictObject({ shots: z.array(takenShotSchema) }).meta({ id: 'TakenShots' });
export type TakenShots = z.infer<typeof takenShotsSchema>;

export const storedShotSchema = z
  .strictObject({
    id: z.uuid(),
    source: z.enum(SHOT_SOURCES),
    device: z.string(),
    number: z.string().describe('The sender’s own name for it.'),
    swing: z.uuid().nullable(),
    player: z.uuid().nullable(),
    recordedAt: z.string().describe('UTC.'),
    ball: ballFlightSchema.nullable(),
    club: clubDeliverySchema.nullable(),
    distanceM: z.number().nullable(),
    clubName: z.string().nullable(),
  })
  .meta({ id: 'StoredShot' });
export type StoredShotBody = z.infer<typeof storedShotSchema>;

export const shotListSchema = z
  .strictObject({ shots: z.array(storedShotSchema).describe('Newest first.'), nextCursor: nextCursorSchema })
  .meta({ id: 'ShotList' });
export type ShotList = z.infer<typeof shotListSchema>;

export const shotListQuerySchema = z.strictObject({
  player: z.uuid().optional(),
  swing: z.uuid().optional(),
  ...pageQueryFields,
});

export const importFieldsSchema = z.strictObject({
  device: deviceSchema.default('file'),
  player: z.uuid().optional().describe('Whose shots they are; the caller’s own where a player calls.'),
});
export type ImportFields = z.infer<typeof importFieldsSchema>;

export const shotImportSchema = z
  .strictObject({
    format: z.enum(['csv', 'json']),
    added: z.int().nonnegative().describe('Shots that are new.'),
    known: z.int().nonnegative().describe('Shots that were here already.'),
    joined: z.int().nonnegative().describe('Shots that belong to a swing of this bay, by their times.'),
    refused: z
      .array(
        z.strictObject({
          line: z.int().positive().describe('Of a CSV file its line, of JSON the place in the list, from 1.'),
          field: z.string().nullable(),
          reason: z.string(),
        }),
      )
      .describe('Lines that were not taken, at most a hundred of them; everything else was.'),
    refusedMore: z.int().nonnegative().describe('How many more there were.'),
  })
  .meta({ id: 'ShotImport' });
export type ShotImportBody = z.infer<typeof shotImportSchema>;
