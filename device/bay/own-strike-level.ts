/**
 * How loud a ball that is struck in this bay is at its microphone. Pure.
 *
 * The next bay's ball lies twice as far from the microphone and behind a partition, 10 dB and more below this bay's;
 * strikes of one bay differ by about 6 dB. So a sound that falls into a practice swing by chance is told from the
 * golfer's own ball. Until a few of those are known, a strike is what stands out of everything that is heard.
 *
 * INVARIANTS
 * - In a quiet bay nothing is refused before {@link KNOWN_MIN} strikes are known.
 * - A microphone that was moved or turned down is learnt anew after {@link SOFT_IN_A_ROW} swings; that many neighbours
 *   in a row do not strike within the hundredth of a second of somebody's practice swings.
 */
const KEPT_MAX = 15;
const KNOWN_MIN = 3;
const SOFTER_DB = 7;
const HEARD_MAX = 48;
/** So many sounds make a busy range, and most of them are strangers'; the golfer's own are among them. */
const BUSY_MIN = 6;
const STANDS_OUT_DB = 3;
const SOFT_IN_A_ROW = 3;

export interface OwnStrikeLevel {
  /** Of everything that was heard last, whoever made it. */
  readonly heardDb: readonly number[];
  readonly levelsDb: readonly number[];
  /** Sounds in a row that were at a swing's impact and too soft to be its own. */
  readonly softInARow: readonly number[];
}

export const LEVEL_UNKNOWN: OwnStrikeLevel = { heardDb: [], levelsDb: [], softInARow: [] };

export function hearAny(level: OwnStrikeLevel, levelDb: number): OwnStrikeLevel {
  return { ...level, heardDb: [...level.heardDb, levelDb].slice(-HEARD_MAX) };
}

export function isLoudEnough({ heardDb, levelsDb }: OwnStrikeLevel, levelDb: number): boolean {
  if (levelsDb.length >= KNOWN_MIN) return levelDb >= quantile(levelsDb, 0.5) - SOFTER_DB;
  return heardDb.length < BUSY_MIN || levelDb >= quantile(heardDb, 0.5) + STANDS_OUT_DB;
}

/** A strike that is known to be this bay's. */
export function learnStrike(level: OwnStrikeLevel, levelDb: number): OwnStrikeLevel {
  return { ...level, levelsDb: [...level.levelsDb, levelDb].slice(-KEPT_MAX), softInARow: [] };
}

/** A sound at a swing's impact that was taken for somebody else's. */
export function learnSoft(level: OwnStrikeLevel, levelDb: number): OwnStrikeLevel {
  const softInARow = [...level.softInARow, levelDb];
  if (softInARow.length < SOFT_IN_A_ROW) return { ...level, softInARow };
  return { ...level, levelsDb: softInARow, softInARow: [] };
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * values.length)] ?? Number.NEGATIVE_INFINITY;
}
