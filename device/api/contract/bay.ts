/** The bay at one moment, for pages and programs that do not listen to its socket. */
import { z } from 'zod';
import { cameraRoleSchema } from '../../swing/report/swing-report.ts';
import { RESOLUTIONS } from './live-picture.ts';
import { BAY_STATES, DEVICE_CONDITIONS, DEVICE_KINDS } from './realtime.ts';

const bayWarningSchema = z.strictObject({
  code: z.string().describe('Stable, such as `camera/stalled`.'),
  message: z.string(),
  hint: z.string().nullable(),
  camera: z.string().nullable(),
});

const deviceSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(DEVICE_KINDS),
  condition: z.enum(DEVICE_CONDITIONS),
  fault: z.enum(['jam', 'empty', 'timeout', 'sensor', 'overheat', 'unknown']).nullable(),
  heightMm: z.number().optional(),
  heightMaxMm: z.number().optional(),
  isBallPresent: z.boolean().optional(),
  stock: z.number().optional(),
  credit: z.number().optional(),
  level: z.number().optional(),
});

export const bayLoadSchema = z
  .strictObject({
    loopDelayMs: z
      .strictObject({ p50: z.number(), p99: z.number(), max: z.number() })
      .describe('How late the daemon’s event loop was, since the question before and for a second at least.'),
    memoryMiB: z.number().describe('Resident, of the daemon alone.'),
    processorShare: z.number().describe('Of one core, of the daemon alone, since the question before.'),
    analysesOpen: z.int().nonnegative().describe('Waiting or running.'),
    diskFreeMiB: z.number().nonnegative(),
    disk: z.enum(['ok', 'low', 'full']),
  })
  .meta({ id: 'BayLoad' });
export type BayLoadBody = z.infer<typeof bayLoadSchema>;

export const bayBodySchema = z
  .strictObject({
    name: z.string(),
    state: z.enum(BAY_STATES),
    session: z.string().describe('The visit that goes on, or went on last.'),
    isVisitOver: z.boolean(),
    playersInVisit: z.int().nonnegative().describe('Who has joined; guests are not counted.'),
    cameras: z.array(
      z.strictObject({
        name: z.string(),
        role: cameraRoleSchema,
        width: z.int().positive(),
        height: z.int().positive(),
        fps: z.number().positive(),
        renditions: z
          .array(
            z.strictObject({
              resolution: z.enum(RESOLUTIONS),
              width: z.int().positive(),
              height: z.int().positive(),
              fps: z.number().positive(),
            }),
          )
          .readonly()
          .optional()
          .describe('In which it can be watched, largest first.'),
      }),
    ),
    camerasInPlace: z.enum(['none', 'learning', 'yes', 'no']),
    hardware: z
      .strictObject({
        link: z.enum(['connecting', 'up', 'lost']),
        isStopPressed: z.boolean(),
        devices: z.array(deviceSchema),
      })
      .nullable()
      .describe('Null in a bay that drives nothing.'),
    warnings: z.array(bayWarningSchema),
    parts: z.array(
      z.strictObject({
        name: z.string(),
        status: z.enum(['ok', 'degraded', 'failed']),
        warning: bayWarningSchema.nullable(),
      }),
    ),
    load: bayLoadSchema,
  })
  .meta({ id: 'Bay' });
export type BayBody = z.infer<typeof bayBodySchema>;
