/**
 * Which of the serial ports that are there is the controller's. Pure: who looks at the machine is `usb-serial-ports.ts`.
 *
 * A number such as ttyUSB0 goes to whichever adapter comes first after a start or a replug, so it names no adapter. The
 * lasting names are udev's links in /dev/serial/by-id and the adapter's own vendor, product and serial number. Where
 * only a number was configured, the adapter that answered under it is remembered and followed to its next number.
 */

/** What a USB serial adapter says of itself; small hexadecimal digits as the kernel writes them. */
export interface UsbIdentity {
  readonly vendorId: string;
  readonly productId: string;
  /** Null for adapters without a number of their own: two of those cannot be told apart. */
  readonly serialNumber: string | null;
}

export interface UsbSerialPort {
  readonly path: string;
  readonly identity: UsbIdentity;
}

export type WantedPort =
  | { readonly kind: 'path'; readonly path: string }
  | {
      readonly kind: 'usb';
      readonly vendorId: string;
      readonly productId: string;
      readonly serialNumber: string | null;
    };

export type PortChoice =
  | { readonly found: true; readonly path: string }
  /** `absent`: it is not plugged in. `ambiguous`: several ports answer the description, and none is taken by guess. */
  | { readonly found: false; readonly why: 'absent' | 'ambiguous' };

const USB_NAME = /^usb:([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?$/;

/** Reads the configuration's word: a path, or `usb:VENDOR:PRODUCT` with an optional serial number behind. */
export function wantedPort(word: string): WantedPort | null {
  if (word.startsWith('/')) return { kind: 'path', path: word };
  const [, vendorId, productId, serialNumber] = USB_NAME.exec(word) ?? [];
  if (vendorId === undefined || productId === undefined) return null;
  return { kind: 'usb', vendorId, productId, serialNumber: serialNumber ?? null };
}

export function choosePort(
  wanted: WantedPort,
  there: { readonly isPathThere: boolean; readonly usbPorts: readonly UsbSerialPort[] },
  remembered: UsbIdentity | null,
): PortChoice {
  if (wanted.kind === 'usb') return onlyOne(there.usbPorts.filter(({ identity }) => answers(identity, wanted)));
  if (there.isPathThere && isStill(wanted.path, there.usbPorts, remembered)) return { found: true, path: wanted.path };
  // An adapter without a number of its own may be any other of its make.
  if (remembered === null || remembered.serialNumber === null) return { found: false, why: 'absent' };
  return onlyOne(there.usbPorts.filter(({ identity }) => answers(identity, remembered)));
}

/** False where another adapter with a serial number of its own has taken the number. */
function isStill(path: string, usbPorts: readonly UsbSerialPort[], remembered: UsbIdentity | null): boolean {
  const now = usbPorts.find((port) => port.path === path)?.identity;
  if (now === undefined || remembered === null || remembered.serialNumber === null) return true;
  return answers(now, remembered);
}

function answers(identity: UsbIdentity, wanted: UsbIdentity): boolean {
  return (
    identity.vendorId === wanted.vendorId &&
    identity.productId === wanted.productId &&
    (wanted.serialNumber === null || identity.serialNumber === wanted.serialNumber)
  );
}

function onlyOne(ports: readonly UsbSerialPort[]): PortChoice {
  const [first, second] = ports;
  if (first === undefined) return { found: false, why: 'absent' };
  return second === undefined ? { found: true, path: first.path } : { found: false, why: 'ambiguous' };
}
