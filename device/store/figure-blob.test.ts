import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIGURE_JOINT_COUNT, type SpaceFigure } from '../swing/figure/space-figure.ts';
import { decodeFigure, encodeFigure } from './figure-blob.ts';

const metres = fc.oneof(fc.double({ min: -8, max: 8, noNaN: true }), fc.constant(Number.NaN));

const figure = fc
  .record({
    method: fc.constantFrom<SpaceFigure['method']>('corrected', 'triangulated'),
    cameras: fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { maxLength: 4 }),
    timesMs: fc.float64Array({ maxLength: 5 }),
    places: fc.infiniteStream(metres),
    directions: fc.infiniteStream(fc.double({ min: -1, max: 1, noNaN: true })),
  })
  .map(({ method, cameras, timesMs, places, directions }): SpaceFigure => {
    const many = (count: number, stream: Iterator<number>) =>
      Float32Array.from({ length: count }, () => stream.next().value ?? 0);
    const joints = many(timesMs.length * FIGURE_JOINT_COUNT * 3, places);
    return { method, cameras, timesMs, joints, shaft: many(timesMs.length * 3, directions) };
  });

describe('the BLOB of a figure', () => {
  it('gives back times to the bit and places to an eighth of a millimetre, from an unaligned buffer too', () => {
    fc.assert(
      fc.property(figure, fc.integer({ min: 0, max: 9 }), (made, shift) => {
        const moved = Buffer.concat([Buffer.alloc(shift), encodeFigure(made)]).subarray(shift);
        const read = decodeFigure(moved);
        expect(read).toMatchObject({ method: made.method, cameras: made.cameras });
        expect(read.timesMs).toEqual(made.timesMs);
        for (const [i, place] of made.joints.entries()) {
          if (Number.isNaN(place)) expect(read.joints[i]).toBeNaN();
          else expect(Math.abs((read.joints[i] as number) - place)).toBeLessThan(0.000126);
        }
        for (const [i, part] of made.shaft.entries()) expect(read.shaft[i]).toBeCloseTo(part, 4);
      }),
      { numRuns: 60 },
    );
  });

  const blob = () =>
    encodeFigure({
      method: 'corrected',
      cameras: ['face-on', 'down-the-line'],
      timesMs: Float64Array.of(0, 8),
      joints: new Float32Array(2 * FIGURE_JOINT_COUNT * 3).fill(1),
      shaft: new Float32Array(6).fill(Number.NaN),
    });
  const damaged = expect.objectContaining({ code: 'store/figure-blob-damaged' });

  it('refuses every BLOB that was cut short', () => {
    const whole = blob();
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => decodeFigure(whole.subarray(0, length))).toThrow(damaged);
    }
  });

  it('refuses a layout that it does not know, and a length that would take all memory', () => {
    const other = blob();
    other.writeUInt16LE(2, 4);
    expect(() => decodeFigure(other)).toThrow('layout 2');
    const endless = blob();
    endless.writeUInt32LE(0xffffffff, 8);
    expect(() => decodeFigure(endless)).toThrow(damaged);
  });

  it('takes what lies 8 m away for not seen, and refuses to keep a figure with a missing row', () => {
    const far = { ...decodeFigure(blob()), joints: new Float32Array(2 * FIGURE_JOINT_COUNT * 3).fill(9) };
    expect(decodeFigure(encodeFigure(far)).joints[0]).toBeNaN();
    expect(() => encodeFigure({ ...far, shaft: new Float32Array(3) })).toThrow('2 whole frames');
  });
});
