import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from './canonical-json.ts';
import { isSignedBy, makeKeys, readPrivateKey, signDocument } from './signature.ts';

/** Whatever JSON can say. */
const anyJson = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

function shuffled(value: Json): Json {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, each]) => [key, shuffled(each)]));
}

describe('the canonical text of a document', () => {
  it('is that of RFC 8785’s own example', () => {
    const example: Json = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(example)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by their UTF-16 units, as the RFC does', () => {
    const keys = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(Object.keys(JSON.parse(canonicalJson(keys)) as object)).toHaveLength(7);
    expect(canonicalJson(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it('says the same document, however its keys stood and whatever it went through', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(shuffled(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
      }),
    );
  });

  it('is refused for half a character and for what nests without end', () => {
    expect(() => canonicalJson('\uD800')).toThrow(RangeError);
    expect(() => canonicalJson({ '\uDC00': 1 })).toThrow(RangeError);
    let deep: Json = 0;
    for (let i = 0; i < 100; i++) deep = [deep];
    expect(() => canonicalJson(deep)).toThrow(RangeError);
  });
});

describe('a signature', () => {
  const { privatePem, publicKey } = makeKeys();
  const key = readPrivateKey(privatePem);

  it('is right for its document, in whatever order its keys come, and for no other', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (value, other) => {
        const signature = signDocument(value, key);
        expect(isSignedBy(shuffled(value), signature, publicKey)).toBe(true);
        const isSame = canonicalJson(value) === canonicalJson(other);
        expect(isSignedBy(other, signature, publicKey)).toBe(isSame);
      }),
    );
  });

  it('is wrong with any bit turned over, with another key, and where there is none', () => {
    const document = { id: 'a', isForced: true };
    const signature = signDocument(document, key);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 511 }), (bit) => {
        const bytes = Buffer.from(signature, 'base64url');
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(isSignedBy(document, bytes.toString('base64url'), publicKey)).toBe(false);
      }),
    );
    expect(isSignedBy(document, signature, makeKeys().publicKey)).toBe(false);
    for (const none of ['', 'x', `${signature}A`]) expect(isSignedBy(document, none, publicKey)).toBe(false);
    expect(isSignedBy(document, signature, 'no key')).toBe(false);
  });

  it('is made by an Ed25519 key alone', () => {
    expect(() => readPrivateKey('nonsense')).toThrow(expect.objectContaining({ code: 'fleet/key-unreadable' }));
  });
});
