import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usbSerialPorts } from './usb-serial-ports.ts';

let sys = '';

beforeEach(async () => {
  sys = await mkdtemp(join(tmpdir(), 'swingbay-sys-'));
  await mkdir(join(sys, 'class/tty'), { recursive: true });
});

afterEach(() => rm(sys, { recursive: true, force: true }));

/** As the kernel lays it out: the terminal hangs `depth` folders below the USB device that describes itself. */
async function plugIn(name: string, depth: number, files: Record<string, string>): Promise<void> {
  const usbDevice = join(sys, 'devices/usb1', `1-${name}`);
  const below = join(usbDevice, ...['1-1:1.0', name].slice(0, depth));
  await mkdir(below, { recursive: true });
  await mkdir(join(sys, 'class/tty', name));
  await symlink(below, join(sys, 'class/tty', name, 'device'));
  for (const [file, text] of Object.entries(files)) await writeFile(join(usbDevice, file), `${text}\n`);
}

describe('USB serial adapters of this machine', () => {
  it('are read with what they say of themselves, adapters and modem-class devices alike', async () => {
    await plugIn('ttyUSB0', 2, { idVendor: '0403', idProduct: '6001', serial: 'BAY07' });
    await plugIn('ttyACM0', 1, { idVendor: '2341', idProduct: '0043' });
    await plugIn('ttyS0', 1, { idVendor: 'ffff', idProduct: 'ffff' });
    expect(await usbSerialPorts(sys)).toEqual([
      { path: '/dev/ttyACM0', identity: { vendorId: '2341', productId: '0043', serialNumber: null } },
      { path: '/dev/ttyUSB0', identity: { vendorId: '0403', productId: '6001', serialNumber: 'BAY07' } },
    ]);
  });

  it('are none on a machine whose kernel tells nothing', async () => {
    expect(await usbSerialPorts(join(sys, 'missing'))).toEqual([]);
  });
});
