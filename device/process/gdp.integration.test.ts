import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { encodeGdpBufferHeader, encodeGdpEndOfStream, encodeGdpStart, GdpReader, type GdpHeader } from './gdp.ts';

const CAPS = 'video/x-raw, format=(string)GRAY8, width=(int)8, height=(int)4, framerate=(fraction)50/1';

function gstLaunch(pipeline: string, input?: Uint8Array): Buffer {
  return execFileSync('gst-launch-1.0', ['-q', ...pipeline.split(' ')], { input, timeout: 20_000 });
}

function buffersIn(bytes: Uint8Array): { header: GdpHeader; payload: Uint8Array }[] {
  const buffers: { header: GdpHeader; payload: Uint8Array }[] = [];
  new GdpReader((packet) => {
    if (packet.header.kind === 'buffer') buffers.push(packet);
  }).push(bytes);
  return buffers;
}

describe('GStreamer data protocol against GStreamer itself', () => {
  it('reads what gdppay writes', () => {
    const bytes = gstLaunch(`videotestsrc num-buffers=3 ! ${CAPS.replaceAll(', ', ',')} ! gdppay ! fdsink fd=1`);
    const buffers = buffersIn(bytes);
    expect(buffers.map(({ header }) => header.ptsNs)).toEqual([0, 20e6, 40e6]);
    expect(buffers.map(({ payload }) => payload.length)).toEqual([32, 32, 32]);
  });

  it('writes what gdpdepay reads, times unchanged and absolute', () => {
    const times = [1_426_000_000_001, 1_426_020_000_003, 1_426_999_000_007];
    const stream = Buffer.concat([
      encodeGdpStart(CAPS),
      ...times.flatMap((ptsNs, index) => [
        encodeGdpBufferHeader(32, { ptsNs, isKeyFrame: index === 0 }),
        new Uint8Array(32).fill(index + 1),
      ]),
      encodeGdpEndOfStream(),
    ]);
    const buffers = buffersIn(gstLaunch('fdsrc fd=0 ! gdpdepay ! identity ! gdppay ! fdsink fd=1', stream));
    expect(buffers.map(({ header }) => header.ptsNs)).toEqual(times);
    expect(buffers.map(({ header }) => header.isDelta)).toEqual([false, true, true]);
    expect(buffers.map(({ payload }) => payload[31])).toEqual([1, 2, 3]);
  });
});
