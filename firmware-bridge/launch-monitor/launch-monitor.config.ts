/** The section of the configuration about what measures the ball's flight, and where shots are passed on to. */
import { z } from 'zod';
import { isAddressOrNetwork } from './address-list.ts';

const port = z.int().min(1).max(65_535);

const openConnectConfigSchema = z
  .strictObject({
    interface: z
      .string()
      .min(1)
      .max(15)
      .describe('The network interface to listen on, as `ip link` names it; it listens on this interface’s address.'),
    port: z
      .int()
      .min(0)
      .max(65_535)
      .default(921)
      .describe(
        'The TCP port. 921 is GSPro’s own and, as every port below 1024, needs the capability CAP_NET_BIND_SERVICE; 0 takes a free one.',
      ),
    allow: z
      .array(z.string().refine(isAddressOrNetwork, { message: 'is no address and no network such as 192.168.7.0/24' }))
      .min(1)
      .max(16)
      .describe(
        'Addresses or networks that may connect. The protocol has no authentication: whoever may connect can make shots.',
      ),
    deviceId: z
      .string()
      .min(1)
      .max(64)
      .nullable()
      .default(null)
      .describe('The one launch monitor to listen to, by its DeviceID; null takes the one that connects first.'),
  })
  .describe('Any launch monitor made for GSPro (Open Connect v1) connects to the bay.');

export type OpenConnectConfig = z.infer<typeof openConnectConfigSchema>;

const trackmanConfigSchema = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .describe(
        'The TrackMan Range server of this site, by the name it calls itself. The key travels to it: use https.',
      ),
    bayId: z.string().min(1).describe('The id of this bay at TrackMan Range; shots of other bays are passed over.'),
    apiKeyFile: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('A file whose first line is the API key; null takes the file named by SWINGBAY_TRACKMAN_KEY_FILE.'),
  })
  .describe('Shots of this bay from the local site of TrackMan Range.');

export type TrackmanConfig = z.infer<typeof trackmanConfigSchema>;

const relayConfigSchema = z
  .strictObject({
    simulator: z.enum(['gspro', 'open-golf-sim']).describe('Which simulator takes the shots.'),
    host: z.string().min(1).describe('Where it runs.'),
    port: port
      .nullable()
      .default(null)
      .describe('Its TCP port; null takes the usual one, 921 of GSPro or 3111 of OpenGolfSim.'),
    deviceId: z.string().min(1).max(64).default('Swingbay').describe('What the bay calls itself there.'),
    unjoined: z
      .enum(['keep', 'pass-on'])
      .default('keep')
      .describe('What becomes of a shot without a swing here, most often a ghost: it is kept, or passed on as well.'),
  })
  .describe('A simulator to which the bay passes its shots on.');

export type RelayConfig = z.infer<typeof relayConfigSchema>;

const column = z.string().min(1).nullable().default(null);

const shotFileConfigSchema = z
  .strictObject({
    columns: z
      .strictObject({
        time: z
          .string()
          .min(1)
          .describe('When the shot was played: a date with its time, such as 2026-05-01T10:15:00Z.'),
        id: column.describe('What names a shot once; null takes the whole line, so that a file can be read in twice.'),
        club: column.describe('The club.'),
        distance: column.describe('How far the shot went.'),
        ballSpeed: column.describe('Ball speed; with both launch angles it makes a ball flight.'),
        launchAngle: column.describe('Launch angle upwards, degrees.'),
        launchDirection: column.describe('Launch direction, degrees, positive to the right.'),
        spin: column.describe('Total spin, revolutions a minute.'),
        spinAxis: column.describe('Spin axis, degrees, positive to the right.'),
        carry: column.describe('Carry.'),
      })
      .describe('What the columns are called in the first line of the file; null where it has none.'),
    distanceUnit: z.enum(['yards', 'metres']).default('yards').describe('The unit of distance and carry.'),
    speedUnit: z.enum(['mph', 'mps']).default('mph').describe('The unit of ball speed.'),
    delimiter: z.string().length(1).default(',').describe('What stands between two columns.'),
  })
  .describe('A CSV file of shots.');

export type ShotFileConfig = z.infer<typeof shotFileConfigSchema>;

export const launchMonitorConfigSchema = z
  .strictObject({
    openConnect: openConnectConfigSchema
      .nullable()
      .default(null)
      .describe('Listens for launch monitors made for GSPro; null does not listen at all.'),
    trackman: trackmanConfigSchema.nullable().default(null).describe('TrackMan Range; null where there is none.'),
    relay: relayConfigSchema.nullable().default(null).describe('Passes shots on; null keeps them here.'),
    expectedDelayMs: z
      .number()
      .min(0)
      .max(6_000)
      .nullable()
      .default(null)
      .describe(
        'How long after impact the monitor reports a shot, where that is known; null learns it from the first swings, whose shots are then joined late.',
      ),
    arccos: shotFileConfigSchema
      .nullable()
      .default(null)
      .describe(
        'How a file of Arccos shots is read by `swingbay shots import`. Arccos has no public interface, so shots come as a CSV file that a player exports, and no format of it is published: you name the columns.',
      ),
  })
  .describe('What measures the ball’s flight, and where shots are passed on to.');

export type LaunchMonitorConfig = z.infer<typeof launchMonitorConfigSchema>;
