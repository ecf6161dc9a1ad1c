import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createLatestFrame,
  type HeldFrame,
  LatestFrameClock,
  LatestFrameReader,
  LatestFrameWriter,
} from './latest-frame.ts';

function frameMemory(): SharedArrayBuffer {
  return createLatestFrame({ width: 4, height: 4, format: 'NV12', slotBytes: 24 });
}

function publish(writer: LatestFrameWriter, value: number): boolean {
  const slot = writer.begin();
  if (slot === null) return false;
  slot.fill(value);
  writer.publish(value * 1000, value * 1000 + 5);
  return true;
}

describe('hand-over of the newest frame', () => {
  it('gives the newest frame once, and counts those that were missed', () => {
    const memory = frameMemory();
    const [writer, reader] = [new LatestFrameWriter(memory), new LatestFrameReader(memory)];
    expect(reader.take()).toBeNull();
    for (let value = 0; value < 4; value++) publish(writer, value);
    const frame = reader.take();
    expect(frame).toMatchObject({ sequence: 3, capturedAtNs: 3000, arrivedAtNs: 3005, width: 4, format: 'NV12' });
    expect([...(frame?.data ?? [])]).toEqual(Array(24).fill(3));
    frame?.release();
    expect(reader.take()).toBeNull();
    for (let value = 4; value < 7; value++) publish(writer, value);
    reader.take()?.release();
    expect(reader.framesMissed).toBe(2);
  });

  it('leaves a held frame as it is, however many follow and whoever else reads', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('write', 'take', 'release', 'take other'), { maxLength: 80 }), (steps) => {
        const memory = frameMemory();
        const writer = new LatestFrameWriter(memory);
        const readers = [new LatestFrameReader(memory), new LatestFrameReader(memory)] as const;
        const held: [HeldFrame | null, HeldFrame | null] = [null, null];
        let value = 0;
        for (const step of steps) {
          // Two readers hold two slots at most; the writer never lacks one.
          if (step === 'write') expect(publish(writer, value++)).toBe(true);
          else if (step === 'release') {
            held[0]?.release();
            held[0] = null;
          } else {
            const which = step === 'take' ? 0 : 1;
            held[which]?.release();
            held[which] = readers[which].take();
          }
          for (const frame of held) {
            if (frame !== null) expect(frame.data.every((byte) => byte === frame.sequence % 256)).toBe(true);
          }
        }
        const { framesPublished, framesDropped } = new LatestFrameClock(memory);
        expect([framesPublished, framesDropped]).toEqual([value, 0]);
      }),
    );
  });

  it('drops and counts frames instead of waiting where readers hold everything', () => {
    const memory = frameMemory();
    const writer = new LatestFrameWriter(memory);
    for (let reader = 0; reader < 5; reader++) {
      publish(writer, reader);
      new LatestFrameReader(memory).take();
    }
    expect(publish(writer, 9)).toBe(false);
    expect(new LatestFrameClock(memory).framesDropped).toBe(1);
  });

  it('goes on after a writer that died in the middle of a frame', () => {
    const memory = frameMemory();
    publish(new LatestFrameWriter(memory), 1);
    for (let death = 0; death < 10; death++) new LatestFrameWriter(memory).begin()?.fill(99);
    const reader = new LatestFrameReader(memory);
    expect(reader.take()?.data[0]).toBe(1);
    expect(publish(new LatestFrameWriter(memory), 2)).toBe(true);
    expect(reader.take()).toMatchObject({ sequence: 1 });
  });

  it('wakes a reader that waits, and lets it go when nothing comes', async () => {
    const memory = frameMemory();
    const [writer, reader] = [new LatestFrameWriter(memory), new LatestFrameReader(memory)];
    const waiting = reader.nextAsync(5000);
    publish(writer, 1);
    expect((await waiting)?.sequence).toBe(0);
    expect(await reader.nextAsync(10)).toBeNull();
    expect(reader.next(10)).toBeNull();
  });
});
