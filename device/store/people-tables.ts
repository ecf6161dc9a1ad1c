/**
 * Which tables are people's, and how copies of their rows come together.
 *
 * `by-column`: two appliances may change different things of one row and lose neither; once deleted, an id never comes
 * back. `whole`: the newest row stands, or the newest deletion.
 */

export type PersonValue = string | number | null;
/** Columns by their names in the database. */
export type PersonRow = Readonly<Record<string, PersonValue>>;

export const PEOPLE_TABLES = [
  'players',
  'accounts',
  'cards',
  'coached_players',
  'drills_done',
  'goals',
  'assigned_drills',
  'sessions',
  'consistency_scores',
  'visit_scores',
] as const;

export type PeopleTable = (typeof PEOPLE_TABLES)[number];

interface Parent {
  readonly column: string;
  readonly table: PeopleTable;
  /** What becomes of the child when the parent has been deleted. */
  readonly deleted: 'cascade' | 'set-null';
}

interface PeopleTableRule {
  readonly keys: readonly string[];
  readonly joins: 'by-column' | 'whole';
  readonly parents: readonly Parent[];
}

const player: Parent = { column: 'player', table: 'players', deleted: 'cascade' };
const coach: Parent = { column: 'coach', table: 'accounts', deleted: 'cascade' };

/** In an order in which parents come before their children. */
const RULES: Record<PeopleTable, PeopleTableRule> = {
  players: { keys: ['id'], joins: 'by-column', parents: [] },
  accounts: { keys: ['player'], joins: 'by-column', parents: [player] },
  cards: { keys: ['digest'], joins: 'whole', parents: [player] },
  coached_players: { keys: ['coach', 'player'], joins: 'whole', parents: [coach, player] },
  drills_done: { keys: ['id'], joins: 'whole', parents: [player] },
  goals: { keys: ['id'], joins: 'whole', parents: [player] },
  assigned_drills: { keys: ['id'], joins: 'whole', parents: [coach, player] },
  sessions: { keys: ['id'], joins: 'by-column', parents: [{ ...player, deleted: 'set-null' }] },
  consistency_scores: { keys: ['visitor'], joins: 'whole', parents: [player] },
  visit_scores: { keys: ['visitor'], joins: 'whole', parents: [player] },
};

/**
 * Rows of a joined player stand in their tables as rows of the player whom they were joined to; not so those that are named
 * by their player, for which readers ask of both.
 */
export const NEVER_SHOWN_OTHERWISE: PeopleTable[] = ['players', 'accounts', 'coached_players'];

/** Columns of `accounts` that only one may have; who has had the value longer keeps it. */
export const SOLE_COLUMNS = ['email', 'pin_digest'] as const;

export function rulesOf(table: PeopleTable): PeopleTableRule {
  return RULES[table];
}

export function isPeopleTable(name: string): name is PeopleTable {
  return (PEOPLE_TABLES as readonly string[]).includes(name);
}

/** The values of the key's columns; undefined for a key that cannot be of this table. */
export function keyValues(table: PeopleTable, key: string): readonly string[] | undefined {
  const { keys } = RULES[table];
  const values = keys.length === 1 ? [key] : key.split('/');
  return values.length === keys.length && values.every((value) => value !== '') ? values : undefined;
}

/** Parents have a lower one than their children. */
export function rankOf(table: PeopleTable): number {
  return PEOPLE_TABLES.indexOf(table);
}
