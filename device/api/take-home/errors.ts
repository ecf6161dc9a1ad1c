/** What is refused about links to swings. */
import { ApiRefusal } from '../errors.ts';

/** The same for whatever is no link of this bay: how it was wrong is nobody's business. */
export function shareUnknown(): ApiRefusal {
  return new ApiRefusal('share/unknown', 'This is no link of this bay.', { hint: 'Copy the whole link.' });
}

export function shareOver(): ApiRefusal {
  return new ApiRefusal('share/over', 'This link is not good any more.', { hint: 'Ask who sent it for a new one.' });
}

export function consentMissing(isMinor: boolean): ApiRefusal {
  return new ApiRefusal('share/consent-missing', 'Nothing of this player may leave the bay yet.', {
    hint: isMinor
      ? 'Agree to sharing in your profile, and let the staff note that your guardian agrees.'
      : 'Agree to sharing in your profile.',
  });
}

export function tooManyShares(most: number): ApiRefusal {
  return new ApiRefusal('share/too-many', `You have ${most} links that are good already.`, {
    hint: 'End one that nobody needs.',
  });
}
