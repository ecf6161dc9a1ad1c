/**
 * A bay's day goes to an object store and a warehouse by the bay's own ways; then the appliance and the warehouse are
 * made again out of the object store, and both are held against what they were.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { placeOf } from '../../../../cloud-sync/object-store/object-key.ts';
import { OutboxSync } from '../../../../cloud-sync/outbox/outbox-sync.ts';
import { syncConfigSchema } from '../../../../cloud-sync/outbox/sync.config.ts';
import { besideEachOther } from '../../../../cloud-sync/restore/beside-each-other.ts';
import { tableContents } from '../../../../cloud-sync/restore/compare-tables.fixture.ts';
import { CopyKeeper } from '../../../../cloud-sync/restore/copy-keeper.ts';
import { CopyShelf } from '../../../../cloud-sync/restore/copy-shelf.ts';
import { type Embed, EmbeddingThreads } from '../../../../cloud-sync/restore/embedding-threads.ts';
import { Findings } from '../../../../cloud-sync/restore/findings.ts';
import { gatherCopy } from '../../../../cloud-sync/restore/gather-copy.ts';
import { rebuildWarehouse } from '../../../../cloud-sync/restore/rebuild-warehouse.ts';
import { restoreAppliance, type RestoreReport } from '../../../../cloud-sync/restore/restore-appliance.ts';
import type { BoxKey } from '../../../../cloud-sync/restore/sealed-box.ts';
import { usersOfCopy } from '../../../../cloud-sync/restore/users-of-copy.ts';
import { openWarehouse } from '../../../../cloud-sync/warehouse/open-warehouse.ts';
import { warehouseConfigSchema } from '../../../../cloud-sync/warehouse/warehouse.config.ts';
import { WarehouseSync } from '../../../../cloud-sync/warehouse/warehouse-sync.ts';
import { systemClock } from '../../../clock/clock.ts';
import type { ObjectStore } from '../../../ports/object-store.port.ts';
import { storeConfigSchema } from '../../../store/store.config.ts';
import { openStore, type Store } from '../../../store/store.ts';
import { Counters } from '../../../telemetry/counters.ts';
import { silentLog } from '../../../telemetry/log.ts';
import { type MeasuredSwings, storeSwings } from './measured-swings.ts';
import { differing, storeContents, type TableContent } from './store-contents.ts';

export interface Round {
  readonly directory: string;
  /** Another line to the same objects; whoever opens one closes it. */
  readonly openObjects: () => ObjectStore;
  readonly postgresUrl: string;
  readonly day: MeasuredSwings;
  readonly say: (line: string) => void;
}

export interface RoundOutcome {
  readonly objects: number;
  readonly objectBytes: number;
  /** Objects whose bytes are not those that their key promises. */
  readonly objectsUnequal: number;
  readonly restored: RestoreReport;
  readonly restoredMs: number;
  readonly mediaMs: number;
  readonly mediaBytes: number;
  /** Tables of the appliance that are not what they were. */
  readonly storeDiffers: readonly string[];
  readonly storeRows: number;
  /** Films and key frames that are not what they were, byte for byte. */
  readonly filesUnequal: number;
  readonly rebuiltSwings: number;
  readonly rebuiltMs: number;
  readonly warehouseDiffers: readonly string[];
  readonly warehouseRows: number;
  readonly findings: number;
}

const PATIENCE_MS = 30 * 60_000;
const READ_AT_ONCE = 8;
const GUESTS = { guestsMayLeave: true };
/** When a film was seen to be there no document says, nor when a player was changed; versions of these are a bay's own. */
const NOT_DERIVED = { users: ['updated_at', 'version'], videos: ['uploaded_at'], progress: ['version'] };

export async function emptyAndRebuild(round: Round): Promise<RoundOutcome> {
  const { directory, openObjects, postgresUrl, day, say } = round;
  const objects = openObjects();
  const identity = { id: uuidv7(), secret: randomBytes(32) };
  const threads = new EmbeddingThreads();
  const before = await openIn(join(directory, 'before'));
  const was = await (async () => {
    try {
      await storeSwings(before, day);
      await sendAll(before, openObjects(), postgresUrl);
      await putAway(before, objects, identity);
      return storeContents(before.dataDirectory);
    } finally {
      await before.close();
    }
  })();
  const told = await tableContents(postgresUrl, 'told', NOT_DERIVED);
  say('the day is sent');
  const lying = await lookAtObjects(objects);

  const after = await openIn(join(directory, 'after'));
  try {
    const restore = (withMedia: boolean) =>
      restoreAppliance(
        {
          ...{ objects, store: after, clock: systemClock, adopt: () => 'there', onProgress: () => undefined },
          embed: threads.embed,
          ...{ patience: { waitMs: PATIENCE_MS, random: Math.random }, signal: new AbortController().signal },
        },
        { ...{ identity, withoutCopyOfBay: null, scan: 'new', withMedia, takeOver: true }, intoUsed: withMedia },
      );
    const [restored, restoredMs] = await timed(() => restore(false));
    say('the appliance is back');
    const [fetched, mediaMs] = await timed(() => restore(true));
    const rebuilt = await rebuildIn(postgresUrl, objects, { identity, embed: threads.embed });
    say('the warehouse is made again');
    const is = storeContents(after.dataDirectory);
    const made = await tableContents(postgresUrl, 'rebuilt', NOT_DERIVED);
    return {
      ...lying,
      ...{ restored, restoredMs, mediaMs, mediaBytes: fetched.swings.bytes },
      ...{ storeDiffers: differing(was, is), storeRows: rowsOf(is) },
      filesUnequal: await filesUnequal(before, after),
      ...{
        rebuiltSwings: rebuilt.swings,
        rebuiltMs: rebuilt.ms,
        findings: rebuilt.findings + restored.findings.length,
      },
      ...{ warehouseDiffers: differing(told, made), warehouseRows: rowsOf(made) },
    };
  } finally {
    await threads.close();
    await after.close();
    await objects.close();
  }
}

