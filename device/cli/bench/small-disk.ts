/** A small disk of its own for a bay, to be filled to the brim. It is a mount, which only root may make. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MIB = 2 ** 20;
const DISK_MIB = 96;

/** Tried, not asked: root inside a container often may not mount. */
export const canMountDisk: boolean = mountingWorks();

export interface SmallDisk {
  readonly path: string;
  /** The part of a bay's configuration that makes it live there. */
  readonly store: Readonly<Record<string, unknown>>;
  /** Leaves less free than any clip needs. */
  fill(): Promise<void>;
  free(): Promise<void>;
  remove(): Promise<void>;
}

export async function mountSmallDisk(): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), 'swingbay-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', path]);
  const ballast = join(path, 'ballast');
  return {
    path,
    store: { dataDirectory: join(path, 'data'), floorMiB: 24, reserveMiB: 8 },
    fill: async () => {
      const { bavail, bsize } = await statfs(path);
      await writeFile(ballast, Buffer.alloc(bavail * bsize - MIB));
    },
    free: () => rm(ballast),
    remove: async () => {
      execFileSync('umount', ['-l', path]);
      await rm(path, { recursive: true, force: true });
    },
  };
}

function mountingWorks(): boolean {
  if (process.getuid?.() !== 0) return false;
  const path = mkdtempSync(join(tmpdir(), 'swingbay-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
    execFileSync('umount', [path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}
