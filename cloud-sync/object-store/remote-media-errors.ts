/** Why a file of a swing that lies in the object store is not to be had, in words for whoever wants to look at it. */
import { BayError } from '../../device/errors/bay-error.ts';

export function mediaNotReachable(cause?: unknown): BayError {
  const message = 'The file lies in the object store, which cannot be reached just now.';
  return new BayError('media/not-reachable', message, {
    hint: 'Try again in a minute; the file is safe where it is.',
    retryable: true,
    cause,
  });
}

export function mediaBusy(): BayError {
  return new BayError('media/busy', 'Too many files are being fetched from the object store at once.', {
    hint: 'Try again in a moment.',
    retryable: true,
  });
}

export function mediaNotHeld(): BayError {
  return new BayError('media/lost', 'The object store does not have the file any more.', {
    hint: 'Look into the log for the file and restore it from a backup of the object store.',
  });
}

export function mediaDamaged(): BayError {
  return new BayError('media/damaged', 'The object store has other bytes than were put there.', {
    hint: 'Look into the log for the file, and check the disks of the object store.',
  });
}

export function noRoomForCopy(cause?: unknown): BayError {
  return new BayError('store/disk-full', 'There is no room on the data disk for a copy of the file.', {
    hint: 'Free space on the data disk, or raise store.borrowedMiBMax.',
    retryable: true,
    cause,
  });
}
