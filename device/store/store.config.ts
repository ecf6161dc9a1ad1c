/** What an operator may set about the data disk. */
import { z } from 'zod';

const MIB = 1024 * 1024;

export const storeConfigSchema = z
  .strictObject({
    dataDirectory: z
      .string()
      .min(1)
      .default('.swingbay/data')
      .describe('Where the database and the media files lie; relative to the working directory of the bay.'),
    floorMiB: z
      .number()
      .nonnegative()
      .default(2048)
      .describe('Free space on the data disk, in MiB, below which older clips make way for what comes.'),
    reserveMiB: z
      .number()
      .nonnegative()
      .default(64)
      .describe('Space, in MiB, that is held back and given up so that swings can be stored on a full disk.'),
    clipsMiBMax: z
      .number()
      .positive()
      .nullable()
      .default(null)
      .describe('The most space, in MiB, that clips may take altogether; null leaves that to the floor alone.'),
    exportsMiBMax: z
      .number()
      .positive()
      .default(2048)
      .describe('The most space, in MiB, that videos made for players may take; the longest unused make way.'),
    borrowedMiBMax: z
      .number()
      .positive()
      .default(1024)
      .describe(
        'The most space, in MiB, for copies of clips that lie in the object store and were looked at again; the longest unused make way.',
      ),
    diskPollMs: z
      .int()
      .min(50)
      .max(5_000)
      .default(1_000)
      .describe('How often the free space is looked at, in milliseconds.'),
    analysisJobsMax: z
      .int()
      .positive()
      .default(500)
      .describe('How many swings may wait for their analysis; those beyond are kept without one.'),
    analysisAttemptsMax: z
      .int()
      .positive()
      .default(3)
      .describe('How often an analysis is begun before the swing is said to have none.'),
  })
  .describe('The database, the media files and the disk that they lie on.');

export type StoreConfig = z.infer<typeof storeConfigSchema>;

export function mebibytes(value: number): number {
  return Math.round(value * MIB);
}
