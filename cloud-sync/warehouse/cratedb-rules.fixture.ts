/**
 * Holds a statement to CrateDB's own grammar, by the parser that its makers publish, and to limits of its reference
 * that a grammar cannot know: of CREATE TABLE (keys, routing, partitions, generated columns), of INSERT … ON CONFLICT,
 * of `float_vector` and `knn_match`, of the PostgreSQL wire, and what it lists as unsupported.
 *
 * It reads statements in the shapes in which the dialect writes them; what it cannot read is itself a problem. It is no
 * server: what CrateDB does with a statement, only CrateDB shows.
 */
import { sqlparse } from '@cratedb/cratedb-sqlparse';

export interface CrateTable {
  readonly name: string;
  readonly types: ReadonlyMap<string, string>;
  readonly key: readonly string[];
  readonly routing: string | null;
  readonly parted: readonly string[];
  /** By generated column: the columns that it is computed from. */
  readonly generated: ReadonlyMap<string, readonly string[]>;
}

const COLUMNS_MAX = 1_000;
const NAME_BYTES_MAX = 255;
/** The encoded value of a partition by one timestamp, and what surrounds it in the partition's name. */
const PARTITION_NAME_BYTES = 24 + 14;
const VECTOR_DIMENSIONS_MAX = 2_048;
const PARAMETERS_MAX = 32_767;

const PRIMITIVE = /^(TEXT|BOOLEAN|INTEGER|BIGINT|DOUBLE PRECISION|TIMESTAMP WITH TIME ZONE)$/;
const TYPE = new RegExp(
  `^(${PRIMITIVE.source.slice(2, -2)}|ARRAY\\(TEXT\\)|OBJECT\\((DYNAMIC|STRICT|IGNORED)\\)|ARRAY\\(OBJECT\\(DYNAMIC\\)\\)|FLOAT_VECTOR\\(\\d+\\))$`,
);
const FUNCTIONS = new Set([
  'count',
  'sum',
  'nullif',
  'date_bin',
  'date_trunc',
  'knn_match',
  'vector_similarity',
  'cast',
]);
const SYSTEM_COLUMNS = new Set(['_score']);
const UNSUPPORTED =
  /\b(BEGIN|COMMIT|ROLLBACK|COPY|JSONB|SERIAL|REFERENCES|FOREIGN|UNIQUE|INCLUDE|LATERAL|LOCK|TRIGGER)\b/i;
const WORDS = new Set(
  (
    'select from where and or not is null as case when then else end group order by limit asc desc filter distinct ' +
    'count sum nullif cast interval timestamp with time zone create replace view insert into values on conflict do update set ' +
    'excluded delete refresh table bucket rows vector in'
  ).split(' '),
);

/** What CREATE TABLE says; null where it is none that can be read. */
export function readCrateTable(sql: string): CrateTable | null {
  const match =
    /^CREATE TABLE IF NOT EXISTS (\S+) \((.*), PRIMARY KEY \(([^)]*)\)\)(?: CLUSTERED BY \((\w+)\) INTO \d+ SHARDS)?(?: PARTITIONED BY \(([^)]*)\))?(?: WITH \(.*\))?$/.exec(
      sql,
    );
  if (match === null) return null;
  const [, name = '', columns = '', key = '', routing, parted] = match;
  const types = new Map<string, string>();
  const generated = new Map<string, string[]>();
  for (const column of split(columns)) {
    const [columnName = '', ...rest] = column.split(' ');
    const [type = '', expression] = rest.join(' ').split(' GENERATED ALWAYS AS ');
    types.set(columnName, type.replace(/ NOT NULL$/, ''));
    if (expression !== undefined)
      generated.set(
        columnName,
        namesIn(expression).filter((word) => !FUNCTIONS.has(word)),
      );
  }
  return {
    name,
    types,
    key: split(key),
    routing: routing ?? null,
    parted: parted === undefined ? [] : split(parted),
    generated,
  };
}

/** Empty where nothing speaks against the statement. */
export function crateProblems(sql: string, tables: readonly CrateTable[]): readonly string[] {
  const bare = sql.replaceAll(/'(?:[^']|'')*'/g, "''");
  return [
    ...grammarProblems(sql),
    ...(UNSUPPORTED.test(bare) ? ['uses what CrateDB does not have'] : []),
    ...parameterProblems(bare),
    ...functionProblems(bare),
    ...statementProblems(sql, bare, tables),
  ];
}

