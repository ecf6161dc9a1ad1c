import type { Vec3 } from './vector.ts';
import { unit } from './vector.ts';

/** How a figure is lit: one sun or lamp, one softer light from elsewhere, and what comes from all sides. */
export interface Lighting {
  /** Unit vectors toward the lights, in the right-hander's bay axes. */
  readonly key: Vec3;
  readonly fill: Vec3;
  readonly keyStrength: number;
  readonly fillStrength: number;
  readonly ambient: number;
  /** Colour of the light: factors on red, green and blue. */
  readonly tint: Vec3;
  /** Strength of highlights; cloth and skin in the bay's own light have none. */
  readonly gloss: number;
}

/** Daylight from the open front of the bay and lamps above, as the backdrop is lit. */
export const BAY_LIGHT: Lighting = {
  key: unit([0.42, 0.78, 0.46]),
  fill: unit([-0.6, 0.35, 0.5]),
  keyStrength: 0.55,
  fillStrength: 0.2,
  ambient: 0.46,
  tint: [1.02, 1, 0.99],
  gloss: 0,
};
