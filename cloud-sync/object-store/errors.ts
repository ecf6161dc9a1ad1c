/** What can stand between the bay and an object store, and how libraries' words for it become ours. */
import { ObjectStoreError } from '../../device/ports/object-store.port.ts';

const DRIVE_FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/** The line is down, the name is unknown, nobody answers in time. */
export function unreachable(detail: string, cause?: unknown): ObjectStoreError {
  return new ObjectStoreError('object-store/unreachable', `The object store cannot be reached: ${detail}.`, {
    hint: 'Check the line; the bay keeps everything and sends it by itself when there is one.',
    retryable: true,
    cause,
  });
}

/** Somebody else answered: a captive portal, a proxy's own page, another kind of server. */
export function foreignAnswer(detail: string, cause?: unknown): ObjectStoreError {
  return new ObjectStoreError('object-store/foreign-answer', `What answered is no object store: ${detail}.`, {
    hint: 'Log in to the network if it asks for that, or correct `sync.to.endpoint`.',
    retryable: true,
    cause,
  });
}

export function notTrusted(detail: string, cause?: unknown): ObjectStoreError {
  return new ObjectStoreError(
    'object-store/not-trusted',
    `The certificate of the object store is not valid: ${detail}.`,
    {
      hint: 'Renew the certificate, name its authority in `sync.to.caFile`, or set the clock of the bay.',
      retryable: true,
      cause,
    },
  );
}

/** The SDK learns the difference from the answer, so the next call may succeed. */
export function clockSkewed(cause?: unknown): ObjectStoreError {
  return new ObjectStoreError('object-store/clock-skewed', 'The clock of the bay and the store’s are far apart.', {
    hint: 'Set the clock of the bay, or let it be set over the network.',
    retryable: true,
    cause,
  });
}

export function notAllowed(detail: string, cause?: unknown): ObjectStoreError {
  return new ObjectStoreError('object-store/not-allowed', `The object store refuses the bay: ${detail}.`, {
    hint: 'Correct `sync.to.accessKeyId` and the secret in `sync.to.secretKeyFile`, or the rights that they have.',
    retryable: true,
    cause,
  });
}

export function noBucket(detail: string, cause?: unknown): ObjectStoreError {
  return new ObjectStoreError('object-store/no-bucket', `The object store has no such bucket: ${detail}.`, {
    hint: 'Make the bucket, or correct `sync.to.bucket` and `sync.to.region`.',
    retryable: true,
    cause,
  });
}

/** Of a bucket, or of the drive that a folder is on, which the file system says. */
export function storeFull(detail: string, cause?: unknown): ObjectStoreError {
  const isDrive = cause instanceof Error && 'code' in cause && DRIVE_FULL.has(cause.code);
  const whose = isDrive ? 'Make room on the drive that `sync.to.path` is on' : 'Give the bucket more room';
  return new ObjectStoreError('object-store/full', `The object store has no room: ${detail}.`, {
    hint: `${whose}; the bay keeps its clips until then.`,
    retryable: true,
    cause,
  });
}

/** It speaks S3, and not the whole of it. */
export function notOffered(detail: string, cause?: unknown): ObjectStoreError {
  return new ObjectStoreError('object-store/not-offered', `The object store lacks what is asked of it: ${detail}.`, {
    hint: 'Name an object store in `sync.to` that offers it, or ask whoever runs this one.',
    retryable: true,
    cause,
  });
}

export function storeBusy(detail: string, cause?: unknown): ObjectStoreError {
  return new ObjectStoreError('object-store/busy', `The object store cannot just now: ${detail}.`, {
    hint: 'Nothing is to be done unless it lasts; the bay tries again by itself.',
    retryable: true,
    cause,
  });
}

export function folderMissing(detail: string, cause?: unknown): ObjectStoreError {
  return new ObjectStoreError(
    'object-store/folder-missing',
    `The folder of the object store is not there: ${detail}.`,
    {
      hint: 'Mount the drive, or correct `sync.to.path`.',
      retryable: true,
      cause,
    },
  );
}

/** There is a folder, and it is not the one that was used before: a drive is away, or it is another one or an emptied one. */
export function folderUnknown(detail: string): ObjectStoreError {
  return new ObjectStoreError(
    'object-store/folder-missing',
    `The folder of the object store is not the one that was used before: ${detail}.`,
    {
      hint: 'Mount the drive, or correct `sync.to.path`. Only if it is meant to be another folder from now on, stop the appliance and run `swingbay sync accept-folder`.',
      retryable: true,
    },
  );
}

/** The other side got other bytes than were sent, and said so. */
export function damagedOnTheWay(detail: string, cause?: unknown): ObjectStoreError {
  return new ObjectStoreError('object-store/damaged-on-the-way', `An object arrived damaged: ${detail}.`, {
    hint: 'Nothing is to be done unless it lasts; then check the network’s equipment.',
    retryable: true,
    isOfTheObject: true,
    cause,
  });
}

export function objectRefused(detail: string, cause?: unknown): ObjectStoreError {
  return new ObjectStoreError('object-store/refused', `The object store refuses an object: ${detail}.`, {
    hint: 'Look at the store’s own rules for keys and sizes, then run `swingbay sync retry`.',
    // It may have been garbled on its way; what is refused for good is parked soon enough.
    retryable: true,
    isOfTheObject: true,
    cause,
  });
}

/** What lies on the bay's disk is not what was stored: sending it would be a lie. */
export function contentChanged(sha256: string, cause?: unknown): ObjectStoreError {
  return new ObjectStoreError('object-store/content-changed', `The local file ${sha256} is gone or damaged.`, {
    hint: 'Check the data disk: what was stored there is not what is read.',
    isOfTheObject: true,
    cause,
  });
}

export function storeClosed(): ObjectStoreError {
  return new ObjectStoreError('object-store/closed', 'The object store was closed.', { retryable: true });
}
