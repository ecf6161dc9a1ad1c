/** What every object store must do, whatever it is made of. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ByteRange,
  type ObjectContent,
  type ObjectStore,
  ObjectStoreError,
} from '../../device/ports/object-store.port.ts';
import { objectKey, ownerPrefix, swingPrefix } from './object-key.ts';

export interface StoreUnderTest {
  open(): ObjectStore;
  /** Of content beyond this size the store is put in several parts. */
  readonly partBytes: number;
  /** Puts other bytes, of the same length, in the place of an object. */
  damage(key: string): Promise<void>;
}

export function contentOf(bytes: Uint8Array, mediaType = 'video/mp4'): ObjectContent {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { from: { bytes }, sha256, bytes: bytes.length, mediaType };
}

export async function bytesOf(store: ObjectStore, key: string, range?: ByteRange): Promise<Buffer | null> {
  const body = await store.read(key, range);
  if (body === null) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export async function keysBelow(store: ObjectStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys;
}

export function keyOf(owner: string, swing: string, { sha256 }: ObjectContent): string {
  return objectKey({ owner, swing, sha256, extension: 'mp4' });
}

export async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return error instanceof ObjectStoreError ? error.code : `no object-store error: ${String(error)}`;
}

export function objectStoreSuite(name: string, begin: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let tested: StoreUnderTest;
    let store: ObjectStore;
    beforeAll(async () => {
      tested = await begin();
      store = tested.open();
    }, 120_000);
    afterAll(() => store?.close());

    it('lists what stands behind a key, in the order of keys', async () => {
      const owner = randomUUID();
      const keys: string[] = [];
      for (const swing of ['a', 'a.b', 'c']) {
        const content = contentOf(randomBytes(10));
        keys.push(keyOf(owner, swing, content));
        await store.put(keyOf(owner, swing, content), content);
      }
      const ordered = keys.toSorted();
      expect(await keysBelow(store, ownerPrefix(owner))).toEqual(ordered);
      for (const [i, after] of ordered.entries()) {
        const behind: string[] = [];
        for await (const { key } of store.list(ownerPrefix(owner), after)) behind.push(key);
        expect(behind).toEqual(ordered.slice(i + 1));
      }
    });

    it('gives back what was put, byte for byte', async () => {
      const content = contentOf(randomBytes(100_000));
      const key = keyOf('ada', 'one', content);
      expect(await store.read(key)).toBeNull();
      await store.put(key, content);
      expect((await bytesOf(store, key))?.equals(bytesIn(content))).toBe(true);
    });

    it('gives a range of what was put, its first and its last byte, and none of what is not there', async () => {
      const content = contentOf(randomBytes(50_000));
      const key = keyOf('ada', 'ranges', content);
      expect(await store.read(key, { first: 0, last: 9 })).toBeNull();
      await store.put(key, content);
      for (const [first, last] of [
        [0, 0],
        [49_999, 49_999],
        [0, 49_999],
        [1_000, 33_333],
      ] as const) {
        const part = await bytesOf(store, key, { first, last });
        expect(part?.equals(bytesIn(content).subarray(first, last + 1))).toBe(true);
      }
    });

    it('stops reading for a reader who leaves, and serves the next one', async () => {
      const content = contentOf(randomBytes(tested.partBytes * 2));
      const key = keyOf('ada', 'left', content);
      await store.put(key, content);
      for (let reader = 0; reader < 20; reader++) {
        const body = await store.read(key);
        body?.once('error', () => undefined);
        await new Promise((resolve) => body?.once('data', resolve));
        body?.destroy();
      }
      expect(await store.holds(key, content, 'read')).toBe(true);
    });

    it('puts an empty file and a file of several parts', async () => {
      for (const bytes of [0, 1, tested.partBytes, tested.partBytes * 2 + 7]) {
        const content = contentOf(randomBytes(bytes));
        const key = keyOf('ada', 'sizes', content);
        await store.put(key, content);
        expect(await store.holds(key, content, 'digests')).toBe(true);
        expect(await store.holds(key, content, 'read')).toBe(true);
      }
    });

    it.each([
      { size: 50_000, isMd5Known: false },
      { size: 50_000, isMd5Known: true },
      { size: 3_000_000, isMd5Known: true },
    ])(
      'puts a file of $size bytes from the disk, and refuses one that is not what it was, its MD5 known: $isMd5Known',
      async ({ size, isMd5Known }) => {
        const directory = mkdtempSync(join(tmpdir(), 'swingbay-object-'));
        try {
          const file = join(directory, 'clip');
          const bytes = randomBytes(size);
          const md5 = isMd5Known ? createHash('md5').update(bytes).digest('hex') : null;
          const content = { ...contentOf(bytes), from: { file }, md5 };
          const put = (): Promise<unknown> => store.put(key, content);
          writeFileSync(file, bytes);
          const key = keyOf('ada', 'file', content);
          await put();
          expect(await store.holds(key, content, 'read')).toBe(true);
          writeFileSync(file, randomBytes(size));
          expect(await codeOf(put())).toBe('object-store/content-changed');
          writeFileSync(file, bytes.subarray(1));
          expect(await codeOf(put())).toBe('object-store/content-changed');
          rmSync(file);
          expect(await codeOf(put())).toBe('object-store/content-changed');
          expect(await store.holds(key, { ...content, from: { bytes } }, 'read')).toBe(true);
        } finally {
          rmSync(directory, { recursive: true });
        }
      },
    );

    it('says that its answer shows what it holds only where it does', async () => {
      for (const bytes of [0, 50_000, tested.partBytes * 2 + 7]) {
        const content = contentOf(randomBytes(bytes));
        const key = keyOf('ada', 'receipts', content);
        const receipt = await store.put(key, content);
        expect(receipt === 'taken' || (await store.holds(key, content, 'digests'))).toBe(true);
      }
    });

    it('putting twice, also at once, is putting once', async () => {
      const content = contentOf(randomBytes(30_000));
      const key = keyOf('ada', 'twice', content);
      await Promise.all(Array.from({ length: 5 }, () => store.put(key, content)));
      expect(await keysBelow(store, swingPrefix('ada', 'twice'))).toEqual([key]);
      expect(await store.holds(key, content, 'read')).toBe(true);
    });

    it('does not hold what it never got, nor what is other bytes', async () => {
      const content = contentOf(randomBytes(20_000));
      const key = keyOf('ada', 'damaged', content);
      expect(await store.holds(key, content, 'digests')).toBe(false);
      await store.put(key, content);
      await tested.damage(key);
      expect(await store.holds(key, content, 'digests')).toBe(false);
      expect(await store.holds(key, content, 'read')).toBe(false);
    });

    it('tells of many at once what it holds: not what is missing, damaged or of another swing', async () => {
      const contents = [20_000, tested.partBytes + 1, 20_000, 20_000].map((bytes) => contentOf(randomBytes(bytes)));
      const asked = new Map(contents.map((content) => [keyOf('dan', 'many', content), content]));
      const [whole, inParts, damaged, missing] = [...asked.keys()];
      for (const [key, content] of asked) if (key !== missing) await store.put(key, content);
      await tested.damage(damaged ?? '');
      const other = tested.open();
      for (const one of [store, other]) {
        expect(await one.heldBelow(swingPrefix('dan', 'many'), asked)).toEqual(new Set([whole, inParts]));
      }
      await other.close();
      expect(await store.heldBelow(swingPrefix('dan', 'none'), new Map())).toEqual(new Set());
    });

    it('lists what lies below a prefix in the order of keys, and nothing beside it', async () => {
      const contents = Array.from({ length: 5 }, () => contentOf(randomBytes(100)));
      for (const content of contents) await store.put(keyOf('bea', 'listed', content), content);
      await store.put(
        keyOf('bea', 'listed2', contents[0] ?? contentOf(new Uint8Array())),
        contents[0] ?? contentOf(new Uint8Array()),
      );
      const keys = contents.map((content) => keyOf('bea', 'listed', content)).toSorted();
      expect(await keysBelow(store, swingPrefix('bea', 'listed'))).toEqual(keys);
      expect(await keysBelow(store, swingPrefix('bea', 'nothing'))).toEqual([]);
    });

    it('erases a swing, then a person, and leaves everybody else', async () => {
      const content = contentOf(randomBytes(100));
      for (const [owner, swing] of [
        ['cid', 'a'],
        ['cid', 'b'],
        ['cid2', 'a'],
      ] as const) {
        await store.put(keyOf(owner, swing, content), content);
      }
      expect(await store.removeAll(swingPrefix('cid', 'a'))).toBe(1);
      expect(await store.removeAll(swingPrefix('cid', 'a'))).toBe(0);
      expect(await keysBelow(store, ownerPrefix('cid'))).toEqual([keyOf('cid', 'b', content)]);
      expect(await store.removeAll(ownerPrefix('cid'))).toBe(1);
      expect(await keysBelow(store, ownerPrefix('cid2'))).toEqual([keyOf('cid2', 'a', content)]);
    });

    it('waits for its pace before it sends', async () => {
      const content = contentOf(randomBytes(300_000));
      const asked: number[] = [];
      await store.put(keyOf('ada', 'paced', content), content, (bytes) => {
        asked.push(bytes);
        return Promise.resolve();
      });
      expect(asked.reduce((sum, bytes) => sum + bytes, 0)).toBe(content.bytes);
      expect(Math.max(...asked)).toBeLessThanOrEqual(256 * 1024);
    });

    it('an upload that fails on the way leaves no object, and the next one goes through', async () => {
      const content = contentOf(randomBytes(tested.partBytes + 200_000));
      const key = keyOf('ada', 'cut', content);
      let sent = 0;
      const cut = (bytes: number): Promise<void> => {
        sent += bytes;
        return sent > tested.partBytes + 70_000 ? Promise.reject(new Error('cut')) : Promise.resolve();
      };
      await expect(store.put(key, content, cut)).rejects.toBeInstanceOf(ObjectStoreError);
      expect(await store.read(key)).toBeNull();
      await store.put(key, content);
      expect(await store.holds(key, content, 'read')).toBe(true);
    });

    it('refuses every call after it was closed', async () => {
      const closed = tested.open();
      await closed.close();
      await closed.close();
      const content = contentOf(randomBytes(10));
      expect(await codeOf(closed.put(keyOf('ada', randomUUID(), content), content))).toBe('object-store/closed');
      expect(await codeOf(closed.removeAll(ownerPrefix('ada')))).toBe('object-store/closed');
    });
  });
}

function bytesIn({ from }: ObjectContent): Buffer {
  return 'bytes' in from ? Buffer.from(from.bytes) : Buffer.alloc(0);
}
