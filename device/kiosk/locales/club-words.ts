import { text, textIfKnown } from './text.ts';

const NUMBERED: Readonly<Record<string, 'wood' | 'hybrid' | 'iron'>> = { W: 'wood', H: 'hybrid', I: 'iron' };

/** A club as golfers call it. A name that is not of the list, as another program may have given it, stays as it is. */
export function clubWords(club: string): string {
  const [, kind = '', number = ''] = /^([WHI])(\d)$/.exec(club) ?? [];
  const numbered = NUMBERED[kind];
  return numbered === undefined ? (textIfKnown(`club.${club}`) ?? club) : text(`club.${numbered}`, { number });
}
