/** What the register map says of one device: where it is, what it can, and how it is put to rest. */
import type { HardwareCommand } from '../../device/ports/bay-hardware.port.ts';
import type { ModbusDevice } from './modbus.config.ts';
import type { Write } from './motion.ts';
import type { ReadBlock } from './polling-plan.ts';

/** The station whose loss is the device’s: the one that drives it, or that it is read from. */
export function unitOf(device: ModbusDevice): number {
  switch (device.kind) {
    case 'dispenser':
      return device.pulse.unit;
    case 'light':
      return device.level.unit;
    case 'tee':
      return device.ball?.pulse.unit ?? device.height?.target.unit ?? device.present?.unit ?? 0;
    case 'ball-beam':
    case 'occupancy':
    case 'emergency-stop':
      return device.contact.unit;
  }
}

export function restWrites(device: ModbusDevice): Write[] {
  if (device.kind === 'dispenser') return [{ to: 'coil', ...device.pulse, value: false }];
  if (device.kind === 'tee' && device.ball !== null) return [{ to: 'coil', ...device.ball.pulse, value: false }];
  if (device.kind !== 'light') return [];
  return [{ to: 'register', ...device.level, value: Math.round(device.safeLevel * device.atFull) }];
}

export function isSupported(command: Exclude<HardwareCommand, { type: 'motion-lock' }>, device: ModbusDevice): boolean {
  switch (command.type) {
    case 'dispense':
      return device.kind === 'dispenser';
    case 'tee-ball':
      return device.kind === 'tee' && device.ball !== null;
    case 'tee-height':
      return device.kind === 'tee' && device.height !== null;
    case 'light-level':
      return device.kind === 'light';
    case 'clear-fault':
      return true;
    case 'add-credit':
    case 'strobe':
    case 'camera-trigger':
      return false;
  }
}

export function isOutOfRange(
  command: Exclude<HardwareCommand, { type: 'motion-lock' }>,
  device: ModbusDevice,
): boolean {
  if (command.type === 'dispense' && device.kind === 'dispenser') {
    return !Number.isInteger(command.balls) || command.balls < 1 || command.balls > device.ballsMax;
  }
  if (command.type === 'tee-height' && device.kind === 'tee') {
    return !(command.heightMm >= 0 && command.heightMm <= (device.height?.mmMax ?? 0));
  }
  return command.type === 'light-level' && !(command.level >= 0 && command.level <= 1);
}

export function touches(device: ModbusDevice, block: ReadBlock): boolean {
  switch (device.kind) {
    case 'ball-beam':
    case 'occupancy':
    case 'emergency-stop':
      return isIn(device.contact, block);
    case 'tee':
      return device.present !== null && isIn(device.present, block);
    case 'dispenser': {
      const { counted } = device;
      return counted !== null && isIn('contact' in counted ? counted.contact : counted.counter, block);
    }
    case 'light':
      return false;
  }
}

export function isIn(point: Omit<ReadBlock, 'count'>, { unit, table, address, count }: ReadBlock): boolean {
  return point.unit === unit && point.table === table && point.address >= address && point.address < address + count;
}
