/** What can stand between an object store and what is made again from it. */
import { BayError } from '../../device/errors/bay-error.ts';
import { ObjectStoreError } from '../../device/ports/object-store.port.ts';

export function brokenOff(key: string, cause: unknown): ObjectStoreError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new ObjectStoreError('restore/broken-off', `The object ${key} broke off while it was read: ${detail}.`, {
    hint: 'Check the line; what has come is kept, and the same command goes on from there.',
    retryable: true,
    cause,
  });
}

export function boxDamaged(detail: string, cause?: unknown): BayError {
  return new BayError('restore/box-damaged', `A sealed copy cannot be read: ${detail}.`, {
    hint: 'An earlier copy is taken by itself where there is one.',
    cause,
  });
}

export function boxVersionUnknown(version: number): BayError {
  return new BayError('restore/box-version-unknown', `A sealed copy has the version ${version}, which is not known.`, {
    hint: 'Restore with the version of Swingbay that made it, or with a later one.',
  });
}

export function boxOfAnother(cause?: unknown): BayError {
  return new BayError('restore/box-of-another', 'A sealed copy does not open with this identity.', {
    hint: 'Use the identity of the appliance that made it; where it is the right one, the copy was damaged or changed.',
    cause,
  });
}

export function wrongIdentity(): BayError {
  return new BayError('restore/wrong-identity', 'No sealed copy opens with this identity.', {
    hint: 'Use the identity of the appliance that is to come back, or `--without-copy` to bring back its swings alone.',
  });
}

export function noCopy(id: string): BayError {
  return new BayError('restore/no-copy', `The object store has no sealed copy of the appliance ${id}.`, {
    hint: 'Check `sync.to` and the identity, or use `--without-copy --bay NAME` to bring back swings alone.',
  });
}

export function identityInUse(lastSign: string): BayError {
  return new BayError(
    'restore/identity-in-use',
    `An appliance with this identity gave a sign of life at ${lastSign}.`,
    {
      hint: 'Switch the old one off for good; then run the same command with --take-over.',
    },
  );
}

export function superseded(): BayError {
  return new BayError('restore/superseded', 'Another appliance has taken over the identity of this one.', {
    hint: 'Switch one of the two off. This one still sends its swings, and puts no copies of itself away any more.',
  });
}

export function storeNotEmpty(directory: string): BayError {
  return new BayError('restore/not-empty', `There are swings in ${directory} already.`, {
    hint: 'Name an empty data directory, or add what is missing with --into-used.',
  });
}

export function copyNotHeld(key: string): ObjectStoreError {
  return new ObjectStoreError('restore/copy-not-held', `The object store took ${key} and does not hold it.`, {
    hint: 'Check the object store and what stands between it and the bay, such as a proxy that changes files.',
    retryable: true,
  });
}

/** What nobody has translated: the disk of the bay, or a record that its own schema does not take. */
export function copyFailed(cause: unknown): BayError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new BayError('restore/copy-failed', `A copy of the appliance could not be put away: ${detail}.`, {
    hint: 'Check that the disk of the bay has room and can be written; it is tried again by itself.',
    retryable: true,
    cause,
  });
}

export function cursorUnreadable(file: string, cause: unknown): BayError {
  return new BayError('restore/cursor-unreadable', `How far the rebuild had come cannot be read from ${file}.`, {
    hint: 'Remove the file to begin again from the start; doing so is always right.',
    cause,
  });
}

export function cursorUnwritable(file: string, cause: unknown): BayError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new BayError('restore/cursor-unwritable', `How far the rebuild comes cannot be kept in ${file}: ${detail}.`, {
    hint: 'Name a file with --cursor whose folder is there and may be written to.',
    cause,
  });
}

export function cursorOfAnother(file: string, objects: string, warehouse: string): BayError {
  return new BayError(
    'restore/cursor-of-another',
    `The cursor ${file} is of a rebuild from ${objects} into ${warehouse}.`,
    { hint: 'Name another file with --cursor, or begin at the beginning with --restart; doing so is always right.' },
  );
}

export function nothingThere(objects: string): BayError {
  return new BayError('restore/nothing-there', `The object store ${objects} has no swings; no warehouse was made.`, {
    hint: 'Check `sync.to`: it may name another folder or bucket than the bays send to.',
  });
}

/** About one swing: it is taken in all the same, and found by its likeness once the bay has looked at it again. */
export function pointFailed(why: string): BayError {
  return new BayError('restore/point-failed', `The likeness of a swing to others could not be made out: ${why}.`, {
    hint: 'Nothing is lost; a bay makes it out again by itself, a warehouse with the next rebuild.',
  });
}
