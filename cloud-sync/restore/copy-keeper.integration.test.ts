import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../device/clock/clock.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { ObjectStoreError } from '../../device/ports/object-store.port.ts';
import { keysBelow } from '../object-store/object-store.suite.ts';
import { FolderObjectStore } from '../object-store/folder-object-store.ts';
import type { ApplianceCopy } from './appliance-copy.ts';
import { type CopiedRecord, peopleToCopy } from './copied-people.ts';
import { CopyKeeper } from './copy-keeper.ts';
import { CopyShelf } from './copy-shelf.ts';
import { openBox, sealBox } from './sealed-box.ts';

const identity = { id: '01890000-0000-7000-8000-000000000001', secret: randomBytes(32) };
const label = { bay: 'bay-1', madeAt: '2026-11-20T10:00:00.000Z' };

let folder: string;
let objects: FolderObjectStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swingbay-copies-'));
  objects = new FolderObjectStore({ path: join(folder, 'objects'), mustBeMounted: false });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a sealed box', () => {
  it('opens for its identity with every word as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 500 }), async (text) => {
        const box = await sealBox(text, label, identity);
        expect(await openBox(box, identity)).toEqual({ label: { ...label, appliance: identity.id }, text });
      }),
      { numRuns: 50 },
    );
  });

  it('does not open when a single byte of it is another, its label included', async () => {
    const box = await sealBox('people and keys', label, identity);
    for (let at = 0; at < box.length; at++) {
      const changed = Buffer.from(box);
      changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
      await expect(openBox(changed, identity), `byte ${at}`).rejects.toMatchObject({ code: /^restore\/box-/ });
    }
    for (let bytes = 0; bytes < box.length; bytes++) {
      await expect(openBox(box.subarray(0, bytes), identity)).rejects.toMatchObject({ code: /^restore\/box-/ });
    }
  });

  it('does not open for another identity, nor twice alike', async () => {
    const [first, second] = [await sealBox('x', label, identity), await sealBox('x', label, identity)];
    expect(first.equals(second)).toBe(false);
    const code = 'restore/box-of-another';
    await expect(openBox(first, { ...identity, secret: randomBytes(32) })).rejects.toMatchObject({ code });
    await expect(openBox(first, { ...identity, id: 'another' })).rejects.toMatchObject({ code });
  });
});

describe('whoever did not agree', () => {
  const record = (table: string, key: string, row: CopiedRecord['row']): CopiedRecord => ({
    ...{ table, key, version: 'v', row, columns: Object.fromEntries(Object.keys(row ?? {}).map((c) => [c, 'v'])) },
  });
  const player = (id: string, row: object) =>
    record('players', id, { id, is_minor: 0, guardian_agreed_at: null, ...row });
  const agreed = { shares_since: '2026-01-01T00:00:00.000Z' };
  const records = [
    player('ada', agreed),
    player('bea', { shares_since: null }),
    player('cay', { ...agreed, is_minor: 1 }),
    player('dee', { ...agreed, is_minor: 1, guardian_agreed_at: '2026-01-01T00:00:00.000Z' }),
    record('players', 'gone', null),
    record('accounts', 'ada', { player: 'ada', email: 'ada@example.com' }),
    record('accounts', 'bea', { player: 'bea', email: 'bea@example.com' }),
    record('cards', 'x', { digest: 'x', player: 'cay' }),
    record('coached_players', 'ada/bea', { coach: 'ada', player: 'bea' }),
    record('sessions', 's1', { id: 's1', bay: 'bay-1', player: 'bea' }),
    record('sessions', 's2', { id: 's2', bay: 'bay-1', player: null }),
  ];

  it('is in no copy with anything of theirs, and is counted', () => {
    const { records: copied, leftOut } = peopleToCopy(records, false);
    expect(leftOut).toBe(2);
    expect(copied.map(({ table, key }) => `${table} ${key}`)).toEqual([
      ...['players ada', 'players dee', 'players gone', 'accounts ada', 'sessions s1', 'sessions s2'],
    ]);
    expect(JSON.stringify(copied)).not.toMatch(/bea|cay/);
  });

  it('is in it where the object store stands in the facility’s own house', () => {
    expect(peopleToCopy(records, true)).toEqual({ records, leftOut: 0 });
  });
});

