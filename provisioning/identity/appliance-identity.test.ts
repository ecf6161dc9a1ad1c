import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  adoptIdentity,
  ensureIdentity,
  identityFile,
  identityText,
  makeIdentity,
  parseIdentity,
  readIdentity,
  writeIdentity,
} from './appliance-identity.ts';
import { identityCode, readIdentityCode } from './identity-code.ts';

const identity = fc.record({ id: fc.uuid(), secret: fc.uint8Array({ minLength: 32, maxLength: 32 }) });

describe('the code of an identity', () => {
  it('is read as it was written, in whatever case and spacing', () => {
    fc.assert(
      fc.property(identity, fc.boolean(), ({ id, secret }, isLower) => {
        const code = identityCode({ id, secret: Buffer.from(secret) });
        const typed = isLower
          ? code.toLowerCase().replaceAll('-', ' ')
          : code.replaceAll('0', 'O').replaceAll('1', 'l');
        expect(readIdentityCode(typed)).toEqual({ id, secret: Buffer.from(secret) });
      }),
    );
  });

  it('with a wrong, a swapped or a missing letter is refused', () => {
    const code = identityCode({ id: '01890000-0000-7000-8000-000000000001', secret: randomBytes(32) });
    const letters = Array.from(code, (letter, at) => ({ letter, at })).filter(({ letter }) => /[0-9A-Z]/.test(letter));
    const refused = (text: string) =>
      expect(() => readIdentityCode(text)).toThrow(expect.objectContaining({ code: 'identity/unreadable' }));
    for (const { letter, at } of letters.slice(0, -1)) {
      refused(`${code.slice(0, at)}${letter === 'Z' ? 'Y' : 'Z'}${code.slice(at + 1)}`);
      refused(code.slice(0, at) + code.slice(at + 1));
    }
    for (const [i, { letter, at }] of letters.entries()) {
      const next = letters[i + 1];
      if (next === undefined || next.letter === letter || next.at !== at + 1) continue;
      refused(code.slice(0, at) + next.letter + letter + code.slice(at + 2));
    }
    refused('');
    refused(`${code}U`);
  });
});

describe('the file of an identity', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'swingbay-identity-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('is made once, for its owner’s eyes alone, and never written over', () => {
    const file = identityFile(directory);
    const made = ensureIdentity(file, 'bay-1');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(ensureIdentity(file, 'another')).toEqual(made);
    expect(() => makeIdentity(file, 'another')).toThrow(expect.objectContaining({ code: 'identity/there' }));
    expect(readIdentity(file)).toEqual(made);
  });

  it('makes way for that of the appliance which comes back, and is kept beside it', () => {
    const [file, fresh] = [identityFile(directory), identityFile(join(directory, 'fresh'))];
    const [back, own] = [makeIdentity(join(directory, 'stick.txt'), 'bay-1'), ensureIdentity(file, 'bay-2')];
    expect(adoptIdentity(fresh, back)).toBe('written');
    expect(adoptIdentity(file, back)).toBe('replaced');
    expect(adoptIdentity(file, back)).toBe('there');
    for (const adopted of [fresh, file]) expect(readIdentity(adopted)).toEqual(back);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readIdentity(`${file}.before-restore`)).toEqual(own);
    writeFileSync(file, 'holiday pictures');
    expect(adoptIdentity(file, back)).toBe('replaced');
    expect(readIdentity(file)).toEqual(back);
  });

  it('goes onto no stick that is not plugged in: only the machine’s own folder of keys is made', () => {
    const made = makeIdentity(identityFile(join(directory, 'data')), 'bay-1');
    const stick = join(directory, 'media', 'stick');
    expect(() => writeIdentity(join(stick, 'bay-1.txt'), made)).toThrow(
      expect.objectContaining({ code: 'identity/no-folder', message: expect.stringContaining(stick) as string }),
    );
    expect(existsSync(join(directory, 'media'))).toBe(false);
    mkdirSync(stick, { recursive: true });
    writeIdentity(join(stick, 'bay-1.txt'), made);
    expect(readIdentity(join(stick, 'bay-1.txt'))).toEqual(made);
  });

  it('goes onto a stick whose files have one name each, and is not written over there either', () => {
    const refused = (code: string) => () => {
      throw Object.assign(new Error(`${code}: operation not permitted, link`), { code });
    };
    const made = makeIdentity(identityFile(join(directory, 'data')), 'bay-1');
    const file = join(directory, 'bay-1.txt');
    writeIdentity(file, made, refused('EPERM'));
    expect(readIdentity(file)).toEqual(made);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const another = makeIdentity(identityFile(join(directory, 'other')), 'bay-2');
    expect(() => writeIdentity(file, another, refused('EPERM'))).toThrow(
      expect.objectContaining({ code: 'identity/there' }),
    );
    expect(readIdentity(file)).toEqual(made);
    expect(() => writeIdentity(join(directory, 'full.txt'), made, refused('ENOSPC'))).toThrow(
      expect.objectContaining({ code: 'identity/unwritable', message: expect.stringContaining('ENOSPC') as string }),
    );
    expect(readdirSync(directory).toSorted()).toEqual(['bay-1.txt', 'data', 'other']);
  });

  it('that is a folder, or that nobody may read, is told as what it is', () => {
    const made = makeIdentity(identityFile(join(directory, 'data')), 'bay-1');
    const isFolder = expect.objectContaining({ code: 'identity/is-folder' }) as Error;
    expect(() => writeIdentity(directory, made)).toThrow(isFolder);
    expect(() => readIdentity(directory)).toThrow(isFolder);
    // A loop of links is refused whoever asks, the administrator too.
    const loop = join(directory, 'loop.txt');
    symlinkSync(loop, loop);
    expect(() => readIdentity(loop)).toThrow(
      expect.objectContaining({
        ...{ code: 'identity/file-unreadable', message: expect.stringContaining('ELOOP') as string },
        hint: expect.stringContaining('permissions') as string,
      }),
    );
  });

  it('is read whole, or from its code alone', () => {
    const made = makeIdentity(identityFile(directory), 'bay-1');
    expect(parseIdentity(identityText(made))).toEqual(made);
    expect(parseIdentity(identityCode(made))).toEqual({ ...made, name: '' });
    expect(() => readIdentity(join(directory, 'none'))).toThrow(expect.objectContaining({ code: 'identity/absent' }));
    expect(() => parseIdentity('holiday pictures')).toThrow(expect.objectContaining({ code: 'identity/unreadable' }));
  });
});
