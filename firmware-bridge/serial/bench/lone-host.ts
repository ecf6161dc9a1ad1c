/**
 * A host of its own process, so that it can be stopped as a hung daemon is: opens the driver, tells when the link changes
 * and carries out what it is asked.
 */
import { systemClock } from '../../../device/clock/clock.ts';
import type { HardwareCommand, LinkState } from '../../../device/ports/bay-hardware.port.ts';
import { exitWithOwner } from '../../../device/process/exit-with-owner.ts';
import { silentLog } from '../../../device/telemetry/log.ts';
import { serialHardwareConfigSchema } from '../serial.config.ts';
import { openSerialHardware } from '../serial-bay-hardware.ts';

export interface LoneHostReport {
  /** A change of the link; else the answer to a command. */
  readonly link?: LinkState;
  readonly outcome?: string;
  readonly trouble: string | null;
}

const [port = ''] = process.argv.slice(2);
const config = serialHardwareConfigSchema.parse({ kind: 'serial', port });
const hardware = openSerialHardware({ config, clock: systemClock, log: silentLog });
const say = (report: Omit<LoneHostReport, 'trouble'>): void => {
  process.send?.({ ...report, trouble: hardware.standing.trouble?.code ?? null } satisfies LoneHostReport);
};

hardware.events.subscribe((event) => {
  // The trouble is told right after the link.
  if (event.type === 'link-changed') setImmediate(() => say({ link: event.link }));
});
process.on('message', (command: HardwareCommand) => {
  void hardware.command(command).then(({ status }) => say({ outcome: status }));
});
exitWithOwner(() => hardware.close());
