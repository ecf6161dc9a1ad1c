/**
 * An emptied machine becomes an appliance again: its keys, its people, its settings out of the sealed copy, and then its
 * swings out of the object store.
 *
 * INVARIANTS
 * - It may be killed at any moment; the same command goes on from there and ends in the same.
 * - Nothing is written to the object store. The first copy that the new machine puts away takes the identity over.
 * - A data directory with swings is left alone unless it was begun by a restore, or somebody says otherwise.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '../../device/clock/clock.ts';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import type { PersonRecord } from '../../device/store/people-record.ts';
import type { Store } from '../../device/store/store.ts';
import type { CopiedFile } from './appliance-copy.ts';
import type { CopiedRecord } from './copied-people.ts';
import { standingFileIn } from './copy-keeper.ts';
import { CopyShelf, type OpenedCopy, type SignOfLife } from './copy-shelf.ts';
import type { Embed } from './embedding-threads.ts';
import { identityInUse, noCopy, storeNotEmpty } from './errors.ts';
import type { Finding } from './finding.ts';
import { Findings, type FindingsTold } from './findings.ts';
import { type Patience, withPatience } from './patience.ts';
import { noCounts, type RestoreCounts, SwingRestore } from './restore-swings.ts';
import type { BoxKey } from './sealed-box.ts';

const PEOPLE_AT_ONCE = 500;
/** Clocks of two machines differ; a sign that is older than so many of its intervals is taken for the last one. */
const SIGNS_MISSED_MAX = 3;
/** Swings of this long before the newest copy are looked for as well: its clock may have been put right since. */
const SLACK_MS = 24 * 3_600_000;
const DIRECTORY = 'restored';
const BEGUN = 'begun.json';

export interface RestoreOptions {
  readonly identity: BoxKey;
  /** Instead of the sealed copy: only swings come back, of this bay. */
  readonly withoutCopyOfBay: string | null;
  /**
   * Beyond the owners that the copy names: `new`, swings made since it was put away; `all`, every swing of the object
   * store; `none`.
   */
  readonly scan: 'new' | 'all' | 'none';
  readonly withMedia: boolean;
  readonly takeOver: boolean;
  readonly intoUsed: boolean;
}

type IdentityTaken = 'there' | 'written' | 'replaced';
export type RestoreStage = 'looking' | 'copy' | 'people' | 'swings';

export interface RestoreReport {
  readonly appliance: string;
  readonly bay: string;
  /** When the copy was put away, by the clock of the old machine; null without one. */
  readonly copyMadeAt: string | null;
  /** What became of the identity: it was the machine's already, came where none was, or took another one's place. */
  readonly identity: IdentityTaken;
  /** Records of people that came, and players who are not in the copy because they did not agree. */
  readonly people: {
    readonly taken: number;
    readonly known: number;
    readonly refused: number;
    readonly leftOut: number;
  };
  readonly files: readonly string[];
  readonly swings: RestoreCounts;
  readonly findings: readonly FindingsTold[];
  readonly isWhole: boolean;
}

export interface RestoreParts {
  readonly objects: ObjectStore;
  readonly store: Store;
  readonly clock: Clock;
  /** Makes the identity that of this machine; called once it is known to be right, before anything is taken in. */
  readonly adopt: (bay: string) => IdentityTaken;
  readonly patience: Patience;
  readonly signal: AbortSignal;
  readonly onProgress: (stage: RestoreStage, counts: RestoreCounts) => void;
  /** For many swings in threads of its own; in this one where absent. */
  readonly embed?: Embed;
}

/** What an appliance can come back from. */
export interface CopySought {
  /** Null where none is asked for. */
  readonly opened: OpenedCopy | null;
  readonly findings: readonly Finding[];
}

/**
 * Rejects with a coded error where it cannot begin, or where the object store stays away longer than the patience.
 * @param sought what was found before there was a store to bring it back to
 */
export async function restoreAppliance(
  parts: RestoreParts,
  options: RestoreOptions,
  sought?: CopySought,
): Promise<RestoreReport> {
  const { objects, store, patience, signal, onProgress } = parts;
  const { identity, withoutCopyOfBay, scan, withMedia } = options;
  const findings = new Findings();
  const counts = noCounts();
  onProgress('looking', counts);
  checkEmpty(store, options);
  const { opened, findings: amiss } = sought ?? (await seekCopy(parts, options, store.people.appliance));
  findings.add(...amiss);
  const bay = opened?.copy.bay ?? withoutCopyOfBay ?? '';
  noteBegun(store, identity.id);
  // A machine that is killed from here on and started as it is must put its copies away where the old one did.
  const taken = parts.adopt(bay);
  // What was put away under another identity says nothing about this one's copies.
  if (taken === 'replaced') rmSync(standingFileIn(store.dataDirectory), { force: true });

  onProgress('copy', counts);
  const files = opened === null ? [] : putFiles(store.dataDirectory, opened);
  onProgress('people', counts);
  const people = opened === null ? { taken: 0, known: 0, refused: 0 } : await takePeople(store, opened, findings);

  const owners = opened?.copy.owners ?? [];
  const swings = new SwingRestore({
    ...{ objects, store, bay, withMedia, patience, findings, counts, signal },
    ...(parts.embed === undefined ? {} : { embed: parts.embed }),
    earlierVisits: new Set(opened?.copy.earlierVisits),
    onProgress: () => onProgress('swings', counts),
  });
  await swings.ofOwners(owners);
  if ((scan !== 'none' && opened?.copy.role !== 'facility') || opened === null) {
    const since = opened === null || scan === 'all' ? null : new Date(Date.parse(opened.label.madeAt) - SLACK_MS);
    await swings.ofAnybody(since, new Set(owners));
  }
  const report = {
    ...{ appliance: identity.id, bay, identity: taken, copyMadeAt: opened?.label.madeAt ?? null },
    ...{ files, swings: counts },
    people: { ...people, leftOut: opened?.copy.peopleLeftOut ?? 0 },
    findings: findings.told(),
    isWhole: !signal.aborted,
  };
  if (report.isWhole) noteEnded(store, report);
  return report;
}

