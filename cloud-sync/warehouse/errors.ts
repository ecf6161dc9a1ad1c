/** What can go wrong between a bay and its warehouse, and how the servers' own words become ours. */
import { BayError } from '../../device/errors/bay-error.ts';

export function warehouseClosed(): BayError {
  return new BayError('warehouse/closed', 'The warehouse was closed.');
}

export function rowRefused(table: string, id: string, why: string, cause?: unknown): BayError {
  return new BayError('warehouse/row-refused', `The row ${id} of ${table} is not taken: ${why}.`, {
    hint: 'Keep the document and report this; the row can be made again once the cause is known.',
    cause,
  });
}

export function tooMuchAsked(rowsMax: number): BayError {
  return new BayError('warehouse/too-much-asked', `The answer would have more than ${rowsMax} rows.`, {
    hint: 'Ask for a shorter time, a longer interval or a wider scope.',
  });
}

export function askedWrongly(why: string): BayError {
  return new BayError('warehouse/asked-wrongly', `The warehouse cannot be asked that: ${why}.`);
}

export function notAllWritten(table: string, sent: number, written: number): BayError {
  return new BayError('warehouse/not-all-written', `Of ${sent} rows of ${table} the warehouse took ${written}.`, {
    hint: 'The rows are sent again; if this repeats, look at the log of the warehouse’s nodes.',
    retryable: true,
  });
}

interface Kind {
  readonly code: `warehouse/${string}`;
  readonly says: string;
  readonly hint: string;
  readonly retryable: boolean;
}

const UNREACHABLE: Kind = {
  code: 'warehouse/unreachable',
  says: 'The warehouse cannot be reached',
  hint: 'Check the line and `warehouse.url`; nothing is lost meanwhile.',
  retryable: true,
};
const CREDENTIALS: Kind = {
  code: 'warehouse/credentials',
  says: 'The warehouse refuses the login',
  hint: 'Put the right user and password into the configuration; nothing is lost meanwhile.',
  retryable: true,
};
const RIGHTS: Kind = {
  code: 'warehouse/rights',
  says: 'The warehouse does not let its user do this',
  hint: 'Give the user of `warehouse.url` a schema to create in, or the right to create one; nothing is lost meanwhile.',
  retryable: true,
};
const CERTIFICATE: Kind = {
  code: 'warehouse/certificate',
  says: 'The warehouse’s certificate is not to be trusted',
  hint: 'Renew the certificate, and check this machine’s clock.',
  retryable: true,
};
const NO_TLS: Kind = {
  code: 'warehouse/no-tls',
  says: 'The warehouse’s server does not encrypt the line',
  hint: 'Let the server take TLS; on one machine or in one locked network, set `warehouse.tls.mode` to `off` instead.',
  retryable: true,
};
const NO_DATABASE: Kind = {
  code: 'warehouse/no-database',
  says: 'The warehouse has no such database',
  hint: 'Make the database, or correct its name at the end of `warehouse.url`.',
  retryable: true,
};
const FULL: Kind = {
  code: 'warehouse/full',
  says: 'The warehouse has no room',
  hint: 'Give its disks room; CrateDB then wants `blocks.read_only_allow_delete` reset.',
  retryable: true,
};
const SLOW: Kind = {
  code: 'warehouse/slow',
  says: 'The warehouse did not answer in time',
  hint: 'Look at its load; nothing is lost meanwhile.',
  retryable: true,
};
const BUSY: Kind = {
  code: 'warehouse/busy',
  says: 'The warehouse cannot do this just now',
  hint: 'Nothing is to be done unless it lasts; then look at the log of its server.',
  retryable: true,
};
const SCHEMA: Kind = {
  code: 'warehouse/schema',
  says: 'The warehouse’s tables are not those of this version',
  hint: 'Let this version prepare its tables, with a user who may create them.',
  retryable: false,
};
const REFUSED: Kind = {
  code: 'warehouse/row-refused',
  says: 'The warehouse does not take a row',
  hint: 'Keep the document and report this; the row can be made again once the cause is known.',
  retryable: false,
};

