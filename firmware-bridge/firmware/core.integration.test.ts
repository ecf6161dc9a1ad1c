/** What `make check` holds the firmware to, and its codec beside the host’s over any stream that can be thought of. */
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { FrameReader } from '../protocol/frame-reader.ts';
import { encodeFrame } from '../protocol/packet.ts';
import { toHex, VECTORS } from '../protocol/vectors.fixture.ts';
import { makeFirmware } from './simulated-controller.ts';

const CANNOT_BUILD = spawnSync('sh', ['-c', 'command -v make && command -v cc'], { stdio: 'ignore' }).status !== 0;
if (CANNOT_BUILD) process.stderr.write('The codec of the firmware is not tried: no make or no C compiler.\n');

const frames = fc
  .record({
    type: fc.nat(255),
    isRepeat: fc.boolean(),
    bootId: fc.nat(0xffffffff),
    sequence: fc.nat(0xffffffff),
    sentUs: fc.maxSafeNat(),
    payload: fc.oneof(fc.uint8Array({ maxLength: 230 }), fc.constant(new Uint8Array(230).fill(1))),
  })
  .map((packet) => [...encodeFrame(packet)]);

/** A frame with a byte changed, left out or put in. */
const damaged = fc.tuple(frames, fc.nat(), fc.nat(255), fc.nat(2)).map(([frame, place, byte, deleted]) => {
  const at = place % frame.length;
  return [...frame.slice(0, at), byte, ...frame.slice(at + deleted)];
});
const noise = fc.uint8Array({ maxLength: 300 }).map((bytes) => [...bytes]);
const streams = fc
  .array(fc.oneof(frames, damaged, noise), { minLength: 1, maxLength: 30 })
  .map((parts) => parts.flat());

describe.skipIf(CANNOT_BUILD)('the core in C', () => {
  let madeCheck: string;

  beforeAll(async () => {
    madeCheck = await makeFirmware('check');
  });

  it('reads and writes every vector that the host’s codec does', () => {
    const { messages, packets, dropped, streams: examples, cobs } = VECTORS;
    const read = messages.length + packets.length;
    const expected = `${cobs.length} stuffings, ${read} packets, ${dropped.length} dropped, ${examples.length} streams`;
    expect(madeCheck.split('\n')[0]).toBe(`As the vectors say: ${expected}.`);
  });

  it('moves nothing that may not move, whatever order of commands, faults and silences comes up', () => {
    expect(madeCheck.split('\n')[1]).toMatch(/^Nothing moved that may not in \d+ random steps/);
    process.stdout.write(`${madeCheck.split('\n')[1]}\n`);
  });

  it('finds the same packets as the host in any stream, and drops the rest for the same reasons', () => {
    const program = fileURLToPath(new URL('build/decode-stream', import.meta.url));
    fc.assert(
      fc.property(streams, (stream) => {
        const bytes = Uint8Array.from([...stream, 0]);
        const reader = new FrameReader();
        const mine = reader
          .push(bytes)
          .map(({ version, type, isRepeat, bootId, sequence, sentUs, payload }) =>
            [version, type, isRepeat ? 1 : 0, bootId, sequence, sentUs, toHex(payload)].join(' '),
          );
        const { dropped } = reader.counts;
        const counts = [dropped['bad-stuffing'], dropped['bad-length'], dropped['bad-checksum'], dropped['too-long']];
        const theirs = execFileSync(program, { input: bytes, encoding: 'utf8' });
        expect(theirs).toBe([...mine, counts.join(' '), ''].join('\n'));
      }),
      { numRuns: 300 },
    );
  });
});