/** A restore that was begun here goes on here. */
function checkEmpty(store: Store, { identity, intoUsed }: RestoreOptions): void {
  if (intoUsed || store.swings.list({}, 1).swings.length === 0) return;
  const begun = join(store.dataDirectory, DIRECTORY, BEGUN);
  if (existsSync(begun) && readFileSync(begun, 'utf8').includes(identity.id)) return;
  throw storeNotEmpty(store.dataDirectory);
}

/**
 * Looks for the newest sealed copy that opens, and writes nothing. Rejects with `restore/identity-in-use`,
 * `restore/no-copy`, `restore/wrong-identity`, and what keeps the object store away longer than the patience.
 * @param life of the machine that asks, whose own signs are none of another's; null where it has none yet
 */
export function seekCopy(
  { objects, clock, patience }: Pick<RestoreParts, 'objects' | 'clock' | 'patience'>,
  { identity, withoutCopyOfBay, takeOver }: RestoreOptions,
  life: string | null,
): Promise<CopySought> {
  const shelf = new CopyShelf(objects, identity.id);
  return withPatience(patience, async () => {
    if (!takeOver) checkSilent(await shelf.signs(), life, clock.wall().getTime());
    if (withoutCopyOfBay !== null) return { opened: null, findings: [] };
    const newest = await shelf.newest(identity);
    if (newest === null) throw noCopy(identity.id);
    return newest;
  });
}

function checkSilent(signs: readonly SignOfLife[], life: string | null, nowMs: number): void {
  const living = signs.find(
    (sign) => sign.life !== life && Math.abs(nowMs - Date.parse(sign.at)) < SIGNS_MISSED_MAX * sign.everyMs,
  );
  if (living !== undefined) throw identityInUse(living.at);
}

async function takePeople(
  { people }: Store,
  { copy }: OpenedCopy,
  findings: Findings,
): Promise<{ taken: number; known: number; refused: number }> {
  const sum = { taken: 0, known: 0, refused: 0 };
  for (let at = 0; at < copy.people.length; at += PEOPLE_AT_ONCE) {
    const { taken, kept, refused } = await people.takeIn(copy.people.slice(at, at + PEOPLE_AT_ONCE).map(recordOf));
    sum.taken += taken;
    sum.known += kept;
    sum.refused += refused.length;
    for (const { table, key, reason } of refused) {
      findings.add({ code: 'restore/person-refused', key: `${table}/${key}`, message: reason });
    }
  }
  return sum;
}

/** The journal looks at every record itself, its table among the rest. */
function recordOf(record: CopiedRecord): PersonRecord {
  return record as PersonRecord;
}

/**
 * Keys and calibration take their places; what lies there and is another stays beside it. The configuration is put where
 * somebody can look at it: paths in it may be the old machine's. Answers what was put where.
 */
function putFiles(dataDirectory: string, { copy }: OpenedCopy): string[] {
  const configuration = {
    ...{ path: `${DIRECTORY}/configuration.yaml`, mode: 0o600 },
    base64: Buffer.from(copy.configuration).toString('base64'),
  };
  return [...copy.files, configuration].map((file) => putFile(dataDirectory, file));
}

function putFile(dataDirectory: string, { path, mode, base64 }: CopiedFile): string {
  const file = join(dataDirectory, path);
  const content = Buffer.from(base64, 'base64');
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(file) && !readFileSync(file).equals(content)) renameSync(file, `${file}.before-restore`);
  writeFileSync(`${file}.part`, content, { mode, flush: true });
  renameSync(`${file}.part`, file);
  return path;
}

function noteBegun({ dataDirectory }: Store, appliance: string): void {
  mkdirSync(join(dataDirectory, DIRECTORY), { recursive: true });
  writeFileSync(join(dataDirectory, DIRECTORY, BEGUN), JSON.stringify({ appliance }), { flush: true });
}

function noteEnded({ dataDirectory }: Store, report: RestoreReport): void {
  writeFileSync(join(dataDirectory, DIRECTORY, 'report.json'), JSON.stringify(report, null, 2), { flush: true });
  rmSync(join(dataDirectory, DIRECTORY, BEGUN), { force: true });
}
