/** Brings a file of a swing back from the object store into the bay's own media files. */
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { isBayError } from '../../device/errors/bay-error.ts';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import type { StoredMedia } from '../../device/store/media-rows.ts';
import type { MediaStore } from '../../device/store/media-store.ts';
import { unreachable } from './errors.ts';
import { extensionOf } from './object-key.ts';

/**
 * `brought`: it is here, whole, and its row says so. `gone`: it is not there either. `differs`: its bytes are not those
 * that its name promises, and none is kept. `disk-full`: there is no room here.
 */
export type BroughtBack = 'brought' | 'gone' | 'differs' | 'disk-full';

/** Idempotent. Rejects where the store or the way to it failed; nothing half is left then. */
export async function bringBack(
  key: string,
  { swing, kind, camera, mediaType, sha256 }: StoredMedia,
  { objects, files }: { objects: ObjectStore; files: MediaStore },
): Promise<BroughtBack> {
  const file = files.incomingPath(extensionOf(mediaType));
  try {
    const body = await objects.read(key);
    if (body === null) return 'gone';
    await pipeline(body, createWriteStream(file)).catch((error: unknown) => {
      if (isBayError(error) || isOutOfRoom(error)) throw error;
      throw unreachable(`${key} broke off while it was read`, error);
    });
    const staged = await files.stage({ kind, camera, mediaType, content: { file } });
    if (!staged.isStored) return 'disk-full';
    if (staged.media.sha256 !== sha256) {
      await files.discard(staged.media);
      return 'differs';
    }
    files.attach(swing, [staged.media]);
    return 'brought';
  } catch (error) {
    await rm(file, { force: true });
    if (isOutOfRoom(error)) return 'disk-full';
    throw error;
  }
}

function isOutOfRoom(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
