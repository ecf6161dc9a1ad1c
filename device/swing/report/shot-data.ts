import { z } from 'zod';

/**
 * What a launch monitor measured of one shot, as the report and the store carry it. Metres, seconds, degrees and
 * revolutions a minute; angles are positive to the right of the target line and upwards, a positive spin axis curves
 * the ball to the right. What the monitor did not measure is null, never 0.
 */
export const SHOT_SOURCES = ['gspro', 'trackman', 'arccos', 'program'] as const;

export const ballFlightSchema = z.strictObject({
  speedMps: z.number().positive().describe('Of the ball after impact, metres a second.'),
  directionDeg: z.number().describe('Horizontal launch angle, positive to the right of the target line.'),
  launchDeg: z.number().describe('Vertical launch angle.'),
  spinRpm: z.number().nullable().describe('Total spin.'),
  backSpinRpm: z.number().nullable(),
  sideSpinRpm: z.number().nullable().describe('Positive curves the ball to the right.'),
  spinAxisDeg: z.number().nullable().describe('Positive curves the ball to the right.'),
  carryM: z.number().nullable(),
});

export const clubDeliverySchema = z.strictObject({
  speedMps: z.number().nullable().describe('Of the club head, metres a second.'),
  attackDeg: z.number().nullable().describe('Positive upwards.'),
  faceToTargetDeg: z.number().nullable().describe('Positive where the face looks right of the target.'),
  pathDeg: z.number().nullable().describe('Positive where the head moves to the right.'),
  lieDeg: z.number().nullable(),
  loftDeg: z.number().nullable(),
});

export const reportShotSchema = z
  .strictObject({
    id: z.uuidv7().describe('Of the stored shot, under which its message is kept as it came.'),
    source: z.enum(SHOT_SOURCES),
    device: z.string().describe('The monitor’s name for itself.'),
    ball: ballFlightSchema.nullable(),
    club: clubDeliverySchema.nullable(),
    delayMs: z.number().describe('How long after impact the monitor reported it.'),
  })
  .describe('What a launch monitor measured of this swing.');

export type ShotSource = (typeof SHOT_SOURCES)[number];
export type BallFlightData = z.infer<typeof ballFlightSchema>;
export type ClubDeliveryData = z.infer<typeof clubDeliverySchema>;
export type ReportShot = z.infer<typeof reportShotSchema>;
