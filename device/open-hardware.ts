/** Opens whatever the configuration names of tee, dispenser, lights and beams, as one hardware. */
import { CompositeBayHardware } from '../firmware-bridge/composite-bay-hardware.ts';
import { openModbusHardware } from '../firmware-bridge/modbus/modbus-bay-hardware.ts';
import { openSerialHardware } from '../firmware-bridge/serial/serial-bay-hardware.ts';
import type { Clock } from './clock/clock.ts';
import type { Configuration } from './configuration.ts';
import type { BayHardware } from './ports/bay-hardware.port.ts';
import type { Log } from './telemetry/log.ts';

/**
 * Looks for each line from now on; none of them has to be there. Null where the bay has no hardware. Rejects with a
 * coded error for a register map that cannot be held to its promises; nothing stays open then.
 */
export async function openHardware(
  { hardware }: Pick<Configuration, 'hardware'>,
  surroundings: { readonly clock: Clock; readonly log: Log },
): Promise<BayHardware | null> {
  const opened: BayHardware[] = [];
  try {
    for (const config of hardware) {
      opened.push(
        config.kind === 'serial'
          ? openSerialHardware({ config, ...surroundings })
          : openModbusHardware({ config, ...surroundings }),
      );
    }
  } catch (error) {
    await Promise.all(opened.map((one) => one.close()));
    throw error;
  }
  const [only, ...others] = opened;
  if (only === undefined) return null;
  return others.length === 0 ? only : new CompositeBayHardware(opened);
}
