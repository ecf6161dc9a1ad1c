import { LANDMARK, type LandmarkName, type SwingEvent } from '../../api/contract/report.ts';
import type { ClipPoses } from '../../api/contract/rest.ts';
import type { Size } from '../skeleton/picture-fit.ts';
import { landmarksBetween } from '../replay/timed-poses.ts';
import { swingWarp } from './swing-warp.ts';

/**
 * An earlier swing as a skeleton in the picture of this one: at the same place of the swing, on the same feet and of
 * the same size. Both were seen by the same camera, so that nothing is turned or mirrored.
 */
export interface Ghost {
  /** 33 × (x, y, visibility) as fractions of this swing's picture; null where the earlier swing was not seen. */
  at(timeMs: number): readonly number[] | null;
}

/** One view of a swing: its poses, its events on the same clock, and the size of its picture. */
export interface SeenSwing {
  readonly poses: ClipPoses;
  readonly events: readonly SwingEvent[];
  readonly picture: Size;
}

/** The size of a body may differ by this much before the ghost would rather mislead than show. */
const SCALE_MAX = 2.5;

/** Null where the two swings have no event in common, or where feet and trunk were not seen at address. */
export function ghostOf(shown: SeenSwing, earlier: SeenSwing): Ghost | null {
  const warp = swingWarp(shown.events, earlier.events);
  const [here, there] = [standing(shown), standing(earlier)];
  if (warp === null || here === null || there === null) return null;
  const scale = here.length / there.length;
  if (!(scale > 1 / SCALE_MAX && scale < SCALE_MAX)) return null;
  return {
    at(timeMs) {
      const landmarks = landmarksBetween(earlier.poses, warp.at(timeMs));
      if (landmarks === null) return null;
      const placed = landmarks.slice();
      for (let row = 0; row < placed.length; row += 3) {
        const x = here.x + ((landmarks[row] ?? 0) * earlier.picture.width - there.x) * scale;
        const y = here.y + ((landmarks[row + 1] ?? 0) * earlier.picture.height - there.y) * scale;
        placed[row] = x / shown.picture.width;
        placed[row + 1] = y / shown.picture.height;
      }
      return placed;
    },
  };
}

/** Where the golfer stands at address, in pixels: the middle of the ankles, and how far it is from there to the hips. */
function standing({ poses, events, picture }: SeenSwing): { x: number; y: number; length: number } | null {
  const address = events.find(({ name }) => name === 'address') ?? events[0];
  const landmarks = address === undefined ? null : landmarksBetween(poses, address.timeMs);
  if (landmarks === null) return null;
  const middle = (part: 'ankle' | 'hip' | 'shoulder') => {
    const at = (side: 'left' | 'right', k: number) =>
      landmarks[LANDMARK[`${side}-${part}` as LandmarkName] * 3 + k] ?? 0;
    return {
      x: ((at('left', 0) + at('right', 0)) / 2) * picture.width,
      y: ((at('left', 1) + at('right', 1)) / 2) * picture.height,
    };
  };
  const [feet, pelvis, shoulders] = [middle('ankle'), middle('hip'), middle('shoulder')];
  const between = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);
  const length = between(feet, pelvis) + between(pelvis, shoulders);
  return length > 0 && Number.isFinite(length) ? { ...feet, length } : null;
}
