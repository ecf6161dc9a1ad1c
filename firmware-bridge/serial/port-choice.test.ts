import { describe, expect, it } from 'vitest';
import { choosePort, type UsbIdentity, type UsbSerialPort, wantedPort } from './port-choice.ts';

const OURS: UsbIdentity = { vendorId: '0403', productId: '6001', serialNumber: 'BAY07' };
const OTHER: UsbIdentity = { ...OURS, serialNumber: 'SCALE' };
const NAMELESS: UsbIdentity = { vendorId: '1a86', productId: '7523', serialNumber: null };

const port = (number: number, identity: UsbIdentity): UsbSerialPort => ({ path: `/dev/ttyUSB${number}`, identity });
const wanted = (word: string) => wantedPort(word) ?? expect.unreachable(word);

describe('which port is the controller', () => {
  it('takes the configured path while something is there', () => {
    const there = { isPathThere: true, usbPorts: [] };
    expect(choosePort(wanted('/dev/serial/by-id/usb-bay'), there, null)).toEqual({
      found: true,
      path: '/dev/serial/by-id/usb-bay',
    });
    expect(choosePort(wanted('/dev/pts/4'), { ...there, isPathThere: false }, null)).toEqual({
      found: false,
      why: 'absent',
    });
  });

  it('finds the adapter by its serial number under whatever name it came back', () => {
    const usbPorts = [port(0, OTHER), port(3, OURS)];
    expect(choosePort(wanted('usb:0403:6001:BAY07'), { isPathThere: false, usbPorts }, null)).toEqual({
      found: true,
      path: '/dev/ttyUSB3',
    });
  });

  it('follows an adapter that was configured by number and came back under another', () => {
    const usbPorts = [port(1, OURS)];
    const choice = choosePort(wanted('/dev/ttyUSB0'), { isPathThere: false, usbPorts }, OURS);
    expect(choice).toEqual({ found: true, path: '/dev/ttyUSB1' });
  });

  it('does not talk to another adapter that took the number', () => {
    const usbPorts = [port(0, OTHER), port(1, OURS)];
    const choice = choosePort(wanted('/dev/ttyUSB0'), { isPathThere: true, usbPorts }, OURS);
    expect(choice).toEqual({ found: true, path: '/dev/ttyUSB1' });
    expect(choosePort(wanted('/dev/ttyUSB0'), { isPathThere: true, usbPorts: [port(0, OTHER)] }, OURS)).toEqual({
      found: false,
      why: 'absent',
    });
  });

  it('guesses between no two adapters of one make', () => {
    const usbPorts = [port(0, NAMELESS), port(1, NAMELESS)];
    expect(choosePort(wanted('usb:1a86:7523'), { isPathThere: false, usbPorts }, null)).toEqual({
      found: false,
      why: 'ambiguous',
    });
    expect(choosePort(wanted('/dev/ttyUSB2'), { isPathThere: false, usbPorts }, NAMELESS)).toEqual({
      found: false,
      why: 'absent',
    });
  });

  it('reads no word that names neither a path nor an adapter', () => {
    for (const word of ['ttyUSB0', 'usb:0403', 'usb:0403:60010', 'COM3', '']) expect(wantedPort(word)).toBeNull();
  });
});
