import { seededRandom } from './random.ts';
import type { Channel, Posture } from './swing-channels.ts';

/**
 * Slow, independent strayings of every channel of a posture: each a sum of three sines of seeded frequency and phase.
 * Shoulders, pelvis, arms and head then no longer follow from one another, so whatever learns on such a body has to
 * look at each part.
 */
export type Wander = (posture: Posture, ms: number) => void;

/** One standard deviation at an amount of 1. */
const DEVIATION: Partial<Record<Channel, number>> = {
  shoulderTurn: 13,
  pelvisTurn: 12,
  forwardBend: 4.5,
  sideBend: 5,
  pelvisBend: 4,
  pelvisSide: 3,
  swayM: 0.03,
  liftM: 0.014,
  thrustM: 0.02,
  leadAngle: 9,
  leadPlane: 6,
  leadReach: 0.03,
  trailAngle: 8,
  trailPlane: 5,
  trailReach: 0.05,
  shaftAngle: 12,
  shaftPlane: 5,
  headTurn: 12,
  headPitch: 7,
  headRoll: 6,
  heelLift: 6,
  trailFootYaw: 5,
};
/** The feet stay as they are below these. */
const NOT_BELOW: Partial<Record<Channel, number>> = { heelLift: 0, leadReach: 0.72, trailReach: 0.55 };
const NOT_ABOVE: Partial<Record<Channel, number>> = { leadReach: 0.998, trailReach: 0.998 };
const SINES = 3;

export function wanderOf({ seed, amount }: { readonly seed: number; readonly amount: number }): Wander {
  const strayings = (Object.keys(DEVIATION) as Channel[]).map((channel) => {
    const random = seededRandom(seed).fork(channel);
    const scale = amount * (DEVIATION[channel] as number) * Math.sqrt(2 / SINES);
    const sines = Array.from({ length: SINES }, () => ({
      perMs: (2 * Math.PI * random.between(0.15, 1.4)) / 1000,
      phase: random.between(0, 2 * Math.PI),
    }));
    return { channel, scale, sines };
  });
  return (posture, ms) => {
    for (const { channel, scale, sines } of strayings) {
      let sum = 0;
      for (const { perMs, phase } of sines) sum += Math.sin(perMs * ms + phase);
      const strayed = posture[channel] + scale * sum;
      const low = NOT_BELOW[channel] ?? Number.NEGATIVE_INFINITY;
      const high = NOT_ABOVE[channel] ?? Number.POSITIVE_INFINITY;
      Object.assign(posture, { [channel]: Math.min(high, Math.max(low, strayed)) });
    }
  };
}
