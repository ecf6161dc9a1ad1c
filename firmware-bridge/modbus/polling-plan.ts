/**
 * Which reads bring every input of the register map, and how long a round of them takes. Pure.
 *
 *     one request     unit 1 · function 1 · address 2 · count 2 · CRC 2            =  8 bytes
 *     its answer      unit 1 · function 1 · length 1 · n bytes · CRC 2             =  5 + n bytes
 *     between frames  3.5 characters of silence, and the module's own time to think
 */
import type { Contact, CounterRegister, ModbusConfig, ModbusDevice } from './modbus.config.ts';

export const TABLES = ['coil', 'discrete-input', 'holding-register', 'input-register'] as const;
export type Table = (typeof TABLES)[number];

export interface Point {
  readonly unit: number;
  readonly table: Table;
  readonly address: number;
}

export interface ReadBlock extends Point {
  readonly count: number;
}

/** Points that nobody asked for are cheaper than a second request, up to so many. */
const GAP_MAX: Readonly<Record<Table, number>> = {
  coil: 64,
  'discrete-input': 64,
  'holding-register': 8,
  'input-register': 8,
};
/** Half of what the protocol allows: a block should not hold up a command for long. */
const COUNT_MAX: Readonly<Record<Table, number>> = {
  coil: 512,
  'discrete-input': 512,
  'holding-register': 60,
  'input-register': 60,
};

const REQUEST_BYTES = 8;
const ANSWER_BYTES = 5;
const SILENT_CHARACTERS = 3.5;
/** Of a common module. */
const THINKING_MS = 4;

export function isBits(table: Table): boolean {
  return table === 'coil' || table === 'discrete-input';
}

/** In the order of unit, table and address; no point is read twice. */
export function planReads(points: readonly Point[]): ReadBlock[] {
  const sorted = points.toSorted(
    (a, b) => a.unit - b.unit || TABLES.indexOf(a.table) - TABLES.indexOf(b.table) || a.address - b.address,
  );
  const blocks: ReadBlock[] = [];
  for (const { unit, table, address } of sorted) {
    const last = blocks.at(-1);
    const count = last === undefined ? 0 : address - last.address + 1;
    const isNear = last !== undefined && address - (last.address + last.count) <= GAP_MAX[table];
    if (last !== undefined && last.unit === unit && last.table === table && isNear && count <= COUNT_MAX[table]) {
      blocks[blocks.length - 1] = { ...last, count: Math.max(last.count, count) };
    } else blocks.push({ unit, table, address, count: 1 });
  }
  return blocks;
}

/** Every input of the map. */
export function inputsOf(devices: readonly ModbusDevice[]): Point[] {
  return devices
    .flatMap((device): (Contact | CounterRegister | Point | null)[] => {
      switch (device.kind) {
        case 'dispenser': {
          const { counted } = device;
          const count = counted === null ? null : 'contact' in counted ? counted.contact : counted.counter;
          // Its own relay is read back: a pulse is done when the module says that the relay has opened again.
          return [count, device.empty, device.jam, { ...device.pulse, table: 'coil' }];
        }
        case 'tee':
          return [
            device.present,
            device.height?.actual ?? null,
            device.ball === null ? null : { ...device.ball.pulse, table: 'coil' },
          ];
        case 'light':
          return [{ ...device.level, table: 'holding-register' }];
        case 'ball-beam':
        case 'occupancy':
        case 'emergency-stop':
          return [device.contact];
      }
    })
    .flatMap((point) => (point === null ? [] : [{ unit: point.unit, table: point.table, address: point.address }]));
}

/** A round of all reads and watchdog writes with every module answering. */
export function roundMs(blocks: readonly ReadBlock[], { baudRate, parity, stopBits, stations }: ModbusConfig): number {
  const characterMs = (1_000 * (1 + 8 + (parity === 'none' ? 0 : 1) + stopBits)) / baudRate;
  const pauseMs = 2 * SILENT_CHARACTERS * characterMs + THINKING_MS;
  const reads = blocks.map(({ table, count }) => {
    const dataBytes = isBits(table) ? Math.ceil(count / 8) : 2 * count;
    return (REQUEST_BYTES + ANSWER_BYTES + dataBytes) * characterMs + pauseMs;
  });
  const beats = stations
    .filter(({ watchdog }) => watchdog !== null)
    .map(() => 2 * REQUEST_BYTES * characterMs + pauseMs);
  return [...reads, ...beats].reduce((sum, ms) => sum + ms, 0);
}
