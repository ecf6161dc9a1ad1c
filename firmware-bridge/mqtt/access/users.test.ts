import { describe, expect, it } from 'vitest';
import { hashPassword, PasswordCheck, readPasswordHash } from './password-hash.ts';
import { parseUsers, userLine } from './users.ts';

describe('a password', () => {
  it('is known again by its hash, and no other is', async () => {
    const check = new PasswordCheck();
    const written = await hashPassword('correct horse battery');
    expect(await check.verify(Buffer.from('correct horse battery'), written)).toBe('right');
    expect(await check.verify(Buffer.from('correct horse batterz'), written)).toBe('wrong');
    expect(await check.verify(Buffer.from('correct horse battery'), null)).toBe('wrong');
    expect(written).not.toContain('horse');
  });

  it('of a flood is refused as busy rather than queued without end', async () => {
    const check = new PasswordCheck(1);
    const verdicts = await Promise.all(Array.from({ length: 7 }, () => check.verify(Buffer.from('x'), null)));
    expect(verdicts.filter((verdict) => verdict === 'busy')).toHaveLength(4);
    expect(await check.verify(Buffer.from('x'), null)).toBe('wrong');
  });

  it('hash that costs too little or all the memory is none', () => {
    const tail = `:${Buffer.alloc(16).toString('base64url')}:${Buffer.alloc(32).toString('base64url')}`;
    expect(readPasswordHash(`scrypt:14:8:5${tail}`)).not.toBeNull();
    for (const cost of ['10:8:1', '30:8:1', '14:99:1', '14:8:0', 'x:8:1']) {
      expect(readPasswordHash(`scrypt:${cost}${tail}`)).toBeNull();
    }
  });
});

describe("the users' file", () => {
  const hash = `scrypt:14:8:5:${Buffer.alloc(16).toString('base64url')}:${Buffer.alloc(32).toString('base64url')}`;

  it('gives each user a role and a password or a certificate', () => {
    const users = parseUsers(`# staff\nkim:staff:${hash}\n\ntee-1:controller:certificate\n`, 'users');
    expect(users.get('kim')).toEqual({ name: 'kim', role: 'staff', passwordHash: hash });
    expect(users.get('tee-1')?.passwordHash).toBeNull();
    expect([...users.values()].map(userLine).join('\n')).toBe(`kim:staff:${hash}\ntee-1:controller:certificate`);
  });

  it.each([
    ['a role that is none', `kim:owner:${hash}`],
    ['the role of the bay itself', `kim:bay:${hash}`],
    ['a name with a wildcard', `k+m:staff:${hash}`],
    ['a name with a separator', `a/b:staff:${hash}`],
    ['the same name twice', `kim:staff:${hash}\nkim:display:${hash}`],
    ['a password that is no hash', 'kim:staff:secret-canary'],
  ])('is refused for %s, with the line and without the secret', (_, text) => {
    const refusal = () => parseUsers(text, 'users');
    expect(refusal).toThrow(/Line \d of users is not a user/);
    expect(refusal).not.toThrow(/canary|AAAA/);
  });
});
