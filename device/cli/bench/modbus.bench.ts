/**
 * How soon a lost Modbus line is noticed and found again, and how long a round of all inputs takes, at modules that
 * Debian's pymodbus plays on a pseudo-terminal.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { modbusConfigSchema } from '../../../firmware-bridge/modbus/modbus.config.ts';
import { openModbusHardware } from '../../../firmware-bridge/modbus/modbus-bay-hardware.ts';
import { hasPymodbus, ModbusSlave } from '../../../firmware-bridge/modbus/modbus-slave.fixture.ts';
import { inputsOf, planReads, roundMs } from '../../../firmware-bridge/modbus/polling-plan.ts';
import { systemClock } from '../../clock/clock.ts';
import { BayError } from '../../errors/bay-error.ts';
import { silentLog } from '../../telemetry/log.ts';
import type { Figure } from './figure.ts';

const CUTS = 50;
const CUTS_QUICK = 10;
const FREEZES = 5;
const LOST_MS_MAX = 500;
const BACK_MS_MAX = 5_000;
const WAIT_MS_MAX = 20_000;

const DEVICES = [
  { id: 'dispenser', kind: 'dispenser', pulse: { unit: 1, address: 3 }, counted: { contact: { unit: 1, address: 4 } } },
  { id: 'beam', kind: 'ball-beam', contact: { unit: 1, address: 1 } },
  { id: 'light', kind: 'light', level: { unit: 2, address: 10 } },
];

export async function benchModbus({ quick }: { quick: boolean }): Promise<readonly Figure[]> {
  if (!hasPymodbus) {
    throw new BayError('bench/no-modbus-slave', 'pymodbus is not installed.', {
      hint: 'Install it with ./swingbay test --install-servers.',
    });
  }
  const slave = await ModbusSlave.start();
  const config = modbusConfigSchema.parse({ port: slave.port, devices: DEVICES });
  const hardware = openModbusHardware({ config, clock: systemClock, log: silentLog });
  try {
    const lost: number[] = [];
    const back: number[] = [];
    await until(() => hardware.state().link === 'up');
    for (let cut = 0; cut < (quick ? CUTS_QUICK : CUTS); cut++) {
      // Pulled out every other time, and silent with its adapter in place else.
      const isPulled = cut % 2 === 0;
      const cutMs = performance.now();
      await (isPulled ? slave.unplug() : slave.behave({ muted: [1, 2] }));
      await until(() => hardware.state().devices.every(({ condition }) => condition === 'unknown'));
      lost.push(performance.now() - cutMs);
      await sleep(100);
      const mendedMs = performance.now();
      await (isPulled ? slave.plug() : slave.behave({ muted: [] }));
      await until(() => hardware.state().devices.every(({ condition }) => condition !== 'unknown'));
      back.push(performance.now() - mendedMs);
    }
    const frozen: number[] = [];
    for (let freeze = 0; freeze < FREEZES; freeze++) {
      const frozenMs = performance.now();
      process.kill(hardware.standing.pid ?? Number.NaN, 'SIGSTOP');
      await until(() => hardware.state().devices.every(({ condition }) => condition === 'unknown'));
      frozen.push(performance.now() - frozenMs);
      await until(() => hardware.state().devices.every(({ condition }) => condition !== 'unknown'));
    }
    await until(() => hardware.standing.counts !== null);
    const before = hardware.standing.counts?.reads ?? 0;
    const sinceMs = performance.now();
    await sleep(2_000);
    const reads = (hardware.standing.counts?.reads ?? 0) - before;
    const blocks = planReads(inputsOf(config.devices));
    const tookMs = ((performance.now() - sinceMs) * blocks.length) / reads;
    return [
      figure('link lost, noticed at the latest', Math.max(...lost), 'ms', LOST_MS_MAX),
      figure('frozen process, noticed at the latest', Math.max(...frozen), 'ms', LOST_MS_MAX),
      figure('link back, found at the latest', Math.max(...back), 'ms', BACK_MS_MAX),
      // A pseudo-terminal carries bytes at once; what a line takes for them is reckoned.
      figure('round of all inputs on a pseudo-terminal', tookMs, 'ms', null),
      figure('round of all inputs by its bytes at 19,200 baud', roundMs(blocks, config), 'ms', null),
    ];
  } finally {
    await hardware.close();
    await slave.close();
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  const endMs = performance.now() + WAIT_MS_MAX;
  while (!isTrue()) {
    if (performance.now() > endMs) throw new BayError('bench/stuck', 'The Modbus line did not do what was waited for.');
    await sleep(1);
  }
}

function figure(name: string, value: number, unit: string, limit: number | null): Figure {
  return { name, value, unit, floor: null, ratio: null, limit, ok: limit === null || value <= limit };
}
