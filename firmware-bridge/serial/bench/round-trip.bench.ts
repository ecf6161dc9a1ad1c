/**
 * How long a command takes from the bay's loop to the controller and back, and how well the controller's moments are
 * known: through the real child process, a pseudo-terminal and the host-built firmware.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../../device/cli/bench/figure.ts';
import { NS_PER_MS, NS_PER_S } from '../../../device/clock/clock.ts';
import { seededRandom } from '../../../device/virtual-bay/random.ts';
import { canMakeBadLine } from './bad-line.ts';
import { BareEcho } from './bare-echo.ts';
import { percentile } from './percentile.ts';
import { SerialBay } from './serial-bay.ts';

const SEED = 7;
const DRIFT_PPM = 60;
const UP_WITHIN_MS = 25_000;
const ROUND_TRIPS = 2_000;
const ROUND_TRIPS_QUICK = 300;
const WARM_UP = 50;
const PAUSE_MS_MAX = 10;
const ROUND_TRIP_MS_MAX = 5;
const CLOCK_S = 30;
const CLOCK_S_QUICK = 5;
const CLOCK_ERROR_MS_MAX = 0.5;
/** Rising edges lie on whole multiples of its period, on the controller's clock. */
const TRIGGER_HZ = 50;
const MS_PER_S = 1_000;

export async function benchRoundTrip(isQuick: boolean): Promise<Figure[]> {
  const bay = await SerialBay.open({ driftPpm: DRIFT_PPM });
  try {
    await bay.becomes('up', UP_WITHIN_MS);
    const clock = await measureClock(bay, isQuick ? CLOCK_S_QUICK : CLOCK_S);
    return [...(await measureRoundTrips(bay, isQuick ? ROUND_TRIPS_QUICK : ROUND_TRIPS)), ...clock];
  } finally {
    await bay.close();
  }
}

async function measureRoundTrips(bay: SerialBay, count: number): Promise<Figure[]> {
  const random = seededRandom(SEED);
  // Without socat nothing is held against a floor.
  const echo = canMakeBadLine ? await BareEcho.open() : null;
  const tookMs: number[] = [];
  const bareMs: number[] = [];
  let failed = 0;
  try {
    for (let at = -WARM_UP; at < count; at++) {
      const beganMs = performance.now();
      const outcome = await bay.hardware.command({ type: 'light-level', device: 'light', level: random.next() });
      if (at >= 0) tookMs.push(performance.now() - beganMs);
      if (outcome.status !== 'done') failed++;
      await sleep(random.between(0, PAUSE_MS_MAX));
      const bare = await echo?.roundTripMs();
      if (at >= 0 && bare !== undefined) bareMs.push(bare);
      await sleep(random.between(0, PAUSE_MS_MAX));
    }
  } finally {
    await echo?.close();
  }
  const beside = (name: string, share: number, limit: number | null): Figure => {
    const value = percentile(tookMs, share);
    const floor = echo === null ? null : percentile(bareMs, share);
    const ratio = floor === null ? null : value / floor;
    return { name, value, unit: 'ms', floor, ratio, limit, ok: limit === null || value <= limit };
  };
  return [
    beside('round trip p50', 0.5, null),
    beside('round trip p99', 0.99, ROUND_TRIP_MS_MAX),
    {
      ...{ name: 'commands that were not done', value: failed, unit: 'commands', floor: null, ratio: null },
      ...{ limit: 0, ok: failed === 0 },
    },
  ];
}

/** From the first pulse after the link is up, while it is least sure. */
async function measureClock(bay: SerialBay, seconds: number): Promise<Figure[]> {
  const trigger = { type: 'camera-trigger', device: 'camera-trigger', phaseUs: 0 } as const;
  await bay.hardware.command({ ...trigger, isOn: true, rateHz: TRIGGER_HZ });
  await sleep(seconds * MS_PER_S);
  await bay.hardware.command({ ...trigger, isOn: false, rateHz: 0 });
  const pulses = bay.events.flatMap((event) => (event.type === 'triggered' ? [event] : []));
  const errorsMs: number[] = [];
  let outside = 0;
  for (const { atNs, uncertaintyNs } of pulses) {
    const errorNs = Math.abs(atNs - nearestEdgeNs(bay, atNs));
    errorsMs.push(errorNs / NS_PER_MS);
    if (errorNs > uncertaintyNs) outside++;
  }
  const p95 = percentile(errorsMs, 0.95);
  const statedMs = percentile(
    pulses.map(({ uncertaintyNs }) => uncertaintyNs / NS_PER_MS),
    0.95,
  );
  const told = { floor: null, ratio: null };
  return [
    { name: 'moments compared', value: pulses.length, unit: 'pulses', ...told, limit: null, ok: pulses.length > 0 },
    {
      name: 'clock error p95',
      value: p95,
      unit: 'ms',
      ...told,
      limit: CLOCK_ERROR_MS_MAX,
      ok: p95 <= CLOCK_ERROR_MS_MAX,
    },
    { name: 'clock error, greatest', value: Math.max(...errorsMs), unit: 'ms', ...told, limit: null, ok: true },
    { name: 'clock error as stated p95', value: statedMs, unit: 'ms', ...told, limit: null, ok: true },
    { name: 'moments outside what was stated', value: outside, unit: 'pulses', ...told, limit: 0, ok: outside === 0 },
  ];
}

/** An error of half a period would be taken for a small one of the next edge: it is 10 ms, twenty times the limit. */
function nearestEdgeNs(bay: SerialBay, atNs: number): number {
  const periodUs = 1e6 / TRIGGER_HZ;
  const edge = Math.round(bay.truth.controllerUsAt(atNs) / periodUs);
  const candidates = [edge - 1, edge, edge + 1].map((index) => bay.truth.monotonicNsOf(index * periodUs));
  return candidates.reduce((best, ns) => (Math.abs(ns - atNs) < Math.abs(best - atNs) ? ns : best), NS_PER_S * -1);
}
