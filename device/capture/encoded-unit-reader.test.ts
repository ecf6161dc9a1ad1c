import { describe, expect, it } from 'vitest';
import { encodeGdpBufferHeader, encodeGdpStart } from '../process/gdp.ts';
import { EncodedUnitReader } from './encoded-unit-reader.ts';
import type { EncodedUnit } from './frame-source.port.ts';

const THOUSAND_HOURS_NS = 3.6e15;
const MS = 1e6;

function stream(segmentStartNs: number, timesMs: number[]): Uint8Array {
  const units = timesMs.flatMap((time, index) => [
    encodeGdpBufferHeader(2, { ptsNs: segmentStartNs + time * MS, isKeyFrame: index % 2 === 0 }),
    Uint8Array.of(index, index),
  ]);
  return Buffer.concat([encodeGdpStart('video/x-h264', segmentStartNs), ...units]);
}

describe('reader of encoded pictures', () => {
  it('puts what x264 shifted by a thousand hours on the clock of the frames', () => {
    const units: EncodedUnit[] = [];
    const reader = new EncodedUnitReader((unit) => units.push(unit));
    reader.originNs = 500 * MS;
    reader.push(stream(THOUSAND_HOURS_NS, [0, 8.333, 16.667]));
    expect(units.map(({ capturedAtNs }) => Math.round(capturedAtNs / 1000) / 1000)).toEqual([500, 508.333, 516.667]);
    expect(units.map(({ isKeyFrame }) => isKeyFrame)).toEqual([true, false, true]);
  });

  it('keeps pictures until the time of the pipeline is known, and loses none of them', () => {
    const units: EncodedUnit[] = [];
    const reader = new EncodedUnitReader((unit) => units.push(unit));
    reader.push(stream(0, [0, 10, 20]));
    expect(units).toEqual([]);
    reader.originNs = 1000 * MS;
    reader.push(stream(0, [30]));
    expect(units.map(({ capturedAtNs }) => capturedAtNs / MS)).toEqual([1000, 1010, 1020, 1030]);
  });
});