function grammarProblems(sql: string): string[] {
  const statements = sqlparse(sql);
  const problems = statements.flatMap(({ exception }) =>
    exception === undefined || exception === null ? [] : [exception.message],
  );
  return statements.length === 1 ? problems : [...problems, `is ${statements.length} statements`];
}

function parameterProblems(bare: string): string[] {
  const numbers = new Set([...bare.matchAll(/\$(\d+)/g)].map(([, digits]) => Number(digits)));
  const highest = [...numbers].reduce((most, number) => Math.max(most, number), 0);
  return [
    ...(highest > PARAMETERS_MAX ? [`has ${highest} parameters`] : []),
    ...(numbers.size === highest ? [] : ['leaves out a parameter']),
  ];
}

function functionProblems(bare: string): string[] {
  if (bare.startsWith('CREATE TABLE')) return [];
  const called = [...bare.matchAll(/\b([a-z_]+)\(/gi)].map(([, name]) => String(name).toLowerCase());
  return called.filter((name) => !FUNCTIONS.has(name)).map((name) => `calls ${name}`);
}

function statementProblems(sql: string, bare: string, tables: readonly CrateTable[]): string[] {
  if (sql.startsWith('CREATE TABLE')) {
    const table = readCrateTable(sql);
    return table === null ? ['is no CREATE TABLE that can be read'] : tableProblems(table, sql);
  }
  if (sql.startsWith('INSERT')) return insertProblems(sql, tables);
  if (sql.startsWith('REFRESH TABLE ')) {
    return split(sql.slice('REFRESH TABLE '.length)).flatMap((name) =>
      tables.some((table) => table.name === name) ? [] : [`refreshes ${name}, which is no table`],
    );
  }
  if (/^SET statement_timeout = '[1-9]\d*ms'$/.test(sql)) return [];
  if (/^(SELECT|DELETE FROM|CREATE OR REPLACE VIEW)/.test(sql)) return questionProblems(bare, tables);
  return ['is none of the statements that are known here'];
}

function tableProblems(table: CrateTable, sql: string): string[] {
  const { name, types, key, routing, parted, generated } = table;
  const problems: string[] = [];
  const say = (isWrong: boolean, problem: string): void => {
    if (isWrong) problems.push(problem);
  };
  for (const [column, type] of types) {
    say(!/^[a-z][a-z0-9_]*$/.test(column), `${column} cannot name a column`);
    say(!TYPE.test(type), `${column} has the unknown type ${type}`);
    const dimensions = Number(/^FLOAT_VECTOR\((\d+)\)$/.exec(type)?.[1] ?? 1);
    say(dimensions < 1 || dimensions > VECTOR_DIMENSIONS_MAX, `${column} has ${dimensions} dimensions`);
  }
  for (const column of [...key, ...parted, ...(routing === null ? [] : [routing])]) {
    say(!types.has(column), `${column} is no column`);
    say(!PRIMITIVE.test(types.get(column) ?? ''), `${column} is not of a primitive type`);
  }
  for (const column of parted) {
    say(!key.includes(column), `is partitioned by ${column}, which is not in the primary key`);
    say(column === routing, `is routed by its partition column ${column}`);
  }
  say(routing !== null && !key.includes(routing), `is routed by ${routing}, which is not in the primary key`);
  for (const [column, sources] of generated) {
    for (const source of sources) {
      say(!types.has(source), `${column} is made of ${source}, which is no column`);
      say(generated.has(source), `${column} is made of ${source}, which is itself generated`);
    }
  }
  say(types.size > COLUMNS_MAX, `has ${types.size} columns`);
  say(/ INTO 0 SHARDS/.test(sql), 'has no shards');
  say(Buffer.byteLength(name) + PARTITION_NAME_BYTES > NAME_BYTES_MAX, 'has too long a name');
  return problems;
}

function insertProblems(sql: string, tables: readonly CrateTable[]): string[] {
  const match = /^INSERT INTO (\S+) \(([^)]*)\) VALUES (.*) ON CONFLICT \(([^)]*)\) DO UPDATE SET (.*)$/.exec(sql);
  if (match === null) return ['is no upsert that can be read'];
  const [, name = '', columnList = '', values = '', target = '', assignments = ''] = match;
  const table = tables.find((each) => each.name === name);
  if (table === undefined) return [`writes to ${name}, which is no table`];
  const problems: string[] = [];
  const say = (isWrong: boolean, problem: string): void => {
    if (isWrong) problems.push(problem);
  };
  const columns = split(columnList);
  for (const column of columns) {
    say(!table.types.has(column), `${column} is no column`);
    say(table.generated.has(column), `writes the generated column ${column}`);
  }
  say(table.routing !== null && !columns.includes(table.routing), `leaves out the routing column ${table.routing}`);
  say(
    split(target).toSorted().join() !== table.key.toSorted().join(),
    'has a conflict target that is not the primary key',
  );
  for (const line of split(values)) {
    say(split(line.slice(1, -1)).length !== columns.length, 'has a row of another length');
    if (problems.length > 0) break;
  }
  const fixed = new Set([...table.key, ...table.parted.flatMap((column) => table.generated.get(column) ?? [column])]);
  for (const assignment of split(assignments)) {
    const [column = '', expression = ''] = assignment.split(' = ');
    say(fixed.has(column), `updates ${column}, which never changes`);
    for (const [, qualifier, of] of expression.matchAll(/\b(\w+)\.(\w+)/g)) {
      say(qualifier !== 'excluded', `names ${qualifier}.${of}: a kept column stands without a table`);
      say(!columns.includes(String(of)), `takes ${of} from a row that does not have it`);
    }
    for (const word of namesIn(expression.replaceAll(/\w+\.\w+/g, ''))) {
      say(!WORDS.has(word) && !table.types.has(word), `${word} is no column`);
    }
  }
  return problems;
}

