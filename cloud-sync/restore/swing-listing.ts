/** The folders of swings in an object store, one after the other, as its listing names them: no object is read. */
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import { type ObjectPlace, ownerPrefix, placeOf, swingPrefix } from '../object-store/object-key.ts';
import type { Finding } from './finding.ts';
import type { NamedObject } from './read-object.ts';

export interface ListedObject extends NamedObject {
  readonly place: ObjectPlace;
}

export interface SwingListing {
  /** A player, or the visit of a guest. */
  readonly owner: string;
  readonly swing: string;
  /** In the order of their keys. */
  readonly objects: readonly ListedObject[];
  /** What lies there and is none of ours. */
  readonly findings: readonly Finding[];
}

/** A swing has some dozens of objects; more than these are not listed, so that no folder fills the memory. */
const OBJECTS_OF_A_SWING_MAX = 2_000;
const FINDINGS_MAX = 20;

const OWNERS = 'users/';

/**
 * Every swing of the store, or of one owner, in the order of their keys, from the one after `after` on; one folder is in
 * memory at a time. Objects that are no swing's go to `onForeign`.
 */
export async function* listSwings(
  objects: ObjectStore,
  {
    owner,
    after,
    onForeign,
  }: {
    readonly owner?: string;
    readonly after?: { readonly owner: string; readonly swing: string };
    readonly onForeign?: (finding: Finding) => void;
  } = {},
): AsyncGenerator<SwingListing> {
  const prefix = owner === undefined ? OWNERS : ownerPrefix(owner);
  // Behind every key of that folder: no name begins with a tilde.
  const from = after === undefined ? undefined : `${swingPrefix(after.owner, after.swing)}~`;
  let open: { owner: string; swing: string; objects: ListedObject[]; findings: Finding[] } | null = null;
  for await (const { key, bytes } of objects.list(prefix, from)) {
    const folder = folderOf(key);
    if (folder === null) {
      onForeign?.(foreign(key));
      continue;
    }
    if (open === null || open.owner !== folder.owner || open.swing !== folder.swing) {
      if (open !== null) yield open;
      open = { ...folder, objects: [], findings: [] };
    }
    note(open, key, bytes);
  }
  if (open !== null) yield open;
}

/** One swing's folder; without objects where there is none. */
export async function listSwing(objects: ObjectStore, owner: string, swing: string): Promise<SwingListing> {
  const open = { owner, swing, objects: [] as ListedObject[], findings: [] as Finding[] };
  for await (const { key, bytes } of objects.list(swingPrefix(owner, swing))) note(open, key, bytes);
  return open;
}

function note(open: { objects: ListedObject[]; findings: Finding[] }, key: string, bytes: number): void {
  const place = placeOf(key);
  if (place === undefined) {
    if (open.findings.length < FINDINGS_MAX) open.findings.push(foreign(key));
  } else if (open.objects.length < OBJECTS_OF_A_SWING_MAX) {
    open.objects.push({ key, sha256: place.sha256, place, bytes });
  } else if (open.findings.length < FINDINGS_MAX) {
    const message = `The swing has more than ${OBJECTS_OF_A_SWING_MAX} objects; this one was not looked at.`;
    open.findings.push({ code: 'restore/too-many-objects', key, message });
  }
}

function folderOf(key: string): { owner: string; swing: string } | null {
  const [, owner, swing] = /^users\/([^/]+)\/swings\/([^/]+)\/./.exec(key) ?? [];
  return owner === undefined || swing === undefined ? null : { owner, swing };
}

function foreign(key: string): Finding {
  return { code: 'restore/foreign-object', key, message: 'No bay gives an object such a name.' };
}
