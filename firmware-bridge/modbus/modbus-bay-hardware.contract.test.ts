import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe } from 'vitest';
import { systemClock } from '../../device/clock/clock.ts';
import type { BayHardware } from '../../device/ports/bay-hardware.port.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { describeBayHardware, type HardwareUnderTest } from '../bay-hardware.suite.ts';
import { CompositeBayHardware } from '../composite-bay-hardware.ts';
import { type ModbusConfig, modbusConfigSchema } from './modbus.config.ts';
import { type ModbusBayHardware, openModbusHardware } from './modbus-bay-hardware.ts';
import { hasPymodbus, ModbusSlave } from './modbus-slave.fixture.ts';

if (!hasPymodbus) process.stderr.write('Skipped: pymodbus is not installed (Debian: python3-pymodbus).\n');

const DEVICES = [
  {
    id: 'dispenser',
    kind: 'dispenser',
    pulse: { unit: 1, address: 3 },
    pulseMs: 60,
    pauseMs: 100,
    counted: { counter: { unit: 1, address: 20 } },
  },
  {
    id: 'tee',
    kind: 'tee',
    height: {
      target: { unit: 1, address: 30 },
      actual: { unit: 1, table: 'holding-register', address: 31 },
      mmMax: 60,
    },
  },
  { id: 'light', kind: 'light', level: { unit: 2, address: 10 }, atFull: 200, safeLevel: 0.25 },
  { id: 'beam', kind: 'ball-beam', contact: { unit: 1, address: 1 } },
  { id: 'stop', kind: 'emergency-stop', contact: { unit: 2, address: 0 } },
];

const devices = { light: 'light', tee: 'tee', dispenser: 'dispenser', beam: 'beam', emergencyStop: 'stop' };

interface Opened extends Pick<HardwareUnderTest, 'hardware' | 'hasLeftovers'> {
  readonly parts: readonly ModbusBayHardware[];
}

/** So many lines, each with modules of its own; the same contacts are there at each. */
async function setUp(
  lines: number,
  open: (configs: readonly ModbusConfig[]) => Promise<Opened>,
): Promise<HardwareUnderTest> {
  const slaves = await Promise.all(Array.from({ length: lines }, () => ModbusSlave.start()));
  const configs = slaves.map(({ port }) => modbusConfigSchema.parse({ port, baudRate: 115_200, devices: DEVICES }));
  const each = (act: (slave: ModbusSlave) => Promise<unknown>) => async (): Promise<void> => {
    await Promise.all(slaves.map(act));
  };
  const [first] = slaves as [ModbusSlave];
  const { parts, ...opened } = await open(configs);
  return {
    ...opened,
    tearDown: each((slave) => slave.close()),
    world: {
      cutLine: each((slave) => slave.unplug()),
      mendLine: async () => {
        await each((slave) => slave.plug())();
        // The whole is up with its first part; the suite speaks of all devices.
        while (!parts.every((part) => part.state().link === 'up')) await sleep(10);
      },
      pressStop: each((slave) => slave.set('discrete', 0, 1, 2)),
      releaseStop: each((slave) => slave.set('discrete', 0, 0, 2)),
      putBall: () => first.set('discrete', 1, 1),
      takeBall: () => first.set('discrete', 1, 0),
    },
  };
}

const isThere = (pid: number | undefined): boolean => pid !== undefined && existsSync(`/proc/${pid}`);
const surroundings = { clock: systemClock, log: silentLog };
const abilities = { devices, acts: ['cut-line', 'press-stop', 'move-ball'], eventUncertaintyMsMax: 100 } as const;

function openedAs(hardware: BayHardware, parts: readonly ModbusBayHardware[]): Opened {
  const pids = new Set<number | undefined>();
  hardware.events.subscribe(() => {
    for (const { standing } of parts) pids.add(standing.pid);
  });
  return { hardware, parts, hasLeftovers: async () => [...pids].some(isThere) };
}

describe.skipIf(!hasPymodbus)('the contract of the bay’s hardware', () => {
  describeBayHardware('Modbus', abilities, () =>
    setUp(1, async ([config]) => {
      const hardware = openModbusHardware({ config: config as ModbusConfig, ...surroundings });
      return openedAs(hardware, [hardware]);
    }),
  );

  describeBayHardware('two Modbus lines as one', abilities, () =>
    setUp(2, async (configs) => {
      const inFirst = ['tee', 'dispenser', 'beam', 'stop'];
      const parts = configs.map((config, line) =>
        openModbusHardware({
          config: { ...config, devices: config.devices.filter(({ id }) => inFirst.includes(id) === (line === 0)) },
          ...surroundings,
        }),
      );
      while (!parts.every((part) => part.state().link === 'up')) await sleep(10);
      return openedAs(new CompositeBayHardware(parts), parts);
    }),
  );
});
