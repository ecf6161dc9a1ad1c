import { __cratedb_version__ } from '@cratedb/cratedb-sqlparse';
import { describe, expect, it } from 'vitest';
import {
  AGGREGATE_INTERVALS,
  AGGREGATE_SCOPES,
  type Forgotten,
  type NeighbourQuery,
} from '../../device/ports/warehouse.port.ts';
import { crateProblems, type CrateTable, readCrateTable } from './cratedb-rules.fixture.ts';
import { crateDialect, PARTITION_COLUMN } from './cratedb-sql.ts';
import { limitStatements } from './dialect.ts';
import { SHARDS_PER_PARTITION, TABLES, VECTOR_COLUMNS } from './tables.ts';
import { point } from './warehouse-rows.fixture.ts';

const dialect = crateDialect('swingbay', { replicas: '0-1' });
const created = dialect.create().filter((sql) => sql.startsWith('CREATE TABLE'));
const tables: readonly CrateTable[] = created.flatMap((sql) => readCrateTable(sql) ?? []);

const NEAREST: NeighbourQuery = { space: 'space', embeddingVersion: 1, vector: point(1), limit: 10 };
const FORGOTTEN: readonly Forgotten[] = [
  { user: 'u' },
  { user: 'u', swings: ['s', 't'], visits: ['v'], profileUpTo: 7 },
  { user: 'u', swings: Array.from({ length: 1_001 }, (_, i) => `s${i}`) },
];
const SPACES = Object.keys(VECTOR_COLUMNS) as (keyof typeof VECTOR_COLUMNS)[];

function everyStatement(): readonly (readonly [string, string])[] {
  const all = Object.values(TABLES);
  return [
    ...dialect.create().map((sql) => [sql.slice(0, 60), sql] as const),
    ...all.flatMap((table) =>
      [1, 2, dialect.rowsMax(table)].map(
        (rows) => [`upsert of ${rows} ${table.name}`, dialect.upsert(table, rows)] as const,
      ),
    ),
    ...SPACES.flatMap((space) =>
      [{}, { exceptSwing: 's' }, { user: 'u' }, { user: 'u', exceptSwing: 's' }].map(
        (rest) =>
          [
            `nearest in ${space} ${JSON.stringify(rest)}`,
            dialect.nearest({ ...NEAREST, ...rest, space }).text,
          ] as const,
      ),
    ),
    ...AGGREGATE_INTERVALS.flatMap((interval) =>
      AGGREGATE_SCOPES.flatMap((scope) =>
        [{}, { facility: 'f' }, { facility: 'f', bay: 'b' }].map((rest) => {
          const { text } = dialect.aggregate({ interval, scope, from: '2026-01-01', to: '2026-02-01', ...rest });
          return [`${interval} by ${scope} ${JSON.stringify(rest)}`, text] as const;
        }),
      ),
    ),
    ...all.map((table) => [`count of ${table.name}`, dialect.count(table)] as const),
    ...FORGOTTEN.flatMap((whose) =>
      dialect
        .forget(whose)
        .map(({ text }) => [`forget of ${Object.keys(whose).join()}: ${text.slice(0, 50)}`, text] as const),
    ),
    ['settle', dialect.settle() ?? ''],
    ['how long statements may take', limitStatements(60_000)],
  ];
}

describe(`every statement for CrateDB, by the grammar of ${__cratedb_version__} and its documented limits`, () => {
  it.each(everyStatement())('%s', (_, sql) => {
    expect(crateProblems(sql, tables)).toEqual([]);
  });

  it('forgets what was sent a moment ago: what a removal is to find is seen before it', () => {
    for (const whose of FORGOTTEN) {
      const [first, ...removals] = dialect.forget(whose).map(({ text }) => text);
      expect(first).toBe(dialect.settle());
      expect(removals.every((text) => text.startsWith('DELETE FROM '))).toBe(true);
    }
  });

  it('is looked at: there are tables, views, upserts, questions and removals', () => {
    expect(tables.map(({ name }) => name)).toEqual(Object.keys(TABLES).map((name) => `swingbay.${name}`));
    expect(everyStatement().length).toBeGreaterThan(70);
  });
});

describe('the tables of CrateDB', () => {
  it('are clustered by their player into six shards, and parted by month where they hold swings', () => {
    for (const sql of created) expect(sql).toContain(`INTO ${SHARDS_PER_PARTITION} SHARDS`);
    expect(tables.map(({ routing }) => routing)).toEqual(['id', 'user_id', 'user_id', 'user_id', 'user_id']);
    expect(tables.map(({ parted }) => parted)).toEqual([[], ...Array.from({ length: 4 }, () => [PARTITION_COLUMN])]);
  });

  it('have objects that grow, and one vector a space of the embedding', () => {
    const analysis = tables.find(({ name }) => name === 'swingbay.swing_analysis');
    expect(analysis?.types.get('metrics')).toBe('OBJECT(DYNAMIC)');
    expect(analysis?.types.get('feedback')).toBe('ARRAY(OBJECT(DYNAMIC))');
    const poses = tables.find(({ name }) => name === 'swingbay.poses');
    expect(Object.values(VECTOR_COLUMNS).map((column) => poses?.types.get(column))).toEqual(
      Array(3).fill('FLOAT_VECTOR(48)'),
    );
  });
});