/** By Node's or OpenSSL's code of a connection that failed. */
const CERTIFICATE_CODES = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|HOSTNAME_MISMATCH)/;
const LINE_CODES =
  /^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ENOENT|ERR_SSL_|EPROTO|ERR_STREAM_)/;

/** By SQLSTATE, the longer prefix first. */
const STATES: readonly (readonly [string, Kind])[] = [
  ['53100', FULL],
  ['57014', SLOW],
  ['57P', UNREACHABLE],
  ['42501', RIGHTS],
  ['28', CREDENTIALS],
  ['08', UNREACHABLE],
  ['53', BUSY],
  ['55', BUSY],
  ['40', BUSY],
  ['58', BUSY],
  ['XX', BUSY],
  ['3D', NO_DATABASE],
  ['3F', SCHEMA],
  ['0A', REFUSED],
  ['42', SCHEMA],
  ['22', REFUSED],
  ['23', REFUSED],
];

/** CrateDB has one SQLSTATE for nearly all that it refuses; which of them it is stands in its words alone. */
const INTERNAL_STATE = 'XX000';
const INTERNAL_WORDS: readonly (readonly [RegExp, Kind])[] = [
  [/Missing ('[^']*' )?privilege/, RIGHTS],
  [/(Schema|Relation) '[^']*' unknown|Relations not found/, SCHEMA],
  [/Cannot cast|Validation failed for|Limit of total columns|Mixed dataTypes|not convertible/, REFUSED],
  [/Job killed/, SLOW],
];

/** CrateDB says by text alone that a disk has passed its flood stage. */
const FULL_WORDS = /FORBIDDEN\/12|read-only \/ allow delete|no space left/i;
const SLOW_WORDS = /timeout|timed out/i;
const LINE_WORDS = /connection (terminated|ended|error)|socket|not queryable/i;
/** The driver's own words, which have no code. */
const NO_TLS_WORDS = /server does not support SSL/i;

/** Anything that is ours already passes unchanged. */
export function translateWarehouseError(error: unknown, what: string): unknown {
  if (!(error instanceof Error) || error instanceof BayError) return error;
  const kind = kindOf(error);
  return new BayError(kind.code, `${kind.says}, ${what}: ${error.message || nameOf(error)}.`, {
    hint: kind.hint,
    retryable: kind.retryable,
    cause: error,
  });
}

function kindOf(error: Error): Kind {
  const code = nameOf(error);
  if (FULL_WORDS.test(error.message)) return FULL;
  if (NO_TLS_WORDS.test(error.message)) return NO_TLS;
  if (CERTIFICATE_CODES.test(code)) return CERTIFICATE;
  if (LINE_CODES.test(code)) return UNREACHABLE;
  const internal = code === INTERNAL_STATE && INTERNAL_WORDS.find(([words]) => words.test(error.message));
  if (internal) return internal[1];
  if (/^[0-9A-Z]{5}$/.test(code)) {
    const known = STATES.find(([prefix]) => code.startsWith(prefix));
    if (known !== undefined) return known[1];
  }
  if (LINE_WORDS.test(error.message)) return UNREACHABLE;
  if (SLOW_WORDS.test(error.message)) return SLOW;
  return BUSY;
}

const PASSING = new Set<string>([UNREACHABLE, BUSY, SLOW].map(({ code }) => code));

/**
 * Whether it passes by itself, such as a server that is just starting. A wrong login or a missing database is worth
 * another try too, but only once somebody has seen to it.
 */
export function passesByItself({ code }: { readonly code: string }): boolean {
  return PASSING.has(code);
}

/** The SQLSTATE by which a server refused, also where the error became ours; empty where there is none. */
export function stateOf(error: unknown): string {
  if (error instanceof BayError) return stateOf(error.cause);
  return error instanceof Error ? nameOf(error) : '';
}

/** A connection that failed on every address of a name carries its codes inside. */
function nameOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) {
    const first: unknown = error.errors[0];
    if (first instanceof Error) return nameOf(first);
  }
  return '';
}
