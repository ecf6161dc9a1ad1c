/**
 * How surely a candidate is a golf swing, from 0 to 1: the geometric mean of what its shape, its body and its club say.
 * One clear "no" makes it 0. Bounds: the twelve labelled clips' swings lie at the far end of every ramp.
 */
import type { BodyMotion } from './body-motion.ts';
import { type PixelClues, SHAFT_DIRECTIONS } from './pixel-clues.ts';
import { quantile } from './series.ts';
import type { SwingShape } from './swing-shape.ts';

/** From this on a candidate is reported as a swing. */
export const CERTAINTY_MIN = 0.25;

export function swingCertainty(shape: SwingShape, motion: BodyMotion, clues: PixelClues | null): number {
  const club = clues === null ? 0.5 : ramp(clubStrength(clues), 0.15, 0.35);
  const said = [
    ramp(-shape.wristGapT, -0.6, -0.35),
    ramp(shape.startHeight, 0.75, 0.3),
    ramp(shape.highHeight, 0.4, 0.9),
    ramp(shape.afterHeight, 0.4, 0.9),
    ramp(shape.quickening, 1, 1.8),
    ramp(shape.backOverFall, 0.8, 2),
    ramp(shape.turnT, 0.08, 0.25),
    // Legs outside the picture are forgiven where a club is clearly seen: half a body without one is no swing.
    Math.max(ramp(motion.legsShare, 0.4, 0.8), ramp(club, 0.4, 1)),
    0.5 + 0.5 * club,
  ];
  return said.reduce((product, value) => product * value, 1) ** (1 / 3);
}

/** How clear a line leaves the hands in the clearest tenth of the frames. */
function clubStrength(clues: PixelClues): number {
  const rows = clues.shaft.length / SHAFT_DIRECTIONS;
  const best = new Float64Array(rows).map((_, row) => {
    let most = 0;
    for (let k = 0; k < SHAFT_DIRECTIONS; k++) most = Math.max(most, clues.shaft[row * SHAFT_DIRECTIONS + k] as number);
    return most;
  });
  return rows === 0 ? 0 : quantile(best, 0.9);
}

function ramp(value: number, none: number, full: number): number {
  return Math.min(1, Math.max(0, (value - none) / (full - none)));
}