describe('an appliance that puts copies of itself away', () => {
  const shelf = () => new CopyShelf(objects, identity.id);
  let content: Omit<ApplianceCopy, 'document' | 'version'>;
  beforeEach(() => {
    content = {
      ...{
        role: 'bay',
        bay: 'bay-1',
        madeBy: '0.1.0',
        people: [],
        peopleLeftOut: 0,
        owners: ['ada'],
        earlierVisits: [],
        configuration: 'bay: {}',
      },
      files: [{ path: 'keys/lookup.key', mode: 0o600, base64: Buffer.from('secret').toString('base64') }],
    };
  });
  const keeper = (life: string) =>
    new CopyKeeper({
      ...{ objects, identity, bay: 'bay-1', life, everyMinutes: 30, keep: 3, random: () => 0.5 },
      ...{ standingFile: join(folder, `${life}.json`), gather: () => Promise.resolve(content) },
      ...{ clock: systemClock, log: silentLog, counters: new Counters() },
    });

  it('does so when something has changed, keeps the newest few, and gives a sign of life either way', async () => {
    const one = keeper('life-1');
    for (let n = 0; n < 6; n++) {
      content = { ...content, owners: [`owner ${Math.floor(n / 2)}`] };
      await one.look();
    }
    expect((await shelf().copies()).map(({ number }) => number)).toEqual([1, 2, 3]);
    content = { ...content, owners: ['another'] };
    await one.stop();
    expect(one.trouble).toBeNull();
    expect((await shelf().copies()).map(({ number }) => number)).toEqual([2, 3, 4]);
    expect(await shelf().signs()).toMatchObject([{ life: 'life-1', number: 7 }]);
    expect((await shelf().newest(identity))?.opened.copy.owners).toEqual(['another']);
  });

  it('lets the copies of its earlier lives go when it has enough of its own', async () => {
    const lives = async () => (await shelf().copies()).map(({ life, number }) => `${life} ${number}`);
    const write = async (one: CopyKeeper, copies: number) => {
      for (let n = 0; n < copies; n++) {
        content = { ...content, owners: [`owner ${randomBytes(4).toString('hex')}`] };
        await one.look();
        expect(one.trouble).toBeNull();
      }
    };
    await write(keeper('life-1'), 4);
    const fresh = keeper('life-2');
    await write(fresh, 2);
    expect(await lives()).toEqual(['life-1 2', 'life-1 3', 'life-1 4', 'life-2 5', 'life-2 6']);
    await write(fresh, 1);
    expect(await lives()).toEqual(['life-2 5', 'life-2 6', 'life-2 7']);
  });

  it('lets copies with somebody who was removed go as soon as two without them are there', async () => {
    const person = (id: string, isThere: boolean): CopiedRecord => ({
      ...{ table: 'players', key: id, version: 'v', columns: { id: 'v' } },
      row: isThere ? { id, is_minor: 0, guardian_agreed_at: null, shares_since: '2026-01-01T00:00:00.000Z' } : null,
    });
    const numbers = async () => (await shelf().copies()).map(({ number }) => number);
    for (let n = 0; n < 3; n++) {
      content = { ...content, owners: [`owner ${n}`], people: [person('ada', true), person('bea', true)] };
      await keeper('life-1').look();
    }
    expect(await numbers()).toEqual([1, 2, 3]);
    content = { ...content, people: [person('ada', false), person('bea', true)] };
    await keeper('life-1').look();
    expect(await numbers()).toEqual([3, 4]);
    content = { ...content, owners: ['another'] };
    await keeper('life-1').look();
    expect(await numbers()).toEqual([4, 5]);
    content = { ...content, owners: ['and another'] };
    await keeper('life-1').look();
    expect(await numbers()).toEqual([4, 5, 6]);
  });

  it('puts nothing readable away', async () => {
    await keeper('life-1').look();
    const files = readdirSync(join(folder, 'objects'), { recursive: true, withFileTypes: true });
    const sealed = files.filter(({ name }) => name.endsWith('.sealed'));
    expect(sealed).toHaveLength(1);
    for (const { parentPath, name } of sealed) {
      const bytes = readFileSync(join(parentPath, name));
      for (const word of ['ada', 'lookup', 'owners']) expect(bytes.includes(word)).toBe(false);
    }
  });

  it('stops when another machine has taken its identity over, however often it is started', async () => {
    const [old, fresh] = [keeper('life-1'), keeper('life-2')];
    await old.look();
    await fresh.look();
    expect(fresh.trouble).toBeNull();
    for (const again of [old, keeper('life-1')]) {
      content = { ...content, owners: ['changed'] };
      await again.look();
      expect(again.trouble).toMatchObject({ code: 'restore/superseded' });
    }
    await fresh.look();
    expect(fresh.trouble).toBeNull();
    expect((await shelf().copies()).at(-1)).toMatchObject({ life: 'life-2', number: 3 });
  });

  it('is brought back from the newest copy that is whole, with what is wrong with the others', async () => {
    const one = keeper('life-1');
    await one.look();
    content = { ...content, owners: ['bea'] };
    await one.look();
    const newest = (await shelf().copies()).at(-1);
    writeFileSync(join(folder, 'objects', newest?.key ?? ''), 'rubbish');
    const found = await shelf().newest(identity);
    expect(found?.opened.copy.owners).toEqual(['ada']);
    expect(found?.findings).toMatchObject([{ code: 'restore/content-differs' }]);
    await expect(shelf().newest({ ...identity, secret: randomBytes(32) })).rejects.toMatchObject({
      code: 'restore/wrong-identity',
    });
    expect(await new CopyShelf(objects, 'nobody').newest(identity)).toBeNull();
  });

  it('puts every copy away where the store gives no right to remove, says so, and removes later what is over', async () => {
    const real = objects;
    const refused = (): Promise<number> =>
      Promise.reject(new ObjectStoreError('object-store/not-allowed', 'It may not delete.'));
    objects = new Proxy(real, {
      get: (whole, name: keyof FolderObjectStore) => (name === 'removeAll' ? refused : whole[name].bind(whole)),
    });
    const one = keeper('life-1');
    for (let look = 1; look <= 4; look++) {
      content = { ...content, peopleLeftOut: look };
      await one.look();
      expect(await shelf().copies()).toHaveLength(look);
    }
    expect(one.trouble?.code).toBe('object-store/not-allowed');
    objects = real;
    const two = keeper('life-1');
    await two.look();
    expect(two.trouble).toBeNull();
    expect(await keysBelow(objects, `appliances/${identity.id}/signs/`)).toHaveLength(1);
  });

  it('says why it cannot while the object store is away, and goes on by itself', async () => {
    const away = new FolderObjectStore({ path: join(folder, 'objects'), mustBeMounted: true });
    const real = objects;
    objects = away;
    const one = keeper('life-1');
    await one.look();
    expect(one.trouble).toMatchObject({ code: 'object-store/folder-missing', retryable: true });
    objects = real;
    const two = keeper('life-1');
    await two.look();
    expect(two.trouble).toBeNull();
  });

  it('goes on when its own disk takes nothing or its people cannot be gathered, and says so', async () => {
    const [standing, gathering] = [join(folder, 'keys'), { isBroken: true }];
    const one = new CopyKeeper({
      ...{ objects, identity, bay: 'bay-1', life: 'life-1', everyMinutes: 30, keep: 3, random: () => 0.5 },
      ...{ clock: systemClock, log: silentLog, counters: new Counters() },
      standingFile: join(standing, 'copies.json'),
      gather: () =>
        gathering.isBroken ? Promise.reject(new TypeError('a row of no shape')) : Promise.resolve(content),
    });
    await one.look();
    expect(one.trouble).toMatchObject({
      code: 'restore/copy-failed',
      message: expect.stringContaining('ENOENT'),
      retryable: true,
    });
    mkdirSync(standing);
    await one.look();
    expect(one.trouble).toMatchObject({ code: 'restore/copy-failed', message: expect.stringContaining('no shape') });
    expect(one.failedLooks).toBe(2);
    gathering.isBroken = false;
    await one.look();
    expect(one.trouble).toBeNull();
    gathering.isBroken = true;
    await expect(one.stop()).resolves.toBeUndefined();
  });

  it('looks again by itself after a look that failed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      let looks = 0;
      const one = new CopyKeeper({
        ...{ objects, identity, bay: 'bay-1', life: 'life-1', everyMinutes: 30, keep: 3, random: () => 0.5 },
        ...{ standingFile: join(folder, 'life-1.json'), clock: systemClock, log: silentLog, counters: new Counters() },
        gather: () => Promise.reject(new Error(`look ${++looks}`)),
      });
      one.start();
      for (let look = 1; look <= 3; look++) {
        await vi.advanceTimersByTimeAsync(30 * 60_000);
        await vi.waitUntil(() => one.failedLooks === look);
      }
      await one.stop();
      expect(looks).toBe(4);
    } finally {
      vi.useRealTimers();
    }
  });
});
