import { textIfKnown } from '../locales/text.ts';

/** The clubs that the page has words for; a player may play others, which keep the name that they were given. */
export const CLUBS = [
  ...['driver', '3-wood', '5-wood', 'hybrid', '3-iron', '4-iron', '5-iron', '6-iron', '7-iron', '8-iron', '9-iron'],
  ...['pitching-wedge', 'gap-wedge', 'sand-wedge', 'lob-wedge'],
] as const;

export function clubWords(club: string): string {
  return textIfKnown(`phone.club.${club}`) ?? club;
}
