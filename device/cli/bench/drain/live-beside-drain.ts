/** How late the live loop is while a line stands still and while it carries what it can, turn by turn in one bay. */
import { setTimeout as sleep } from 'node:timers/promises';
import { NS_PER_MS, systemClock } from '../../../clock/clock.ts';
import { BayClient } from '../../bay-client.ts';
import type { SupervisedDaemon } from '../../supervised-daemon.ts';
import type { SlowLine } from './slow-line.ts';

export interface LiveTurns {
  readonly turns: number;
  readonly turnMs: number;
}

interface Lateness {
  /** Age of the newest picture at the screen's socket. */
  readonly ageMs: number;
  /** Of the daemon's event loop. */
  readonly loopMs: number;
}

export interface LiveBesideDrain {
  readonly still: Lateness;
  readonly draining: Lateness;
  /** Over the line while it carried, there and back, in bits a second. */
  readonly bitsPerSecond: number;
}

const WARM_UP_MS = 5_000;
/** Until what was held flows, or what flowed has come to rest. */
const SETTLE_MS = 1_000;

/** Leaves the line carrying. The middle of the turns' 95th and 99th percentiles: others use the machine too. */
export async function liveBesideDrain(
  daemon: SupervisedDaemon,
  line: SlowLine,
  { turns, turnMs }: LiveTurns,
): Promise<LiveBesideDrain> {
  const { client, greeting } = await BayClient.connect(daemon.url);
  const ages: number[] = [];
  client.onPicture = ({ capturedAtNs }) => ages.push((systemClock.monotonicNs() - capturedAtNs) / NS_PER_MS);
  for (const { name } of greeting.cameras) client.send({ event: 'START_STREAM', data: { camera: name } });
  const look = async (): Promise<Lateness> => {
    await sleep(SETTLE_MS);
    ages.length = 0;
    daemon.resetLoopDelay();
    await sleep(turnMs);
    const ageMs = percentile(ages, 0.95);
    return { ageMs, loopMs: (await daemon.loopDelay()).p99Ms };
  };
  const still: Lateness[] = [];
  const draining: Lateness[] = [];
  let [bytes, ms] = [0, 0];
  const drained = async (): Promise<void> => {
    line.let('slow');
    const [bytesBefore, beganMs] = [line.bytes, performance.now()];
    draining.push(await look());
    bytes += line.bytes - bytesBefore;
    ms += performance.now() - beganMs;
  };
  const stood = async (): Promise<void> => {
    line.let('still');
    still.push(await look());
  };
  await sleep(WARM_UP_MS);
  try {
    for (let turn = 0; turn < turns; turn++) {
      // Whatever drifts meanwhile is on both sides alike.
      for (const part of turn % 2 === 0 ? [stood, drained] : [drained, stood]) await part();
    }
  } finally {
    client.close();
    line.let('slow');
  }
  return { still: middle(still), draining: middle(draining), bitsPerSecond: (bytes * 8) / (ms / 1_000) };
}

function middle(turns: readonly Lateness[]): Lateness {
  const of = (values: number[]): number => percentile(values, 0.5);
  return { ageMs: of(turns.map(({ ageMs }) => ageMs)), loopMs: of(turns.map(({ loopMs }) => loopMs)) };
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
