/**
 * How soon a broken line is noticed, how soon it is back, and that no hit is lost or told twice on the way: the driver
 * with the real firmware through unplugs, silence, resets, frozen and aborted processes, and a flood.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../../device/cli/bench/figure.ts';
import { NS_PER_MS } from '../../../device/clock/clock.ts';
import { type Random, seededRandom } from '../../../device/virtual-bay/random.ts';
import { canMakeBadLine } from './bad-line.ts';
import { percentile } from './percentile.ts';
import { SerialBay } from './serial-bay.ts';
import { until } from './until.ts';

const SEED = 11;
const DRIFT_PPM = -45;
const NOTICED_MS_MAX = 500;
const BACK_MS_MAX = 5_000;
/** So long is waited before a figure is given up for. */
const PATIENCE_MS = 25_000;
const SILENCE_MS = 900;
const PAUSE_MS_MAX = 150;
const FLOOD_BYTES_PER_S = 1_000_000;
const FLOOD_MS = 10_000;
const FLOOD_MS_QUICK = 3_000;
const SETTLED_MS = 300;
const MS_PER_S = 1_000;

interface Fault {
  readonly name: string;
  readonly times: number;
  /** Breaks the line. */
  readonly breakIt: (bay: SerialBay) => Promise<void> | void;
  /** Makes it whole again; or after how many milliseconds it is so by itself. */
  readonly mendIt: ((bay: SerialBay) => Promise<void> | void) | number;
  /** Whether the controller keeps events meanwhile, so that a hit can be made. */
  readonly isHitMeanwhile: boolean;
}

const FAULTS: readonly Fault[] = [
  {
    name: 'line unplugged',
    times: 100,
    breakIt: (bay) => bay.tell('unplug'),
    mendIt: (bay) => bay.tell('plug'),
    isHitMeanwhile: true,
  },
  {
    name: 'line silent',
    times: 20,
    breakIt: (bay) => bay.tell(`drop ${SILENCE_MS}`),
    mendIt: SILENCE_MS,
    isHitMeanwhile: false,
  },
  {
    name: 'controller frozen',
    times: 20,
    breakIt: (bay) => bay.freeze(),
    mendIt: (bay) => bay.thaw(),
    isHitMeanwhile: false,
  },
  { name: 'controller reset', times: 20, breakIt: (bay) => bay.tell('reset'), mendIt: 0, isHitMeanwhile: false },
  {
    name: "line's process aborted",
    times: 20,
    breakIt: (bay) => void process.kill(bay.hardware.standing.pid ?? 0, 'SIGABRT'),
    mendIt: 0,
    isHitMeanwhile: true,
  },
  {
    name: "line's process frozen",
    times: 5,
    breakIt: (bay) => void process.kill(bay.hardware.standing.pid ?? 0, 'SIGSTOP'),
    mendIt: 0,
    isHitMeanwhile: true,
  },
];

export async function benchSerialRecovery(isQuick: boolean): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const fault of FAULTS) figures.push(...(await measureFault(fault, isQuick)));
  // Without socat the flood is left out: no figure is better than one of something else.
  return [...figures, ...(canMakeBadLine ? await measureFlood(isQuick) : [])];
}

async function measureFault(fault: Fault, isQuick: boolean): Promise<Figure[]> {
  const random = seededRandom(SEED);
  const times = isQuick ? Math.ceil(fault.times / 10) : fault.times;
  const bay = await SerialBay.open({ driftPpm: DRIFT_PPM });
  try {
    await bay.becomes('up', PATIENCE_MS);
    const noticedMs: number[] = [];
    const backMs: number[] = [];
    for (let round = 0; round < times; round++) {
      await bay.hit();
      await allHitsTold(bay);
      await sleep(random.between(0, PAUSE_MS_MAX));
      const brokenMs = performance.now();
      await fault.breakIt(bay);
      await bay.becomes('lost', PATIENCE_MS);
      noticedMs.push(performance.now() - brokenMs);
      if (fault.isHitMeanwhile) await bay.hit();
      const wholeMs =
        typeof fault.mendIt === 'number' ? brokenMs + fault.mendIt : await mendAfterPause(fault.mendIt, bay, random);
      await bay.becomes('up', PATIENCE_MS);
      backMs.push(performance.now() - wholeMs);
    }
    return [...timesOf(`${fault.name}, ${times} times`, noticedMs, backMs), ...(await hitsOf(fault.name, bay))];
  } finally {
    await bay.close();
  }
}

