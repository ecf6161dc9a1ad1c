/** Why a file of shots is not taken as a whole. */
import { ApiRefusal } from '../errors.ts';

/** An evening's shots are some ten kilobytes; more would hold up the live bay while it is read. */
export const IMPORT_BYTES_MAX = 256 * 1024;
export const IMPORT_LINES_MAX = 2_000;

export function importTooLarge(): ApiRefusal {
  return new ApiRefusal('import/too-large', 'The file of shots is larger than 256 kB.', {
    hint: 'Send it in parts, or read it in at the machine with `swingbay shots import`.',
  });
}

export function importBusy(): ApiRefusal {
  return new ApiRefusal('import/busy', 'Another file of shots is being read in.', {
    hint: 'Send it again in a few seconds.',
    retryable: true,
  });
}

export function notText(): ApiRefusal {
  return new ApiRefusal('import/not-text', 'The file of shots is not UTF-8 text.', {
    hint: 'Export it as CSV or JSON in UTF-8.',
  });
}
