/** Which addresses may connect, and where a named interface of this machine listens. */
import { BlockList, isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

const ADDRESS = /^[0-9a-fA-F.:]+(\/\d{1,3})?$/;

/** Whether `entry` is an address, or a network such as `192.168.7.0/24`. */
export function isAddressOrNetwork(entry: string): boolean {
  const [address = '', prefix] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || !ADDRESS.test(entry)) return false;
  return prefix === undefined || Number(prefix) <= (version === 4 ? 32 : 128);
}

export class AddressList {
  readonly #allowed = new BlockList();

  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      const [address = '', prefix] = entry.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (prefix === undefined) this.#allowed.addAddress(address, family);
      else this.#allowed.addSubnet(address, Number(prefix), family);
    }
  }

  /** An IPv4 address inside IPv6 is looked at as what it is. */
  has(address: string | undefined): boolean {
    if (address === undefined) return false;
    const plain = address.toLowerCase().startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
    const version = isIP(plain);
    return version !== 0 && this.#allowed.check(plain, version === 6 ? 'ipv6' : 'ipv4');
  }
}

/** The address of an interface, IPv4 where it has one; null while the interface is not there or has none. */
export function addressOfInterface(
  name: string,
  interfaces: Readonly<Record<string, NetworkInterfaceInfo[] | undefined>>,
): string | null {
  const infos = interfaces[name] ?? [];
  const found = infos.find(({ family }) => family === 'IPv4') ?? infos.find(({ scopeid }) => scopeid === 0);
  return found?.address ?? null;
}