/** Gives the moment before it was mended. */
async function mendAfterPause(
  mendIt: (bay: SerialBay) => Promise<void> | void,
  bay: SerialBay,
  random: Random,
): Promise<number> {
  await sleep(random.between(0, PAUSE_MS_MAX));
  const beganMs = performance.now();
  await mendIt(bay);
  return beganMs;
}

/** A reset forgets what was not told yet, which is the controller's loss and not the driver's. */
async function allHitsTold(bay: SerialBay): Promise<void> {
  await until(() => bay.ballsGone.length >= bay.hitsUs.length, PATIENCE_MS);
}

function timesOf(name: string, noticedMs: readonly number[], backMs: readonly number[]): Figure[] {
  const told = { floor: null, ratio: null };
  const noticed = Math.max(...noticedMs);
  const back = Math.max(...backMs) / MS_PER_S;
  const limit = BACK_MS_MAX / MS_PER_S;
  const p50 = percentile(noticedMs, 0.5);
  return [
    { name: `${name}: noticed after, p50`, value: p50, unit: 'ms', ...told, limit: null, ok: true },
    {
      ...{ name: `${name}: noticed after, at most`, value: noticed, unit: 'ms', ...told },
      ...{ limit: NOTICED_MS_MAX, ok: noticed <= NOTICED_MS_MAX },
    },
    { name: `${name}: back after, at most`, value: back, unit: 's', ...told, limit, ok: back <= limit },
  ];
}

export async function hitsOf(name: string, bay: SerialBay): Promise<Figure[]> {
  await allHitsTold(bay).catch(() => undefined);
  await sleep(SETTLED_MS);
  const hits = bay.hitsUs.length;
  const missing = hits - bay.ballsGone.length;
  const wrong = bay.errorsMs.filter(
    (errorMs, at) => !(Math.abs(errorMs) * NS_PER_MS <= (bay.ballsGone[at]?.uncertaintyNs ?? 0)),
  );
  const doubled = bay.doubled.length + Math.max(0, -missing);
  const told = { unit: 'events', floor: null, ratio: null };
  return [
    { name: `${name}: hits told late or in time`, value: hits - Math.max(0, missing), ...told, limit: null, ok: true },
    { name: `${name}: hits lost`, value: Math.max(0, missing), ...told, limit: 0, ok: missing <= 0 },
    { name: `${name}: events told twice`, value: doubled, ...told, limit: 0, ok: doubled === 0 },
    { name: `${name}: hits told at a wrong time`, value: wrong.length, ...told, limit: 0, ok: wrong.length === 0 },
  ];
}

/** Noise at ten times what the line carries, between what the controller says, while balls are hit and commands asked. */
async function measureFlood(isQuick: boolean): Promise<Figure[]> {
  const forMs = isQuick ? FLOOD_MS_QUICK : FLOOD_MS;
  const bay = await SerialBay.open({ driftPpm: DRIFT_PPM, isLineBad: true });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  try {
    await bay.becomes('up', PATIENCE_MS);
    const random = seededRandom(SEED);
    const noise = (length: number): Uint8Array => Uint8Array.from({ length }, () => random.between(0, 256));
    delay.enable();
    const beganMs = performance.now();
    let isFlooding = true;
    const flood = bay.badLine?.flood(FLOOD_BYTES_PER_S, forMs, noise).then(() => (isFlooding = false));
    const tookMs: number[] = [];
    while (isFlooding) {
      const askedMs = performance.now();
      await bay.hardware.command({ type: 'light-level', device: 'light', level: random.next() });
      tookMs.push(performance.now() - askedMs);
      await bay.hit();
    }
    await flood;
    const seconds = (performance.now() - beganMs) / MS_PER_S;
    delay.disable();
    await bay.becomes('up', PATIENCE_MS);
    const losses = bay.events.filter((event) => event.type === 'link-changed' && event.link === 'lost').length;
    const told = { floor: null, ratio: null, limit: null, ok: true };
    const mbps = (bay.badLine?.noiseBytes ?? 0) / seconds / 1e6;
    const lateMs = delay.percentile(99) / NS_PER_MS;
    return [
      { name: 'flood: noise taken', value: mbps, unit: 'MB/s', ...told },
      { name: 'flood: link lost', value: losses, unit: 'times', ...told },
      { name: 'flood: round trip p99', value: percentile(tookMs, 0.99), unit: 'ms', ...told },
      { name: "flood: delay of the daemon's loop p99", value: lateMs, unit: 'ms', ...told },
      ...(await hitsOf('flood', bay)),
    ];
  } finally {
    delay.disable();
    await bay.close();
  }
}
