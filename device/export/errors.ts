/** What can go wrong while the film of a swing is made. */
import { BayError } from '../errors/bay-error.ts';

export function fontsUnusable(cause: unknown): BayError {
  return new BayError('export/fonts-unusable', 'The letters for the video cannot be read.', {
    hint: 'Install the packages of package-lock.json again with `npm ci`.',
    cause,
  });
}

export function nothingToShow(): BayError {
  return new BayError('export/nothing-to-show', 'There is no clip of the swing left to make a video of.', {
    hint: 'Clips make way when the disk is short of space; set store.floorMiB or clear the disk.',
  });
}

export function cameraUnknown(camera: string): BayError {
  return new BayError('export/camera-unknown', `"cameras": The swing has no clip of a camera "${camera}".`, {
    hint: 'GET /api/v1/swings/{id} lists the clips.',
  });
}

export function queueFull(films: number): BayError {
  return new BayError('export/queue-full', `${films} videos are waiting to be made already.`, {
    hint: 'Ask again in a minute.',
    retryable: true,
  });
}

export function noRoom(): BayError {
  return new BayError('export/disk-full', 'There is no room on the data disk for a video.', {
    hint: 'Free space on the data disk; videos are made again as soon as there is some.',
    retryable: true,
  });
}

export function filmFailed(detail: string, isRetryable: boolean): BayError {
  return new BayError('export/failed', `The video could not be made: ${detail}.`, {
    hint: 'Ask for it again; if it fails again, look into the log of the bay.',
    retryable: isRetryable,
  });
}

export function filmTookTooLong(seconds: number): BayError {
  return new BayError('export/took-too-long', `The video was not made within ${seconds} s.`, {
    hint: 'Ask for it again when the bay has less to do.',
    retryable: true,
  });
}

export function exportUnknown(id: string): BayError {
  return new BayError('export/unknown', `There is no video ${id} of this swing.`, {
    hint: 'Ask for it again: videos make way for newer ones.',
  });
}

export function exportNotDone(): BayError {
  return new BayError('export/not-done', 'The video is not made yet.', { retryable: true });
}
