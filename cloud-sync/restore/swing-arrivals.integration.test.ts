import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Clock, systemClock } from '../../device/clock/clock.ts';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import { aSwing, openStoreIn, temporaryDirectory } from '../../device/store/fixtures/store-in-directory.ts';
import type { Store } from '../../device/store/store.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { unreachable } from '../object-store/errors.ts';
import { FolderObjectStore } from '../object-store/folder-object-store.ts';
import { ownerPrefix, swingPrefix } from '../object-store/object-key.ts';
import { ARRIVAL_ATTEMPTS_MAX } from './arrival-planner.ts';
import { openSentBay, type SentBay } from './sent-bay.fixture.ts';
import { SwingArrivals } from './swing-arrivals.ts';

let bay: SentBay;
let folder: string;
let objects: FolderObjectStore;
let directory: ReturnType<typeof temporaryDirectory>;
let facility: Store;
let open: SwingArrivals[];
let aheadNs = 0;
let isLineDown = false;

const clock: Clock = { ...systemClock, monotonicNs: () => systemClock.monotonicNs() + aheadNs };

beforeEach(async () => {
  [bay, directory] = [await openSentBay(), temporaryDirectory()];
  facility = await openStoreIn(directory.path);
  folder = mkdtempSync(join(tmpdir(), 'swingbay-arrivals-'));
  objects = new FolderObjectStore({ path: folder, mustBeMounted: false });
  open = [];
  isLineDown = false;
});
afterEach(async () => {
  for (const each of open) await each.stop();
  await facility.close();
  await bay.close();
  directory.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** What people's journal does. */
async function known(): Promise<void> {
  for (let after = 0; ; ) {
    const { records, next } = bay.store.people.changesSince(after, 500);
    if (records.length === 0) return;
    await facility.people.takeIn(records);
    after = next;
  }
}

function arrivals(walkEveryMs = 3_600_000, among: Partial<ObjectStore> = {}): SwingArrivals {
  const mine = new FolderObjectStore({ path: folder, mustBeMounted: false });
  const names = ['read', 'close'] as const;
  const bound = Object.fromEntries(names.map((name) => [name, mine[name].bind(mine)]));
  const seen = {
    ...bound,
    list: (prefix: string, after?: string) => {
      if (isLineDown) throw unreachable('ECONNREFUSED');
      return mine.list(prefix, after);
    },
    ...among,
  } as unknown as ObjectStore;
  const made = new SwingArrivals({
    ...{
      objects: seen,
      store: facility,
      clock,
      log: silentLog,
      counters: new Counters(),
      random: () => 0,
      walkEveryMs,
    },
  });
  open.push(made);
  made.start();
  return made;
}

const swingsAt = (store: Store, player: string): string[] =>
  store.swings.list({ player }, 100).swings.map(({ id }) => id);
/** Every rest is over. */
const later = (): void => {
  aheadNs += 3_600e9;
};
const polled = (work: () => unknown) => expect.poll(work, { timeout: 20_000 });

describe('a facility', () => {
  it('has every swing of the players who agreed, with report, poses and films that lie elsewhere', async () => {
    const ada = bay.player();
    const ids = [await bay.swing(ada, { revisions: 2 }), await bay.swing(ada, { bay: 'bay-2', session: 'visit-2' })];
    await bay.swing(null);
    await bay.swing(bay.store.players.add('Bea', null).id);
    await bay.send(objects);
    await known();
    const taking = arrivals();
    await polled(() => taking.state()).toMatchObject({ waiting: 0, taken: 2, parked: 0 });
    expect(swingsAt(facility, ada)).toEqual(ids.toReversed());
    for (const id of ids) {
      expect(facility.swings.report(id)).toEqual(bay.store.swings.report(id));
      expect(
        facility.media
          .list(id)
          .map(({ state, kind }) => `${kind} ${state}`)
          .toSorted(),
      ).toEqual(['clip remote', 'key-frame remote']);
    }
    expect(facility.outbox.announced(10).filter(({ swing }) => ids.includes(swing))).toEqual([]);
  });

  it('hears of a new one and of a new measurement, and does not wait for the next walk', async () => {
    const ada = bay.player();
    await known();
    const taking = arrivals();
    const id = await bay.swing(ada);
    await bay.send(objects);
    facility.arrivals.hear(id, ada);
    await polled(() => taking.state()).toMatchObject({ waiting: 0, taken: 1 });
    bay.measure(id);
    await bay.send(objects);
    facility.arrivals.hear(id, ada);
    await polled(() => facility.swings.find(id).revision).toBe(2);
  });

  it('looks again for what is not there yet: the player, the report, the film', async () => {
    const ada = bay.player();
    const taking = arrivals();
    const id = await bay.swing(ada);
    facility.arrivals.hear(id, ada);
    const reason = () => facility.arrivals.find(id)?.lastErrorCode;
    await polled(reason).toBe('arrivals/not-there');
    await bay.send(objects);
    later();
    await polled(reason).toBe('arrivals/player-not-here');
    await known();
    const clip = facility.arrivals.find(id) && bay.store.media.list(id).find(({ kind }) => kind === 'clip');
    const file = join(folder, swingPrefix(ada, id), `${clip?.sha256}.mp4`);
    rmSync(file);
    later();
    await polled(reason).toBe('arrivals/films-not-there');
    expect(facility.swings.find(id).status).toBe('completed');
    await bay.send(objects);
    later();
    await polled(() => taking.state()).toMatchObject({ waiting: 0, taken: 1 });
    expect(facility.media.list(id)).toHaveLength(2);
  });

  it('sees films that come after it has given them up, and does not look again while nothing comes', async () => {
    const ada = bay.player();
    const id = await bay.swing(ada);
    await bay.send(objects);
    await known();
    const clip = bay.store.media.list(id).find(({ kind }) => kind === 'clip');
    rmSync(join(folder, swingPrefix(ada, id), `${clip?.sha256}.mp4`));
    facility.arrivals.hear(id, ada);
    const refusal = {
      code: 'arrivals/films-not-there',
      message: 'Some films have not come yet.',
      objects: null,
    } as const;
    for (let attempt = 1; attempt < ARRIVAL_ATTEMPTS_MAX; attempt++) {
      facility.arrivals.claim(id);
      facility.arrivals.markRefused({ swing: id, heard: 1 }, refusal, 'try-again');
    }
    const taking = arrivals(1);
    await polled(() => taking.state()).toMatchObject({ waiting: 0, parked: 1 });
    const other = await bay.swing(ada);
    const put: ObjectStore['put'] = async (key, content) => {
      return content.sha256 === clip?.sha256 ? 'shown' : objects.put(key, content);
    };
    await bay.send({ put } as ObjectStore);
    await polled(() => swingsAt(facility, ada)).toEqual([other, id]);
    expect(facility.arrivals.find(id)).toMatchObject({ state: 'parked', heard: 1 });
    await bay.send(objects);
    await polled(() => taking.state()).toMatchObject({ waiting: 0, taken: 2, parked: 0 });
    expect(facility.media.list(id)).toHaveLength(2);
  });

  it('waits while the object store is away, and says why', async () => {
    const ada = bay.player();
    const id = await bay.swing(ada);
    await bay.send(objects);
    await known();
    isLineDown = true;
    const taking = arrivals();
    facility.arrivals.hear(id, ada);
    await polled(() => taking.state().trouble).toMatchObject({ code: 'object-store/unreachable' });
    expect(facility.arrivals.find(id)).toMatchObject({ state: 'waiting', attempts: 0 });
    isLineDown = false;
    await polled(() => swingsAt(facility, ada)).toEqual([id]);
    expect(taking.state().trouble).toBeNull();
  });

  it('gives up what can never be taken in, with its reason, until it hears of it anew', async () => {
    const ada = bay.player();
    const id = await bay.swing(ada);
    await bay.send(objects);
    await known();
    const taking = arrivals();
    await polled(() => taking.state()).toMatchObject({ taken: 1 });
    // The same swing with another history: of another machine with the same ids.
    await facility.swings.putAway(id);
    facility.swings.recordSwing({
      ...{ id, kind: 'shot', bay: 'bay-9', session: 'visit-9', player: ada, bootId: 'other', monotonicNs: 1 },
    });
    facility.arrivals.hear(id, ada);
    await polled(() => taking.state()).toMatchObject({ parked: 1 });
    expect(facility.arrivals.parked(1)).toMatchObject([{ swing: id, lastErrorCode: 'store/swing-differs' }]);
    expect(facility.arrivals.unpark()).toBe(1);
  });
});

describe('what is gone elsewhere', () => {
  it('is put away without a trace when it is erased there, and comes again with it', async () => {
    const ada = bay.player();
    const [kept, erased] = [await bay.swing(ada), await bay.swing(ada)];
    await bay.send(objects);
    await known();
    const taking = arrivals(1);
    await polled(() => swingsAt(facility, ada)).toEqual([erased, kept]);
    await polled(() => taking.state()).toMatchObject({ waiting: 0 });
    await objects.removeAll(swingPrefix(ada, erased));
    await polled(() => swingsAt(facility, ada)).toEqual([kept]);
    await polled(() => facility.arrivals.find(erased)).toBeUndefined();
    await bay.send(objects);
    await polled(() => swingsAt(facility, ada)).toEqual([erased, kept]);
  });

  it('goes at once when its player does not agree any more, and comes again when they do', async () => {
    const ada = bay.player();
    const id = await bay.swing(ada);
    await bay.send(objects);
    await known();
    const taking = arrivals();
    await polled(() => taking.state()).toMatchObject({ waiting: 0, taken: 1 });
    facility.players.change(ada, { sharesSince: null });
    aheadNs += 10e9;
    await polled(() => swingsAt(facility, ada)).toEqual([]);
    facility.arrivals.hear(id, ada);
    await polled(() => taking.state()).toMatchObject({ waiting: 0 });
    expect(swingsAt(facility, ada)).toEqual([]);
    facility.players.change(ada, { sharesSince: '2026-06-01T10:00:00.000Z' });
    taking.walkSoon();
    await polled(() => swingsAt(facility, ada)).toEqual([id]);
  });

  it('is not looked for where nothing changed', async () => {
    const withdrawn = vi.spyOn(facility.arrivals, 'withdrawn');
    const looks = vi.spyOn(facility.arrivals, 'waiting');
    arrivals();
    await polled(() => looks.mock.calls.length).toBeGreaterThan(1);
    aheadNs += 10e9;
    const before = [withdrawn.mock.calls.length, looks.mock.calls.length] as const;
    expect(before[0]).toBeLessThan(3);
    await polled(() => looks.mock.calls.length).toBeGreaterThan(before[1] + 1);
    const settled = withdrawn.mock.calls.length;
    aheadNs += 30e9;
    await polled(() => looks.mock.calls.length).toBeGreaterThan(before[1] + 3);
    expect(withdrawn.mock.calls.length).toBe(settled);
    const { id } = facility.players.add('Ana', null);
    facility.swings.recordSwing(aSwing({ player: id }));
    await polled(() => withdrawn.mock.calls.length).toBe(settled + 1);
  });

  it('does not go while the listing is not whole', async () => {
    const ada = bay.player();
    const id = await bay.swing(ada);
    await bay.send(objects);
    await known();
    const taking = arrivals(1);
    await polled(() => taking.state()).toMatchObject({ waiting: 0, taken: 1 });
    isLineDown = true;
    await objects.removeAll(ownerPrefix(ada));
    await polled(() => taking.state().trouble).not.toBeNull();
    expect(swingsAt(facility, ada)).toEqual([id]);
  });

  it('stays deleted where the player deleted it here', async () => {
    const ada = bay.player();
    const id = await bay.swing(ada);
    await bay.send(objects);
    await known();
    const taking = arrivals();
    await polled(() => taking.state()).toMatchObject({ waiting: 0, taken: 1 });
    await facility.swings.remove(id);
    facility.arrivals.hear(id, ada);
    await polled(() => taking.state()).toMatchObject({ waiting: 0 });
    expect(swingsAt(facility, ada)).toEqual([]);
    expect(facility.outbox.erasures()).toMatchObject([{ kind: 'swing-deleted', swing: id }]);
  });
});

describe('a facility whose drive goes away', () => {
  it('puts no swing away, and says that the folder is not there', async () => {
    const ada = bay.player();
    const id = await bay.swing(ada);
    await bay.send(objects);
    await known();
    const taking = arrivals(1);
    await polled(() => taking.state()).toMatchObject({ waiting: 0, taken: 1 });
    renameSync(folder, `${folder}-away`);
    mkdirSync(folder);
    await polled(() => taking.state().trouble?.code).toBe('object-store/folder-missing');
    expect(swingsAt(facility, ada)).toEqual([id]);
    rmSync(folder, { recursive: true });
    renameSync(`${folder}-away`, folder);
    await polled(() => taking.state().trouble).toBeNull();
    expect(swingsAt(facility, ada)).toEqual([id]);
  });
});

describe('everybody else at the facility', () => {
  const MANY = 60;
  const many = (work: (n: number) => void): void =>
    facility.transact('many swings', () => {
      for (let n = 0; n < MANY; n++) work(n);
    });

  it('has their turn between any two swings that are put away, though none of them has films', async () => {
    const ada = facility.players.add('Ada', null).id;
    many((n) => {
      const { id } = facility.swings.recordSwing(aSwing({ player: ada, monotonicNs: n }));
      facility.arrivals.hear(id, ada);
      facility.arrivals.claim(id);
      facility.arrivals.markTaken({ swing: id, heard: facility.arrivals.find(id)?.heard ?? 0 }, 1);
    });
    isLineDown = true;
    arrivals();
    let turns = 0;
    for (; swingsAt(facility, ada).length > 0; turns++) await nextTurn();
    expect(turns).toBeGreaterThanOrEqual(MANY);
  });

  it('has their turn between any two swings that a page of the object store names', async () => {
    const ada = facility.players.add('Ada', null).id;
    facility.players.change(ada, { sharesSince: '2026-05-01T10:00:00.000Z' });
    const ids = Array.from({ length: MANY }, () => uuidv7());
    const page = ids.map((id) => ({ key: `${swingPrefix(ada, id)}${'0'.repeat(64)}.json`, bytes: 1 }));
    const listed: Partial<ObjectStore> = {
      // oxlint-disable-next-line require-await -- A page that has come is gone through without waiting.
      async *list(prefix) {
        yield* page.filter(({ key }) => key.startsWith(prefix));
      },
      read: () => Promise.reject(unreachable('ECONNREFUSED')),
      close: () => Promise.resolve(),
    };
    arrivals(3_600_000, listed);
    let turns = 0;
    for (; facility.arrivals.find(ids.at(-1) ?? '') === undefined; turns++) await nextTurn();
    expect(turns).toBeGreaterThanOrEqual(MANY - 1);
  });
});
