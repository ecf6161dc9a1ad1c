/** The contract of `FrameSource`, to be run on every kind of source that a machine can run. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import type { EncodedUnit, FrameSource, SourceEnd } from './frame-source.port.ts';
import { LatestFrameReader } from './latest-frame.ts';

export interface FrameSourceUnderTest {
  create: () => FrameSource;
  width: number;
  height: number;
  fps: number;
  /** Whether frames are stamped on CLOCK_MONOTONIC while they come, or with the time of a file. */
  clock: 'monotonic' | 'file';
  /** Frames until the source ends by itself; null for one that goes on. */
  framesUntilEnd: number | null;
}

interface SeenFrame {
  sequence: number;
  capturedAtNs: number;
  arrivedAtNs: number;
}

/** The source may have to be connected to and to wait for a key frame first. */
const FIRST_FRAME_MS_MAX = 10_000;

export function describeFrameSource(kind: string, setUp: () => FrameSourceUnderTest): void {
  describe(`frame source: ${kind}`, () => {
    const open: FrameSource[] = [];

    async function startSource(): Promise<{ source: FrameSource; units: EncodedUnit[] }> {
      const source = setUp().create();
      open.push(source);
      const units: EncodedUnit[] = [];
      await source.start({ onEncodedUnit: (unit) => units.push(unit) });
      return { source, units };
    }

    async function watch(source: FrameSource, frames: number): Promise<SeenFrame[]> {
      const reader = new LatestFrameReader(source.newestFrame);
      const { width, height } = setUp();
      const seen: SeenFrame[] = [];
      while (seen.length < frames) {
        const frame = await reader.nextAsync(FIRST_FRAME_MS_MAX);
        if (frame === null) throw new Error(`no frame after ${seen.length}`);
        expect([frame.width, frame.height, frame.format]).toEqual([width, height, 'NV12']);
        expect(frame.data).toHaveLength((width * height * 3) / 2);
        const { sequence, capturedAtNs, arrivedAtNs } = frame;
        seen.push({ sequence, capturedAtNs, arrivedAtNs });
        frame.release();
      }
      return seen;
    }

    afterEach(async () => {
      await Promise.all(open.splice(0).map((source) => source.close()));
    });

    it('gives whole frames in order, each at its own time', async () => {
      const { fps, clock } = setUp();
      const { source } = await startSource();
      const seen = await watch(source, 12);
      for (const [index, frame] of seen.entries()) {
        const before = seen[index - 1];
        if (before !== undefined) {
          const frames = frame.sequence - before.sequence;
          expect(frames).toBeGreaterThan(0);
          const periods = ((frame.capturedAtNs - before.capturedAtNs) * fps) / 1e9;
          // Stamping by arrival jitters; frames that were dropped are counted by their time.
          expect(Math.abs(periods - frames)).toBeLessThan(source.stamping.by === 'driver' ? 0.2 : 1.5);
        }
        if (clock === 'monotonic') {
          const ageMs = (frame.arrivedAtNs - frame.capturedAtNs) / 1e6;
          expect(ageMs).toBeGreaterThan(-Math.max(5, source.stamping.uncertaintyMs));
          expect(ageMs).toBeLessThan(10_000);
        }
      }
    });

    it('gives every encoded picture on the same clock as the frames, from a key frame with its parameters on', async () => {
      const { source, units } = await startSource();
      const seen = await watch(source, 10);
      const last = seen.at(-1)?.capturedAtNs ?? 0;
      const deadline = performance.now() + 5000;
      while ((units.at(-1)?.capturedAtNs ?? 0) < last && performance.now() < deadline) await sleep(10);
      for (let index = 1; index < units.length; index++) {
        expect(units[index]?.capturedAtNs).toBeGreaterThan(units[index - 1]?.capturedAtNs ?? 0);
      }
      const first = units.find(({ isKeyFrame }) => isKeyFrame);
      expect(nalTypes(first?.data ?? new Uint8Array(0))).toEqual(expect.arrayContaining([7, 8, 5]));
      for (const { capturedAtNs } of seen.filter((frame) => frame.capturedAtNs >= (first?.capturedAtNs ?? 0))) {
        const nearest = Math.min(...units.map((unit) => Math.abs(unit.capturedAtNs - capturedAtNs)));
        expect(nearest).toBeLessThan(1e6);
      }
    });

    it('counts what it delivered and knows how old its newest output is', async () => {
      const { source } = await startSource();
      const seen = await watch(source, 5);
      const { framesDelivered, framesDropped } = source.counts();
      expect(framesDelivered + framesDropped).toBeGreaterThan(seen.at(-1)?.sequence ?? 0);
      expect(source.newestOutputAgeMs()).toBeLessThan(5_000);
    });

    it('ends once and for all when it is closed, and keeps its last frame', async () => {
      const { source, units } = await startSource();
      const { clock } = setUp();
      await watch(source, 3);
      await Promise.all([source.close(), source.close()]);
      if (clock === 'monotonic') expect(await source.ended).toEqual<SourceEnd>({ reason: 'closed' });
      const unitsAtClose = units.length;
      const closedAtNs = systemClock.monotonicNs();
      await sleep(200);
      expect(units).toHaveLength(unitsAtClose);
      const frame = new LatestFrameReader(source.newestFrame).take();
      expect(frame?.arrivedAtNs).toBeLessThan(closedAtNs);
      await source.close();
    });

    it('can be closed before it began and before it gave a frame', async () => {
      const source = setUp().create();
      await source.close();
      expect(await source.ended).toEqual({ reason: 'closed' });
      const { source: started } = await startSource();
      await started.close();
      expect((await started.ended).reason).toMatch(/closed|end-of-stream/);
    });

    it('gives all its frames and says so when it has an end', async () => {
      const { framesUntilEnd } = setUp();
      if (framesUntilEnd === null) return;
      const { source, units } = await startSource();
      expect(await source.ended).toEqual({ reason: 'end-of-stream' });
      expect(units).toHaveLength(framesUntilEnd);
      const { framesDelivered, framesDropped } = source.counts();
      expect(framesDelivered + framesDropped).toBe(framesUntilEnd);
    });
  });
}

/** The types of the NAL units in an Annex B access unit: 7 and 8 are parameter sets, 5 a slice of a key frame. */
function nalTypes(data: Uint8Array): number[] {
  const types: number[] = [];
  for (let at = 0; at + 3 < data.length; at++) {
    if (data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 1) types.push((data[at + 3] ?? 0) & 0x1f);
  }
  return types;
}
