/**
 * Where in the phone's page somebody is, as its address says it after `#`. Pure: a hash becomes a place, a place a hash.
 *
 * The code of a QR code stands in the hash because a hash is sent to nobody; the page takes it out of the address as
 * soon as it has read it.
 */
export type PhonePlace =
  | { readonly name: 'swings' }
  | { readonly name: 'swing'; readonly id: string }
  /** The bay's cameras as they are just now. */
  | { readonly name: 'live' }
  | { readonly name: 'progress' }
  /** Two swings beside each other; what is null is still to be chosen. */
  | { readonly name: 'compare'; readonly first: string | null; readonly second: string | null }
  | { readonly name: 'drills' }
  /** What was said about a visit. */
  | { readonly name: 'visit'; readonly session: string }
  /** The training plan of this week. */
  | { readonly name: 'week' }
  | { readonly name: 'me' }
  | { readonly name: 'join'; readonly code: string };

export type PhonePlaceName = PhonePlace['name'];

const HOME: PhonePlace = { name: 'swings' };
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Of a visit, as bays name them. */
const SESSION = /^[\w.:-]{1,100}$/;
/** As the bay makes them, and with room for other ways to make one. */
const CODE = /^[\w-]{1,100}$/;

/** What an address does not name, or names wrongly, is the list of swings. */
export function placeOf(hash: string): PhonePlace {
  const words = hash.replace(/^#/, '');
  if (words.startsWith('join=')) {
    const code = words.slice('join='.length);
    return CODE.test(code) ? { name: 'join', code } : HOME;
  }
  const [name, first, second] = words.split('/');
  switch (name) {
    case 'swing':
      return isSwing(first) ? { name, id: first } : HOME;
    case 'compare':
      return { name, first: isSwing(first) ? first : null, second: isSwing(second) ? second : null };
    case 'visit':
      return first !== undefined && SESSION.test(first) ? { name, session: first } : HOME;
    case 'live':
    case 'progress':
    case 'drills':
    case 'week':
    case 'me':
      return { name };
    default:
      return HOME;
  }
}

export function hashOf(place: PhonePlace): string {
  switch (place.name) {
    case 'swing':
      return `#swing/${place.id}`;
    case 'compare': {
      const swings = [place.first, place.second].filter((swing) => swing !== null);
      return ['#compare', ...swings].join('/');
    }
    case 'join':
      return `#join=${place.code}`;
    case 'visit':
      return `#visit/${place.session}`;
    case 'swings':
    case 'live':
    case 'progress':
    case 'drills':
    case 'week':
    case 'me':
      return `#${place.name}`;
  }
}

function isSwing(id: string | undefined): id is string {
  return id !== undefined && UUID.test(id);
}
