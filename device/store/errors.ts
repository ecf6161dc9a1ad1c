/** What can go wrong while something is kept, and how SQLite's and the file system's own words become ours. */
import { BayError, type ErrorCode } from '../errors/bay-error.ts';

export class StoreDamagedError extends BayError {}
class DiskFullError extends BayError {}
export class StoreFaultError extends BayError {}
export class SwingUnknownError extends BayError {}
export class SwingDeletedError extends BayError {}

export function storeDamaged(file: string, detail: string, cause?: unknown): StoreDamagedError {
  return new StoreDamagedError('store/damaged', `The database ${file} is damaged: ${detail}.`, {
    hint: 'Stop the bay, move the file aside and restore the newest backup; do not repair it with another SQLite.',
    cause,
  });
}

export function sqliteTooOld(found: string, needed: string): BayError {
  return new BayError(
    'store/sqlite-too-old',
    `SQLite ${found} can corrupt a database in WAL mode; ${needed} is needed.`,
    {
      hint: 'Install the packages of package-lock.json again with `npm ci`.',
    },
  );
}

export function storeFromTheFuture(file: string): BayError {
  return new BayError('store/from-the-future', `The database ${file} was written by a later version of Swingbay.`, {
    hint: 'Start the version that wrote it, or restore a backup made by this one.',
  });
}

export function directoryInUse(dataDirectory: string, cause: unknown): BayError {
  return new BayError('store/in-use', `Another process has the data directory ${dataDirectory} open.`, {
    hint: 'Stop the bay that runs with it, or wait until the other command has ended; then try again.',
    retryable: true,
    cause,
  });
}

export function directoryNotWritable(dataDirectory: string, cause: unknown): BayError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new BayError('store/not-writable', `The data directory ${dataDirectory} cannot be written to: ${detail}.`, {
    hint: 'Give the user who runs this the right to write in it and in what it holds, mount its disk for writing, or name another one in `store.dataDirectory`.',
    cause,
  });
}

function diskFull(what: string, cause?: unknown): DiskFullError {
  return new DiskFullError('store/disk-full', `There is no room on the data disk for ${what}.`, {
    hint: 'Free space on the data disk; the bay goes on by itself as soon as there is some.',
    retryable: true,
    cause,
  });
}

export function swingUnknown(id: string): SwingUnknownError {
  return new SwingUnknownError('store/swing-unknown', `There is no swing ${id}.`);
}

export function swingDeleted(id: string): SwingDeletedError {
  return new SwingDeletedError('store/swing-deleted', `The swing ${id} was deleted.`);
}

/** Another swing under the same id, or the same with another history: one of the two is not what it says. */
export function swingDiffers(id: string): BayError {
  return new BayError('store/swing-differs', `Another swing is stored here as ${id}.`, {
    hint: 'Keep both data directories and report this: an id is never used twice.',
  });
}

export function revisionDiffers(id: string, revision: number): BayError {
  return new BayError(
    'store/revision-differs',
    `Another document is stored here as revision ${revision} of the swing ${id}.`,
    { hint: 'See to it that no second appliance runs with the identity of this one.' },
  );
}

export function shotUnknown(id: string): BayError {
  return new BayError('store/shot-unknown', `There is no shot ${id}.`);
}

export function reportUnknown(id: string, revision: number | undefined): BayError {
  const which = revision === undefined ? 'no report yet' : `no revision ${revision} of its report`;
  return new BayError('store/report-unknown', `The swing ${id} has ${which}.`);
}

export function reportUnreadable(id: string, revision: number, detail: string, cause?: unknown): BayError {
  return new BayError('store/report-unreadable', `Revision ${revision} of the swing ${id} cannot be read. ${detail}`, {
    hint: 'Restore the database from a backup, or analyse the swing again.',
    cause,
  });
}

export function poseBlobDamaged(detail: string): BayError {
  return new BayError('store/pose-blob-damaged', `Stored poses cannot be read: ${detail}.`, {
    hint: 'Analyse the swing again.',
  });
}

export function figureBlobDamaged(detail: string, cause?: unknown): BayError {
  return new BayError('store/figure-blob-damaged', `The stored figure of a swing cannot be read: ${detail}.`, {
    hint: 'Analyse the swing again.',
    cause,
  });
}

export function emailTaken(): BayError {
  return new BayError('store/email-taken', 'There is an account with this e-mail address already.', {
    hint: 'Log in with it, or use another address.',
  });
}

export function pinTaken(): BayError {
  return new BayError('store/pin-taken', 'This PIN cannot be used.', { hint: 'Choose another one.' });
}

export function playerUnknown(): BayError {
  return new BayError('store/player-unknown', 'There is no such player.');
}

export function sessionUnknown(id: string): BayError {
  return new BayError('store/session-unknown', `There is no visit ${id}.`);
}

export function bayNameTaken(name: string): BayError {
  return new BayError('store/bay-name-taken', `A bay ${name} is enrolled already.`, {
    hint: 'Remove it first, or give this bay another name.',
  });
}

export function bayNotEnrolled(name: string): BayError {
  return new BayError('store/bay-not-enrolled', `There is no bay ${name} here.`, {
    hint: '`swingbay facility bays` lists them.',
  });
}

export function goalUnknown(): BayError {
  return new BayError('store/goal-unknown', 'There is no such goal.');
}

export function goalsMax(most: number): BayError {
  return new BayError('store/goals-max', `Nobody can follow more than ${most} goals at once.`, {
    hint: 'Delete one first.',
  });
}

export function jobNotHeld(id: number): BayError {
  return new BayError('store/job-not-held', `The analysis job ${id} is not held by this process any more.`);
}

/** Whether SQLite or the file system refused for want of room. */
export function isOutOfSpace(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if (cause instanceof DiskFullError) return true;
    // Growing the shared-memory index on a full disk is reported as its own I/O error, not as SQLITE_FULL.
    if (OUT_OF_SPACE.has(codeOf(cause))) return true;
  }
  return false;
}

const OUT_OF_SPACE: ReadonlySet<string> = new Set(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT']);

/** SQLite's with whatever it adds to them. */
const STORAGE_FAULT_CODES = /^(SQLITE_(IOERR|READONLY|CANTOPEN)(_|$)|(EIO|EROFS|EACCES|EPERM)$)/;

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** SQLite's error as ours; anything that is ours already, or no library's, passes unchanged. */
export function translateStoreError(error: unknown, what: string): unknown {
  if (!(error instanceof Error) || error instanceof BayError) return error;
  const code = codeOf(error);
  if (isOutOfSpace(error)) return diskFull(what, error);
  if (code === 'SQLITE_CORRUPT' || code.startsWith('SQLITE_CORRUPT_') || code === 'SQLITE_NOTADB') {
    return storeDamaged('of this bay', error.message, error);
  }
  if (isBusy(error)) {
    return new BayError('store/busy', `The database is held by another process; ${what} was not stored.`, {
      hint: 'Close the other program that has the database open.',
      retryable: true,
      cause: error,
    });
  }
  if (STORAGE_FAULT_CODES.test(code)) return storageFault(what, error);
  return error;
}

export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED';
}

function storageFault(what: string, cause: Error): StoreFaultError {
  const code: ErrorCode = 'store/io-failed';
  return new StoreFaultError(code, `The data disk failed while storing ${what}: ${cause.message}.`, {
    hint: 'Check the disk and its permissions, then restart the bay.',
    cause,
  });
}
