/**
 * Swings that were made without a line drain to a real S3 server and a real PostgreSQL over very bad lines, while the
 * bay's daemon is killed again and again; then some more over a good line, beside the same bytes sent by the plain SDK.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasCeph, startCeph, WITHOUT_CEPH } from '../../../../cloud-sync/object-store/ceph-gateway.fixture.ts';
import { makeBucket } from '../../../../cloud-sync/object-store/made-bucket.fixture.ts';
import { postgresBinaries, startPostgres } from '../../../../cloud-sync/warehouse/postgres-server.fixture.ts';
import { BayError } from '../../../errors/bay-error.ts';
import { seededRandom } from '../../../virtual-bay/random.ts';
import { atMost, type Figure, told } from '../figure.ts';
import { lookWhatArrived } from './arrived.ts';
import { lookWhatRowsArrived } from './rows-arrived.ts';
import { startChaosProxy } from './chaos-proxy.ts';
import { drain } from './drain.ts';
import { overAGoodLine } from './good-line.ts';
import { describeBay } from './sending-bay.ts';
import { makeSwings } from './swings-made-offline.ts';

const QUICK = { whole: 50, reportsAlone: 200, kills: 5, turns: 5 };
const FULL = { whole: 1_000, reportsAlone: 10_000, kills: 100, turns: 5 };
const QUICK_PATIENCE_MS = 10 * 60_000;
const FULL_PATIENCE_MS = 3 * 3_600_000;
const LARGE_EVERY = 10;
/** Each swing that is whole has a clip and poses of each. */
const CAMERAS_OF_SWING = 2;
/** Of a direction of a connection: rows are few bytes. */
const HARM_WITHIN_BYTES = { files: 6_000_000, rows: 100_000 };
/** Of each turn over a good line. */
const GOOD_LINE_SWINGS = { whole: 40, reportsAlone: 0, largeEvery: LARGE_EVERY };
/** Of the whole daemon, which has cameras, pages and analyses in it as well. */
const MEMORY_MB_MAX = 512;
const MB = 1e6;
/** A line on which nothing moves is given up sooner than in a bay, so that the bench ends. */
const IDLE_MS = 3_000;

export async function benchOutbox({ quick }: { quick: boolean }): Promise<readonly Figure[]> {
  if (!hasCeph()) throw new BayError('bench/no-ceph', WITHOUT_CEPH.trim());
  const directory = mkdtempSync(join(tmpdir(), 'swingbay-outbox-'));
  if (postgresBinaries() === null) throw new BayError('bench/no-postgres', 'PostgreSQL is not installed.');
  const ceph = await startCeph();
  const postgres = await startPostgres();
  try {
    const { whole, reportsAlone, kills, turns } = quick ? QUICK : FULL;
    const dice = seededRandom(20);
    const random = (): number => dice.next();
    const proxy = await startChaosProxy(ceph.port, random, HARM_WITHIN_BYTES.files);
    const bucket = { ...(await makeBucket(ceph)), idleMs: IDLE_MS };
    const line = { ...bucket, endpoint: `http://127.0.0.1:${proxy.port}` };
    const rowsProxy = await startChaosProxy(Number(new URL(postgres.url).port), random, HARM_WITHIN_BYTES.rows);
    const rowsLine = new URL(postgres.url);
    rowsLine.port = String(rowsProxy.port);
    const bay = await describeBay(join(directory, 'offline'), line, {
      warehouse: { kind: 'postgres', url: rowsLine.href, facility: 'north', tls: { mode: 'off' } },
    });
    const ledger = await makeSwings(bay.dataDirectory, { whole, reportsAlone, largeEvery: LARGE_EVERY });
    say(`${ledger.swings.size} swings of ${Math.round(ledger.bytes / MB)} MB were made`);
    const patienceMs = quick ? QUICK_PATIENCE_MS : FULL_PATIENCE_MS;
    const drained = await drain({ bay, kills, random, patienceMs });
    await Promise.all([proxy.close(), rowsProxy.close()]);
    say(`nothing waits after ${Math.round(drained.ms / 1_000)} s; looking what arrived`);
    const arrived = await lookWhatArrived(bucket, ledger);
    const rows = await lookWhatRowsArrived(postgres.url, ledger, whole * CAMERAS_OF_SWING);
    for (const [harm, times] of Object.entries(proxy.done)) say(`the line to the object store: ${harm} ${times} times`);
    for (const [harm, times] of Object.entries(rowsProxy.done))
      say(`the line to the warehouse: ${harm} ${times} times`);
    for (const code of drained.troubles) say(`met: ${code}`);
    const speed = await overAGoodLine(join(directory, 'good'), ceph, turns, GOOD_LINE_SWINGS);
    const harms = [...Object.values(proxy.done), ...Object.values(rowsProxy.done)].reduce(
      (sum, times) => sum + times,
      0,
    );
    return [
      told('swings that were made offline', ledger.swings.size, 'swings'),
      told('objects that they are', arrived.objects, 'objects'),
      told('rows of them in the warehouse', rows.rows, 'rows'),
      told('times that the lines did harm', harms, 'times'),
      { ...told('kills of the daemon', drained.kills, 'kills'), limit: kills, ok: drained.kills >= kills },
      told('from the first start of the daemon until nothing waited', drained.ms / 1_000, 's'),
      atMost('objects lost', arrived.lost, 'objects', 0),
      atMost('objects doubled', arrived.doubled, 'objects', 0),
      atMost('objects whose SHA-256 differs', arrived.unequal, 'objects', 0),
      atMost('uploads left open', arrived.openUploads, 'uploads', 0),
      atMost('rows lost', rows.lost, 'rows', 0),
      atMost('rows doubled', rows.doubled, 'rows', 0),
      atMost('things given up', drained.parked, 'entries', 0),
      atMost('memory of the daemon, at most', drained.memoryBytesMax / MB, 'MB', MEMORY_MB_MAX),
      speed,
    ];
  } finally {
    await postgres.stop();
    await ceph.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
