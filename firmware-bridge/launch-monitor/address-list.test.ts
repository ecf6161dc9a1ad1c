import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { AddressList, addressOfInterface, isAddressOrNetwork } from './address-list.ts';

describe('the list of addresses', () => {
  const list = new AddressList(['192.168.7.20', '10.4.0.0/16', 'fe80::/10']);

  it.each(['192.168.7.20', '::ffff:192.168.7.20', '10.4.255.1', 'fe80::1'])('has %s', (address) => {
    expect(list.has(address)).toBe(true);
  });

  it.each(['192.168.7.21', '10.5.0.1', '::1', 'nobody', '', undefined])('does not have %s', (address) => {
    expect(list.has(address)).toBe(false);
  });

  it.each(['10.4.0.0/33', 'fe80::/129', 'localhost', '10.4', '10.4.0.0/'])('cannot be given %s', (entry) => {
    expect(isAddressOrNetwork(entry)).toBe(false);
  });
});

describe('an interface', () => {
  const info = (family: 'IPv4' | 'IPv6', address: string, scopeid = 0) =>
    ({ family, address, scopeid }) as NetworkInterfaceInfo;

  it('is listened to at its IPv4 address, else at an IPv6 one that needs no zone, else not at all', () => {
    const both = [info('IPv6', 'fe80::2', 2), info('IPv6', 'fd00::2'), info('IPv4', '192.168.7.2')];
    expect(addressOfInterface('eth1', { eth1: both })).toBe('192.168.7.2');
    expect(addressOfInterface('eth1', { eth1: both.slice(0, 2) })).toBe('fd00::2');
    expect(addressOfInterface('eth1', { eth1: both.slice(0, 1) })).toBeNull();
    expect(addressOfInterface('eth1', {})).toBeNull();
  });
});
