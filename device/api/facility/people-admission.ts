/**
 * What a bay may tell its facility of people. A bay stands in a hall and can be carried away: what it says counts for
 * its players, and never for those who run the facility.
 *
 * - Whoever is staff of the facility, or may install, operate or administer it, is changed at the facility alone.
 * - Nobody becomes one of these by a bay's word: an account with such a role stays that bay's own.
 * - An older claim on an e-mail address or PIN is believed only if the bay cannot have told of it before: a bay that has
 *   told everything until noon does not come up with a claim of the morning. Such a claim counts from now on, and so does
 *   each on what somebody has who runs the facility: nobody takes their address by having been first.
 * - Who was registered twice and is one is said at the facility alone: a bay could else give anybody's swings to anybody.
 * - A version ahead of the facility's clock is refused; a bay whose clock was wrong makes it anew. What is no newer than
 *   what the facility has already is of no future, whatever its own clock says after a start without a line.
 */
import { FROM_THE_FUTURE, FUTURE_MS_MAX } from '../../ports/facility-exchange.port.ts';
import type { PersonRecord } from '../../store/people-record.ts';
import { type PersonRow, SOLE_COLUMNS } from '../../store/people-tables.ts';
import { wallMsOf } from '../../store/people-version.ts';
import type { AccountRole } from '../../store/account-repository.ts';

const RUNS_THE_FACILITY: ReadonlySet<string> = new Set<AccountRole>(['staff', 'installer', 'operator', 'admin']);
/** A batch may have been on its way while the bay was caught up. */
const CATCHING_UP_MS = 10 * 60_000;

export interface AdmissionMoment {
  readonly nowMs: number;
  /** Of the newest version that the facility knew before. */
  readonly newestMs: number;
  /** When the bay last had told everything; null while it never had. */
  readonly caughtUpAtMs: number | null;
  /** What the facility itself knows of an account; undefined where it knows none. */
  readonly accountOf: (player: string) => PersonRow | undefined;
  /** What the facility itself has written of a player. */
  readonly playerOf: (player: string) => PersonRecord | undefined;
  /** Who has an e-mail address or a PIN at the facility. */
  readonly holderOf: (column: (typeof SOLE_COLUMNS)[number], value: string) => PersonRow | undefined;
  /** A version later than all that the facility knows. */
  readonly latest: () => string;
}

export type Admitted =
  | { readonly record: PersonRecord }
  | { readonly refused: string }
  /** Left with the bay. */
  | { readonly record: null };

export function admitted(record: PersonRecord, moment: AdmissionMoment): Admitted {
  const { table, key, row, version } = record;
  const versions = [version, ...Object.values(record.columns)];
  const untilMs = Math.max(moment.nowMs + FUTURE_MS_MAX, moment.newestMs);
  if (versions.some((each) => wallMsOf(each) > untilMs)) return { refused: FROM_THE_FUTURE };
  if (table !== 'players' && table !== 'accounts') return { record };
  const known = moment.accountOf(key);
  const runsHere = runsTheFacility(known);
  if (table === 'players') return runsHere && row === null ? { record: null } : { record: withOurJoin(record, moment) };
  if (runsHere) return { record: null };
  if (row === null) return { record };
  if (runsTheFacility(row)) return { record: null };
  return { record: withCredibleClaims(record, known, moment) };
}

/** As the facility has it, whatever the bay says; a player whom it does not know is nobody else. */
function withOurJoin(record: PersonRecord, { playerOf }: AdmissionMoment): PersonRecord {
  if (record.row === null || !('joined_into' in record.row)) return record;
  const ours = playerOf(record.key);
  const { joined_into: into = null } = ours?.row ?? {};
  if (record.row['joined_into'] === into) return record;
  return {
    ...record,
    row: { ...record.row, joined_into: into },
    columns: { ...record.columns, joined_into: ours?.columns['joined_into'] ?? '' },
  };
}

function runsTheFacility(account: PersonRow | undefined): boolean {
  const role = account?.['role'];
  return typeof role === 'string' && RUNS_THE_FACILITY.has(role);
}

function withCredibleClaims(
  record: PersonRecord,
  known: PersonRow | undefined,
  { caughtUpAtMs, holderOf, latest }: AdmissionMoment,
): PersonRecord {
  const oldest = caughtUpAtMs === null ? 0 : caughtUpAtMs - CATCHING_UP_MS;
  const doubtful = SOLE_COLUMNS.filter((column) => {
    const [since, value] = [record.columns[column], record.row?.[column] ?? null];
    if (typeof value !== 'string' || value === known?.[column] || since === undefined) return false;
    return (since !== '' && wallMsOf(since) < oldest) || runsTheFacility(holderOf(column, value));
  });
  if (doubtful.length === 0) return record;
  const version = latest();
  return {
    ...record,
    version,
    columns: { ...record.columns, ...Object.fromEntries(doubtful.map((column) => [column, version])) },
  };
}
