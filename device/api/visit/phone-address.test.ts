import { describe, expect, it } from 'vitest';
import { phoneAddress } from './phone-address.ts';

const ipv4 = (address: string, internal = false) => ({ address, family: 'IPv4', internal });
const LAN = {
  lo: [ipv4('127.0.0.1', true)],
  docker0: [ipv4('172.17.0.1')],
  eth0: [{ address: 'fe80::1', family: 'IPv6', internal: false }, ipv4('192.168.4.17')],
};
const everywhere = { host: '0.0.0.0', port: 8080, publicAddress: null };

describe('the address for phones', () => {
  it('is the one of the configuration, whatever the network looks like', () => {
    const configured = { host: '127.0.0.1', port: 8080, publicAddress: 'https://bay-7.range.example/' };
    expect(phoneAddress(configured, {}).address).toBe('https://bay-7.range.example');
  });

  it('is this machine’s in the local network, not one of its containers', () => {
    expect(phoneAddress(everywhere, LAN).address).toBe('http://192.168.4.17:8080');
    expect(phoneAddress({ ...everywhere, host: '::', port: 80 }, LAN).address).toBe('http://192.168.4.17');
  });

  it('is where the bay listens, if that is one place', () => {
    expect(phoneAddress({ ...everywhere, host: '10.0.0.9' }, LAN).address).toBe('http://10.0.0.9:8080');
    expect(phoneAddress({ ...everywhere, host: 'fd00::9' }, LAN).address).toBe('http://[fd00::9]:8080');
  });

  it('is not there while the bay listens to itself alone, or has no network, and says which', () => {
    for (const host of ['127.0.0.1', 'localhost', '::1']) {
      expect(phoneAddress({ ...everywhere, host }, LAN)).toEqual({ address: null, unreachable: 'loopback-only' });
    }
    const alone = { lo: LAN.lo, eth0: [ipv4('169.254.3.4')] };
    expect(phoneAddress(everywhere, alone)).toEqual({ address: null, unreachable: 'no-network' });
  });
});
