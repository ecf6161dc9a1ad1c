/**
 * Swings that were made without a line drain to a real S3 server over a very bad one, while the process that sends is
 * killed again and again; then once more over a good line, beside the same bytes sent by the plain SDK.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasCeph, startCeph, WITHOUT_CEPH } from '../../../../cloud-sync/object-store/ceph-gateway.fixture.ts';
import { makeBucket } from '../../../../cloud-sync/object-store/made-bucket.fixture.ts';
import { BayError } from '../../../errors/bay-error.ts';
import { seededRandom } from '../../../virtual-bay/random.ts';
import { atMost, type Figure, told } from '../figure.ts';
import { lookWhatArrived, putPlainly } from './arrived.ts';
import { startChaosProxy } from './chaos-proxy.ts';
import { drain } from './drain.ts';
import { makeSwings } from './swings-made-offline.ts';

const QUICK = { whole: 50, reportsAlone: 200, kills: 5 };
const FULL = { whole: 1_000, reportsAlone: 10_000, kills: 100 };
const QUICK_PATIENCE_MS = 10 * 60_000;
const FULL_PATIENCE_MS = 3 * 3_600_000;
const LARGE_EVERY = 10;
/** Swings of the run over a good line. */
const GOOD_LINE_SWINGS = 40;
const THROUGHPUT_MIN = 0.7;
/** Node and the SDK are most of it; four files of up to a part's size are held at once. */
const MEMORY_MB_MAX = 512;
const MB = 1e6;
/** A line on which nothing moves is given up sooner than in a bay, so that the bench ends. */
const IDLE_MS = 3_000;

export async function benchOutbox({ quick }: { quick: boolean }): Promise<readonly Figure[]> {
  if (!hasCeph()) throw new BayError('bench/no-ceph', WITHOUT_CEPH.trim());
  const directory = mkdtempSync(join(tmpdir(), 'swingbay-outbox-'));
  const ceph = await startCeph();
  try {
    const { whole, reportsAlone, kills } = quick ? QUICK : FULL;
    const bucket = { ...(await makeBucket(ceph)), idleMs: IDLE_MS };
    const dataDirectory = join(directory, 'offline');
    const ledger = await makeSwings(dataDirectory, { whole, reportsAlone, largeEvery: LARGE_EVERY });
    const dice = seededRandom(20);
    const random = (): number => dice.next();
    const proxy = await startChaosProxy(ceph.port, random);
    const options = { ...bucket, endpoint: `http://127.0.0.1:${proxy.port}` };
    const patienceMs = quick ? QUICK_PATIENCE_MS : FULL_PATIENCE_MS;
    const drained = await drain({ dataDirectory, options, kills, random, patienceMs });
    await proxy.close();
    const arrived = await lookWhatArrived(bucket, ledger);
    for (const [harm, times] of Object.entries(proxy.done)) say(`the line: ${harm} ${times} times`);
    for (const [code, times] of Object.entries(drained.failures)) say(`met: ${code} ${times} times`);
    const speed = await overAGoodLine(join(directory, 'good'), ceph);
    const harms = Object.values(proxy.done).reduce((sum, times) => sum + times, 0);
    return [
      told('swings that were made offline', ledger.swings.size, 'swings'),
      told('objects that they are', arrived.objects, 'objects'),
      told('times that the line did harm', harms, 'times'),
      { ...told('kills of the process that sends', drained.kills, 'kills'), limit: kills, ok: drained.kills >= kills },
      atMost('objects lost', arrived.lost, 'objects', 0),
      atMost('objects doubled', arrived.doubled, 'objects', 0),
      atMost('objects whose SHA-256 differs', arrived.unequal, 'objects', 0),
      atMost('uploads left open', arrived.openUploads, 'uploads', 0),
      atMost('things given up', drained.parked, 'entries', 0),
      atMost('memory of the process that sends, at most', drained.memoryBytesMax / MB, 'MB', MEMORY_MB_MAX),
      speed,
    ];
  } finally {
    await ceph.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The bay's own bytes over the plain SDK's, for the same sizes in the same run. */
async function overAGoodLine(dataDirectory: string, ceph: Parameters<typeof makeBucket>[0]): Promise<Figure> {
  const offline = { whole: GOOD_LINE_SWINGS, reportsAlone: 0, largeEvery: LARGE_EVERY };
  const ledger = await makeSwings(dataDirectory, offline);
  const options = await makeBucket(ceph);
  const drained = await drain({ dataDirectory, options, kills: 0, random: Math.random, patienceMs: QUICK_PATIENCE_MS });
  const arrived = await lookWhatArrived(options, ledger);
  const plainMs = await putPlainly(await makeBucket(ceph), arrived.sizes);
  const [own, plain] = [drained.lastMs, plainMs].map((ms) => ledger.bytes / MB / (ms / 1_000)) as [number, number];
  const ratio = own / plain;
  const name = 'throughput over a good line';
  return {
    name,
    value: own,
    unit: 'MB/s',
    floor: plain,
    ratio,
    limit: plain * THROUGHPUT_MIN,
    ok: ratio >= THROUGHPUT_MIN,
  };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
