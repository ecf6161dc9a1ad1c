/** How soon the controller is safe when the daemon hangs and the process of its line does not. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../../device/cli/bench/figure.ts';
import { systemClock } from '../../../device/clock/clock.ts';
import { type Random, seededRandom } from '../../../device/virtual-bay/random.ts';
import { controllerTruth } from './controller-truth.ts';
import { HungHost } from './hung-host.ts';

const SEED = 17;
const TIMES = 30;
const TIMES_QUICK = 4;
const HANGS_MS = 1_500;
const PAUSE_MS_MAX = 150;
const SAFE_AFTER_HANG_MS_MAX = 700;
const SAFE_AFTER_PACKET_MS_MAX = 500;
/** Of the daemon, that must cost nothing. */
const BUSY_MS = 450;
const US_PER_MS = 1_000;

export async function benchHungHost(isQuick: boolean): Promise<Figure[]> {
  const random = seededRandom(SEED);
  const times = isQuick ? TIMES_QUICK : TIMES;
  const host = await HungHost.open();
  try {
    const truth = await controllerTruth(host.controller, 0);
    const afterHangMs: number[] = [];
    const afterPacketMs: number[] = [];
    for (let round = 0; round < times; round++) {
      await host.outcomeOf({ type: 'camera-trigger', device: 'camera-trigger', isOn: true, rateHz: 100, phaseUs: 0 });
      await host.outcomeOf({ type: 'strobe', device: 'strobe', isOn: true, delayUs: 0, exposureUs: 100 });
      await sleep(random.between(0, PAUSE_MS_MAX));
      const hungNs = systemClock.monotonicNs();
      host.stop();
      await sleep(HANGS_MS);
      const { off, heard } = await host.controller.report();
      afterHangMs.push((Number(off) - truth.controllerUsAt(hungNs)) / US_PER_MS);
      afterPacketMs.push((Number(off) - Number(heard)) / US_PER_MS);
      host.goOn();
      await sleep(PAUSE_MS_MAX);
      await host.isUp();
    }
    const busyLosses = await lossesWhileBusy(host, times, random);
    const told = { floor: null, ratio: null };
    const hang = Math.max(...afterHangMs);
    const packet = Math.max(...afterPacketMs);
    return [
      {
        ...{ name: `daemon hung, ${times} times: safe after, at most`, value: hang, unit: 'ms', ...told },
        ...{ limit: SAFE_AFTER_HANG_MS_MAX, ok: hang <= SAFE_AFTER_HANG_MS_MAX },
      },
      {
        ...{ name: 'daemon hung: safe after the last valid packet, at most', value: packet, unit: 'ms', ...told },
        ...{ limit: SAFE_AFTER_PACKET_MS_MAX, ok: packet <= SAFE_AFTER_PACKET_MS_MAX },
      },
      {
        ...{ name: `daemon busy for ${BUSY_MS} ms, ${times} times: link lost`, value: busyLosses, unit: 'times' },
        ...{ ...told, limit: 0, ok: busyLosses === 0 },
      },
    ];
  } finally {
    await host.close();
  }
}

async function lossesWhileBusy(host: HungHost, times: number, random: Random): Promise<number> {
  const before = host.links.length;
  for (let round = 0; round < times; round++) {
    host.stop();
    await sleep(BUSY_MS);
    host.goOn();
    await sleep(PAUSE_MS_MAX + random.between(0, PAUSE_MS_MAX));
  }
  return host.links.slice(before).filter((link) => link === 'lost').length;
}
