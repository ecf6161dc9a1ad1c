/**
 * What a ball does after a swing of the virtual golfer. No physics of the strike: numbers that such a club at such a
 * speed gives, and that agree with each other, so that a screen full of them looks right. Pure.
 *
 * Launch and spin of a middle iron and of a driver are those of good amateurs; a quicker downswing is a faster club.
 */
import type { Club } from './golfer.ts';
import type { Random } from './random.ts';

export interface FlownBall {
  readonly clubSpeedMps: number;
  readonly ballSpeedMps: number;
  readonly launchDeg: number;
  /** Positive to the right of the target. */
  readonly directionDeg: number;
  readonly spinRpm: number;
  /** Positive curves to the right. */
  readonly spinAxisDeg: number;
  readonly attackDeg: number;
  readonly pathDeg: number;
  readonly faceToTargetDeg: number;
}

/** Club speeds for a downswing of this length. */
const DOWNSWING_MS = 260;

const OF_CLUB = {
  iron: { speedMps: 36, smash: 1.35, launchDeg: 17.5, spinRpm: 6_200, attackDeg: -4, axisOfFace: 2.2 },
  wood: { speedMps: 45, smash: 1.46, launchDeg: 12.8, spinRpm: 2_750, attackDeg: 1, axisOfFace: 4 },
} as const;

export function flyBall(club: Club, downswingMs: number, random: Random): FlownBall {
  const typical = OF_CLUB[club.kind];
  const hurry = Math.min(1.15, Math.max(0.8, Math.sqrt(DOWNSWING_MS / downswingMs)));
  const clubSpeedMps = typical.speedMps * hurry * random.normal(1, 0.02);
  const pathDeg = random.normal(0, 2);
  const faceToTargetDeg = random.normal(0, 1.6);
  return {
    clubSpeedMps,
    ballSpeedMps: clubSpeedMps * Math.min(1.5, random.normal(typical.smash, 0.02)),
    launchDeg: random.normal(typical.launchDeg, 1.2),
    // The ball starts where the face looks, nearly, and curves away from the path.
    directionDeg: 0.8 * faceToTargetDeg + 0.2 * pathDeg,
    spinRpm: random.normal(typical.spinRpm, 0.06 * typical.spinRpm),
    spinAxisDeg: typical.axisOfFace * (faceToTargetDeg - pathDeg),
    attackDeg: random.normal(typical.attackDeg, 1),
    pathDeg,
    faceToTargetDeg,
  };
}
