/**
 * How fast a bay sends over a line that is good, beside the same objects sent by the plain SDK, turn by turn.
 *
 * The SDK gets what it is best at: bytes that are in memory, as many connections, its own checksum (CRC32) and nothing
 * to look after. The bay reads them from its disk and database, hashes them twice, sends both digests, asks for every
 * object whether it arrived, reads documents back whole and writes down what became of each.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CephGateway } from '../../../../cloud-sync/object-store/ceph-gateway.fixture.ts';
import { makeBucket } from '../../../../cloud-sync/object-store/made-bucket.fixture.ts';
import { BayError } from '../../../errors/bay-error.ts';
import { TetheredProcess } from '../../../process/tethered-process.ts';
import type { Figure } from '../figure.ts';
import { lookWhatArrived } from './arrived.ts';
import type { PlainTold } from './plain-process.ts';
import { describeBay } from './sending-bay.ts';
import type { SyncTold } from './sync-process.ts';
import { makeSwings, type Offline } from './swings-made-offline.ts';

const MB = 1e6;
const MIB = 1024 * 1024;
/** As the configuration has it where nothing is said; a line that does harm is tried with the smallest parts. */
const PART_MIB_OF_A_BAY = 8;
const THROUGHPUT_MIN = 0.7;
const PATIENCE_MS = 10 * 60_000;

interface Turn {
  readonly bytes: number;
  readonly ownMs: number;
  readonly plainMs: number;
}

/**
 * The middle of the turns by their ratio: others use the machine too. A store that has just begun halts for a second at
 * its first hundreds of MB, whoever sends them: one turn before counts for nothing. Rejects with `bench/not-sent`.
 */
export async function overAGoodLine(
  directory: string,
  ceph: CephGateway,
  turns: number,
  offline: Offline,
): Promise<Figure> {
  await take(join(directory, 'first'), ceph, offline);
  const taken: Turn[] = [];
  for (let turn = 0; turn < turns; turn++) taken.push(await take(join(directory, String(turn)), ceph, offline));
  const ratios = taken.map(({ ownMs, plainMs }) => plainMs / ownMs);
  const middle = ratios.toSorted((a, b) => a - b)[Math.floor(turns / 2)] ?? Number.NaN;
  const { bytes, ownMs, plainMs } = taken[ratios.indexOf(middle)] ?? { bytes: 0, ownMs: 1, plainMs: 1 };
  const [own, plain] = [ownMs, plainMs].map((ms) => bytes / MB / (ms / 1_000)) as [number, number];
  return {
    ...{ name: 'throughput over a good line, beside the plain SDK', value: own, unit: 'MB/s', floor: plain },
    ...{ ratio: middle, limit: plain * THROUGHPUT_MIN, ok: middle >= THROUGHPUT_MIN },
  };
}

async function take(directory: string, ceph: CephGateway, offline: Offline): Promise<Turn> {
  const options = { ...(await makeBucket(ceph)), partBytes: PART_MIB_OF_A_BAY * MIB };
  const bay = await describeBay(directory, options);
  const ledger = await makeSwings(bay.dataDirectory, offline);
  const { ms: ownMs } = await told<SyncTold>('sync-process.ts', bay.configFile);
  const { sizes, lost } = await lookWhatArrived(options, ledger);
  if (lost > 0) throw new BayError('bench/not-sent', `${lost} objects did not arrive over a good line.`);
  const { ca: _none, ...plain } = await makeBucket(ceph);
  const { ms: plainMs } = await told<PlainTold>('plain-process.ts', JSON.stringify({ options: plain, sizes }));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return { bytes, ownMs, plainMs };
}

/** Runs a program of this folder and answers the one line that it says. */
async function told<T>(name: `${string}-process.ts`, argument: string): Promise<T> {
  const program = fileURLToPath(new URL(name, import.meta.url));
  const running = new TetheredProcess({
    command: process.execPath,
    args: [program.replace(/\.ts$/, import.meta.url.endsWith('.js') ? '.js' : '.ts'), argument],
    stdio: { stdout: 'pipe' },
  });
  const patience = setTimeout(() => void running.kill(), PATIENCE_MS);
  try {
    const { stdout } = running.child;
    const line = stdout === null ? null : await Promise.race([once(createInterface(stdout), 'line'), running.exited]);
    if (!Array.isArray(line)) throw new BayError('bench/not-sent', `${name} ended by itself. ${running.lastWords}`);
    return JSON.parse(String(line[0])) as T;
  } finally {
    clearTimeout(patience);
    await running.kill();
  }
}
