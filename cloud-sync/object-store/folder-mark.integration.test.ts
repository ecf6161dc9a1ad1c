import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownerPrefix, swingPrefix } from './object-key.ts';
import { codeOf, contentOf, keyOf, keysBelow } from './object-store.suite.ts';
import { openFolder } from './open-object-store.ts';

let base: string;
let path: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'swingbay-mark-'));
  path = join(base, 'drive');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** Of the daemon as it was started anew: the appliance is its data directory. */
const opened = (appliance = 'bay', readsOnly = false) =>
  openFolder({ kind: 'folder', path, mustBeMounted: false }, { dataDirectory: join(base, appliance), readsOnly });
const content = contentOf(Buffer.from('a swing'));
const key = keyOf('ada', 'one', content);

describe('a folder whose drive is not mounted any more', () => {
  it.each(['no folder', 'an empty folder', 'a folder of somebody else'])(
    'is not taken for an empty store: nothing is said to be gone, erased or taken where there is %s',
    async (left) => {
      await opened().put(key, content);
      renameSync(path, join(base, 'away'));
      if (left !== 'no folder') mkdirSync(path);
      if (left === 'a folder of somebody else') await opened('other').put(keyOf('bea', 'one', content), content);
      const store = opened();
      for (const work of [
        () => store.put(key, content),
        () => store.removeAll(ownerPrefix('ada')),
        () => store.read(key),
        () => store.holds(key, content),
        () => store.heldBelow(swingPrefix('ada', 'one'), new Map([[key, content]])),
        () => store.abandonUploads('users/', 0),
        () => keysBelow(store, 'users/'),
      ]) {
        expect(await codeOf(work())).toBe('object-store/folder-missing');
      }
      expect(left === 'no folder' ? [] : await keysBelow(opened('third'), ownerPrefix('ada'))).toEqual([]);
      rmSync(path, { recursive: true, force: true });
      renameSync(join(base, 'away'), path);
      expect(await keysBelow(store, 'users/')).toEqual([key]);
    },
  );

  it('makes no listing end early that was begun before', async () => {
    const store = opened();
    for (const swing of ['one', 'two', 'three']) await store.put(keyOf('ada', swing, content), content);
    const listing = store.list('users/')[Symbol.asyncIterator]();
    await listing.next();
    renameSync(path, join(base, 'away'));
    const rest = async (): Promise<void> => {
      while ((await listing.next()).done !== true);
    };
    expect(await codeOf(rest())).toBe('object-store/folder-missing');
  });
});

describe('a folder that nobody has used yet', () => {
  it('is begun by who puts, not by who reads or erases', async () => {
    const store = opened();
    expect(await keysBelow(store, 'users/')).toEqual([]);
    expect(await store.removeAll(ownerPrefix('ada'))).toBe(0);
    expect(await store.abandonUploads('users/', 0)).toBe(0);
    expect(readdirSync(base)).not.toContain('drive');
    await store.put(key, content);
    expect(readdirSync(path)).toContain('.swingbay-store');
  });

  it('is one folder to all who begin it at once', async () => {
    const stores = Array.from({ length: 6 }, (_, n) => opened(`bay-${n}`));
    await Promise.all(stores.map((store, n) => store.put(keyOf(`owner-${n}`, 'one', content), content)));
    for (let n = 0; n < stores.length; n++) expect(await keysBelow(opened(`bay-${n}`), 'users/')).toHaveLength(6);
  });

  it('is begun although an appliance was cut off while it wrote the mark', async () => {
    mkdirSync(path);
    writeFileSync(join(path, '.swingbay-store'), '');
    await opened().put(key, content);
    expect(await keysBelow(opened(), 'users/')).toEqual([key]);
  });

  it('is no store to somebody who wants to bring something back', async () => {
    mkdirSync(path);
    expect(await codeOf(keysBelow(opened('new', true), 'users/'))).toBe('object-store/folder-missing');
    expect(readdirSync(path)).toEqual([]);
    await opened().put(key, content);
    rmSync(join(path, '.swingbay-store'));
    // What lies there is worth more than the mark.
    expect(await keysBelow(opened('new', true), 'users/')).toEqual([key]);
  });
});

describe('another folder that an operator accepts', () => {
  it('is the one from then on, also for a daemon that runs', async () => {
    const running = opened();
    await running.put(key, content);
    renameSync(path, join(base, 'away'));
    expect(await codeOf(opened().accept(() => undefined))).toBe('object-store/folder-missing');
    mkdirSync(path);
    let noted = 0;
    const note = (): void => void noted++;
    expect(await codeOf(keysBelow(running, 'users/'))).toBe('object-store/folder-missing');
    expect(await opened().accept(note)).toBe(true);
    expect(await opened().accept(note)).toBe(false);
    expect(noted).toBe(1);
    expect(await keysBelow(running, 'users/')).toEqual([]);
    await running.put(key, content);
    rmSync(path, { recursive: true });
    renameSync(join(base, 'away'), path);
    expect(await codeOf(keysBelow(running, 'users/'))).toBe('object-store/folder-missing');
  });
});
