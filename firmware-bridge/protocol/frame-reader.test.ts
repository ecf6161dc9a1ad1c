import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FrameReader } from './frame-reader.ts';
import { encodeFrame, type Packet } from './packet.ts';
import { fromHex, packetOf, toHex, VECTORS } from './vectors.fixture.ts';

const packets: fc.Arbitrary<Packet> = fc.record({
  version: fc.constant(1),
  type: fc.nat(255),
  isRepeat: fc.boolean(),
  bootId: fc.nat(0xffffffff),
  sequence: fc.nat(0xffffffff),
  sentUs: fc.maxSafeNat(),
  payload: fc.uint8Array({ maxLength: 230 }),
});

/** Cuts bytes at arbitrary places, single bytes and empty chunks included. */
function chunksOf(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

const readAll = (reader: FrameReader, chunks: readonly Uint8Array[]): Packet[] =>
  chunks.flatMap((chunk) => reader.push(chunk));

/** With at least one positive size, or cutting would not end. */
const sizes = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.array(fc.nat(40), { maxLength: 5 }))
  .map(([one, more]) => [one, ...more]);

describe('reading frames from a line', () => {
  it.each([...VECTORS.messages, ...VECTORS.packets])('reads the vector "$name"', ({ packet, frame }) => {
    expect(new FrameReader().push(fromHex(frame))).toEqual([packetOf(packet)]);
  });

  it.each(VECTORS.messages)('writes the vector "$name"', ({ packet, frame }) => {
    expect(toHex(encodeFrame(packetOf(packet)))).toBe(frame);
  });

  it.each(VECTORS.dropped)('drops $name as $reason and counts it', ({ frame, reason }) => {
    const reader = new FrameReader();
    expect(reader.push(fromHex(frame))).toEqual([]);
    expect(reader.counts.dropped[reason]).toBe(1);
    expect(reader.counts.bytesDropped).toBeGreaterThan(0);
  });

  it.each(VECTORS.streams)('finds the good frames among $name', ({ bytes, sequences }) => {
    expect(new FrameReader().push(fromHex(bytes)).map((packet) => packet.sequence)).toEqual(sequences);
  });

  it('reads the same packets however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(packets, { maxLength: 6 }), sizes, (sent, cuts) => {
        const bytes = Uint8Array.from(sent.flatMap((packet) => [...encodeFrame(packet)]));
        expect(readAll(new FrameReader(), chunksOf(bytes, cuts))).toEqual(sent);
      }),
    );
  });

  it('hands on nothing that was not sent, and every frame that noise between frames left whole', () => {
    const noise = fc.uint8Array({ maxLength: 600 });
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, packets), { maxLength: 6 }), sizes, (parts, cuts) => {
        const bytes = Uint8Array.from(parts.flatMap(([burst, packet]) => [...burst, ...encodeFrame(packet)]));
        const reader = new FrameReader();
        expect(readAll(reader, chunksOf(bytes, cuts))).toEqual(parts.map(([, packet]) => packet));
      }),
    );
  });

  it('lets no packet through of which bits were flipped', () => {
    const flips = fc.array(fc.tuple(fc.nat(400), fc.nat(7)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(packets, flips, (packet, places) => {
        const frame = encodeFrame(packet);
        const damaged = Uint8Array.from(frame);
        for (const [at, bit] of places) damaged[at % damaged.length] = (damaged[at % damaged.length] ?? 0) ^ (1 << bit);
        const read = new FrameReader().push(damaged);
        // A border that became a byte leaves the packet whole in a frame that is not closed.
        for (const each of read) expect(each).toEqual(packet);
      }),
    );
  });

  it('says which version the other side speaks when it is not this one', () => {
    const reader = new FrameReader();
    reader.push(
      encodeFrame({
        version: 2,
        type: 1,
        isRepeat: false,
        bootId: 1,
        sequence: 1,
        sentUs: 1,
        payload: Uint8Array.of(1, 2),
      }),
    );
    expect(reader.otherVersion).toBe(2);
  });

  it('names the frame that it dropped last and why', () => {
    const reader = new FrameReader();
    expect(reader.lastDropped).toBeNull();
    const welcome = { type: 2, isRepeat: false, bootId: 1, sequence: 1, sentUs: 1, payload: new Uint8Array(12) };
    const frame = encodeFrame(welcome);
    const before = frame.length - 2;
    frame[before] = (frame[before] ?? 0) ^ 2;
    reader.push(frame);
    expect(reader.lastDropped).toBe('a frame of 37 bytes that looks like welcome 02: its CRC is wrong');
    reader.push(encodeFrame({ ...welcome, version: 2 }));
    expect(reader.lastDropped).toContain('its version is not 1');
    reader.push(Uint8Array.from([0, 9, 1, 0]));
    expect(reader.lastDropped).toBe('a frame of 2 bytes: its COBS is wrong: a code reaches beyond the end');
    expect(reader.droppedWelcome).toContain('looks like welcome 02: its version is not 1');
    reader.forgetDropped();
    expect(reader.droppedWelcome).toBeNull();
  });

  it('forgets half a frame when the line is opened anew', () => {
    const reader = new FrameReader();
    const [vector] = VECTORS.messages;
    const frame = fromHex(vector?.frame ?? '');
    reader.push(frame.subarray(0, 9));
    reader.reset();
    expect(reader.push(frame)).toHaveLength(1);
  });
});
