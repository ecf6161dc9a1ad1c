/** What the installer's page and the bay say to each other while cameras are calibrated. */
import { z } from 'zod';

const share = z.number().min(0).max(1);

const calibrationStageSchema = z
  .enum(['idle', 'carry', 'mat', 'solving', 'solved', 'clap', 'saved', 'failed'])
  .describe(
    'idle: not begun; carry: show the board; mat: lay it on the mat; then the result; clap: over the mat, for the microphone.',
  );

const guidanceSchema = z.strictObject({
  step: z
    .enum([
      'show-board',
      'show-to-camera',
      'hold-still',
      'come-nearer',
      'fill',
      'tilt',
      'both',
      'lay-on-mat',
      'leave-it',
      'wait',
      'check-result',
      'clap',
      'hear-claps',
      'saved',
      'failed',
    ])
    .describe('What the person with the board should do next.'),
  camera: z.string().nullable().describe('For which camera.'),
  other: z.string().nullable().describe('And which other one.'),
  row: z.enum(['upper', 'middle', 'lower']).nullable().describe('In which part of its picture.'),
  column: z.enum(['left', 'middle', 'right']).nullable(),
});
export type Guidance = z.infer<typeof guidanceSchema>;

const calibratingCameraSchema = z.strictObject({
  name: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  picture: z.int().nonnegative().describe('Number of the newest picture; 0 while there is none.'),
  corners: z.array(z.tuple([share, share])).describe('Found in that picture, as parts of its width and height.'),
  edgePx: z.number().nullable().describe('Width of the board’s edges in it, in pixels; null without a board.'),
  isSharp: z.boolean().nullable(),
  cells: z.array(share).describe('How full each part of the picture is, row by row.'),
  coverage: share,
  views: z.int().nonnegative(),
  tilted: z.int().nonnegative().describe('Views in which the board was tilted well.'),
  reprojectionPx: z.number().nullable().describe('As far as is known; null before there is enough.'),
  isReady: z.boolean(),
});
export type CalibratingCamera = z.infer<typeof calibratingCameraSchema>;

export const calibrationStatusSchema = z
  .strictObject({
    stage: calibrationStageSchema,
    columns: z.int().positive().describe('Cells across a picture.'),
    rows: z.int().positive(),
    guidance: guidanceSchema,
    progress: share.describe('Of what is needed before the board is laid on the mat.'),
    cameras: z.array(calibratingCameraSchema),
    pairs: z.array(
      z.strictObject({ a: z.string(), b: z.string(), moments: z.int().nonnegative(), isEnough: z.boolean() }),
    ),
    matLooks: z.int().nonnegative().describe('How often the board was seen lying still.'),
    matLooksNeeded: z.int().positive(),
    mayGoToMat: z.boolean().describe('Whether enough was seen for a result, though not all that is wished for.'),
    mayClap: z.boolean().describe('Whether the microphone can be measured now.'),
    clap: z
      .strictObject({
        heard: z.int().nonnegative().describe('Sounds that may be claps.'),
        asked: z.int().positive(),
        misses: z.int().nonnegative().describe('Tries in which they could not be matched with hands that were seen.'),
      })
      .nullable(),
    sound: z
      .strictObject({
        delayMs: z.number().describe('How much later than it hears them the device stamps sounds.'),
        deviationMs: z.number().nonnegative().describe('One standard deviation of that.'),
        claps: z.int().positive(),
      })
      .nullable()
      .describe('What claps have told; null while they have not.'),
    untaken: z.array(z.string()).describe('Cameras that keep the calibration of the configuration, once it is saved.'),
    result: z
      .strictObject({
        cameras: z.array(
          z.strictObject({
            name: z.string(),
            lacks: z.array(z.enum(['reprojection', 'focal-uncertain', 'halves-disagree', 'few-views', 'below-mat'])),
            reprojectionPx: z.number(),
            views: z.int(),
            focalPx: z.number(),
            distanceM: z.number().describe('From the ball.'),
            heightM: z.number().describe('Above the mat.'),
          }),
        ),
        pairs: z.array(
          z.strictObject({
            a: z.string(),
            b: z.string(),
            distanceM: z.number(),
            halvesPercent: z.number().nullable(),
          }),
        ),
      })
      .nullable(),
    failure: z.strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'CalibrationStatus' });
export type CalibrationStatus = z.infer<typeof calibrationStatusSchema>;

export const calibratedCameraSchema = z.string().min(1).max(100).describe('A camera’s name.');
