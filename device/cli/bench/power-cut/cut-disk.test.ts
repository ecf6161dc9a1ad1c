import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CutDisk, type Dice } from './cut-disk.ts';
import type { DiskEvent } from './disk-events.ts';

const ROOT: DiskEvent = { type: 'made', path: '.', isDirectory: true };
const SYNC: DiskEvent = { type: 'synced', path: '.' };
const made = (path: string): DiskEvent => ({ type: 'made', path, isDirectory: false });
const written = (path: string, at: number, text: string): DiskEvent => ({
  type: 'written',
  path,
  at,
  bytes: Buffer.from(text),
});
const synced = (path: string): DiskEvent => ({ type: 'synced', path });

function diskAfter(...events: DiskEvent[]): CutDisk {
  const disk = new CutDisk();
  for (const event of [ROOT, ...events]) disk.happen(event);
  return disk;
}

const always =
  (value: number): Dice =>
  () =>
    value;
/** Every change survives whole, or none does. */
const LUCKY = always(0.999_999);
const UNLUCKY = always(0);

const diceOf = (throws: readonly number[]): Dice => {
  let next = 0;
  return () => throws[next++ % throws.length] ?? 0;
};
const someDice = fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('a disk whose power is cut', () => {
  it('has what was flushed, whatever the dice say', () => {
    fc.assert(
      fc.property(someDice, (throws) => {
        const disk = diskAfter(made('a'), written('a', 0, 'kept'), synced('a'), SYNC);
        expect(disk.cut(diceOf(throws)).files.get('a')?.toString()).toBe('kept');
      }),
    );
  });

  it('may have lost, or have, what was not', () => {
    const disk = diskAfter(made('a'), written('a', 0, 'kept'), synced('a'), written('a', 4, ' and more'));
    expect(disk.cut(UNLUCKY).files.get('a')?.toString()).toBe('kept');
    expect(disk.cut(LUCKY).files.get('a')?.toString()).toBe('kept and more');
  });

  it('may have a later write without an earlier one, with zeros between', () => {
    const disk = diskAfter(made('a'), SYNC, written('a', 0, 'ab'), written('a', 2, 'cd'));
    // Names, then for each write whether it is there, and where it is, whether it is torn.
    const [names, gone, there, whole] = [0, 0.1, 0.9, 0.9];
    expect(disk.cut(diceOf([names, gone, there, whole])).files.get('a')).toEqual(Buffer.from('\0\0cd'));
  });

  it('tears a write between sectors, never within one', () => {
    fc.assert(
      fc.property(someDice, (throws) => {
        const disk = diskAfter(made('a'), SYNC, written('a', 0, 'x'.repeat(2048)));
        const length = disk.cut(diceOf(throws)).files.get('a')?.length ?? -1;
        expect(length % 512).toBe(0);
      }),
    );
  });

  it('never has a later name without an earlier one', () => {
    fc.assert(
      fc.property(someDice, (throws) => {
        const found = diskAfter(made('a'), made('b'), made('c')).cut(diceOf(throws));
        expect(['', 'a', 'a b', 'a b c']).toContain([...found.files.keys()].join(' '));
      }),
    );
  });

  it('may have a name whose content is not there: a rename is no flush', () => {
    const disk = diskAfter(made('a'), written('a', 0, 'lost'), { type: 'renamed', from: 'a', to: 'b' }, SYNC);
    const found = disk.cut(UNLUCKY);
    expect([...found.files]).toEqual([['b', Buffer.alloc(0)]]);
  });

  it('carries earlier names with the flush of any file', () => {
    const disk = diskAfter(made('a'), made('b'), synced('b'));
    expect([...disk.cut(UNLUCKY).files.keys()]).toEqual(['a', 'b']);
  });

  it('forgets a file that was removed only when that is flushed, or by chance', () => {
    const disk = diskAfter(made('a'), SYNC, { type: 'removed', path: 'a' });
    expect([...disk.cut(UNLUCKY).files.keys()]).toEqual(['a']);
    expect([...disk.cut(LUCKY).files.keys()]).toEqual([]);
  });

  it('stays as it is, to be cut again', () => {
    fc.assert(
      fc.property(someDice, (throws) => {
        const disk = diskAfter(made('a'), written('a', 0, 'kept'), synced('a'), written('a', 0, 'over'));
        disk.cut(diceOf(throws));
        expect(disk.cut(UNLUCKY).files.get('a')?.toString()).toBe('kept');
      }),
    );
  });

  it('knows no file that was never made', () => {
    expect(() => diskAfter(written('a', 0, 'x'))).toThrow(/never made/);
  });
});
