import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBayError } from '../../device/errors/bay-error.ts';
import { DATA_TYPES, type DataType, decodePayload, encodePayload, type Metric, valueAs } from './payload.ts';

const VALUES: Readonly<Record<DataType, fc.Arbitrary<number | boolean | string>>> = {
  Int8: fc.integer({ min: -128, max: 127 }),
  Int16: fc.integer({ min: -32_768, max: 32_767 }),
  Int32: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  Int64: fc.maxSafeInteger(),
  UInt8: fc.nat({ max: 255 }),
  UInt16: fc.nat({ max: 65_535 }),
  UInt32: fc.nat({ max: 2 ** 32 - 1 }),
  UInt64: fc.maxSafeNat(),
  Float: fc.float({ noNaN: true, noDefaultInfinity: true }),
  Double: fc.double({ noNaN: true, noDefaultInfinity: true }),
  Boolean: fc.boolean(),
  String: fc.string({ unit: 'grapheme' }),
  DateTime: fc.maxSafeNat(),
  Text: fc.string({ unit: 'grapheme' }),
};

describe('a Sparkplug payload', () => {
  it('is byte for byte what the published field numbers make', () => {
    const bytes = encodePayload({
      timestamp: 300,
      seq: 0,
      metrics: [{ name: 'ab', alias: 5, timestamp: 1, datatype: DATA_TYPES.Int32, value: -1 }],
    });
    // Payload 1: 300; 2: metric of 20 bytes; 3: 0. Metric 1: "ab"; 2: 5; 3: 1; 4: 3; 10: 0xffffffff.
    const hex = '08ac02' + '1210' + '0a026162' + '1005' + '1801' + '2003' + '50ffffffff0f' + '1800';
    expect(Buffer.from(bytes).toString('hex')).toBe(hex);
  });

  it('tells a seq of 0 from none, and false from no value', () => {
    expect(decodePayload(encodePayload({ seq: 0, metrics: [] }))).toEqual({ seq: 0, metrics: [] });
    expect(decodePayload(encodePayload({ metrics: [] }))).toEqual({ metrics: [] });
    const metrics = [
      { name: 'a', value: false },
      { name: 'b', isNull: true },
    ];
    expect(decodePayload(encodePayload({ metrics })).metrics).toMatchObject(metrics);
  });

  it('gives back every value of every type, also where the message leaves the type out', () => {
    const typed = fc.constantFrom(...(Object.keys(DATA_TYPES) as DataType[]));
    fc.assert(
      fc.property(
        typed.chain((type) => fc.tuple(fc.constant(type), VALUES[type])),
        ([type, value]) => {
          const [metric] = decodePayload(encodePayload({ metrics: [{ alias: 1, value }] }, () => type)).metrics;
          expect(valueAs(type, metric as Metric)).toBe(Object.is(value, -0) ? metric?.value : value);
        },
      ),
    );
  });

  it('refuses a value that its type cannot hold', () => {
    expect(valueAs('Int8', { value: 200, field: 'intValue' })).toBeNull();
    expect(valueAs('Boolean', { value: 1 })).toBeNull();
    expect(valueAs('Int32', { value: 1.5 })).toBeNull();
    expect(valueAs('Double', { isNull: true })).toBeNull();
  });

  it('never throws anything but a coded error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodePayload(bytes);
        } catch (error) {
          expect(isBayError(error) && error.code).toBe('sparkplug/payload-unreadable');
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses more bytes than any command has', () => {
    expect(() => decodePayload(new Uint8Array(65 * 1024))).toThrow(/65 ?\d* ?bytes|bytes/);
  });
});
