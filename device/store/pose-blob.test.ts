import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { emptyPoseTrack, type PoseTrack } from '../swing/pose/pose-track.ts';
import { decodePoseTrack, encodePoseTrack } from './pose-blob.ts';

const track = fc
  .record({
    camera: fc.string({ unit: 'grapheme', maxLength: 30 }),
    width: fc.integer({ min: 1, max: 8192 }),
    height: fc.integer({ min: 1, max: 8192 }),
    timesMs: fc.float64Array({ maxLength: 5 }),
    seed: fc.infiniteStream(fc.float()),
  })
  .map(({ camera, width, height, timesMs, seed }): PoseTrack => {
    const made = emptyPoseTrack(camera, { width, height }, timesMs);
    for (const column of [made.image, made.world, made.presence]) {
      // Every third row stays as it is, NaN where nobody was found.
      for (let i = 0; i < column.length; i += 3) column[i] = seed.next().value ?? 0;
    }
    return made;
  });

describe('the BLOB of a pose track', () => {
  it('gives back every track to the bit, also from an unaligned buffer', () => {
    fc.assert(
      fc.property(track, fc.integer({ min: 0, max: 9 }), (made, shift) => {
        const blob = encodePoseTrack(made);
        const moved = Buffer.concat([Buffer.alloc(shift), blob]).subarray(shift);
        expect(decodePoseTrack(moved)).toEqual(made);
        expect(encodePoseTrack(decodePoseTrack(moved)).equals(blob)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses every BLOB that was cut short', () => {
    const blob = encodePoseTrack(emptyPoseTrack('face-on', { width: 64, height: 36 }, Float64Array.of(0, 8, 16)));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: blob.length - 1 }), (length) => {
        expect(() => decodePoseTrack(blob.subarray(0, length))).toThrow(
          expect.objectContaining({ code: 'store/pose-blob-damaged' }),
        );
      }),
    );
  });

  it('refuses a layout that it does not know instead of guessing', () => {
    const blob = encodePoseTrack(emptyPoseTrack('face-on', { width: 64, height: 36 }, new Float64Array()));
    blob.writeUInt16LE(2, 4);
    expect(() => decodePoseTrack(blob)).toThrow('layout 2');
  });

  it('refuses to keep a track with a missing row', () => {
    const whole = emptyPoseTrack('face-on', { width: 64, height: 36 }, Float64Array.of(0, 8));
    const torn = { ...whole, world: whole.world.subarray(0, LANDMARK_COUNT) };
    expect(() => encodePoseTrack(torn)).toThrow('2 whole frames');
  });
});