function openIn(dataDirectory: string): Promise<Store> {
  const config = storeConfigSchema.parse({ dataDirectory, floorMiB: 0, reserveMiB: 0 });
  return openStore(config, { log: silentLog, clock: systemClock, remote: GUESTS });
}

async function sendAll(store: Store, objects: ObjectStore, url: string): Promise<void> {
  const surroundings = { store, clock: systemClock, log: silentLog, counters: new Counters(), isBusy: () => false };
  const config = syncConfigSchema.parse({ to: { kind: 'folder', path: 'unused' }, guests: true, connections: 8 });
  const sync = new OutboxSync({ ...surroundings, config, objects });
  sync.start();
  await until(() => store.outbox.standing().pending === 0 && sync.state().activity !== 'sending');
  await sync.stop();
  const to = warehouseConfig(url, 'told');
  const telling = new WarehouseSync({
    ...surroundings,
    ...{ kind: to.kind, facility: to.facility, open: () => openWarehouse(to), quietMs: 0 },
  });
  telling.start();
  await until(() => telling.state().pending === 0);
  await telling.stop();
  const { parked } = store.outbox.standing();
  if (parked > 0) throw new Error(`${parked} things of the day were given up.`);
}

function warehouseConfig(url: string, schema: string) {
  return warehouseConfigSchema.parse({ kind: 'postgres', url, schema, facility: 'north', tls: { mode: 'off' } });
}

async function putAway(store: Store, objects: ObjectStore, identity: { id: string; secret: Buffer }): Promise<void> {
  const keys = join(store.dataDirectory, 'keys');
  mkdirSync(keys, { recursive: true });
  writeFileSync(join(keys, 'lookup.key'), randomBytes(32));
  const keeper = new CopyKeeper({
    ...{ objects, identity, bay: 'bay-1', life: store.people.appliance, everyMinutes: 30, keep: 3 },
    ...{ standingFile: join(keys, 'copies.json'), clock: systemClock, log: silentLog, counters: new Counters() },
    gather: () =>
      gatherCopy({
        ...{ store, role: 'bay', bay: 'bay-1', madeBy: 'bench', configuration: '', ...GUESTS, isInHouse: false },
      }),
    random: Math.random,
  });
  await keeper.look();
  if (keeper.trouble !== null) throw keeper.trouble;
}

async function rebuildIn(
  url: string,
  objects: ObjectStore,
  { identity, embed }: { readonly identity: BoxKey; readonly embed: Embed },
) {
  const warehouse = await openWarehouse(warehouseConfig(url, 'rebuilt'));
  const findings = new Findings();
  try {
    const [counts, ms] = await timed(() =>
      rebuildWarehouse({
        ...{ objects, warehouse, findings, embed, facilityOf: () => 'north', cursor: null, now: () => new Date() },
        ...{ patience: { waitMs: PATIENCE_MS, random: Math.random }, onProgress: () => undefined },
        signal: new AbortController().signal,
      }),
    );
    const copy = await new CopyShelf(objects, identity.id).newest(identity);
    if (copy !== null) await warehouse.upsert({ users: usersOfCopy(copy.opened.copy, copy.opened.label.madeAt) });
    return { swings: counts.swings, ms, findings: findings.count };
  } finally {
    await warehouse.close();
  }
}

async function lookAtObjects(objects: ObjectStore) {
  let [count, bytes, unequal] = [0, 0, 0];
  await besideEachOther(objects.list('users/'), READ_AT_ONCE, async ({ key, bytes: length }) => {
    const hash = createHash('sha256');
    for await (const chunk of (await objects.read(key)) ?? []) hash.update(chunk as Buffer);
    count++;
    bytes += length;
    if (hash.digest('hex') !== placeOf(key)?.sha256) unequal++;
  });
  return { objects: count, objectBytes: bytes, objectsUnequal: unequal };
}

/** Of every file that the bay had, whether the restored one has it, by the hash of what is read. */
async function filesUnequal(before: Store, after: Store): Promise<number> {
  const { fileSha256 } = await import('../../../store/content-hash.ts');
  let unequal = 0;
  for (let cursor: number | undefined; ; ) {
    const page = after.swings.list({}, 100, cursor);
    for (const { id } of page.swings) {
      for (const { sha256, state } of after.media.list(id)) {
        const isIt = state === 'present' && (await fileSha256(after.media.pathOf({ sha256 }))) === sha256;
        const wasIt = (await fileSha256(before.media.pathOf({ sha256 })).catch(() => '')) === sha256;
        if (!isIt || !wasIt) unequal++;
      }
    }
    if (page.nextBefore === null) return unequal;
    cursor = page.nextBefore;
  }
}

function rowsOf(contents: Readonly<Record<string, TableContent>>): number {
  return Object.values(contents).reduce((sum, { rows }) => sum + rows, 0);
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const beganMs = performance.now();
  const result = await work();
  return [result, performance.now() - beganMs];
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('The day was not sent in time.');
    await sleep(50);
  }
}
