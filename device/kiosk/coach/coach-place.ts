/** Where in the coach's page somebody is, as its address says it after `#`. Pure. */
export type CoachPlace =
  | { readonly name: 'players' }
  | { readonly name: 'costs' }
  | { readonly name: 'exchanges' }
  | { readonly name: 'player'; readonly id: string }
  | { readonly name: 'swing'; readonly id: string };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HOME: CoachPlace = { name: 'players' };

/** What an address does not name, or names wrongly, is the list of players. */
export function placeOf(hash: string): CoachPlace {
  const [name, id] = hash.replace(/^#/, '').split('/');
  if (name === 'costs' || name === 'exchanges') return { name };
  if (id === undefined || !UUID.test(id)) return HOME;
  return name === 'player' || name === 'swing' ? { name, id } : HOME;
}

export function hashOf(place: CoachPlace): string {
  return 'id' in place ? `#${place.name}/${place.id}` : `#${place.name}`;
}
