/** What can be known of the machine itself: room on its disk, and how warm it is. Null where it does not say. */
import { readdir, readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';

const THERMAL = '/sys/class/thermal';
/** Sensors that are not wired say such things. */
const [COLDEST, HOTTEST] = [-60, 150];

export interface Machine {
  readonly disk: { readonly freeBytes: number; readonly bytes: number } | null;
  readonly temperatureCelsius: number | null;
}

export async function lookAtMachine(dataDirectory: string, thermal = THERMAL): Promise<Machine> {
  const [disk, temperatureCelsius] = await Promise.all([diskOf(dataDirectory), hottest(thermal)]);
  return { disk, temperatureCelsius };
}

async function diskOf(directory: string): Promise<Machine['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(directory);
    return { freeBytes: bavail * bsize, bytes: blocks * bsize };
  } catch {
    return null;
  }
}

async function hottest(thermal: string): Promise<number | null> {
  const names = await readdir(thermal).catch(() => []);
  const zones = names.filter((name) => name.startsWith('thermal_zone'));
  const read = await Promise.all(zones.map((zone) => readFile(join(thermal, zone, 'temp'), 'utf8').catch(() => '')));
  const degrees = read.map((text) => (text.trim() === '' ? Number.NaN : Number(text) / 1_000));
  const likely = degrees.filter((each) => each > COLDEST && each < HOTTEST);
  return likely.length === 0 ? null : Math.round(Math.max(...likely) * 10) / 10;
}