function questionProblems(bare: string, tables: readonly CrateTable[]): string[] {
  // Of a question within a question, the innermost names the table.
  const name = [...bare.matchAll(/ FROM (\w[^\s()]*)/g)].at(-1)?.[1];
  const table = tables.find((each) => each.name === name);
  if (table === undefined) return ['asks no table that is known'];
  const problems: string[] = [];
  const where = bare.indexOf(' WHERE ');
  const order = bare.lastIndexOf(' ORDER BY ');
  for (const match of bare.matchAll(/knn_match\(([^)]*)\)/g)) {
    const [column = '', , count = ''] = split(match[1] ?? '');
    if (match.index < where || where < 0 || (order >= 0 && match.index > order))
      problems.push('matches vectors outside WHERE');
    if (table.types.get(column)?.startsWith('FLOAT_VECTOR') !== true)
      problems.push(`matches ${column}, which is no vector`);
    if (!/^[1-9]\d*$/.test(count)) problems.push('does not say by a number how many neighbours it wants');
  }
  if (/\s_score\b/.test(bare) && !bare.includes('knn_match(')) problems.push('orders by a score that nothing makes');
  const aliases = new Set([...bare.matchAll(/ AS (\w+)/g)].map(([, alias]) => String(alias)));
  const asked = bare.replaceAll(/\S+\.\S+/g, ' ').replaceAll(/^CREATE OR REPLACE VIEW /g, ' ');
  for (const word of namesIn(asked)) {
    if (WORDS.has(word) || FUNCTIONS.has(word) || SYSTEM_COLUMNS.has(word) || aliases.has(word)) continue;
    if (!table.types.has(word)) problems.push(`${word} is no column`);
  }
  return problems;
}

/** At commas that stand outside brackets. */
function split(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= list.length; i++) {
    if (list[i] === '(') depth++;
    else if (list[i] === ')') depth--;
    else if (i === list.length || (list[i] === ',' && depth === 0)) {
      parts.push(list.slice(from, i).trim());
      from = i + 1;
    }
  }
  return parts.filter((part) => part !== '');
}

function namesIn(sql: string): string[] {
  return [...sql.replaceAll(/'[^']*'|\$\d+/g, ' ').matchAll(/\b[a-z_][a-z0-9_]*\b/gi)].map(([word]) =>
    word.toLowerCase(),
  );
}
