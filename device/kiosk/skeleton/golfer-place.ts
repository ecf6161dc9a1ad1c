import { LANDMARK, type LandmarkName } from '../../api/contract/report.ts';
import type { GolferPlace } from './picture-fit.ts';

/** The ball lies this many feet's lengths in front of the middle of the feet; the picture has both. */
const TO_BALL = 1.5;

/** Read from points that stay where they are during a swing: feet and head. */
export function golferPlace(landmarks: readonly number[]): GolferPlace {
  const x = (name: LandmarkName) => landmarks[LANDMARK[name] * 3] ?? 0.5;
  const y = (name: LandmarkName) => landmarks[LANDMARK[name] * 3 + 1] ?? 0.5;
  const toes = (x('left-foot-index') + x('right-foot-index')) / 2;
  const heels = (x('left-heel') + x('right-heel')) / 2;
  const top = y('nose');
  const bottom = (y('left-ankle') + y('right-ankle')) / 2;
  return {
    x: (toes + heels) / 2 + TO_BALL * (toes - heels),
    y: (top + bottom) / 2,
    height: Math.max(0.05, bottom - top),
  };
}

/**
 * Follows a golfer calmly: the place moves only once they have left a dead zone, and then eases there within about a
 * second, so that a swing never shakes the picture.
 */
const DEAD_ZONE = 0.045;
const DEAD_HEIGHT = 0.1;
/** Share of the way that is made good per pose. */
const EASE = 0.08;

export class CalmPlace {
  #place: GolferPlace | null = null;
  #isMoving = false;

  get current(): GolferPlace | null {
    return this.#place;
  }

  follow(landmarks: readonly number[]): void {
    const wanted = golferPlace(landmarks);
    const place = this.#place;
    if (place === null) {
      this.#place = wanted;
      return;
    }
    const off = Math.hypot(wanted.x - place.x, wanted.y - place.y);
    const offHeight = Math.abs(wanted.height - place.height) / place.height;
    if (off > DEAD_ZONE || offHeight > DEAD_HEIGHT) this.#isMoving = true;
    if (off < DEAD_ZONE / 8 && offHeight < DEAD_HEIGHT / 8) this.#isMoving = false;
    if (!this.#isMoving) return;
    const ease = (from: number, to: number) => from + (to - from) * EASE;
    this.#place = {
      x: ease(place.x, wanted.x),
      y: ease(place.y, wanted.y),
      height: ease(place.height, wanted.height),
    };
  }
}
