import type { BodyAngles, Golfer } from './golfer.ts';
import { seededRandom } from './random.ts';

/**
 * The same golfer's next swing: nobody swings twice alike. Set-up, build and look stay, so that the same idle clip
 * goes before and after. Number 0 is the golfer as given.
 */
export function variationOf(golfer: Golfer, number: number): Golfer {
  if (number === 0) return golfer;
  const random = seededRandom(golfer.seed * 1009 + number);
  const body = (angles: BodyAngles): BodyAngles => ({
    shoulderTurn: angles.shoulderTurn + random.normal(0, 4),
    pelvisTurn: angles.pelvisTurn + random.normal(0, 3.5),
    forwardBend: angles.forwardBend + random.normal(0, 1.2),
    sideBend: angles.sideBend + random.normal(0, 1.5),
    swayM: angles.swayM + random.normal(0, 0.01),
  });
  return {
    ...golfer,
    tempo: {
      backswingMs: golfer.tempo.backswingMs * random.normal(1, 0.05),
      downswingMs: golfer.tempo.downswingMs * random.normal(1, 0.03),
      followThroughMs: golfer.tempo.followThroughMs * random.normal(1, 0.04),
    },
    top: {
      ...golfer.top,
      body: body(golfer.top.body),
      armAngle: golfer.top.armAngle + random.normal(0, 3),
      shaftAngle: golfer.top.shaftAngle + random.normal(0, 5),
    },
    impact: { ...golfer.impact, body: body(golfer.impact.body) },
    finish: { ...golfer.finish, body: body(golfer.finish.body) },
  };
}
