/** What the durable queue carries from the moment of the swing to its analysis, as JSON. */
import { z } from 'zod';
import { cameraCalibrationSchema } from '../swing/geometry/camera-calibration.ts';
import { cameraRoleSchema, handednessSchema } from '../swing/report/swing-report.ts';

const viewOrderSchema = z.object({
  camera: z.string(),
  /** Null when the view is to be recognised, as in an upload. */
  role: cameraRoleSchema.nullable(),
  /** The clip as the media store names it; null where the disk had no room for it. */
  sha256: z.string().nullable(),
  /** Where the clip lies instead, in memory, until it has been analysed or the machine is switched off. */
  file: z.string().nullable(),
  /** CLOCK_MONOTONIC of every frame of the clip; empty for an upload, which has only its own time. */
  frameTimesNs: z.array(z.number()),
  stamped: z.enum(['driver', 'arrival', 'controller']),
  /** How far those times may be off, in milliseconds either way; null where nobody says. */
  stampUncertaintyMs: z.number().nonnegative().nullable().default(null),
  calibration: cameraCalibrationSchema.nullable(),
  searchArea: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).nullable(),
});

export const analysisOrderSchema = z.object({
  views: z.array(viewOrderSchema).min(1),
  /** Impact as the live loop decided it; null for an upload. */
  impactNs: z.number().nullable(),
  /** The same where a beam over the ball stamped it; null where none did, and in orders older than beams. */
  impactStamp: z
    .object({ by: z.literal('beam'), atNs: z.number(), uncertaintyNs: z.number().nonnegative() })
    .nullable()
    .default(null),
  sound: z
    .object({
      atNs: z.number(),
      strength: z.number(),
      uncertaintyNs: z.number(),
      /** The microphone's samples round it as the media store names them, and when the first of them was made at the ball. */
      samples: z.object({ sha256: z.string(), fromNs: z.number() }).nullable().default(null),
    })
    .nullable(),
  handedness: handednessSchema.nullable().default(null),
  /** What the golfer said to have in hand; null where nobody said. */
  club: z.string().nullable().default(null),
});

export type ViewOrder = z.infer<typeof viewOrderSchema>;
export type AnalysisOrderOfBay = z.input<typeof analysisOrderSchema>;

/** What is asked of a swing that has a report already; the order is that of its first analysis, where it had one. */
export const reanalysisOrderSchema = z.object({
  reanalysis: z.object({ model: z.enum(['lite', 'full', 'heavy']) }),
  order: analysisOrderSchema.nullable(),
});
