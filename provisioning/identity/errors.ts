/** What can be wrong with an appliance's identity. */
import { BayError } from '../../device/errors/bay-error.ts';

export function identityUnreadable(detail: string, cause?: unknown): BayError {
  return new BayError('identity/unreadable', `This is no identity of an appliance: ${detail}.`, {
    hint: 'Type the code again as it was printed, or use another copy of the file.',
    cause,
  });
}

export function identityThere(file: string): BayError {
  return new BayError('identity/there', `There is an identity in ${file} already.`, {
    hint: 'Keep it: what was sealed with it cannot be opened with another. Move the file away to begin anew.',
  });
}

export function identityAbsent(file: string): BayError {
  return new BayError('identity/absent', `There is no identity in ${file}.`, {
    hint: 'Check the path and that the stick is mounted, or type the code: - in place of the file reads it.',
  });
}

/** Of the machine itself, which has none yet. */
export function ownIdentityAbsent(file: string, isMadeByTheBay: boolean): BayError {
  return new BayError('identity/absent', `This machine has no identity yet: there is none in ${file}.`, {
    hint: isMadeByTheBay
      ? 'Start the bay once: it makes its own. A machine that takes the place of a lost one gets that one’s by `swingbay restore`.'
      : 'A bay makes its own at its first start with `sync.to`, which this configuration does not name.',
  });
}

/** Nothing is known of what is in the file. */
export function identityFileUnreadable(file: string, cause: unknown): BayError {
  const detail = cause instanceof Error ? `: ${cause.message}` : '';
  return new BayError('identity/file-unreadable', `The file ${file} cannot be read${detail}.`, {
    hint: 'Read it as the user whose file it is, such as the one who runs the bay, or see to its permissions.',
    cause,
  });
}

export function identityIsFolder(file: string): BayError {
  return new BayError('identity/is-folder', `${file} is a folder; an identity is a file.`, {
    hint: 'Name a file in it, such as bay-1.txt.',
  });
}

export function identityUnwritable(file: string, cause: unknown): BayError {
  const detail = cause instanceof Error ? `: ${cause.message}` : '';
  return new BayError('identity/unwritable', `The identity cannot be kept in ${file}${detail}.`, {
    hint: 'Check the folder and its permissions.',
    cause,
  });
}

export function identityNoFolder(folder: string): BayError {
  return new BayError('identity/no-folder', `The folder ${folder} is not there; no identity was written.`, {
    hint: 'Plug the stick in and see that it is mounted, or make the folder.',
  });
}
