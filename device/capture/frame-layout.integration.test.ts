import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { GdpReader } from '../process/gdp.ts';
import { gstreamerFrameBytes, tightenFrame, tightFrameBytes } from './frame-layout.ts';
import type { PixelFormat } from './frame-source.port.ts';

it.each([
  ['NV12', 64, 48],
  ['NV12', 62, 48],
  ['NV12', 61, 47],
  ['RGB', 64, 48],
  ['RGB', 61, 47],
] as [PixelFormat, number, number][])('knows how GStreamer lays out %s of %i × %i', (format, width, height) => {
  const caps = `video/x-raw,format=${format},width=${width},height=${height}`;
  const pipeline = `videotestsrc num-buffers=1 pattern=white ! ${caps} ! gdppay ! fdsink fd=1`;
  const bytes = execFileSync('gst-launch-1.0', ['-q', ...pipeline.split(' ')], { maxBuffer: 1e6 });
  let frame = new Uint8Array(0);
  new GdpReader(({ header, payload }) => {
    if (header.kind === 'buffer') frame = Uint8Array.from(payload);
  }).push(bytes);
  expect(frame).toHaveLength(gstreamerFrameBytes(format, width, height));
  const tight = tightenFrame(frame, format, width, height);
  expect(tight).toHaveLength(tightFrameBytes(format, width, height));
  // White all over: padding between the rows would be another value.
  expect(new Set(tight.subarray(0, width * height * (format === 'RGB' ? 3 : 1))).size).toBe(1);
});
