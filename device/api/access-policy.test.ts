import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccessPolicy, isLoopbackName } from './access-policy.ts';

const nothing = { host: undefined, origin: undefined, fetchSite: undefined, authorization: undefined };

describe('the access policy', () => {
  it('knows loopback by address, not by what a name begins with', () => {
    const names = ['localhost', '127.0.0.1', '127.9.9.9', '::1', '127.0.0.1.evil.example', '127.1', '0.0.0.0', ''];
    expect(names.filter(isLoopbackName)).toEqual(['localhost', '127.0.0.1', '127.9.9.9', '::1']);
  });

  it('lets nobody in without the token, whatever they say instead', () => {
    const token = 'x'.repeat(40);
    const policy = new AccessPolicy(token);
    fc.assert(
      fc.property(fc.string(), (authorization) => {
        fc.pre(authorization.toLowerCase() !== `bearer ${token}`);
        expect(policy.refuseCall({ ...nothing, authorization })?.code).toBe('api/unauthorized');
      }),
    );
    expect(policy.refuseCall({ ...nothing, authorization: `Bearer ${token}` })).toBeNull();
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
