/**
 * The clubs that a golfer may take in hand, by the codes that launch monitors and simulators use for them: the one list
 * of bay screen, phone, progress and coach. Pages carry it, so no schema stands here.
 */
export const CLUB_GROUPS = [
  { group: 'woods', clubs: ['DR', 'W3', 'W5', 'W7'] },
  { group: 'hybrids', clubs: ['H3', 'H4', 'H5', 'H6'] },
  { group: 'irons', clubs: ['I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9'] },
  { group: 'wedges', clubs: ['PW', 'GW', 'SW', 'LW'] },
] as const;

export type Club = (typeof CLUB_GROUPS)[number]['clubs'][number];

export const CLUBS: readonly Club[] = CLUB_GROUPS.flatMap(({ clubs }) => [...clubs]);

export function isClub(name: string): name is Club {
  return CLUBS.some((club) => club === name);
}
