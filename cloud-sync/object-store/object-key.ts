/**
 * Where things lie in an object store: `users/<player or guest session>/swings/<swing>/<sha256>.<ext>`.
 *
 * A key says whose it is, of which swing and what is in it, so a whole store can be read without any other index, and
 * everything of a swing or of a person can be found and erased by a prefix.
 */

export interface ObjectPlace {
  /** A player, or the visit of a guest. */
  readonly owner: string;
  readonly swing: string;
  readonly sha256: string;
  readonly extension: string;
}

const SAFE = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;
const KEY = /^users\/([^/]+)\/swings\/([^/]+)\/([0-9a-f]{64})\.([a-z0-9]{1,8})$/;

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/x-swingbay-poses': 'poses',
  'audio/wav': 'wav',
  'image/jpeg': 'jpg',
  'video/mp4': 'mp4',
};

export const POSES_TYPE = 'application/x-swingbay-poses';

/** Throws a `RangeError` for an id that cannot be part of a key: ids are made by the bay, so that is a fault of ours. */
export function objectKey({ owner, swing, sha256, extension }: ObjectPlace): string {
  const key = `${swingPrefix(owner, swing)}${sha256}.${extension}`;
  if (!KEY.test(key)) throw new RangeError(`"${key}" is no key of an object`);
  return key;
}

/** Everything of a person. */
export function ownerPrefix(owner: string): string {
  return `users/${safe(owner)}/`;
}

export function swingPrefix(owner: string, swing: string): string {
  return `${ownerPrefix(owner)}swings/${safe(swing)}/`;
}

/** Undefined for what is no key of ours. */
export function placeOf(key: string): ObjectPlace | undefined {
  const [, owner, swing, sha256, extension] = KEY.exec(key) ?? [];
  if (owner === undefined || swing === undefined || sha256 === undefined || extension === undefined) return undefined;
  return { owner, swing, sha256, extension };
}

export function extensionOf(mediaType: string): string {
  return EXTENSIONS[mediaType] ?? 'bin';
}

function safe(id: string): string {
  if (!SAFE.test(id)) throw new RangeError(`"${id}" cannot be part of a key`);
  return id;
}
