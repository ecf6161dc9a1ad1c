import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askToEnrol, codeIn, isAskedByCode, newEnrolmentCode, sealEnrolment } from './facility-enrolment.ts';

const aCode = () => {
  const { shown, publicHalf } = newEnrolmentCode();
  return { shown, publicHalf, code: codeIn(shown) ?? '' };
};
const changed = (text: string, at: number) => {
  const bytes = Buffer.from(text, 'base64url');
  const [index, bit] = [Math.floor(at / 8) % bytes.length, at % 8];
  bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
  return bytes.toString('base64url');
};

describe('the code of a bay', () => {
  it('is read as it is typed: small, without dashes, with letters that look like digits', () => {
    expect(newEnrolmentCode().shown).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(codeIn('o l23 4567-89ab-cdef')).toBe('0123456789ABCDEF');
  });

  it('is nothing shorter or longer, and nothing with a sign that no code has', () => {
    for (const typed of [
      '',
      '0123-4567-89AB-CDE',
      '0123-4567-89AB-CDEF-0',
      '0123-4567-89AB-CDEU',
      '0123-4567-89AB-CD.F',
    ]) {
      expect(codeIn(typed)).toBeUndefined();
    }
  });

  it('opens what the facility answers to the bay at which it was typed, whatever that is', () => {
    const { code, publicHalf } = aCode();
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (bay, answer) => {
        const asking = askToEnrol(bay, code);
        expect(isAskedByCode(asking.enrolment, publicHalf)).toBe(true);
        expect(asking.open(sealEnrolment(asking.enrolment, publicHalf, answer))).toBe(answer);
      }),
      { numRuns: 50 },
    );
  });

  it('is never part of what is sent, nor is its public half', () => {
    const { code, publicHalf } = aCode();
    const { enrolment } = askToEnrol('bay-1', code);
    const sent = JSON.stringify([enrolment, sealEnrolment(enrolment, publicHalf, 'an answer')]);
    for (const secret of [code, publicHalf, 'an answer']) expect(sent).not.toContain(secret);
  });
});

describe('a question that is asked without the code', () => {
  it('is none, for another name or with another key', () => {
    const [{ code, publicHalf }, other] = [aCode(), aCode()];
    const { enrolment } = askToEnrol('bay-1', code);
    expect(isAskedByCode(askToEnrol('bay-1', other.code).enrolment, publicHalf)).toBe(false);
    expect(isAskedByCode({ ...enrolment, bay: 'bay-2' }, publicHalf)).toBe(false);
    expect(isAskedByCode({ ...enrolment, key: other.publicHalf }, publicHalf)).toBe(false);
    expect(isAskedByCode({ ...enrolment, proof: '' }, publicHalf)).toBe(false);
  });
});

describe('an answer that the code did not make', () => {
  it('does not open: of another code, to another question or bay, or for who knows the public half alone', () => {
    const [{ code, publicHalf }, other] = [aCode(), aCode()];
    const asking = askToEnrol('bay-1', code);
    const later = askToEnrol('bay-1', code);
    const answer = sealEnrolment(asking.enrolment, publicHalf, 'an answer');
    expect(later.open(answer)).toBeUndefined();
    expect(asking.open(sealEnrolment(later.enrolment, publicHalf, 'an answer'))).toBeUndefined();
    expect(asking.open(sealEnrolment(asking.enrolment, other.publicHalf, 'an answer'))).toBeUndefined();
    expect(asking.open(sealEnrolment({ ...asking.enrolment, bay: 'bay-2' }, publicHalf, 'x'))).toBeUndefined();
    // Somebody between who asks with a key of their own has no proof; and what is sealed for the bay is not theirs to open.
    const between = askToEnrol('bay-1', other.code);
    expect(isAskedByCode({ ...between.enrolment, proof: asking.enrolment.proof }, publicHalf)).toBe(false);
    expect(between.open(answer)).toBeUndefined();
  });

  it('does not open where one bit of it is another, or its end is missing', () => {
    const { code, publicHalf } = aCode();
    const asking = askToEnrol('bay-1', code);
    const answer = sealEnrolment(asking.enrolment, publicHalf, 'an answer');
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), (at, isKey) => {
        // The topmost bit of a key means nothing to X25519, but the answer is bound to the key as it was written.
        const wrong = isKey
          ? { ...answer, key: changed(answer.key, at) }
          : { ...answer, sealed: changed(answer.sealed, at) };
        expect(asking.open(wrong)).toBeUndefined();
      }),
    );
    for (let length = 0; length < answer.sealed.length; length++) {
      expect(asking.open({ ...answer, sealed: answer.sealed.slice(0, length) })).toBeUndefined();
    }
    expect(asking.open(answer)).toBe('an answer');
  });

  it('does not open with a key on which everybody agrees, and no bay may ask with one', () => {
    const { code, publicHalf } = aCode();
    const asking = askToEnrol('bay-1', code);
    const nothing = Buffer.alloc(32).toString('base64url');
    expect(asking.open({ key: nothing, sealed: '' })).toBeUndefined();
    expect(isAskedByCode({ ...asking.enrolment, key: nothing }, publicHalf)).toBe(false);
  });
});
