import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canMountDisk } from '../cli/bench/small-disk.ts';
import type { DiskState } from './disk-guard.ts';
import { sampleReport } from './fixtures/sample-report.ts';
import { aSwing, openStoreIn, stageClip } from './fixtures/store-in-directory.ts';
import type { Store } from './store.ts';

/*
 * A real, small file system that is really filled: what SQLite and rename do on a full disk cannot be imagined.
 */
const DISK_MIB = 64;
/** The reserve holds the write-ahead log of 4 MiB, which is folded into the file when it is full, and that file. */
const SMALL_DISK = { floorMiB: 8, reserveMiB: 12, diskPollMs: 100 };
const MIB = 1024 * 1024;
/** The promise is 10 s; a test waits for five times as long. */
const WHOLE_AGAIN_MS_MAX = 50_000;

if (!canMountDisk) process.stdout.write('The disk rule is not tested: mounting a small disk needs root.\n');

let disk: string;
let store: Store;

async function open(): Promise<void> {
  store = await openStoreIn(join(disk, 'data'), SMALL_DISK);
}

beforeEach(async () => {
  if (!canMountDisk) return;
  disk = mkdtempSync(join(tmpdir(), 'swingbay-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', disk]);
  await open();
});
afterEach(async () => {
  if (!canMountDisk) return;
  await store.close();
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

/** Somebody else fills the disk until `leftBytes` are free; 0 is not a byte. */
function fillDisk(leftBytes: number): void {
  const file = openSync(join(disk, 'somebody-elses'), 'a');
  try {
    for (let chunk = MIB; chunk >= 4096; chunk /= 2) {
      const zeros = Buffer.alloc(chunk);
      const free = (): number => statfsSync(disk).bavail * statfsSync(disk).bsize;
      while (free() - chunk >= leftBytes) writeSync(file, zeros);
    }
  } finally {
    closeSync(file);
  }
}

function freeDisk(): void {
  rmSync(join(disk, 'somebody-elses'));
}

async function until(state: DiskState): Promise<number> {
  const startedAt = performance.now();
  while (store.disk.status().state !== state) {
    if (performance.now() - startedAt > WHOLE_AGAIN_MS_MAX) throw new Error(`the disk did not become ${state}`);
    await delay(20);
  }
  return performance.now() - startedAt;
}

let clips = 0;
async function recordWithClip(bytes = MIB): Promise<string> {
  const outcome = await stageClip(store, `clip ${clips++};`, bytes);
  const { id } = store.swings.recordSwing(aSwing({ media: outcome.isStored ? [outcome.media] : [] }));
  if (!outcome.isStored) store.swings.noteMissing(id, { what: 'clip', camera: 'face-on', reason: outcome.reason });
  return id;
}

const clipState = (id: string): string | undefined => store.media.list(id)[0]?.state;

describe.skipIf(!canMountDisk)('on a data disk that fills', () => {
  it('the oldest unmarked clips make way, and their swings say so', async () => {
    const [marked, oldest, newest] = [await recordWithClip(), await recordWithClip(), await recordWithClip()];
    store.swings.mark(marked, 1);
    fillDisk(7.7 * MIB);
    await store.disk.check();
    expect(store.disk.status().state).toBe('ok');
    expect([marked, oldest, newest].map(clipState)).toEqual(['present', 'dropped', 'present']);
    expect(store.swings.find(oldest).missing).toEqual([{ what: 'clip', camera: 'face-on', reason: 'disk-full' }]);
  });

  it('room is made once for files that come at once', async () => {
    const older = [await recordWithClip(), await recordWithClip(), await recordWithClip()];
    fillDisk(8.05 * MIB);
    const outcomes = await Promise.all(Array.from({ length: 6 }, (_, n) => stageClip(store, `at once ${n};`, 100_000)));
    expect(outcomes.every((outcome) => outcome.isStored)).toBe(true);
    expect(older.map(clipState)).toEqual(['dropped', 'present', 'present']);
  });

  it('swings and reports are stored to the last byte, without clips, and clips come again with space', async () => {
    const before = await recordWithClip();
    const states: DiskState[] = [];
    store.disk.onChange((status) => states.push(status.state));
    fillDisk(0);
    await until('full');
    fillDisk(0);
    expect(clipState(before)).toBe('dropped');
    expect(store.disk.warnings()).toMatchObject([{ code: 'store/disk-full', camera: null }]);

    const during: string[] = [];
    for (let swing = 0; swing < 50; swing++) {
      const id = await recordWithClip();
      // Each report is as long as a real one with all its metrics.
      store.swings.storeRevision({ report: sampleReport(id, { club: 'x'.repeat(20_000) }) });
      during.push(id);
    }
    for (const id of during) {
      expect(store.swings.find(id).missing).toEqual([{ what: 'clip', camera: 'face-on', reason: 'disk-full' }]);
      expect(store.swings.report(id).revision).toBe(1);
    }
    expect(store.disk.status().isReserveHeld || (await store.disk.check()).isReserveHeld).toBe(false);

    freeDisk();
    const wholeAgainMs = await until('ok');
    process.stdout.write(`whole again ${Math.round(wholeAgainMs)} ms after there was space\n`);
    expect(store.disk.warnings()).toEqual([]);
    expect(store.disk.status().isReserveHeld).toBe(true);
    expect(clipState(await recordWithClip())).toBe('present');
    expect(states).toEqual(['full', 'ok']);
  });

  it('the store opens again with what it has', async () => {
    const id = await recordWithClip();
    await store.close();
    fillDisk(0);
    await open();
    expect(store.swings.find(id).id).toBe(id);
    const added = store.swings.recordSwing(aSwing());
    expect(store.swings.find(added.id).status).toBe('queued');
  });

  it('a transaction without room takes clips before it takes the reserve', async () => {
    const clip = await recordWithClip(6 * MIB);
    await store.disk.stop();
    fillDisk(0);
    const bulky = { stagesMs: { ['x'.repeat(60_000)]: 1 } };
    const report = (): string => {
      const { id } = store.swings.recordSwing(aSwing());
      return store.swings.storeRevision({ report: sampleReport(id, bulky) }).id;
    };
    const ids = Array.from({ length: 20 }, report);
    expect((await store.disk.check()).isReserveHeld).toBe(true);
    expect(clipState(clip)).toBe('dropped');
    ids.push(...Array.from({ length: 80 }, report));
    expect((await store.disk.check()).isReserveHeld).toBe(false);
    expect(ids.every((id) => store.swings.report(id).revision === 1)).toBe(true);
  });
});
