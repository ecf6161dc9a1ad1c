import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccessPolicy, bearerOf, isLoopbackName } from './access-policy.ts';

const nothing = { host: undefined, origin: undefined, fetchSite: undefined, authorization: undefined };

describe('the access policy', () => {
  it('knows loopback by address, not by what a name begins with', () => {
    const names = ['localhost', '127.0.0.1', '127.9.9.9', '::1', '127.0.0.1.evil.example', '127.1', '0.0.0.0', ''];
    expect(names.filter(isLoopbackName)).toEqual(['localhost', '127.0.0.1', '127.9.9.9', '::1']);
  });

  it('takes nothing but the token for the token', () => {
    const token = 'x'.repeat(40);
    const policy = new AccessPolicy(token);
    fc.assert(
      fc.property(fc.string(), (authorization) => {
        fc.pre(authorization.toLowerCase() !== `bearer ${token}`);
        const bearer = bearerOf(authorization);
        expect(bearer != null && policy.isToken(bearer, '127.0.0.1')).toBe(false);
      }),
    );
    expect(policy.isToken(bearerOf(`Bearer ${token}`) ?? '', '10.0.0.7')).toBe(true);
    expect(policy.standingOf({ ...nothing, host: 'localhost' }, '127.0.0.1')).toBe('nobody');
  });

  it('takes the token of the machine’s commands from this machine alone', () => {
    const policy = new AccessPolicy(null, () => true, 'of-the-machine');
    expect(policy.isToken('of-the-machine', '::ffff:127.0.0.1')).toBe(true);
    expect(policy.isToken('of-the-machine', '::1')).toBe(true);
    expect(policy.isToken('of-the-machine', '192.168.1.9')).toBe(false);
    expect(policy.isToken('of-the-machine', undefined)).toBe(false);
    expect(policy.isToken('of-another', '127.0.0.1')).toBe(false);
    expect(new AccessPolicy(null).isToken('', '127.0.0.1')).toBe(false);
  });

  it('knows the bay’s own screen by address and name together', () => {
    let isOwned = false;
    const policy = new AccessPolicy(null, () => isOwned);
    const here = { ...nothing, host: 'localhost:8080' };
    expect(policy.standingOf(here, '127.0.0.1')).toBe('owner');
    isOwned = true;
    expect(policy.standingOf(here, '::ffff:127.0.0.1')).toBe('screen');
    expect(policy.standingOf({ ...nothing, host: 'rebound.example' }, '127.0.0.1')).toBe('nobody');
    expect(policy.standingOf(here, '192.168.1.9')).toBe('nobody');
    expect(policy.standingOf(here, undefined)).toBe('nobody');
  });

  it('answers no host that is not loopback while there is no token', () => {
    const policy = new AccessPolicy(null);
    fc.assert(
      fc.property(fc.domain(), fc.integer({ min: 1, max: 65_535 }), (name, port) => {
        expect(policy.refuseStranger({ ...nothing, host: `${name}:${port}` })?.code).toBe('api/host-refused');
      }),
    );
    expect(policy.refuseStranger(nothing)?.code).toBe('api/host-refused');
  });
});
