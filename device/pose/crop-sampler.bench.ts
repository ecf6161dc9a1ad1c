import { type CropTarget, sampleCrop } from './crop-sampler.ts';
import type { Picture } from './picture.ts';
import type { Region } from './region.ts';

/**
 * What one crop of a 720p picture costs, beside the least that any way of filling the tensor costs: a plain copy of as
 * many floats. Live pose on two cores leaves 20 ms a picture and camera, of which the lite network takes 4.
 */
export interface BenchFigure {
  name: string;
  value: number;
  unit: string;
  floor: number;
  ratio: number;
  limit: number;
  ok: boolean;
}

const SIDE = 256;
const ROUNDS = 60;
/** Milliseconds for one crop. The development machine takes a quarter of it; its cores are shared. */
const LIMIT_MS = 2.5;

const REGIONS: Record<string, Region> = {
  upright: { centreX: 640, centreY: 360, size: 600, rotation: 0 },
  turned: { centreX: 640, centreY: 360, size: 500, rotation: 0.6 },
  'over the border': { centreX: 500, centreY: 400, size: 980, rotation: -0.2 },
};

export function benchCrop(): BenchFigure[] {
  const tensor = new Float32Array(3 * SIDE * SIDE);
  const target: CropTarget = { tensor, side: SIDE, scale: 1 / 255, offset: 0, border: 'replicate' };
  const source = new Float32Array(tensor.length).fill(0.5);
  const floor = medianMs(() => tensor.set(source));
  return (['NV12', 'RGB'] as const).flatMap((format) => {
    const picture = texturedPicture(1280, 720, format);
    return Object.entries(REGIONS).map(([name, region]) => {
      const value = medianMs(() => sampleCrop(picture, region, target));
      return {
        name: `crop from 720p ${format}, ${name}`,
        value,
        unit: 'ms',
        floor,
        ratio: value / floor,
        limit: LIMIT_MS,
        ok: value <= LIMIT_MS,
      };
    });
  });
}

function texturedPicture(width: number, height: number, format: Picture['format']): Picture {
  const data = new Uint8Array(format === 'NV12' ? (width * height * 3) / 2 : width * height * 3);
  // Noise without extremes: colours out of range, which a real picture hardly has, would measure the clamps' misses.
  for (let at = 0; at < data.length; at++) data[at] = 100 + (((at * 31 + (at >> 9) * 7) >> 2) & 31);
  return { width, height, format, data };
}

function medianMs(work: () => void): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startedMs = performance.now();
    work();
    times.push(performance.now() - startedMs);
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1] as number;
}
