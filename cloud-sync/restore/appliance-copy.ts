/** What a new machine needs to become an old one, beside the swings, which lie in the object store by themselves. */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { copiedRecordSchema } from './copied-people.ts';
import { boxDamaged } from './errors.ts';

const COPY_VERSION = '1.0.0';

const copiedFileSchema = z.strictObject({
  /** Where it belongs, below the data directory: no way leads out of it. */
  path: z.string().regex(/^(?!.*\.\.)[a-z0-9][\w.-]*(\/[\w][\w.-]*)*$/i),
  /** Permissions, such as 0o600. */
  mode: z.int().min(0).max(0o777),
  base64: z.base64(),
});

export type CopiedFile = z.infer<typeof copiedFileSchema>;

const applianceCopySchema = z.strictObject({
  document: z.literal('appliance-copy'),
  version: z.string().regex(/^1\./),
  role: z.enum(['bay', 'facility']).default('bay'),
  bay: z.string(),
  /** Of Swingbay. */
  madeBy: z.string(),
  people: z.array(copiedRecordSchema),
  /** Players who are not in it because they did not agree that what is theirs leaves the bay. */
  peopleLeftOut: z.int().nonnegative(),
  /** Whose swings this bay has: players and visits of guests. */
  owners: z.array(z.string()),
  /** Visits of this bay from when it had another name: their swings are its own as well. */
  earlierVisits: z.array(z.string()).default([]),
  /** Keys, the calibration. */
  files: z.array(copiedFileSchema),
  /** The configuration as YAML. */
  configuration: z.string(),
});

const restOfCopySchema = applianceCopySchema.omit({ people: true });
/** Some milliseconds of work. */
const RECORDS_A_PIECE = 500;

export type ApplianceCopy = z.infer<typeof applianceCopySchema>;

/** Written in pieces, as a facility has a hundred thousand records of its people: everybody else has their turn between them. */
export async function copyText({ people, ...rest }: Omit<ApplianceCopy, 'document' | 'version'>): Promise<string> {
  const about = restOfCopySchema.parse({ document: 'appliance-copy', version: COPY_VERSION, ...rest });
  const pieces: string[] = [];
  for (let from = 0; from < people.length; from += RECORDS_A_PIECE) {
    const piece = people.slice(from, from + RECORDS_A_PIECE).map((record) => copiedRecordSchema.parse(record));
    pieces.push(JSON.stringify(piece).slice(1, -1));
    await nextTurn();
  }
  return `${JSON.stringify(about).slice(0, -1)},"people":[${pieces.join(',')}]}`;
}

/** Throws `restore/box-damaged`. */
export function readCopy(text: string): ApplianceCopy {
  try {
    return applianceCopySchema.parse(JSON.parse(text));
  } catch (error) {
    throw boxDamaged('it is not what an appliance puts away', error);
  }
}

/** Whether two copies say the same. */
export function copyDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
