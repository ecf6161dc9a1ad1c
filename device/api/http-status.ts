/** The only place that knows which HTTP status says what a coded error says. */
import type { ErrorCode } from '../errors/bay-error.ts';

const BY_CODE: Readonly<Record<string, number>> = {
  'api/host-refused': 403,
  'api/origin-refused': 403,
  'api/unauthorized': 401,
  'api/forbidden': 403,
  'api/needs-bay': 404,
  'facility/enrolment-refused': 401,
  'facility/exchange-too-large': 413,
  'facility/accounts-not-twice': 409,
  'facility/join-unsafe': 409,
  'store/bay-name-taken': 409,
  'store/bay-not-enrolled': 404,
  'api/needs-facility': 404,
  'api/too-many-requests': 429,
  'api/body-too-large': 413,
  'api/body-too-slow': 408,
  'api/headers-too-large': 431,
  'api/request-too-slow': 408,
  'api/not-http': 400,
  'auth/credentials-wrong': 401,
  'auth/pin-wrong': 401,
  'auth/refresh-refused': 401,
  'auth/password-too-easy': 400,
  'auth/too-many-guesses': 429,
  'auth/busy': 503,
  'store/email-taken': 409,
  'store/pin-taken': 409,
  'store/player-unknown': 404,
  'store/session-unknown': 404,
  'bay/visit-is-over': 409,
  'launch-monitor/columns-not-given': 409,
  'import/not-text': 415,
  'import/too-large': 413,
  'import/busy': 503,
  'upload/too-many-waiting': 429,
  'upload/own-room-full': 507,
  'store/goal-unknown': 404,
  'store/goals-max': 409,
  'api/ticket-refused': 401,
  'api/too-many-sockets': 503,
  'api/request-invalid': 400,
  'api/drill-unknown': 404,
  'api/note-unknown': 404,
  'api/too-many-notes': 409,
  'api/assignment-unknown': 404,
  'api/exchange-unknown': 404,
  'api/too-many-assignments': 409,
  'api/join-code-refused': 410,
  'api/no-card-shown': 409,
  'api/not-in-visit': 409,
  'auth/last-owner': 409,
  'bay/players-max': 409,
  'api/pages-not-built': 404,
  'analysis/failed': 409,
  'bay/upload-not-kept': 507,
  'calibration/no-claps-now': 409,
  'calibration/not-begun': 409,
  'calibration/not-solved': 409,
  'calibration/no-picture': 404,
  'calibration/too-little-seen': 409,
  'calibration/preset-not-kept': 507,
  'hardware/bay-in-use': 409,
  'hardware/device-unknown': 404,
  'media/unknown': 404,
  'media/dropped': 404,
  'media/lost': 404,
  'media/remote': 404,
  'media/damaged': 502,
  'media/not-reachable': 503,
  'media/busy': 503,
  'media/range-refused': 416,
  'media/key-frame-unknown': 404,
  'media/poses-unknown': 404,
  'store/swing-unknown': 404,
  'store/swing-deleted': 410,
  'store/report-unknown': 404,
  'swing/not-embedded': 409,
  'analysis/queue-full': 503,
  'analysis/clips-gone': 409,
  'analysis/nothing-left': 409,
  'store/disk-full': 507,
  'store/busy': 503,
  'export/camera-unknown': 400,
  'export/disk-full': 507,
  'export/not-done': 409,
  'export/nothing-to-show': 409,
  'export/queue-full': 503,
  'export/unknown': 404,
  'share/consent-missing': 403,
  'share/over': 410,
  'share/too-many': 409,
  'share/unknown': 404,
  'voice/sound-gone': 404,
  'upload/not-multipart': 415,
  'upload/not-mp4-or-mov': 415,
  'upload/length-unknown': 411,
  'upload/too-large': 413,
  'upload/disk-full': 507,
  'upload/busy': 503,
  'upload/no-file': 400,
  'upload/too-short': 422,
  'upload/too-long': 422,
  'upload/picture-unfit': 422,
};

/** Areas whose errors all mean the same to a caller: a video that cannot be used is the sender's to mend. */
const BY_AREA: Readonly<Record<string, number>> = { video: 422 };

export function httpStatusOf(code: ErrorCode): number {
  return BY_CODE[code] ?? BY_AREA[code.slice(0, code.indexOf('/'))] ?? 500;
}

/** The code of a refusal that the framework made, such as an address that does not exist. */
export function codeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 404:
      return 'api/no-such-address';
    case 405:
      return 'api/method-refused';
    case 413:
      return 'upload/too-large';
    case 415:
      return 'api/media-type-refused';
    default:
      return status >= 500 ? 'api/internal' : 'api/request-invalid';
  }
}
