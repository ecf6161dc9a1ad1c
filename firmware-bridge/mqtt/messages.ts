/**
 * What stands in each message: one schema, of which validation, the types and docs/asyncapi.yaml are made.
 *
 * What the bay says may gain fields; readers pass over those that they do not know. What the bay is told is strict: a
 * mistyped field must not turn into another command.
 */
import { z } from 'zod';
import type { BayCommand } from '../../device/ports/bay-commands.port.ts';
import { DEVICE_FAULTS, HARDWARE_KINDS, REFUSAL_REASONS } from '../../device/ports/bay-hardware.port.ts';
import { ID_PATTERN } from './topics.ts';

const id = z
  .string()
  .regex(ID_PATTERN)
  .describe('The sender’s own name for the message; the same name again is the same message and moves nothing twice.');
const device = z.string().min(1).max(64).describe('The device’s name in the bay, such as `tee`.');
const at = z.string().describe('UTC, ISO 8601, for display; nothing is ordered by it.');

export const availabilityMessage = z
  .enum(['online', 'offline'])
  .describe('Whether the bay’s computer answers. As plain text, retained; `offline` is its will.');

const deviceValues = z
  .object({
    heightMm: z.number().optional().describe('Tee: height of the ball’s lower edge over the mat.'),
    heightMaxMm: z.number().optional().describe('Tee: the highest it goes.'),
    isBallPresent: z.boolean().optional().describe('Tee and beam: whether a ball lies there.'),
    dispensed: z.number().optional().describe('Dispenser: balls given since the controller started.'),
    credit: z.number().optional().describe('Dispenser: balls that may still be given.'),
    stock: z.number().optional().describe('Dispenser: balls in store.'),
    level: z.number().optional().describe('Light: from 0 to 1.'),
    isRunning: z.boolean().optional().describe('Strobe and camera trigger: whether it runs.'),
    rateHz: z.number().optional().describe('Camera trigger: pulses a second.'),
    exposureUs: z.number().optional().describe('Strobe: how long a pulse lasts.'),
    pulses: z.number().optional().describe('Camera trigger: pulses since it started.'),
    isOccupied: z.boolean().optional().describe('Occupancy: whether somebody stands there.'),
    isPressed: z.boolean().optional().describe('Emergency stop: whether it is pressed.'),
  })
  .describe('Only what the device has.');

export const stateMessage = z
  .object({
    bay: z.string().describe('The bay’s name in its configuration.'),
    availability: z.enum(['free', 'in-use', 'out-of-order', 'closed']).describe('Whether one can play here.'),
    stage: z.enum(['empty', 'occupied', 'address', 'swinging', 'capturing']).describe('What the player is doing.'),
    session: z.string().nullable().describe('The visit that is going on.'),
    isStopPressed: z.boolean().describe('Whether the emergency stop is pressed.'),
    hardwareLink: z.enum(['connecting', 'up', 'lost']).nullable().describe('Null where the bay has no hardware.'),
    devices: z
      .array(
        z.object({
          id: device,
          kind: z.enum(HARDWARE_KINDS).describe('What it is.'),
          condition: z.enum(['ready', 'busy', 'fault', 'safe', 'unknown']).describe('How it is.'),
          fault: z.enum(DEVICE_FAULTS).nullable().describe('What is wrong with it.'),
          values: deviceValues,
        }),
      )
      .describe('Its hardware.'),
    cameras: z
      .array(
        z.object({ name: z.string().describe('Its name.'), isWorking: z.boolean().describe('Whether pictures come.') }),
      )
      .describe('Its cameras.'),
    warnings: z
      .array(
        z.object({
          code: z.string().describe('Stable, for programs.'),
          message: z.string().describe('For people.'),
          hint: z.string().nullable().describe('What to do about it.'),
        }),
      )
      .describe('What the operator should know.'),
    swingsToday: z.number().describe('Swings since midnight.'),
  })
  .describe('The whole picture of the bay after a change; retained.');

const occurred = { id: z.string().describe('UUIDv7, stable for ever: who hears it twice may drop the second.'), at };
const swing = z.string().describe('The swing’s id.');

