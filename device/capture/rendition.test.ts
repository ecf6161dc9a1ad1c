import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renditionFor, renditionsOf } from './rendition.ts';

const CAMERA = { width: 1280, height: 720, fps: 60 };

describe('what a camera can be watched in', () => {
  it('is as recorded, half and a quarter of it, the smaller ones at rates for phones', () => {
    expect(renditionsOf(CAMERA)).toEqual([
      { resolution: 'full', ...CAMERA },
      { resolution: 'half', width: 640, height: 360, fps: 30 },
      { resolution: 'quarter', width: 320, height: 180, fps: 15 },
    ]);
  });

  it('leaves out what is too small to see anything in', () => {
    expect(renditionsOf({ width: 480, height: 270, fps: 25 }).map(({ resolution }) => resolution)).toEqual([
      'full',
      'half',
    ]);
  });

  it('has even sizes, which encoders need', () => {
    const size = fc.integer({ min: 320, max: 4_096 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 240 }), (width, height, fps) => {
        for (const smaller of renditionsOf({ width, height, fps }).slice(1)) {
          expect([smaller.width % 2, smaller.height % 2]).toEqual([0, 0]);
          expect(smaller.fps).toBeLessThanOrEqual(fps);
        }
      }),
    );
  });
});

describe('the rendition for a wish', () => {
  const all = renditionsOf(CAMERA);
  it.each([
    ['nothing in particular', {}, 'full'],
    ['a resolution by name', { resolution: 'quarter' }, 'quarter'],
    ['a page that is so wide', { width: 700 }, 'half'],
    ['a line that carries so many pictures', { maxFps: 20 }, 'quarter'],
  ] as const)('is the largest that will do, for %s', (_what, wish, resolution) => {
    expect(renditionFor(all, wish)?.resolution).toBe(resolution);
  });

  it('is none where wishes contradict each other or ask for too little', () => {
    expect(renditionFor(all, { resolution: 'full', maxFps: 30 })).toBeUndefined();
    expect(renditionFor(all, { width: 100 })).toBeUndefined();
  });
});
