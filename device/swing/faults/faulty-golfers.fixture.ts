import type { BodyAngles, Golfer } from '../../virtual-bay/golfer.ts';
import { randomGolfer } from '../../virtual-bay/random-golfer.ts';

/**
 * Virtual golfers with one fault each, made by what the golfer does wrong and not by what is measured of it. Faults of
 * the arms after the ball cannot be asked of a virtual golfer: its arms follow the club.
 */
type Change = (golfer: Golfer) => Golfer;

const atSetup =
  (change: Partial<Golfer['setup']>): Change =>
  (golfer) => ({ ...golfer, setup: { ...golfer.setup, ...change } });
const bentAtSetup =
  (forwardBend: number): Change =>
  (golfer) => ({ ...golfer, setup: { ...golfer.setup, body: { ...golfer.setup.body, forwardBend } } });
const atTop =
  (body: Partial<BodyAngles>, rest: Partial<Golfer['top']> = {}): Change =>
  (golfer) => ({ ...golfer, top: { ...golfer.top, ...rest, body: { ...golfer.top.body, ...body } } });
const atImpact =
  (body: Partial<BodyAngles>, rest: Partial<Golfer['impact']> = {}): Change =>
  (golfer) => ({ ...golfer, impact: { ...golfer.impact, ...rest, body: { ...golfer.impact.body, ...body } } });
const inTime =
  (backswingMs: number): Change =>
  (golfer) => ({ ...golfer, tempo: { ...golfer.tempo, backswingMs } });

const FAULTY: Readonly<Record<string, Change>> = {
  'stooped-setup': bentAtSetup(58),
  'upright-setup': bentAtSetup(13),
  'narrow-base': atSetup({ stanceWidthM: 0.24 }),
  'rushed-tempo': inTime(520),
  'slow-tempo': inTime(1750),
  sway: atTop({ swayM: -0.17 }),
  'reverse-pivot': atTop({ swayM: 0.09 }),
  'reverse-spine': atTop({ sideBend: -12 }),
  'flat-shoulders': atTop({ forwardBend: 14 }),
  'short-turn': atTop({ shoulderTurn: 58 }),
  'over-turn': atTop({ shoulderTurn: 132 }),
  'head-drift-back': atTop({ sideBend: 20, swayM: -0.07 }),
  'head-drift-forward': atTop({ sideBend: -10, swayM: 0.03 }),
  'bent-lead-arm': atTop({}, { leadReach: 0.84 }),
  'knee-straightening': (golfer) => atTop({ pelvisTurn: 60 }, { liftM: 0.09 })(atSetup({ kneeFlex: 10 })(golfer)),
  'knee-collapse': atTop({ pelvisTurn: 92, swayM: -0.12 }),
  overswing: atTop({}, { shaftAngle: 302 }),
  slide: atImpact({ swayM: 0.24 }),
  'hanging-back': atImpact({ swayM: -0.06 }),
  'stalled-hips': atImpact({ pelvisTurn: 6 }),
  'loss-of-posture': atImpact({ forwardBend: 16 }),
  'early-extension': atImpact({ forwardBend: 14, pelvisTurn: -20 }),
  'head-rise': atImpact({ forwardBend: 8, sideBend: 6 }),
  'head-dip': atImpact({ forwardBend: 56 }),
  scooping: atImpact({}, { shaftLean: -12 }),
};

export const FAULTS_ON_PURPOSE: readonly string[] = Object.keys(FAULTY);

export function faultyGolfer(fault: string, seed: number): Golfer {
  const change = FAULTY[fault];
  if (change === undefined) throw new RangeError(`no virtual golfer has the fault ${fault} on purpose`);
  return change(randomGolfer(seed, { handedness: 'right' }));
}
