/** What a line that loses bytes, each by chance and either way, costs: sessions, commands and time, and no event. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../../../device/cli/bench/figure.ts';
import { seededRandom } from '../../../device/virtual-bay/random.ts';
import { canMakeBadLine } from './bad-line.ts';
import { percentile } from './percentile.ts';
import { hitsOf } from './recovery.bench.ts';
import { SerialBay } from './serial-bay.ts';

const SEED = 23;
const DRIFT_PPM = 30;
const PATIENCE_MS = 25_000;
/** Up to this the link must hold; what comes beyond it is told. */
const SHARES = [0.001, 0.003, 0.005, 0.01];
const BORNE_SHARE_MAX = 0.003;
const MEASURED_MS = 60_000;
const MEASURED_MS_QUICK = 8_000;
const PAUSE_MS_MAX = 200;
const MS_PER_S = 1_000;
const PERCENT = 100;

export async function benchLoss(isQuick: boolean): Promise<Figure[]> {
  const figures: Figure[] = [];
  // Without socat nothing stands between the two; no figure is better than one of something else.
  if (canMakeBadLine) for (const share of SHARES) figures.push(...(await measureLoss(share, isQuick)));
  return figures;
}

async function measureLoss(share: number, isQuick: boolean): Promise<Figure[]> {
  const random = seededRandom(SEED);
  const bay = await SerialBay.open({ driftPpm: DRIFT_PPM, isLineBad: true });
  try {
    await bay.becomes('up', PATIENCE_MS);
    const chance = seededRandom(SEED + 1);
    bay.badLine?.lose(() => chance.next() < share);
    const beganMs = performance.now();
    const tookMs: number[] = [];
    let failed = 0;
    while (performance.now() - beganMs < (isQuick ? MEASURED_MS_QUICK : MEASURED_MS)) {
      const askedMs = performance.now();
      const { status } = await bay.hardware.command({ type: 'light-level', device: 'light', level: random.next() });
      if (status === 'done') tookMs.push(performance.now() - askedMs);
      else failed++;
      await bay.hit();
      await sleep(random.between(0, PAUSE_MS_MAX));
    }
    const minutes = (performance.now() - beganMs) / MS_PER_S / 60;
    const losses = bay.events.filter((event) => event.type === 'link-changed' && event.link === 'lost').length;
    bay.badLine?.lose(() => false);
    await bay.becomes('up', PATIENCE_MS);
    const isBorne = share <= BORNE_SHARE_MAX;
    const name = `${share * PERCENT} % of bytes lost`;
    const told = { floor: null, ratio: null };
    return [
      {
        ...{ name: `${name}: link lost`, value: losses / minutes, unit: 'times a minute', ...told },
        ...{ limit: isBorne ? 1 : null, ok: !isBorne || losses / minutes <= 1 },
      },
      { name: `${name}: commands not done`, value: failed, unit: 'commands', ...told, limit: null, ok: true },
      { name: `${name}: round trip p99`, value: percentile(tookMs, 0.99), unit: 'ms', ...told, limit: null, ok: true },
      ...(await hitsOf(name, bay)),
    ];
  } finally {
    await bay.close();
  }
}
