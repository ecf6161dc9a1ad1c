import { expect, it } from 'vitest';
import { BayError } from '../../device/errors/bay-error.ts';
import { rowRefused, translateWarehouseError } from './errors.ts';

function translated(message: string, code?: string): BayError {
  const error = Object.assign(new Error(message), code === undefined ? {} : { code });
  return translateWarehouseError(error, 'while it was asked') as BayError;
}

it.each([
  ['a line that is down', 'connect', 'ECONNREFUSED', 'warehouse/unreachable', true],
  ['a name that nobody knows', 'getaddrinfo', 'ENOTFOUND', 'warehouse/unreachable', true],
  ['a server that is shutting down', 'terminating', '57P01', 'warehouse/unreachable', true],
  ['a server that is starting', 'starting up', '57P03', 'warehouse/unreachable', true],
  ['a connection that was cut', 'Connection terminated unexpectedly', undefined, 'warehouse/unreachable', true],
  [
    'a page of a captive portal',
    'There was an error establishing an SSL connection',
    'ECONNRESET',
    'warehouse/unreachable',
    true,
  ],
  ['a wrong password', 'password authentication failed', '28P01', 'warehouse/credentials', true],
  ['a missing right', 'permission denied', '42501', 'warehouse/rights', true],
  ['a certificate that expired', 'certificate has expired', 'CERT_HAS_EXPIRED', 'warehouse/certificate', true],
  ['a certificate of nobody known', 'self signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'warehouse/certificate', true],
  ['a full disk', 'could not extend file', '53100', 'warehouse/full', true],
  [
    'a flooded disk of CrateDB',
    'blocked by: [FORBIDDEN/12/index read-only / allow delete (api)]',
    'XX000',
    'warehouse/full',
    true,
  ],
  ['an answer that does not come', 'Query read timeout', undefined, 'warehouse/slow', true],
  ['a deadlock', 'deadlock detected', '40P01', 'warehouse/busy', true],
  ['a shard that is not there yet', 'primary shard is not active', 'XX000', 'warehouse/busy', true],
  ['a right that CrateDB misses', "Missing 'DML' privilege for user 'bay'", 'XX000', 'warehouse/rights', true],
  ['a right that CrateDB does not name', "Missing privilege for user 'bay'", 'XX000', 'warehouse/rights', true],
  ['a schema that CrateDB does not have', "Schema 'swingbay' unknown", 'XX000', 'warehouse/schema', false],
  [
    'a schema that CrateDB has a guess at',
    "Schema 'swingbay' unknown. Maybe you meant 'swing'",
    'XX000',
    'warehouse/schema',
    false,
  ],
  ['a view that CrateDB does not have', 'Relations not found: swingbay.v', 'XX000', 'warehouse/schema', false],
  [
    'a value that CrateDB cannot cast',
    'Cannot cast object element `priority` with value `high` to type `double precision`',
    'XX000',
    'warehouse/row-refused',
    false,
  ],
  [
    'a value that CrateDB finds invalid',
    'Validation failed for metrics: cannot be cast to type object',
    'XX000',
    'warehouse/row-refused',
    false,
  ],
  [
    'a key for which CrateDB has no room',
    'Limit of total columns [1000] in table [swingbay.swing_analysis] exceeded',
    'XX000',
    'warehouse/row-refused',
    false,
  ],
  [
    'a list that CrateDB finds mixed',
    'Mixed dataTypes inside a list are not supported. Found text and object',
    'XX000',
    'warehouse/row-refused',
    false,
  ],
  ['what CrateDB does not support', 'Unsupported', '0A000', 'warehouse/row-refused', false],
  ['what CrateDB gave up', 'Job killed. statement_timeout (55s)', 'XX000', 'warehouse/slow', true],
  ['a database that is missing', 'database "fleet" does not exist', '3D000', 'warehouse/no-database', true],
  ['a server without TLS', 'The server does not support SSL connections', undefined, 'warehouse/no-tls', true],
  ['a table that is missing', 'relation does not exist', '42P01', 'warehouse/schema', false],
  ['a value out of range', 'integer out of range', '22003', 'warehouse/row-refused', false],
])('%s has its code and says whether trying again helps', (_, message, code, ours, retryable) => {
  const error = translated(message, code);
  expect([error.code, error.retryable]).toEqual([ours, retryable]);
  expect(error.hint).toMatch(/\.$/);
  expect(error.message).toContain(message);
});

it('of every address of a name is the error of its first', () => {
  const inner = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const error = translateWarehouseError(new AggregateError([inner, inner], ''), 'while it was opened') as BayError;
  expect([error.code, error.message.includes('undefined')]).toEqual(['warehouse/unreachable', false]);
});

it('stays what it is where it is ours already', () => {
  const own = rowRefused('poses', 's1', 'it is odd');
  expect(translateWarehouseError(own, 'x')).toBe(own);
  expect(translateWarehouseError('a text', 'x')).toBe('a text');
});

it('no hint says what only a bay does: commands that end have the same errors', () => {
  const codes = [
    'ECONNREFUSED',
    '57014',
    '40P01',
    '28P01',
    '42501',
    'CERT_HAS_EXPIRED',
    '53100',
    '42P01',
    '3D000',
    '22003',
  ];
  for (const code of codes) expect(translated('so it is', code).hint).not.toMatch(/the bay|by itself/i);
  expect(translated('The server does not support SSL connections').hint).toContain('`warehouse.tls.mode`');
});
