import { lengthOf, scale, type Vector, vector } from '../geometry/vector.ts';
import { indexBefore, interpolate } from '../signal/interpolate.ts';

/**
 * The club's shaft in space over a swing, as two or more calibrated views see it together.
 */
export interface ClubTrack {
  readonly cameras: readonly string[];
  /** Milliseconds on the report's clock; strictly rising. */
  readonly timesMs: Float64Array;
  /** frames × 3: unit vector from the hands to the club head, in bay axes. NaN where fewer than two views saw the shaft. */
  readonly direction: Float64Array;
  /** frames: 90 % of the angle between this direction and the true one, in degrees. */
  readonly errorDegrees: Float64Array;
}

/** The shaft as metrics ask for it: in the golfer's axes, a left-hander mirrored. */
export interface ClubSource {
  readonly cameras: readonly string[];
  /** Unit vector from the hands to the club head and how far it may be off (90 %, degrees); null where it was not seen. */
  shaft(timeMs: number): { readonly direction: Vector; readonly errorDegrees: number } | null;
}

/** Pictures farther apart than this are not bridged: near impact the shaft turns by 2° a millisecond. */
const BRIDGED_MS_MAX = 40;

export function clubSource(track: ClubTrack, mirrored: boolean): ClubSource {
  const series = [0, 1, 2].map((k) => Float64Array.from(track.timesMs, (_, i) => track.direction[i * 3 + k] as number));
  return {
    cameras: track.cameras,
    shaft(timeMs) {
      const before = indexBefore(track.timesMs, timeMs);
      if (before < 0) return null;
      const apart = (track.timesMs[before + 1] ?? timeMs) - (track.timesMs[before] as number);
      if (apart > BRIDGED_MS_MAX) return null;
      const [x, y, z] = series.map((values) => interpolate(values, track.timesMs, timeMs)) as [number, number, number];
      const direction = vector(x, y, mirrored ? -z : z);
      const length = lengthOf(direction);
      if (!(length > 0.5)) return null;
      const errorDegrees = interpolate(track.errorDegrees, track.timesMs, timeMs);
      return { direction: scale(direction, 1 / length), errorDegrees };
    },
  };
}
