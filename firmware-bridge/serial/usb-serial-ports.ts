/**
 * The USB serial adapters of this machine, read from the kernel's own tree: udev's links in /dev/serial need udev, which
 * a container has not.
 */
import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { UsbIdentity, UsbSerialPort } from './port-choice.ts';

/** From a terminal's device up to the USB device are two levels for an adapter, one for a modem-class device. */
const LEVELS_MAX = 4;
/** More terminals than any bay has; beyond it the kernel's tree is not looked through. */
const PORTS_MAX = 64;
const USB_TERMINAL = /^tty(USB|ACM)\d+$/;

export async function usbSerialPorts(sysRoot = '/sys', devRoot = '/dev'): Promise<readonly UsbSerialPort[]> {
  const terminals = join(sysRoot, 'class/tty');
  const names = (await readdir(terminals).catch(() => [])).filter((name) => USB_TERMINAL.test(name)).sort();
  const ports = await Promise.all(
    names.slice(0, PORTS_MAX).map(async (name) => {
      const identity = await identityAbove(join(terminals, name, 'device'));
      return identity === null ? [] : [{ path: join(devRoot, name), identity }];
    }),
  );
  return ports.flat();
}

/** An adapter may go while it is looked at: what can no longer be read is not there. */
async function identityAbove(device: string): Promise<UsbIdentity | null> {
  let directory = await realpath(device).catch(() => null);
  for (let level = 0; level < LEVELS_MAX && directory !== null; level++) {
    const [vendorId, productId, serialNumber] = await Promise.all(
      ['idVendor', 'idProduct', 'serial'].map((file) => firstLine(join(directory ?? '', file))),
    );
    if (vendorId != null && productId != null) return { vendorId, productId, serialNumber: serialNumber ?? null };
    directory = dirname(directory);
  }
  return null;
}

async function firstLine(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text?.split('\n')[0]?.trim() || null;
}
