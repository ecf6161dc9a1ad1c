/** What can be wrong with one thing that is to be sent. */
import { ObjectStoreError } from '../../device/ports/object-store.port.ts';

/** The bay's own file is not there, though nobody gave it up. */
export function fileGone(sha256: string): ObjectStoreError {
  return new ObjectStoreError('sync/file-gone', `The file ${sha256} of a swing is not on the data disk any more.`, {
    hint: 'Check the data disk; the swing’s report says what is missing.',
    isOfTheObject: true,
  });
}

/** It took the object without a complaint and does not hold it. */
export function notHeld(key: string): ObjectStoreError {
  return new ObjectStoreError('sync/not-held', `The object store took ${key} and does not hold it as it was sent.`, {
    hint: 'Check the object store and what stands between it and the bay, such as a proxy that changes files.',
    retryable: true,
    isOfTheObject: true,
  });
}

export function documentUnreadable(what: string, cause: unknown): ObjectStoreError {
  return new ObjectStoreError('sync/document-unreadable', `${what} cannot be read from the bay’s own database.`, {
    hint: 'Restore the database from a backup, or analyse the swing again; then run `swingbay sync retry`.',
    isOfTheObject: true,
    cause,
  });
}

/** What has to come back before its old place is erased finds no room. */
export function noRoomForFile(key: string): ObjectStoreError {
  return new ObjectStoreError('sync/no-room', `The data disk has no room for ${key}, which is about to move.`, {
    hint: 'Make room on the data disk; it is tried again by itself, and later with `swingbay sync retry`.',
    retryable: true,
    isOfTheObject: true,
  });
}
