/**
 * The process of a Modbus line. An adapter that is unplugged or stuck may take it down; the daemon starts it again, and
 * the first thing that it does is to put all outputs to rest.
 */
import { randomInt } from 'node:crypto';
import { systemClock } from '../../device/clock/clock.ts';
import { exitWithOwner } from '../../device/process/exit-with-owner.ts';
import { ModbusMachine } from './modbus-machine.ts';
import { type ModbusOrder, type ModbusReport, PULSE_MS } from './modbus-messages.ts';

const BOOT_ID_MAX = 2 ** 32;

let machine: ModbusMachine | null = null;

function report(message: ModbusReport): void {
  // The callback takes the error of a channel that closes at this moment.
  process.send?.(message, undefined, undefined, () => undefined);
}

process.on('message', (order: ModbusOrder) => {
  if (order.type === 'start') {
    machine ??= new ModbusMachine({
      config: order.config,
      bootId: `modbus-${randomInt(BOOT_ID_MAX).toString(16)}`,
      clock: systemClock,
      onTold: (events, state) => report({ type: 'told', events, state }),
      onTrouble: (detail) => report({ type: 'trouble', detail }),
    });
    void machine.command({ type: 'motion-lock', isOn: order.isLocked });
    const { bus } = machine;
    setInterval(() => report({ type: 'pulse', counts: bus.counts }), PULSE_MS);
  } else {
    const { id, command } = order;
    void machine?.command(command).then((outcome) => report({ type: 'ended', id, outcome }));
  }
});

exitWithOwner(() => machine?.close());
