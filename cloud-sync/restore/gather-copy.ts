/** Puts together what a sealed copy holds, from the store and the files of a running appliance. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../../device/store/store.ts';
import type { ApplianceCopy, CopiedFile } from './appliance-copy.ts';
import { type CopiedRecord, peopleToCopy } from './copied-people.ts';

/** Some milliseconds of work, after which others have their turn. */
const PAGE = 100;
const FILE_BYTES_MAX = 1024 * 1024;
/** Below the data directory: the keys that sign tokens and find cards and PINs, and the calibration of the bay. */
const KEYS = /^(signing-\d{6}\.pem|lookup\.key)$/;
const FILES = ['calibration/preset.yaml'];

export interface GatherParts {
  readonly store: Pick<Store, 'people' | 'intake' | 'dataDirectory'>;
  readonly role: ApplianceCopy['role'];
  readonly bay: string;
  readonly madeBy: string;
  /** As YAML. */
  readonly configuration: string;
  readonly guestsMayLeave: boolean;
  readonly isInHouse: boolean;
}

export async function gatherCopy(parts: GatherParts): Promise<Omit<ApplianceCopy, 'document' | 'version'>> {
  const { store, role, bay, madeBy, configuration, guestsMayLeave, isInHouse } = parts;
  const { records, leftOut } = peopleToCopy(await allPeople(store), isInHouse);
  const files = await filesOf(store.dataDirectory);
  return {
    ...{ role, bay, madeBy, configuration, files, people: [...records], peopleLeftOut: leftOut },
    // A facility has no swings of its own: it takes those of its bays in by itself.
    owners: role === 'facility' ? [] : store.intake.owners(guestsMayLeave),
    earlierVisits: role === 'facility' ? [] : store.intake.visitsUnderOtherNames(bay, guestsMayLeave),
  };
}

/**
 * In the order of their names, so that the same people are the same copy, in whatever order they changed. A page in a turn:
 * what changes meanwhile comes in a later page once more.
 */
async function allPeople({ people }: Pick<Store, 'people'>): Promise<CopiedRecord[]> {
  // Pages repeat what their rows belong to.
  const all = new Map<string, CopiedRecord>();
  for (let ordinal = 0; ; ) {
    const { records, next } = people.changesSince(ordinal, PAGE);
    if (records.length === 0) break;
    for (const record of records) all.set(`${record.table}/${record.key}`, record);
    ordinal = next;
    await nextTurn();
  }
  return [...all.values()].toSorted((a, b) => (a.table + a.key < b.table + b.key ? -1 : 1));
}

async function filesOf(dataDirectory: string): Promise<CopiedFile[]> {
  const keys = (await readdir(join(dataDirectory, 'keys')).catch(() => []))
    .filter((name) => KEYS.test(name))
    .toSorted();
  const copied: CopiedFile[] = [];
  for (const path of [...keys.map((name) => `keys/${name}`), ...FILES]) {
    const file = join(dataDirectory, path);
    const found = await stat(file).catch(() => null);
    if (found === null || found.size > FILE_BYTES_MAX) continue;
    copied.push({ path, mode: found.mode & 0o777, base64: (await readFile(file)).toString('base64') });
  }
  return copied;
}
