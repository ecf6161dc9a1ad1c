import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MESSAGE_BYTES_MAX, MessageSplitter, type Piece } from './message-splitter.ts';

const DELIMITERS = ['\n', '\r\n', '\0', '', ' ', '\n\n'];

/** What a monitor may send: nested, with words that hold every character that means something to JSON. */
const message = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.string({ unit: fc.constantFrom('{', '}', '"', '\\', '\n', '\0', ',', ':', '[', 'ä', '€', 'x'), maxLength: 12 }),
    fc.array(fc.record({ a: fc.integer() }), { maxLength: 3 }),
    fc.record({ Speed: fc.integer(), inner: fc.record({ text: fc.string() }) }),
  ),
  { maxKeys: 5 },
);

function splitAt(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => bytes.subarray(from, at[index] ?? bytes.length));
}

function readAll(chunks: readonly Uint8Array[]): Piece[] {
  const splitter = new MessageSplitter();
  return chunks.flatMap((chunk) => splitter.push(chunk));
}

const values = (pieces: readonly Piece[]): unknown[] =>
  pieces.flatMap((piece) => (piece.kind === 'json' ? [piece.value] : []));

describe('the splitter of messages', () => {
  it('delivers every message of every framing, wherever the line cuts it', () => {
    const framed = fc.array(
      fc.record({ value: message, delimiter: fc.constantFrom(...DELIMITERS), isPretty: fc.boolean() }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(framed, fc.array(fc.nat(), { maxLength: 20 }), (messages, cuts) => {
        const text = messages
          .map(({ value, delimiter, isPretty }) => JSON.stringify(value, null, isPretty ? 2 : undefined) + delimiter)
          .join('');
        const pieces = readAll(splitAt(Buffer.from(text), cuts));
        expect(pieces.every(({ kind }) => kind === 'json')).toBe(true);
        expect(values(pieces)).toEqual(messages.map(({ value }) => JSON.parse(JSON.stringify(value))));
      }),
    );
  });

  it('gives the same for the same bytes however they are split, whatever they are', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '\n', '\0', ' ', 'a', '1') })
        .map((text) => new Uint8Array(Buffer.from(text))),
    );
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(), { maxLength: 20 }), (all, cuts) => {
        expect(readAll(splitAt(all, cuts))).toEqual(readAll([all]));
      }),
      { numRuns: 500 },
    );
  });

  it('finds its way back after any garbage as soon as lines begin with whole messages', () => {
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.string({ unit: fc.constantFrom('{', '}', '[', '"', ':', ',', '\\', 'a') }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(garbage, message, message, (noise, first, second) => {
        const lines = Buffer.from(`\n${JSON.stringify(first)}\n${JSON.stringify(second)}\n{"end":1}\n`);
        const read = values(readAll([Buffer.concat([noise, lines])]));
        expect(read).toEqual(expect.arrayContaining([first, second].map((one) => JSON.parse(JSON.stringify(one)))));
      }),
      { numRuns: 500 },
    );
  });

  it('never holds more than one message may have', () => {
    const splitter = new MessageSplitter();
    const flood = Buffer.from(`{"a":"${'x'.repeat(3 * MESSAGE_BYTES_MAX)}`);
    let damaged = 0;
    for (const chunk of [flood, flood, Buffer.alloc(100_000, '{'), Buffer.alloc(100_000, 'a')]) {
      damaged += splitter.push(chunk).filter(({ kind }) => kind === 'damaged').length;
      expect(splitter.heldBytes).toBeLessThanOrEqual(MESSAGE_BYTES_MAX);
    }
    expect(damaged).toBeGreaterThan(0);
    expect(values(splitter.push(Buffer.from('\n{"a":1}\n')))).toEqual([{ a: 1 }]);
  });

  it('loses only the message that was cut short', () => {
    const stream = '{"DeviceID":"a","Ball{"DeviceID":"b"}\n{"DeviceID":\n{"DeviceID":"c"}\n{"DeviceID":"d"}\n';
    expect(values(readAll([Buffer.from(stream)]))).toEqual([{ DeviceID: 'c' }, { DeviceID: 'd' }]);
    const unfinished = '{"ShotNumber":1,"BallData":{"Speed":1{"DeviceID":"b"}';
    expect(readAll([Buffer.from(unfinished)])).toEqual([
      { kind: 'damaged', reason: 'not-json' },
      { kind: 'json', value: { DeviceID: 'b' }, text: '{"DeviceID":"b"}' },
    ]);
  });

  it('takes a bare sentence with or without an end', () => {
    const splitter = new MessageSplitter();
    expect(splitter.push(Buffer.from('\ufeffGSPro ready\0GSPro'))).toEqual([{ kind: 'text', text: 'GSPro ready' }]);
    expect(splitter.flush()).toEqual([{ kind: 'text', text: 'GSPro' }]);
    expect(splitter.flush()).toEqual([]);
    expect(splitter.push(Buffer.from('GSPro ready{"Code":200}'))).toEqual([
      { kind: 'text', text: 'GSPro ready' },
      { kind: 'json', value: { Code: 200 }, text: '{"Code":200}' },
    ]);
  });
});
