/**
 * A bay that was without a line for three days gets one of 1 Mbit/s, to a real S3 server: what arrives first, and
 * whether the live loop feels it.
 *
 * Its swings are made at a driving range's pace by a clock that is not the machine's. Two virtual 720p60 cameras are
 * watched while the line stands still and while it carries, turn by turn; sending does not pause for the golfer here, so
 * that it is felt at its worst. Then the line is made wide, since at 1 Mbit/s the clips alone would take hours, and what
 * is left arrives over it: the order is looked at over everything.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasCeph, startCeph, WITHOUT_CEPH } from '../../../../cloud-sync/object-store/ceph-gateway.fixture.ts';
import { makeBucket } from '../../../../cloud-sync/object-store/made-bucket.fixture.ts';
import { readEnvironment } from '../../../config/environment.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { BayError } from '../../../errors/bay-error.ts';
import { seededRandom } from '../../../virtual-bay/random.ts';
import { openDemoBay } from '../../demo-bay.ts';
import { atMost, type Figure, told } from '../figure.ts';
import { lookWhatArrived } from '../outbox/arrived.ts';
import { drain } from '../outbox/drain.ts';
import { describeBay, s3Section } from '../outbox/sending-bay.ts';
import { makeSwings } from '../outbox/swings-made-offline.ts';
import { liveBesideDrain } from './live-beside-drain.ts';
import { orderOfArrival } from './order-of-arrival.ts';
import { rangeHours } from './range-hours.ts';
import { SlowLine } from './slow-line.ts';

const OFFLINE_HOURS = 72;
const BITS_PER_SECOND = 1_000_000;
/** A quick run keeps every so many swings of the three days. */
const QUICK_EVERY = 10;
const QUICK = { turns: 3, turnMs: 4_000 };
const FULL = { turns: 9, turnMs: 6_000 };
const LARGE_EVERY = 10;
const LATENCY_RATIO_MAX = 1.1;
/** Of the line, while the live loop was looked at: less would not be a drain. */
const CARRIED_SHARE_MIN = 0.8;
const PATIENCE_MS = 40 * 60_000;
const SECONDS_PER_HOUR = 3_600;

export async function benchDrain({ quick }: { quick: boolean }): Promise<readonly Figure[]> {
  // A folder has no line that could be slow.
  if (!hasCeph()) throw new BayError('bench/no-ceph', WITHOUT_CEPH.trim());
  const directory = mkdtempSync(join(tmpdir(), 'swingbay-drain-'));
  const ceph = await startCeph();
  const line = await SlowLine.open(ceph.port, BITS_PER_SECOND);
  try {
    const bucket = await makeBucket(ceph);
    const overLine = { ...bucket, endpoint: `http://127.0.0.1:${line.port}` };
    const dice = seededRandom(72);
    const all = rangeHours(new Date(), OFFLINE_HOURS, () => dice.next());
    const times = quick ? all.filter((_, n) => n % QUICK_EVERY === 0) : all;
    const ledger = await makeSwings(join(directory, 'data'), {
      ...{ whole: times.length, reportsAlone: 0, largeEvery: LARGE_EVERY, times },
    });
    const live = await watchLive(directory, s3Section(directory, overLine), line, quick);
    line.let('wide');
    const bay = await describeBay(directory, overLine);
    const rest = await drain({ bay, kills: 0, random: () => 0, patienceMs: PATIENCE_MS });
    const order = await orderOfArrival(bucket);
    const arrived = await lookWhatArrived(bucket, ledger);
    const carried = live.bitsPerSecond / BITS_PER_SECOND;
    const spanMs = (times.at(-1)?.getTime() ?? 0) - (times[0]?.getTime() ?? 0);
    return [
      told('swings that were made offline', times.length, 'swings'),
      told('from the first of them to the last, by the clock of the bay', spanMs / 1_000 / SECONDS_PER_HOUR, 'h'),
      {
        ...told('what the line carried while the live loop was watched', live.bitsPerSecond / 1e6, 'Mbit/s'),
        ...{ limit: CARRIED_SHARE_MIN, ok: carried >= CARRIED_SHARE_MIN },
      },
      beside('age of the newest picture while it carried, p95', live.draining.ageMs, live.still.ageMs),
      beside('event-loop delay of the daemon while it carried, p99', live.draining.loopMs, live.still.loopMs),
      told('results, key frames and clips', order.results + order.keyFrames + order.clips, 'objects'),
      atMost('results that came after a key frame or a clip', order.resultsLate, 'objects', 0),
      atMost('key frames that came after a clip', order.keyFramesLate, 'objects', 0),
      atMost('objects lost', arrived.lost, 'objects', 0),
      atMost('objects doubled', arrived.doubled, 'objects', 0),
      atMost('things given up', rest.parked, 'entries', 0),
      told('what all results need of a line of 1 Mbit/s', order.resultBytes / (BITS_PER_SECOND / 8) / 60, 'min'),
    ];
  } finally {
    await line.close();
    await ceph.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function watchLive(directory: string, to: Record<string, unknown>, line: SlowLine, quick: boolean) {
  const bay = await openDemoBay({
    cacheDirectory: readEnvironment().cacheDirectory ?? join(projectRoot, '.swingbay', 'virtual-bay'),
    directory,
    port: 0,
    virtual: { prepare: [], fps: 60, width: 1280, height: 720 },
    configuration: { sync: { to, pauseWhileSwinging: false } },
  });
  try {
    return await liveBesideDrain(bay.daemon, line, quick ? QUICK : FULL);
  } finally {
    await bay.close();
  }
}

function beside(name: string, value: number, floor: number): Figure {
  const limit = LATENCY_RATIO_MAX * floor;
  return { name, value, unit: 'ms', floor, ratio: value / floor, limit, ok: value <= limit };
}
