/** Why an uploaded video is not taken, each with what the sender can do. */
import type { VideoFacts } from '../../capture/video-probe.ts';
import { ApiRefusal } from '../errors.ts';

/** 100 MiB: half a minute of a phone's slow motion. */
export const UPLOAD_BYTES_MAX = 100 * 1024 * 1024;
export const UPLOAD_MS_MIN = 3_000;
export const UPLOAD_MS_MAX = 30_000;
export const UPLOADS_AT_ONCE_MAX = 2;

export function notMultipart(): ApiRefusal {
  return new ApiRefusal('upload/not-multipart', 'The video must come as multipart/form-data.', {
    hint: 'Send it as a form with one file.',
  });
}

export function lengthUnknown(): ApiRefusal {
  return new ApiRefusal('upload/length-unknown', 'The upload does not say how long it is.', {
    hint: 'Send it with a Content-Length.',
  });
}

export function uploadTooLarge(): ApiRefusal {
  return new ApiRefusal('upload/too-large', 'The video is larger than 100 MB.', {
    hint: 'Cut it to the swing, a few seconds before and after.',
  });
}

export function uploadDiskFull(): ApiRefusal {
  return new ApiRefusal('upload/disk-full', 'The data disk of the bay has no room for the video.', {
    hint: 'Free space on the data disk and send it again.',
    retryable: true,
  });
}

export function uploadBusy(): ApiRefusal {
  return new ApiRefusal('upload/busy', 'Other videos are being received.', {
    hint: 'Send it again in a few seconds.',
    retryable: true,
  });
}

export function uploadsWaitingMax(most: number): ApiRefusal {
  return new ApiRefusal('upload/too-many-waiting', `${most} videos of this player wait for their analysis already.`, {
    hint: 'Send more when some of them have been analysed.',
    retryable: true,
    retryAfterSeconds: 60,
  });
}

export function uploadsTakeTooMuch(): ApiRefusal {
  return new ApiRefusal(
    'upload/own-room-full',
    'The uploaded videos of this player take 5 GB, and more are not kept.',
    {
      hint: 'Delete some of the uploaded swings.',
    },
  );
}

export function noFile(): ApiRefusal {
  return new ApiRefusal('upload/no-file', 'The form holds no file.', { hint: 'Add the video to the form.' });
}

export function notMp4OrMov(): ApiRefusal {
  return new ApiRefusal('upload/not-mp4-or-mov', 'The file is neither MP4 nor MOV.', {
    hint: 'Send the video as the phone recorded it.',
  });
}

/** Larger than any phone's, and as much as the analysis can hold. */
const PIXELS_MAX = 7_680 * 4_320;
const SIDE_MIN = 16;
const FPS_MAX = 1_000;

/** Null for a picture that can be analysed. */
export function pictureRefused({ width, height, fps }: VideoFacts): ApiRefusal | null {
  if (width >= SIDE_MIN && height >= SIDE_MIN && width * height <= PIXELS_MAX && fps > 0 && fps <= FPS_MAX) return null;
  const what = `${width} × ${height} pixels at ${Math.round(fps)} frames a second`;
  return new ApiRefusal('upload/picture-unfit', `A video of ${what} is not taken.`, {
    hint: 'Send the video as the phone recorded it, at most 8K and 1,000 frames a second.',
  });
}

export function durationRefused(durationMs: number): ApiRefusal {
  const seconds = (durationMs / 1000).toFixed(1);
  return durationMs < UPLOAD_MS_MIN
    ? new ApiRefusal('upload/too-short', `The video is ${seconds} s long; a swing needs at least 3 s.`, {
        hint: 'Begin to record before the golfer stands still.',
      })
    : new ApiRefusal('upload/too-long', `The video is ${seconds} s long; 30 s are taken at most.`, {
        hint: 'Cut it to the swing, a few seconds before and after.',
      });
}
