/** Reads a file of shots into the store: all of it or nothing, and each shot once however often it is read in. */
import { open } from 'node:fs/promises';
import { v7 as uuidv7 } from 'uuid';
import type { Store } from '../../device/store/store.ts';
import { columnsNotGiven, shotFileInvalid, shotFileUnreadable } from './errors.ts';
import type { ShotFileConfig } from './launch-monitor.config.ts';
import { readShotFile, SHOT_FILE_BYTES_MAX } from './shot-file.ts';

export interface ShotImport {
  /** How many shots are new, and how many were here already. */
  readonly added: number;
  readonly known: number;
}

/** Whose file it is, when nobody said so. */
const NOBODY = 'file';

/**
 * @param config null where nobody has said what the columns mean
 * @param player whose shots they are; null where that is not known
 *
 * Rejects with a coded error: for a file that cannot be read, for the first mistakes in it, or for want of columns.
 */
export async function importShotFile(
  store: Store,
  config: ShotFileConfig | null,
  file: string,
  player: string | null,
): Promise<ShotImport> {
  if (config === null) throw columnsNotGiven();
  const read = readShotFile(await textOf(file), config);
  if ('problems' in read) throw shotFileInvalid(read.problems, read.more);
  return store.transact('shots of a file', () => {
    let added = 0;
    for (const { shotNumber, recordedAt, ball, distanceM, clubName, raw } of read.shots) {
      const { isNew } = store.shots.record({
        ...{ id: uuidv7(), source: 'arccos' as const, device: player ?? NOBODY, connection: '', shotNumber, raw },
        data: { ball, club: null, distanceM, clubName },
        received: null,
        ...{ recordedAt, player },
      });
      if (isNew) added++;
    }
    return { added, known: read.shots.length - added };
  });
}

async function textOf(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      if (size > SHOT_FILE_BYTES_MAX) throw new Error(`It has ${size} bytes; ${SHOT_FILE_BYTES_MAX} are allowed.`);
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw shotFileUnreadable(file, error);
  }
}
