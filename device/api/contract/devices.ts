/** What the doctor asks of a running bay: every device with its state, and one made to move or shine. */
import { z } from 'zod';
import { DEVICE_KINDS } from './realtime.ts';

const deviceCheckSchema = z.strictObject({
  id: z.string().describe('Of the bay’s own hardware the controller’s id for it; else the camera’s name or the kind.'),
  kind: z.enum([
    ...DEVICE_KINDS,
    'camera',
    'microphone',
    'controller',
    'launch-monitor',
    'broker',
    'disk',
    'models',
    'phones',
  ]),
  state: z.enum(['ok', 'degraded', 'failed', 'unknown']),
  message: z.string().describe('One sentence that says how it is.'),
  hint: z.string().nullable().describe('One sentence that says what to do.'),
  canExercise: z.boolean().describe('Whether it can be made to move or shine on request.'),
});

export const deviceListSchema = z.strictObject({ devices: z.array(deviceCheckSchema) }).meta({ id: 'DeviceList' });
export type DeviceList = z.infer<typeof deviceListSchema>;
export type DeviceCheck = DeviceList['devices'][number];

export const deviceIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .describe('A device’s id, as the list has it.');

export const bayServiceSchema = z
  .strictObject({ isInService: z.boolean().describe('Whether the bay takes new visits.') })
  .meta({ id: 'BayService' });
export type BayService = z.infer<typeof bayServiceSchema>;

export const exerciseSchema = z
  .strictObject({
    device: z.string(),
    outcome: z.enum(['done', 'refused', 'failed', 'nothing-to-move']),
    reason: z.string().nullable().describe('Why it refused, or its fault.'),
  })
  .meta({ id: 'Exercise' });
export type Exercise = z.infer<typeof exerciseSchema>;
