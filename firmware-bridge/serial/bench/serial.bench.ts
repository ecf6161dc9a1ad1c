/** What the line to the bay's controller promises: through noise, there and back, and after every fault. */
import type { Figure } from '../../../device/cli/bench/figure.ts';
import { benchHungHost } from './hung-host.bench.ts';
import { benchLoss } from './loss.bench.ts';
import { benchNoise } from './noise.bench.ts';
import { benchSerialRecovery } from './recovery.bench.ts';
import { benchRoundTrip } from './round-trip.bench.ts';

export async function benchSerial({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  return [
    ...benchNoise(quick),
    ...(await benchRoundTrip(quick)),
    ...(await benchSerialRecovery(quick)),
    ...(await benchHungHost(quick)),
    ...(await benchLoss(quick)),
  ];
}
