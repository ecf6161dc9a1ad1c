import fc from 'fast-check';
import mqttPacket, { type Packet } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { type Assembled, PacketAssembler } from './packet-assembler.ts';
import { packetFault } from './packet-rules.ts';

const FILTERS_MAX = 10;
const BYTES_MAX = 4096;

const id = fc.integer({ min: 1, max: 65_535 });
const topic = fc.stringMatching(/^[a-z/]{1,20}$/);
const packets: fc.Arbitrary<Packet> = fc.oneof(
  fc.record({
    cmd: fc.constant('publish' as const),
    topic,
    payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    qos: fc.constantFrom(0, 1, 2),
    messageId: id,
    retain: fc.boolean(),
    dup: fc.constant(false),
  }) as fc.Arbitrary<Packet>,
  fc.record({
    cmd: fc.constant('connect' as const),
    clientId: fc.stringMatching(/^[a-z0-9]{1,20}$/),
    protocolId: fc.constant('MQTT' as const),
    protocolVersion: fc.constant(4 as const),
    clean: fc.boolean(),
    keepalive: fc.integer({ min: 0, max: 65_535 }),
    will: fc.option(fc.record({ topic, payload: fc.constant(Buffer.from('gone')), qos: fc.constantFrom(0, 1, 2) }), {
      nil: undefined,
    }),
    username: fc.constant('kim'),
    password: fc.constant(Buffer.from('secret')),
  }) as fc.Arbitrary<Packet>,
  fc.record({
    cmd: fc.constant('subscribe' as const),
    messageId: id,
    subscriptions: fc
      .uniqueArray(topic, { minLength: 1, maxLength: 5 })
      .map((all) => all.map((one) => ({ topic: one, qos: 1 }))),
  }) as fc.Arbitrary<Packet>,
  id.map((messageId): Packet => ({ cmd: 'puback', messageId })),
  id.map((messageId): Packet => ({ cmd: 'pubrel', messageId })),
  fc.constant<Packet>({ cmd: 'pingreq' }),
  fc.constant<Packet>({ cmd: 'disconnect' }),
);

function assemble(assembler: PacketAssembler, chunks: readonly Buffer[]): Assembled[] {
  const found: Assembled[] = [];
  for (const chunk of chunks) {
    assembler.append(chunk);
    for (let next = assembler.next(); next !== null; next = assembler.next()) {
      found.push(next);
      if (typeof next === 'string') return found;
    }
  }
  return found;
}

function chopped(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, at) => bytes.subarray(from, places[at] ?? bytes.length));
}

describe('a stream of packets', () => {
  it('is cut into the same packets however the network chopped it', () => {
    fc.assert(
      fc.property(fc.array(packets, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 12 }), (sent, cuts) => {
        const encoded = sent.map((packet) => mqttPacket.generate(packet));
        const found = assemble(new PacketAssembler(BYTES_MAX), chopped(Buffer.concat(encoded), cuts));
        expect(found).toEqual(encoded);
        for (const packet of encoded) expect(packetFault(packet, FILTERS_MAX)).toBeNull();
      }),
    );
  });

  it('is refused at the header of a packet that announces too much, before any of its body', () => {
    const found = (...length: number[]) => assemble(new PacketAssembler(BYTES_MAX), [Buffer.from([0x10, ...length])]);
    expect(found(0xff, 0xff, 0xff, 0x7f)).toEqual(['too-large']);
    // With its header of three bytes one byte more than is allowed, and just as many.
    expect(found(0xfe, 0x1f)).toEqual(['too-large']);
    expect(found(0xfd, 0x1f)).toEqual([]);
  });

  it('is refused where a length does not end', () => {
    expect(assemble(new PacketAssembler(BYTES_MAX), [Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 1])])).toEqual([
      'malformed',
    ]);
  });

  it('that is noise is cut or refused, and the rules answer for every packet of it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        for (const found of assemble(new PacketAssembler(BYTES_MAX), [Buffer.from(noise)])) {
          if (Buffer.isBuffer(found)) packetFault(found, FILTERS_MAX);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});

const bytes = (...parts: (number | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));
const packet = (first: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([first, body.length]), body]);
const connect = (flags: number, ...rest: Buffer[]): Buffer =>
  packet(0x10, Buffer.concat([bytes(0, 4, 'MQTT', 4, flags, 0, 60), ...rest]));
const text = (value: string): Buffer => Buffer.concat([bytes(0, Buffer.byteLength(value)), Buffer.from(value)]);

