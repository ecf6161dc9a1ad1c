import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../device/clock/clock.ts';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import { openStoreIn, temporaryDirectory } from '../../device/store/fixtures/store-in-directory.ts';
import type { Store } from '../../device/store/store.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { reportText } from '../../device/cli/restore-text.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { FolderObjectStore } from '../object-store/folder-object-store.ts';
import { CopyKeeper, standingFileIn } from './copy-keeper.ts';
import { unreachable } from '../object-store/errors.ts';
import { gatherCopy } from './gather-copy.ts';
import { restoreAppliance, type RestoreOptions, type RestoreParts, type RestoreReport } from './restore-appliance.ts';
import { openSentBay, type SentBay } from './sent-bay.fixture.ts';

const identity = { id: '01890000-0000-7000-8000-000000000001', secret: randomBytes(32) };

let bay: SentBay;
let folder: string;
let objects: FolderObjectStore;
let machine: { path: string; remove: () => void };
let fresh: Store;
let adopt: RestoreParts['adopt'];

beforeEach(async () => {
  adopt = () => 'written';
  bay = await openSentBay();
  folder = mkdtempSync(join(tmpdir(), 'swingbay-restore-'));
  objects = new FolderObjectStore({ path: folder, mustBeMounted: false });
  machine = temporaryDirectory();
  fresh = await openStoreIn(machine.path, {}, systemClock, { guestsMayLeave: true });
});
afterEach(async () => {
  await bay.close();
  await fresh.close();
  machine.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function putAway(): Promise<void> {
  const keys = join(bay.store.dataDirectory, 'keys');
  mkdirSync(keys, { recursive: true });
  writeFileSync(join(keys, 'lookup.key'), 'the key of cards and PINs');
  writeFileSync(join(keys, 'identity.txt'), 'never in a copy');
  const keeper = new CopyKeeper({
    ...{ objects, identity, bay: 'bay-1', life: bay.store.people.appliance, everyMinutes: 30, keep: 3 },
    ...{ standingFile: join(keys, 'copies.json'), clock: systemClock, log: silentLog, counters: new Counters() },
    gather: () =>
      gatherCopy({
        ...{ store: bay.store, role: 'bay', bay: 'bay-1', madeBy: '0.1.0', configuration: 'bay:\n  name: bay-1\n' },
        ...{ guestsMayLeave: true, isInHouse: false },
      }),
    random: () => 0.5,
  });
  await keeper.look();
  if (keeper.trouble !== null) throw keeper.trouble;
}

function restore(
  options: Partial<RestoreOptions> = {},
  from: ObjectStore = objects,
  signal = new AbortController().signal,
  onProgress: () => void = () => undefined,
): Promise<RestoreReport> {
  return restoreAppliance(
    {
      ...{ objects: from, store: fresh, clock: systemClock, signal, onProgress, adopt },
      patience: { waitMs: 20_000, random: () => 0.01, signal },
    },
    {
      ...{ identity, withoutCopyOfBay: null, scan: 'new', withMedia: false, takeOver: true, intoUsed: false },
      ...options,
    },
  );
}

async function aDay(): Promise<{ players: string[]; swings: string[] }> {
  const players = [bay.player('Ada'), bay.player('Bea')];
  const swings: string[] = [];
  for (let n = 0; n < 3; n++) {
    for (const player of [...players, null]) swings.push(await bay.swing(player, { revisions: 1 + (n % 2) }));
  }
  await bay.send(objects);
  await putAway();
  return { players, swings };
}

function told(store: Store, swings: readonly string[]) {
  return swings.map((id) => ({
    ...{ ...store.swings.find(id), ordinal: 0 },
    reports: store.swings.revisions(id).map(({ revision }) => store.swings.reportText(id, revision)),
    poses: store.poses.list(id),
    media: store.media
      .list(id)
      .map(({ kind, camera, sha256, bytes, mediaType }) => ({ kind, camera, sha256, bytes, mediaType })),
  }));
}

describe('an emptied appliance', () => {
  it('gets back its people, its keys and every swing, newest first', async () => {
    const { players, swings } = await aDay();
    const report = await restore();
    expect(report).toMatchObject({ bay: 'bay-1', isWhole: true, findings: [], swings: { taken: 9, refused: 0 } });
    expect(told(fresh, swings)).toEqual(told(bay.store, swings));
    expect(fresh.swings.list({}, 20).swings.map(({ id }) => id)).toEqual(swings.toReversed());
    for (const id of players) expect(fresh.players.find(id)).toEqual(bay.store.players.find(id));
    expect(readFileSync(join(machine.path, 'keys', 'lookup.key'), 'utf8')).toBe('the key of cards and PINs');
    expect(existsSync(join(machine.path, 'keys', 'identity.txt'))).toBe(false);
    expect(readFileSync(join(machine.path, 'restored', 'configuration.yaml'), 'utf8')).toContain('bay-1');
    expect(fresh.outbox.announced(100).filter(({ state }) => state !== 'done')).toEqual([]);
  });

  it('gets back swings that came after the last copy, and those of nobody it knows are said', async () => {
    await aDay();
    const guest = await bay.swing(null, { session: 'visit-9' });
    const stranger = bay.player('Cay');
    const theirs = await bay.swing(stranger);
    await bay.send(objects);
    const report = await restore();
    expect(report.swings).toMatchObject({ taken: 10, refused: 1 });
    expect(fresh.swings.find(guest).session).toBe('visit-9');
    expect(report.findings).toMatchObject([
      { code: 'store/player-unknown', first: [{ key: expect.stringContaining(theirs) }] },
    ]);
  });

  it('has nothing of who did not agree, and says how many', async () => {
    const silent = bay.store.players.add('Dee', null).id;
    await aDay();
    const report = await restore();
    expect(report.people.leftOut).toBe(1);
    expect(fresh.players.find(silent)).toBeUndefined();
  });

  it('leaves swings of other bays where they are', async () => {
    const neighbour = await openSentBay();
    try {
      const other = await neighbour.swing(null, { bay: 'bay-2', session: 'visit-there' });
      await neighbour.send(objects);
      const own = await bay.swing(bay.player());
      await bay.send(objects);
      await putAway();
      const report = await restore({ scan: 'all' });
      expect(report.swings).toMatchObject({ taken: 1, ofAnotherBay: 1, otherBays: { 'bay-2': 1 } });
      expect(fresh.swings.find(own).bay).toBe('bay-1');
      expect(() => fresh.swings.find(other)).toThrow();
      expect(reportText(report, machine.path)).toContain('1 swings of other bays were passed over: bay-2 1.');
    } finally {
      await neighbour.close();
    }
  });

  it('that was renamed gets back what it made under its earlier name, of players and of guests', async () => {
    const player = bay.player();
    const swings = [
      await bay.swing(player, { bay: 'Demo bay', session: 'visit-before' }),
      await bay.swing(null, { bay: 'Demo bay', session: 'visit-of-guest' }),
      await bay.swing(player, { session: 'visit-after' }),
    ];
    await bay.send(objects);
    await putAway();
    expect((await restore()).swings).toMatchObject({ taken: 3, ofAnotherBay: 0, otherBays: {} });
    expect(told(fresh, swings)).toEqual(told(bay.store, swings));
  });

  it('has its films too when they are asked for, and they are what they were', async () => {
    const { swings } = await aDay();
    const report = await restore({ withMedia: true });
    expect(report.swings.mediaFetched).toBe(18);
    for (const id of swings) {
      for (const { sha256, state } of fresh.media.list(id)) {
        expect(state).toBe('present');
        expect(readFileSync(fresh.media.pathOf({ sha256 }))).toEqual(readFileSync(bay.store.media.pathOf({ sha256 })));
      }
    }
    expect(fresh.outbox.announced(100).filter(({ state }) => state !== 'done')).toEqual([]);
  });
});

describe('a machine that has put copies away under an identity of its own', () => {
  it('has the old one before anything is taken in, so that it is the old appliance wherever the restore ends', async () => {
    const { players } = await aDay();
    const own = { id: '01890000-0000-7000-8000-000000000002', secret: randomBytes(32) };
    const standingFile = standingFileIn(machine.path);
    mkdirSync(dirname(standingFile), { recursive: true });
    const keeperOf = (identityNow: typeof own) =>
      new CopyKeeper({
        ...{ objects, identity: identityNow, bay: 'bay-1', life: fresh.people.appliance, everyMinutes: 30, keep: 3 },
        ...{ standingFile, clock: systemClock, log: silentLog, counters: new Counters(), random: () => 0.5 },
        gather: () =>
          gatherCopy({
            ...{ store: fresh, role: 'bay', bay: 'bay-1', madeBy: '0.1.0', configuration: 'bay:\n  name: bay-1\n' },
            ...{ guestsMayLeave: true, isInHouse: false },
          }),
      });
    await keeperOf(own).look();
    const seen: { bay: string; people: number; swings: number }[] = [];
    adopt = (bayName) => {
      const people = players.filter((id) => fresh.players.find(id) !== undefined).length;
      seen.push({ bay: bayName, people, swings: fresh.swings.list({}, 1).swings.length });
      return 'replaced';
    };
    const ended = new AbortController();
    ended.abort();
    expect(await restore({}, objects, ended.signal)).toMatchObject({ isWhole: false, identity: 'replaced' });
    expect(seen).toEqual([{ bay: 'bay-1', people: 0, swings: 0 }]);
    const goesOn = keeperOf(identity);
    await goesOn.look();
    expect(goesOn.trouble).toBeNull();
  });
});

describe('a restore', () => {
  it('that is broken off anywhere goes on where it was, and ends in the same', async () => {
    const { swings } = await aDay();
    for (let rounds = 0; ; rounds++) {
      const ended = new AbortController();
      let looked = 0;
      const report = await restore({}, objects, ended.signal, () => {
        if (++looked > 5 + 2 * rounds) ended.abort();
      });
      if (report.isWhole) break;
      expect(rounds).toBeLessThan(20);
      // As a machine that is switched on again.
      await fresh.close();
      fresh = await openStoreIn(machine.path, {}, systemClock, { guestsMayLeave: true });
    }
    expect(told(fresh, swings)).toEqual(told(bay.store, swings));
    expect((await restore({ intoUsed: true })).swings).toMatchObject({ taken: 0, here: 9, revisions: 0, bytes: 0 });
  });

  it('waits for an object store that goes away in between, and gives up with its reason when it stays away', async () => {
    const { swings } = await aDay();
    let calls = 0;
    const away = (isForEver: boolean): ObjectStore =>
      new Proxy(objects, {
        get(target, name: keyof ObjectStore) {
          if (name !== 'read') return target[name].bind(target);
          return (key: string) => {
            calls++;
            const isAway = isForEver ? calls > 20 : calls % 5 === 0;
            return isAway ? Promise.reject(unreachable('the line is down')) : target.read(key);
          };
        },
      });
    const gaveUp = restoreAppliance(
      {
        ...{ objects: away(true), store: fresh, clock: systemClock, onProgress: () => undefined, adopt },
        ...{ patience: { waitMs: 50, random: () => 0.01 }, signal: new AbortController().signal },
      },
      {
        ...{ identity, withoutCopyOfBay: null, scan: 'none', withMedia: false, takeOver: true, intoUsed: false },
      },
    );
    await expect(gaveUp).rejects.toMatchObject({ code: 'object-store/unreachable', retryable: true });
    calls = 0;
    await restore({}, away(false));
    expect(told(fresh, swings)).toEqual(told(bay.store, swings));
  });

  it('refuses an identity that opens nothing, one that nobody has, and one whose appliance is alive', async () => {
    await aDay();
    const code = (options: Partial<RestoreOptions>) =>
      restore(options).then(
        () => 'restored',
        (error: { code: string }) => error.code,
      );
    expect(await code({ identity: { ...identity, secret: randomBytes(32) } })).toBe('restore/wrong-identity');
    expect(await code({ identity: { ...identity, id: 'nobody' } })).toBe('restore/no-copy');
    expect(await code({ takeOver: false })).toBe('restore/identity-in-use');
    expect(fresh.swings.list({}, 1).swings).toEqual([]);
  });

  it('leaves a data directory with swings alone unless it is told otherwise', async () => {
    await aDay();
    fresh.swings.recordSwing({
      ...{ kind: 'shot', bay: 'bay-1', session: 'visit-2', player: null, bootId: 'boot-2', monotonicNs: 1 },
    });
    await expect(restore()).rejects.toMatchObject({ code: 'restore/not-empty' });
    expect((await restore({ intoUsed: true })).swings.taken).toBe(9);
  });

  it('brings back the swings of guests alone where there is no sealed copy', async () => {
    await aDay();
    const report = await restore({ withoutCopyOfBay: 'bay-1' });
    expect(report).toMatchObject({ copyMadeAt: null, files: [], swings: { taken: 3, refused: 6 } });
  });
});