export const eventMessage = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('visit-began'), ...occurred, session: z.string().describe('The visit.') }),
    z.object({ type: z.literal('visit-ended'), ...occurred, session: z.string().describe('The visit.') }),
    z.object({
      type: z.literal('swing'),
      ...occurred,
      swing,
      kind: z.enum(['shot', 'practice']).describe('With a ball or without.'),
    }),
    z.object({ type: z.literal('result'), ...occurred, swing, score: z.number().nullable().describe('From 0 to 10.') }),
    z.object({
      ...{ type: z.literal('shot'), ...occurred, shot: z.string().describe('The shot’s id.') },
      swing: z.string().nullable().describe('The swing that it belongs to.'),
    }),
    z.object({ type: z.literal('ball-dispensed'), ...occurred, device }),
    z.object({ type: z.literal('card-shown'), ...occurred, device }),
    z.object({ type: z.literal('stop'), ...occurred, isPressed: z.boolean().describe('Pressed or released.') }),
    z.object({ type: z.literal('device-fault'), ...occurred, device, fault: z.string().describe('What is wrong.') }),
  ])
  .describe('What happened once; the topic’s last level is its type.');

const amount = z.int().min(1).max(1_000);

const commandSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('tee-height'),
      device,
      heightMm: z.number().min(0).max(500).describe('Over the mat.'),
    }),
    z.strictObject({ type: z.literal('tee-ball'), device }),
    z.strictObject({ type: z.literal('dispense'), device, balls: amount.describe('How many.') }),
    z.strictObject({ type: z.literal('add-credit'), device, balls: amount.describe('How many more may be given.') }),
    z.strictObject({
      type: z.literal('light-level'),
      device,
      level: z.number().min(0).max(1).describe('From 0 to 1.'),
    }),
    z.strictObject({
      ...{ type: z.literal('strobe'), device, isOn: z.boolean().describe('On or off.') },
      delayUs: z.number().min(0).max(1_000_000).describe('After the trigger’s edge.'),
      exposureUs: z.number().min(0).max(100_000).describe('How long a pulse lasts.'),
    }),
    z.strictObject({
      ...{ type: z.literal('camera-trigger'), device, isOn: z.boolean().describe('On or off.') },
      rateHz: z.number().min(0).max(10_000).describe('Pulses a second.'),
      phaseUs: z.number().min(0).max(1_000_000).describe('Shift against the controller’s clock.'),
    }),
    z.strictObject({ type: z.literal('clear-fault'), device }),
    z.strictObject({ type: z.literal('out-of-order'), isOn: z.boolean().describe('Out of service or back.') }),
  ])
  .describe('What is to be done.');

export const commandMessage = z
  .strictObject({ id: id.optional().describe('Needed where the topic does not carry it.'), command: commandSchema })
  .describe('What somebody asks of the bay. It is stored before it is acknowledged, and answered on `ack/<id>`.');

export const ackMessage = z
  .object({
    id,
    by: z.string().describe('The user who asked.'),
    at,
    status: z
      .enum(['done', 'refused', 'failed', 'rejected', 'interrupted'])
      .describe(
        'done: the device reported it. refused: not begun, see reason. failed: begun and not ended well, see reason. ' +
          'rejected: not understood or not allowed. interrupted: the bay restarted meanwhile and does not try again.',
      ),
    reason: z
      .enum([...REFUSAL_REASONS, ...DEVICE_FAULTS, 'malformed', 'not-allowed'])
      .nullable()
      .describe('Why, for programs.'),
    message: z.string().describe('Why, for people.'),
  })
  .describe('What became of a command.');

export const deviceEventMessage = z
  .strictObject({
    id,
    type: z
      .enum([
        'ball-present',
        'ball-gone',
        'ball-dispensed',
        'occupied',
        'vacant',
        'stop-pressed',
        'stop-released',
        'card-shown',
        'fault',
      ])
      .describe('What it saw.'),
    card: z.string().min(1).max(128).optional().describe('Of card-shown: the card’s id.'),
    fault: z.enum(DEVICE_FAULTS).optional().describe('Of fault: what is wrong.'),
  })
  .describe('What a controller on MQTT saw. It is stored before it is acknowledged.');

export type CommandMessage = z.infer<typeof commandMessage>;
export type AckMessage = z.infer<typeof ackMessage>;
export type DeviceEventMessage = z.infer<typeof deviceEventMessage>;

export function bayCommandOf({ command }: CommandMessage): BayCommand {
  return command.type === 'out-of-order' ? command : { type: 'hardware', command };
}
