import { describe, expect, it } from 'vitest';
import { FROM_THE_FUTURE, FUTURE_MS_MAX } from '../../ports/facility-exchange.port.ts';
import type { PersonRecord } from '../../store/people-record.ts';
import { nextVersion } from '../../store/people-version.ts';
import { admitted, type AdmissionMoment } from './people-admission.ts';

const NOW_MS = Date.parse('2026-11-26T12:00:00Z');
const HOUR_MS = 3_600_000;
const LATEST = nextVersion(null, NOW_MS, 'ffffffffffff');

function moment(changes: Partial<AdmissionMoment> = {}): AdmissionMoment {
  return {
    nowMs: NOW_MS,
    newestMs: 0,
    caughtUpAtMs: null,
    accountOf: () => undefined,
    playerOf: () => undefined,
    holderOf: () => undefined,
    latest: () => LATEST,
    ...changes,
  };
}

function account(row: Record<string, string | null>, wallMs = NOW_MS): PersonRecord {
  const version = nextVersion(null, wallMs, 'aaaaaaaaaaaa');
  const columns = Object.fromEntries(Object.keys(row).map((column) => [column, version]));
  return { table: 'accounts', key: 'ana', version, row, columns };
}

const ana = { player: 'ana', email: 'ana@example.org', role: 'player', pin_digest: null };

describe('what a bay says of people', () => {
  it('is taken as it is for players', () => {
    expect(admitted(account(ana), moment())).toEqual({ record: account(ana) });
    expect(admitted(account({ ...ana, role: 'coach' }), moment())).toMatchObject({ record: { key: 'ana' } });
  });

  it('joins no two players, and parts none', () => {
    const version = nextVersion(null, NOW_MS, 'aaaaaaaaaaaa');
    const player = (into: string | null, of = version): PersonRecord => ({
      ...{ table: 'players', key: 'ana', version, row: { id: 'ana', name: 'Ana', joined_into: into } },
      columns: { id: version, name: version, joined_into: of },
    });
    const ours = player('bea', LATEST);
    expect(admitted(player('eve'), moment())).toEqual({ record: player(null, '') });
    expect(admitted(player('eve'), moment({ playerOf: () => ours }))).toEqual({ record: player('bea', LATEST) });
    expect(admitted(player(null), moment({ playerOf: () => ours }))).toEqual({ record: player('bea', LATEST) });
    expect(admitted(player(null), moment())).toEqual({ record: player(null) });
  });

  it('makes nobody who runs the facility, and changes none who does', () => {
    for (const role of ['staff', 'installer', 'operator', 'admin']) {
      expect(admitted(account({ ...ana, role }), moment())).toEqual({ record: null });
      const accountOf = () => ({ ...ana, role });
      expect(admitted(account(ana), moment({ accountOf }))).toEqual({ record: null });
      const gone: PersonRecord = { ...account(ana), row: null, columns: {} };
      expect(admitted(gone, moment({ accountOf }))).toEqual({ record: null });
      expect(admitted({ ...gone, table: 'players' }, moment({ accountOf }))).toEqual({ record: null });
    }
  });

  it('may not be of the future, in any column', () => {
    const early = account(ana, NOW_MS + FUTURE_MS_MAX - 1_000);
    const late = account(ana, NOW_MS + FUTURE_MS_MAX + 1_000);
    expect(admitted(early, moment())).toEqual({ record: early });
    expect(admitted(late, moment())).toEqual({ refused: FROM_THE_FUTURE });
    const hidden = { ...account(ana), columns: { ...account(ana).columns, email: late.version } };
    expect(admitted(hidden, moment())).toEqual({ refused: FROM_THE_FUTURE });
  });

  it('is of no future where the facility has newer, though its own clock was set back', () => {
    const known = moment({ nowMs: 0, newestMs: NOW_MS });
    expect(admitted(account(ana), known)).toEqual({ record: account(ana) });
    expect(admitted(account(ana, NOW_MS + 1), known)).toEqual({ refused: FROM_THE_FUTURE });
  });

  it('claims what somebody has who runs the facility from now on, however old it is', () => {
    const old = account(ana, NOW_MS - 2 * HOUR_MS);
    const holderOf = (column: string) => (column === 'email' ? { role: 'operator' } : undefined);
    expect(admitted(old, moment({ holderOf }))).toMatchObject({
      record: { version: LATEST, columns: { email: LATEST, role: old.version } },
    });
    expect(admitted(old, moment({ holderOf, accountOf: () => ana }))).toEqual({ record: old });
    expect(admitted(old, moment({ holderOf: () => ({ role: 'player' }) }))).toEqual({ record: old });
  });

  it('claims an address from now on, where the bay should have told of it before', () => {
    const caughtUpAtMs = NOW_MS - HOUR_MS;
    const old = account(ana, NOW_MS - 2 * HOUR_MS);
    expect(admitted(old, moment({ caughtUpAtMs }))).toMatchObject({ record: { columns: { email: LATEST } } });
    // What the facility knows already is no claim; and what came since, or before the bay was ever heard, is believed.
    expect(admitted(old, moment({ caughtUpAtMs, accountOf: () => ana }))).toEqual({ record: old });
    expect(admitted(account(ana), moment({ caughtUpAtMs }))).toEqual({ record: account(ana) });
    expect(admitted(old, moment())).toEqual({ record: old });
  });
});
