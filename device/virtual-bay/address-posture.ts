import type { Golfer } from './golfer.ts';
import type { Posture } from './swing-channels.ts';

/** Breathing and waggling repeat with this period, so that clips of whole periods join without a jump. */
export const IDLE_PERIOD_MS = 2000;

/** The golfer standing still over the ball, before the arms are fitted to it, and what a waggle adds to that. */
export function addressPosture(golfer: Golfer): Posture {
  const body = golfer.setup.body;
  return {
    shoulderTurn: body.shoulderTurn,
    pelvisTurn: body.pelvisTurn,
    forwardBend: body.forwardBend,
    sideBend: body.sideBend,
    pelvisBend: body.forwardBend * 0.62,
    pelvisSide: body.sideBend * 0.5,
    swayM: 0,
    liftM: 0,
    thrustM: 0,
    leadAngle: 0,
    leadPlane: 90,
    leadReach: 0.96,
    trailAngle: 12,
    trailPlane: 76,
    trailReach: 0.96,
    byTrail: 0,
    byThorax: 0,
    shaftAngle: golfer.setup.shaftLean,
    shaftPlane: 60,
    headTurn: 0,
    headPitch: body.forwardBend + 10,
    headRoll: 3,
    heelLift: 0,
    trailFootYaw: 0,
  };
}

/** The wrists take the club back and forth, and the weight shifts; a whole number of times in every idle period. */
export function addWaggle(p: Posture, ms: number): void {
  const phase = (2 * Math.PI * ms) / IDLE_PERIOD_MS;
  const back = 0.5 - 0.5 * Math.cos(2 * phase);
  p.shaftAngle += 30 * back;
  p.leadAngle += 6 * back;
  p.swayM += 0.018 * Math.sin(phase);
  p.shoulderTurn += 3 * back;
  p.pelvisTurn += 2 * Math.sin(phase);
  p.headTurn += -4 * Math.sin(phase);
}
