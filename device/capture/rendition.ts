/**
 * The sizes and rates in which a camera can be watched live. Pure.
 *
 * `full` is the stream that is recorded, and costs nothing more. The others are encoded once more from the newest
 * frames, only while somebody watches, at low priority: good for a phone, never recorded, never measured.
 */
export const RESOLUTIONS = ['full', 'half', 'quarter'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export interface Rendition {
  readonly resolution: Resolution;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

export interface RenditionWish {
  readonly resolution?: Resolution | undefined;
  readonly width?: number | undefined;
  readonly maxFps?: number | undefined;
}

const SMALLER = [
  { resolution: 'half', part: 2, fpsMax: 30 },
  { resolution: 'quarter', part: 4, fpsMax: 15 },
] as const;
/** Encoders take even sizes; smaller than this nothing can be seen. */
const WIDTH_MIN = 160;

/** Largest first; `full` always, and alone for a camera of odd size, whose rows are padded. */
export function renditionsOf(camera: { width: number; height: number; fps: number }): Rendition[] {
  const { width, height, fps } = camera;
  const smaller = (width % 4 === 0 && height % 2 === 0 ? SMALLER : []).map(({ resolution, part, fpsMax }) => ({
    resolution,
    width: even(width / part),
    height: even(height / part),
    fps: Math.min(fps, fpsMax),
  }));
  return [{ resolution: 'full', width, height, fps }, ...smaller.filter((each) => each.width >= WIDTH_MIN)];
}

/** The largest that fulfils every wish; undefined where there is none. */
export function renditionFor(renditions: readonly Rendition[], wish: RenditionWish): Rendition | undefined {
  return renditions.find(
    ({ resolution, width, fps }) =>
      (wish.resolution === undefined || wish.resolution === resolution) &&
      (wish.width === undefined || width <= wish.width) &&
      (wish.maxFps === undefined || fps <= wish.maxFps),
  );
}

function even(pixels: number): number {
  return 2 * Math.round(pixels / 2);
}
