import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cameraSchema } from './capture.config.ts';
import type { EncodedUnit } from './frame-source.port.ts';
import { GstreamerFrameSource } from './gstreamer-frame-source.ts';
import { LatestFrameReader } from './latest-frame.ts';
import { RenditionEncoder } from './rendition-encoder.ts';
import { renditionsOf } from './rendition.ts';

const camera = cameraSchema.parse({
  ...{ name: 'camera', role: 'other', source: { kind: 'test', pattern: 'ball' }, width: 640, height: 480, fps: 60 },
});
const half = renditionsOf(camera).find(({ resolution }) => resolution === 'half');

let source: GstreamerFrameSource;
let recorded: EncodedUnit[];

beforeEach(async () => {
  source = new GstreamerFrameSource(camera, { encoder: 'x264enc' });
  recorded = [];
  await source.start({ onEncodedUnit: (unit) => recorded.push(unit) });
});
afterEach(() => source.close());

function encode(units: EncodedUnit[], failures: string[] = []): RenditionEncoder {
  if (half === undefined) expect.fail('there is no half of 640 × 480');
  const encoder = new RenditionEncoder({
    ...{ camera, rendition: half, newestFrame: source.newestFrame, encoder: 'x264enc' },
    onUnit: (unit) => units.push(unit),
    onFailed: (detail) => failures.push(detail),
  });
  encoder.start();
  return encoder;
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_000 && !condition(); tries++) await sleep(10);
  expect(condition()).toBe(true);
}

it('gives pictures half as large at half the rate, with the times of the frames they were made of', async () => {
  const units: EncodedUnit[] = [];
  const encoder = encode(units);
  await until(() => units.length > 30);
  await encoder.close();
  const times = new Set(recorded.map(({ capturedAtNs }) => capturedAtNs));
  expect(units[0]?.isKeyFrame).toBe(true);
  expect(units.every(({ capturedAtNs }) => times.has(capturedAtNs))).toBe(true);
  const gaps = units.slice(1).map((unit, index) => unit.capturedAtNs - (units[index]?.capturedAtNs ?? 0));
  const middle = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0;
  expect(Math.round(1e9 / middle)).toBe(30);
  const bytes = (of: readonly EncodedUnit[]): number => of.slice(0, 30).reduce((sum, { data }) => sum + data.length, 0);
  expect(bytes(units)).toBeLessThan(bytes(recorded));
});

it('leaves nothing of itself: after ten of them the camera has all its memory and has lost nothing', async () => {
  for (let round = 0; round < 10; round++) {
    const units: EncodedUnit[] = [];
    const encoder = encode(units);
    // Some are given up before they have begun.
    if (round % 2 === 0) await until(() => units.length > 0);
    await encoder.close();
  }
  const reader = new LatestFrameReader(source.newestFrame);
  const frame = await reader.nextAsync(5_000);
  frame?.release();
  expect(frame).not.toBeNull();
  expect(source.counts().framesDropped).toBe(0);
});

it('is started again when it dies, and says so', async () => {
  const units: EncodedUnit[] = [];
  const failures: string[] = [];
  const encoder = encode(units, failures);
  await until(() => units.length > 0);
  process.kill(encoder.pid ?? 0, 'SIGKILL');
  await until(() => failures.length > 0);
  const before = units.length;
  await until(() => units.slice(before).some(({ isKeyFrame }) => isKeyFrame));
  await encoder.close();
});