/** A checker that finds nothing is worth nothing: each rule is tried on a statement that breaks it. */
describe('the check of CrateDB’s limits', () => {
  const table = (
    rest: string,
    columns = "u TEXT, i TEXT, at TIMESTAMP WITH TIME ZONE, m TIMESTAMP WITH TIME ZONE GENERATED ALWAYS AS date_trunc('month', at), o OBJECT(DYNAMIC), v FLOAT_VECTOR(4)",
  ): string => `CREATE TABLE IF NOT EXISTS s.t (${columns}, ${rest}`;
  const good = table('PRIMARY KEY (u, i, m)) CLUSTERED BY (u) INTO 6 SHARDS PARTITIONED BY (m)');
  const known = [readCrateTable(good)].flatMap((each) => each ?? []);

  it('has nothing against a table that keeps the rules', () => {
    expect(crateProblems(good, [])).toEqual([]);
  });

  it.each([
    [
      table('PRIMARY KEY (u, i)) CLUSTERED BY (u) INTO 6 SHARDS PARTITIONED BY (m)'),
      'partitioned by m, which is not in the primary key',
    ],
    [
      table('PRIMARY KEY (i, m)) CLUSTERED BY (u) INTO 6 SHARDS PARTITIONED BY (m)'),
      'routed by u, which is not in the primary key',
    ],
    [table('PRIMARY KEY (u, m)) CLUSTERED BY (m) INTO 6 SHARDS PARTITIONED BY (m)'), 'routed by its partition column'],
    [table('PRIMARY KEY (u, o)) CLUSTERED BY (u) INTO 6 SHARDS'), 'o is not of a primitive type'],
    [table('PRIMARY KEY (u, x)) CLUSTERED BY (u) INTO 6 SHARDS'), 'x is no column'],
    [table('PRIMARY KEY (u)) CLUSTERED BY (u) INTO 0 SHARDS'), 'has no shards'],
    [table('PRIMARY KEY (u))', 'u TEXT, v FLOAT_VECTOR(2049)'), '2049 dimensions'],
    [table('PRIMARY KEY (u))', 'u TEXT, o JSONB'), 'does not have'],
    [table('PRIMARY KEY (u))', 'u TEXT, _id TEXT'), '_id cannot name a column'],
    [
      table('PRIMARY KEY (u))', `u TEXT, ${Array.from({ length: 1_000 }, (_, i) => `c${i} TEXT`).join(', ')}`),
      '1001 columns',
    ],
    [good.replace('s.t', `s.${'t'.repeat(220)}`), 'too long a name'],
    [
      'INSERT INTO s.t (u, i, at) VALUES ($1, $2, $3) ON CONFLICT (u, i) DO UPDATE SET o = excluded.o',
      'not the primary key',
    ],
    [
      'INSERT INTO s.t (u, i, at) VALUES ($1, $2, $3) ON CONFLICT (u, i, m) DO UPDATE SET at = excluded.at',
      'updates at',
    ],
    ['INSERT INTO s.t (u, i, at) VALUES ($1, $2, $3) ON CONFLICT (u, i, m) DO UPDATE SET i = excluded.i', 'updates i'],
    [
      'INSERT INTO s.t (u, i, at) VALUES ($1, $2, $3) ON CONFLICT (u, i, m) DO UPDATE SET o = excluded.o',
      'does not have it',
    ],
    ['INSERT INTO s.t (u, i, o) VALUES ($1, $2, $3) ON CONFLICT (u, i, m) DO UPDATE SET o = t.o', 'without a table'],
    [
      'INSERT INTO s.t (u, m, o) VALUES ($1, $2, $3) ON CONFLICT (u, i, m) DO UPDATE SET o = excluded.o',
      'generated column m',
    ],
    ['INSERT INTO s.t (i, o) VALUES ($1, $2) ON CONFLICT (u, i, m) DO UPDATE SET o = excluded.o', 'routing column u'],
    ['INSERT INTO s.t (u, i, o) VALUES ($1, $2) ON CONFLICT (u, i, m) DO UPDATE SET o = excluded.o', 'another length'],
    [
      'INSERT INTO s.t (u, i, o) VALUES ($1, $2, $4) ON CONFLICT (u, i, m) DO UPDATE SET o = excluded.o',
      'leaves out a parameter',
    ],
    [
      'INSERT INTO s.t (u, i, o) VALUES ($1, $2, $3) ON CONFLICT (u, i, m) DO UPDATE SET o = excluded.o WHERE i = 1',
      'mismatched',
    ],
    ['SELECT u FROM s.t WHERE knn_match(o, $1, 5)', 'o, which is no vector'],
    ['SELECT u FROM s.t WHERE knn_match(v, $1, $2)', 'by a number'],
    ['SELECT knn_match(v, $1, 5) FROM s.t', 'outside WHERE'],
    ['SELECT u FROM s.t ORDER BY _score DESC', 'nothing makes'],
    ['SELECT x FROM s.t', 'x is no column'],
    ['SELECT u FROM s.other', 'no table that is known'],
    ['SELECT percentile_disc(u) FROM s.t', 'calls percentile_disc'],
    ['SELECT u FROM s.t; SELECT u FROM s.t', '2 statements'],
    ['BEGIN', 'does not have'],
    ['REFRESH TABLE s.other', 'no table'],
    ["SET lock_timeout = '3000ms'", 'none of the statements'],
    ['SELEC u FROM s.t', 'mismatched'],
  ])('refuses %s', (sql, problem) => {
    expect(crateProblems(sql, known).join('; ')).toContain(problem);
  });
});
