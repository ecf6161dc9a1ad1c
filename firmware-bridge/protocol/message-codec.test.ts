import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { HARDWARE_KINDS, REFUSAL_REASONS, DEVICE_FAULTS } from '../../device/ports/bay-hardware.port.ts';
import { FrameReader } from './frame-reader.ts';
import { decodeMessage, encodePayload, flawOf } from './message-codec.ts';
import {
  FAULT_CODES,
  FIELD_TAGS,
  KIND_CODES,
  MESSAGE_TYPES,
  type MessageType,
  needsAck,
  REFUSAL_CODES,
} from './message.ts';
import { fromHex, messageOf, packetOf, toHex, VECTORS } from './vectors.fixture.ts';

describe('what packets say', () => {
  it.each(VECTORS.messages)('reads and writes the vector "$name"', ({ name, packet, message }) => {
    expect(decodeMessage(packetOf(packet))).toEqual(messageOf(message));
    // An unknown limit is passed over when it is read, and so cannot be written again.
    if (!name.includes('unknown limit')) expect(toHex(encodePayload(messageOf(message)))).toBe(packet.payload);
  });

  it('has a vector for every type of message', () => {
    const shown = new Set(VECTORS.messages.map(({ message }) => message.type));
    expect([...shown].sort()).toEqual(Object.keys(MESSAGE_TYPES).sort());
  });

  it.each(VECTORS.undecodable)('does not accept $name', ({ frame, reason }) => {
    const [packet] = new FrameReader().push(fromHex(frame));
    expect(packet && decodeMessage(packet)).toBe(reason);
  });

  it('never throws, and takes only what it would write itself', () => {
    const types = fc.oneof(fc.constantFrom(...Object.values(MESSAGE_TYPES)), fc.nat(255));
    fc.assert(
      fc.property(types, fc.uint8Array({ maxLength: 60 }), (type, payload) => {
        const message = decodeMessage({ type, payload });
        if (typeof message === 'string') return;
        expect(decodeMessage({ type, payload: encodePayload(message) })).toEqual(message);
      }),
      { numRuns: 3000 },
    );
  });

  it('says what is wrong with a message, and before which byte', () => {
    const [hello, motionLock] = [0x01, 0x18];
    expect(flawOf({ type: 0x66, payload: new Uint8Array() })).toBe('the type is unknown');
    expect(flawOf({ type: hello, payload: Uint8Array.of(1) })).toBe('it is too short (before byte 1)');
    expect(flawOf({ type: hello, payload: Uint8Array.of(1, 1, 1) })).toBe('1 bytes too many');
    expect(flawOf({ type: motionLock, payload: Uint8Array.of(2) })).toBe('a flag is neither 0 nor 1 (before byte 1)');
  });

  it.each(VECTORS.undecodable)('names what is wrong with $name', ({ frame }) => {
    const [packet] = new FrameReader().push(fromHex(frame));
    expect(packet && flawOf(packet)).toMatch(/\w/);
  });

  it('refuses to write a number that has no place', () => {
    expect(() => encodePayload({ type: 'dispense', device: 1, balls: 70_000 })).toThrow(RangeError);
    expect(() => encodePayload({ type: 'tee-height', device: 0, heightUm: -1 })).toThrow(RangeError);
    expect(() => encodePayload({ type: 'light-level', device: 0, levelPer10000: 0.5 })).toThrow(RangeError);
  });

  it('has a number for every kind, fault and refusal of the port', () => {
    expect([...KIND_CODES].sort()).toEqual([...HARDWARE_KINDS].sort());
    expect([...FAULT_CODES].sort()).toEqual([...DEVICE_FAULTS].sort());
    expect([...REFUSAL_CODES].sort()).toEqual([...REFUSAL_REASONS].sort());
  });

  it('writes fields in the ascending order that readers ask for', () => {
    const tags = Object.values(FIELD_TAGS);
    expect(tags).toEqual([...tags].sort((one, other) => one - other));
  });

  it('has commands and reports acknowledged, and nothing else', () => {
    const acknowledged = (Object.keys(MESSAGE_TYPES) as MessageType[]).filter((type) => needsAck(type));
    expect(acknowledged).toEqual([
      ...['tee-height', 'tee-ball', 'dispense', 'add-credit', 'light-level', 'strobe', 'camera-trigger', 'clear-fault'],
      ...['motion-lock', 'go-safe', 'announce', 'state', 'event', 'ended'],
    ]);
  });
});
