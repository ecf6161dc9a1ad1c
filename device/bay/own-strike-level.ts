/**
 * How loud a ball that is struck in this bay is at its microphone. Pure.
 *
 * The next bay's ball lies twice as far from the microphone and behind a partition, 10 dB and more below this bay's;
 * strikes of one bay differ by about 6 dB. So a sound that falls into a practice swing by chance is told from the
 * golfer's own ball once a few of those have been heard.
 *
 * INVARIANTS
 * - Nothing is refused before {@link KNOWN_MIN} strikes are known.
 * - A microphone that was moved or turned down is learnt anew after {@link SOFT_IN_A_ROW} swings; that many neighbours
 *   in a row do not strike within the hundredth of a second of somebody's practice swings.
 */
const KEPT_MAX = 15;
const KNOWN_MIN = 3;
const SOFTER_DB = 8;
const SOFT_IN_A_ROW = 3;

export interface OwnStrikeLevel {
  readonly levelsDb: readonly number[];
  /** Sounds in a row that were at a swing's impact and too soft to be its own. */
  readonly softInARow: readonly number[];
}

export const LEVEL_UNKNOWN: OwnStrikeLevel = { levelsDb: [], softInARow: [] };

export function isLoudEnough({ levelsDb }: OwnStrikeLevel, levelDb: number): boolean {
  if (levelsDb.length < KNOWN_MIN) return true;
  const middle = levelsDb.toSorted((a, b) => a - b)[levelsDb.length >> 1] ?? 0;
  return levelDb >= middle - SOFTER_DB;
}

/** A strike that is known to be this bay's. */
export function learnStrike(level: OwnStrikeLevel, levelDb: number): OwnStrikeLevel {
  return { levelsDb: [...level.levelsDb, levelDb].slice(-KEPT_MAX), softInARow: [] };
}

/** A sound at a swing's impact that was taken for somebody else's. */
export function learnSoft(level: OwnStrikeLevel, levelDb: number): OwnStrikeLevel {
  const softInARow = [...level.softInARow, levelDb];
  if (softInARow.length < SOFT_IN_A_ROW) return { ...level, softInARow };
  return { levelsDb: softInARow, softInARow: [] };
}
