/**
 * Players of whom it was said that they are one: somebody who registered in two bays that could not hear of each other.
 *
 * All that is ever written is `players.joined_into` of the one who is given up; it travels and comes together as every
 * other column of a player. What follows from it is worked out from the journal anew wherever it is told: who the kept
 * one is, and under whose name rows stand in their tables. So it holds for rows that come later from a bay that was off,
 * whatever comes first, and taking it back leaves nothing behind.
 */
import type { PeopleEntries, PeopleEntry } from './people-entries.ts';

/**
 * The player who stands for this one: the last of the chain, as far as they are known here. Of those who were joined in a
 * circle, which takes two facilities or a restored one, the one with the least id.
 */
export function keptOf(entries: PeopleEntries, player: string): string {
  const chain = [player];
  for (let at = player; ; ) {
    const next = intoOf(entries.find('players', at));
    if (next === null || entries.find('players', next)?.isPlaced !== true) return at;
    const circle = chain.indexOf(next);
    if (circle >= 0) return chain.slice(circle).toSorted()[0] ?? at;
    chain.push(next);
    at = next;
  }
}

/** Everybody for whom a change of this player may mean another kept one, the player included. */
export function relativesOf(entries: PeopleEntries, player: string): Set<string> {
  const found = new Set([player]);
  for (let next = intoOf(entries.find('players', player)); next !== null && !found.has(next); ) {
    found.add(next);
    next = intoOf(entries.find('players', next));
  }
  for (const each of found) for (const { key } of entries.joinedInto(each)) found.add(key);
  return found;
}

function intoOf(entry: PeopleEntry | undefined): string | null {
  const into = entry?.row?.['joined_into'];
  return typeof into === 'string' ? into : null;
}