describe('the rules of MQTT 3.1.1', () => {
  it.each([
    ['MQTT-1.5.3-1 ill-formed text is no topic', packet(0x30, bytes(0, 2, 0xc3, 0x28)), 'MQTT-3.3.2-1'],
    ['MQTT-1.5.3-2 no U+0000 in a topic', packet(0x30, bytes(0, 2, 'a', 0)), 'MQTT-1.5.3-2'],
    ['MQTT-2.2.2-2 reserved flags of PINGREQ', bytes(0xc1, 0), 'MQTT-2.2.2-2'],
    ['MQTT-2.3.1-1 a packet id of zero', packet(0x32, bytes(0, 1, 'a', 0, 0)), 'MQTT-2.3.1-1'],
    ['MQTT-3.1.2-1 another protocol', packet(0x10, bytes(0, 4, 'HTTP', 4, 2, 0, 60, 0, 0)), 'MQTT-3.1.2-1'],
    ['MQTT-3.1.2-3 the reserved connect flag', connect(0x03, text('a')), 'MQTT-3.1.2-3'],
    ['MQTT-3.1.2-14 a will of QoS 3', connect(0x1e, text('a'), text('t'), text('p')), 'MQTT-3.1.2-14'],
    ['MQTT-3.1.2-13 a will QoS without a will', connect(0x0a, text('a')), 'MQTT-3.1.2-13'],
    ['MQTT-3.1.2-15 a will retain without a will', connect(0x22, text('a')), 'MQTT-3.1.2-15'],
    ['MQTT-3.1.2-22 a password without a user', connect(0x42, text('a'), text('p')), 'MQTT-3.1.2-22'],
    ['MQTT-4.7.1-1 a will to a wildcard', connect(0x06, text('a'), text('t/#'), text('p')), 'MQTT-4.7.1-1'],
    ['MQTT-3.3.1-2 a repeated message without QoS', packet(0x38, text('a')), 'MQTT-3.3.1-2'],
    ['MQTT-3.3.1-4 QoS 3', packet(0x36, Buffer.concat([text('a'), bytes(0, 1)])), 'MQTT-3.3.1-4'],
    ['MQTT-3.3.2-2 a wildcard published to', packet(0x30, text('a/+')), 'MQTT-3.3.2-2'],
    ['MQTT-3.6.1-1 flags of PUBREL', packet(0x60, bytes(0, 1)), 'MQTT-3.6.1-1'],
    [
      'MQTT-3.8.1-1 flags of SUBSCRIBE',
      packet(0x80, Buffer.concat([bytes(0, 1), text('a'), bytes(1)])),
      'MQTT-3.8.1-1',
    ],
    ['MQTT-3.8.3-3 a SUBSCRIBE to nothing', packet(0x82, bytes(0, 1)), 'MQTT-3.8.3-3'],
    [
      'MQTT-3.8.3-4 reserved bits of a QoS',
      packet(0x82, Buffer.concat([bytes(0, 1), text('a'), bytes(4)])),
      'MQTT-3.8.3-4',
    ],
    ['MQTT-3.10.3-2 an UNSUBSCRIBE from nothing', packet(0xa2, bytes(0, 1)), 'MQTT-3.10.3-2'],
    ['MQTT-3.14.1-1 flags of DISCONNECT', bytes(0xe1, 0), 'MQTT-3.14.1-1'],
    ['a text that reaches beyond its packet', packet(0x30, bytes(0, 200, 'a')), 'MQTT-4.8.0-1'],
    ['bytes behind a CONNECT', connect(0x02, text('a'), bytes(7)), 'MQTT-4.8.0-1'],
    ["a server's packet", bytes(0x20, 2, 0, 0), 'MQTT-4.8.0-1'],
    [
      'MQTT-3.8.4-5 the same filter twice',
      packet(0x82, Buffer.concat([bytes(0, 1), text('a'), bytes(1), text('a'), bytes(1)])),
      'MQTT-3.8.4-5',
    ],
  ])('%s', (_, broken, clause) => {
    expect(packetFault(broken, FILTERS_MAX)).toEqual({ code: 'mqtt/malformed', clause, connack: null });
  });

  it('MQTT-3.1.3-8 an empty client id with a session to keep is refused with 0x02, without one it is served', () => {
    expect(packetFault(connect(0x00, text('')), FILTERS_MAX)).toMatchObject({ clause: 'MQTT-3.1.3-8', connack: 2 });
    expect(packetFault(connect(0x02, text('')), FILTERS_MAX)).toBeNull();
  });

  it('MQTT-3.1.3-9 a client id that could be a wildcard or a path is refused with 0x02', () => {
    for (const clientId of ['+', '#', 'a/b', 'ä', 'x'.repeat(65)]) {
      expect(packetFault(connect(0x02, text(clientId)), FILTERS_MAX)).toMatchObject({ connack: 2 });
    }
  });

  it('MQTT-3.1.2-2 another version is answered with 0x01', () => {
    for (const level of [3, 5, 0x84]) {
      const asked = packet(0x10, bytes(0, 4, 'MQTT', level, 2, 0, 60, 0, 0));
      expect(packetFault(asked, FILTERS_MAX)).toMatchObject({ code: 'mqtt/version', connack: 1 });
    }
  });

  it('a SUBSCRIBE of a thousand filters is refused whole', () => {
    const filters = Array.from({ length: FILTERS_MAX + 1 }, (_, at) => Buffer.concat([text(`a${at}`), bytes(0)]));
    const asked = packet(0x82, Buffer.concat([bytes(0, 1), ...filters]));
    expect(packetFault(asked, FILTERS_MAX)).toMatchObject({ code: 'mqtt/too-many-subscriptions' });
  });
});
