/** The configuration of a bay's own controller on a serial line. */
import { z } from 'zod';
import { BAUD_RATE } from '../protocol/protocol-limits.ts';
import { wantedPort } from './port-choice.ts';

const BAUD_RATE_MIN = 9_600;
const BAUD_RATE_MAX = 3_000_000;

export const serialHardwareConfigSchema = z
  .strictObject({
    kind: z.literal('serial').describe('A controller that speaks the protocol of firmware-bridge/PROTOCOL.md.'),
    port: z
      .string()
      .refine((word) => wantedPort(word) !== null, {
        message: 'neither a path such as /dev/serial/by-id/usb-… nor usb:VENDOR:PRODUCT[:SERIAL]',
      })
      .describe(
        'Where it is plugged in: best a lasting name of /dev/serial/by-id, or `usb:` with the adapter’s vendor, ' +
          'product and serial number, such as usb:0403:6001:BAY07.',
      ),
    baudRate: z
      .int()
      .min(BAUD_RATE_MIN)
      .max(BAUD_RATE_MAX)
      .default(BAUD_RATE)
      .describe('Bits a second on the line; of no effect behind native USB.'),
    isUart: z
      .boolean()
      .default(false)
      .describe(
        'Whether bytes really travel at that speed, as on RS-232, RS-485 and behind a USB adapter for them: then the ' +
          'moments of events are known several milliseconds better. Leave it off for a controller with USB of its own.',
      ),
  })
  .describe('The bay’s own controller on a serial line.');

export type SerialHardwareConfig = z.infer<typeof serialHardwareConfigSchema>;
