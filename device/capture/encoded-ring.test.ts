import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncodedRing } from './encoded-ring.ts';
import type { EncodedUnit } from './frame-source.port.ts';

const MS = 1e6;

/** One picture every 10 ms, a key frame every tenth, 100 bytes each. */
function picture(index: number, bytes = 100): EncodedUnit {
  return { capturedAtNs: index * 10 * MS, isKeyFrame: index % 10 === 0, data: new Uint8Array(bytes).fill(index) };
}

function ringOf(count: number, options = {}): EncodedRing {
  const ring = new EncodedRing(options);
  for (let index = 0; index < count; index++) ring.push(picture(index));
  return ring;
}

const indices = (units: EncodedUnit[]): number[] => units.map(({ capturedAtNs }) => capturedAtNs / 10 / MS);

describe('ring of encoded video', () => {
  it('cuts from the key frame before the wanted start to the wanted end', () => {
    expect(indices(ringOf(50).cut(237 * MS, 260 * MS))).toEqual([20, 21, 22, 23, 24, 25, 26]);
  });

  it('gives what it has where it does not reach back far enough', () => {
    const ring = ringOf(200, { keepNs: 1000 * MS });
    expect(indices(ring.cut(0, 950 * MS))).toEqual([90, 91, 92, 93, 94, 95]);
    expect(ring.cut(0, 100 * MS)).toEqual([]);
    expect(ring.cut(3000 * MS, 4000 * MS)).toEqual([]);
  });

  it('keeps at least the wanted time and at most one group of pictures more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 150, max: 600 }), (count) => {
        const ring = ringOf(count, { keepNs: 1000 * MS });
        const { fromNs, toNs } = ring.span ?? { fromNs: 0, toNs: 0 };
        expect(toNs - fromNs).toBeGreaterThanOrEqual(1000 * MS);
        expect(toNs - fromNs).toBeLessThan(1200 * MS);
        expect(ring.cut(fromNs, toNs)[0]?.isKeyFrame).toBe(true);
      }),
    );
  });

  it('never holds more bytes than it may, even from a source without key frames', () => {
    const ring = new EncodedRing({ bytesMax: 5000 });
    for (let index = 0; index < 500; index++) {
      ring.push({ ...picture(index), isKeyFrame: index === 0 || index > 400 });
      expect(ring.bytes).toBeLessThanOrEqual(5000);
    }
    expect(ring.cut(0, 1e12)[0]?.isKeyFrame).toBe(true);
  });

  it('begins anew when the time of its source does', () => {
    const ring = ringOf(50);
    ring.push(picture(0));
    expect(indices(ring.cut(0, 1e12))).toEqual([0]);
  });

  it('waits for the first key frame', () => {
    const ring = new EncodedRing();
    ring.push(picture(5));
    expect(ring.span).toBeNull();
  });

  it('keeps its own copy of the bytes', () => {
    const ring = new EncodedRing();
    const unit = picture(10);
    ring.push(unit);
    unit.data.fill(0);
    expect(ring.cut(0, 1e12)[0]?.data[0]).toBe(10);
  });
});
