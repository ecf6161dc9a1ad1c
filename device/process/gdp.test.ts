import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeGdpBufferHeader,
  encodeGdpEndOfStream,
  encodeGdpStart,
  GDP_HEADER_BYTES,
  GdpReader,
  gdpText,
  readGdpHeader,
} from './gdp.ts';

const CAPS = 'video/x-raw, format=(string)NV12, width=(int)4, height=(int)2, framerate=(fraction)30/1';

interface Unit {
  ptsNs: number;
  isKeyFrame: boolean;
  data: Uint8Array;
}

function encodeStream(units: readonly Unit[]): Uint8Array {
  const parts = units.flatMap(({ data, ...times }) => [encodeGdpBufferHeader(data.length, times), data]);
  return Buffer.concat([encodeGdpStart(CAPS), ...parts, encodeGdpEndOfStream()]);
}

function readSplit(bytes: Uint8Array, cuts: readonly number[]) {
  const units: Unit[] = [];
  const texts: string[] = [];
  let ended = false;
  const reader = new GdpReader(({ header, payload }) => {
    if (header.kind === 'buffer') {
      units.push({ ptsNs: header.ptsNs ?? -1, isKeyFrame: !header.isDelta, data: Uint8Array.from(payload) });
    } else if (header.isEndOfStream) ended = true;
    else texts.push(gdpText(payload));
  });
  const sorted = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  for (let index = 1; index < sorted.length; index++) reader.push(bytes.subarray(sorted[index - 1], sorted[index]));
  return { units, texts, ended, isWhole: reader.isBetweenPackets };
}

const unit: fc.Arbitrary<Unit> = fc.record({
  ptsNs: fc.integer({ min: 0, max: 9e15 }),
  isKeyFrame: fc.boolean(),
  data: fc.uint8Array({ maxLength: 300 }),
});

describe('GStreamer data protocol', () => {
  it('gives back what was written, wherever the stream is split', () => {
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 20 }), (units, seeds) => {
        const bytes = encodeStream(units);
        const read = readSplit(
          bytes,
          seeds.map((seed) => seed % bytes.length),
        );
        expect(read.units).toEqual(units);
        expect(read.texts[1]).toBe(CAPS);
        expect(read).toMatchObject({ ended: true, isWhole: true });
      }),
    );
  });

  it('gives back what was written when every byte comes alone', () => {
    const units = [
      { ptsNs: 1_500_000_000_123, isKeyFrame: true, data: Uint8Array.of(1, 2, 3) },
      { ptsNs: 1_500_033_333_456, isKeyFrame: false, data: new Uint8Array(0) },
      { ptsNs: 3.6e15, isKeyFrame: false, data: new Uint8Array(200).fill(7) },
    ];
    const bytes = encodeStream(units);
    const read = readSplit(bytes, [...bytes.keys()]);
    expect(read.units).toEqual(units);
  });

  it('hands on a payload that came in one piece without copying it', () => {
    const bytes = encodeStream([{ ptsNs: 1, isKeyFrame: true, data: new Uint8Array(64) }]);
    let payload: Uint8Array | undefined;
    new GdpReader((packet) => {
      if (packet.header.kind === 'buffer') payload = packet.payload;
    }).push(bytes);
    expect(payload?.buffer).toBe(bytes.buffer);
  });

  it('knows that a stream ended in the middle of a packet', () => {
    const bytes = encodeStream([{ ptsNs: 1, isKeyFrame: true, data: new Uint8Array(64) }]);
    fc.assert(
      fc.property(fc.nat({ max: GDP_HEADER_BYTES + 40 }), (missing) => {
        const reader = new GdpReader(() => undefined);
        reader.push(bytes.subarray(0, bytes.length - missing));
        expect(reader.isBetweenPackets).toBe(missing === 0 || missing === GDP_HEADER_BYTES);
      }),
    );
  });

  it('refuses a header with any damaged bit', () => {
    fc.assert(
      fc.property(fc.nat({ max: 57 }), fc.nat({ max: 7 }), (byte, bit) => {
        // Without the bit that says so, nothing is under the checksum.
        fc.pre(!(byte === 2 && bit === 0));
        const header = encodeGdpBufferHeader(10, { ptsNs: 5 });
        header[byte] = (header[byte] ?? 0) ^ (1 << bit);
        expect(() => readGdpHeader(header)).toThrow(expect.objectContaining({ code: 'process/gdp-format' }));
      }),
    );
  });
});
