import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEasyPassword } from './easy-password.ts';

describe('an easy password', () => {
  it.each([
    'password',
    'Passw0rd!',
    'P@ssword2026',
    'qwertzuiop',
    '12345678',
    '87654321',
    'aaaaaaaaa',
    'abcabcabc',
    'Swingbay1',
    'tigerwoods!',
    'golfgolf1',
    '!!letmein!!',
    '20260101',
    'iloveyou123',
  ])('is %s, in whatever dress', (password) => {
    expect(isEasyPassword(password, [])).toBe(true);
  });

  it('is what a stranger may know of the account', () => {
    expect(isEasyPassword('Annika1970', ['Annika Berg', 'annika.berg@range.example'])).toBe(true);
    expect(isEasyPassword('annikaberg!', ['Annika Berg'])).toBe(true);
  });

  it.each(['correct horse battery', 'Wiese-Lampe-Dach-7', 'zu spät im Oktober', 'パタークラブの夜明け'])(
    'is not %s',
    (password) => {
      expect(isEasyPassword(password, ['Annika Berg', 'annika@range.example'])).toBe(false);
    },
  );

  it('is never one of twenty random letters', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from('bcdfghjklmnpqrstvwxz')),
      minLength: 20,
      maxLength: 20,
    });
    fc.assert(fc.property(letters, (text) => new Set(text).size < 6 || !isEasyPassword(text, [])));
  });
});
