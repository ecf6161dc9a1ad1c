import { Curve, type Key } from './curve.ts';
import type { BodyAngles, Golfer } from './golfer.ts';

/**
 * The golfer's numbers over one swing: each channel is a smooth curve through the moments of the swing.
 * Sequence follows what is measured on players: the pelvis turns back first (some 70 ms before the top), then the
 * shoulders, then the arms, and the club last.
 */
export interface SwingTimes {
  readonly startMs: number;
  readonly topMs: number;
  readonly impactMs: number;
  readonly finishMs: number;
  /** When the golfer goes back to address, or null. */
  readonly returnFromMs: number | null;
  readonly returnToMs: number;
}

export type Channel =
  | 'shoulderTurn'
  | 'pelvisTurn'
  | 'forwardBend'
  | 'sideBend'
  | 'pelvisBend'
  | 'pelvisSide'
  | 'swayM'
  | 'liftM'
  | 'thrustM'
  | 'leadAngle'
  | 'leadPlane'
  | 'leadReach'
  | 'trailAngle'
  | 'trailPlane'
  | 'trailReach'
  | 'byTrail'
  | 'byThorax'
  | 'shaftAngle'
  | 'shaftPlane'
  | 'headTurn'
  | 'headPitch'
  | 'headRoll'
  | 'heelLift'
  | 'trailFootYaw';

export type Posture = Record<Channel, number>;

/** What only the finished body can tell, so that the club reaches the ball at address and again at impact. */
export interface AddressFit {
  readonly leadAngle: number;
  readonly leadPlane: number;
  readonly leadReach: number;
  readonly shaftPlane: number;
  readonly impactLiftM: number;
  readonly impactThrustM: number;
  readonly impactPlane: number;
  readonly impactLeadAngle: number;
  readonly impactLeadPlane: number;
}

/** The channels that the fit's numbers at impact go into; all others are the same whatever those are. */
export const IMPACT_FITTED: readonly Channel[] = ['liftM', 'thrustM', 'leadAngle', 'leadPlane', 'shaftPlane'];

/** Width of the moving means: trunk and arms are slow beside the club. */
const SMOOTH_BODY_MS = 34;
const SMOOTH_CLUB_MS = 14;

/**
 * How far each part of the body has come at toe-up and mid-backswing on its way to the top, how far it is still from
 * impact at mid-downswing, how far it has gone to the finish at mid-follow-through, and when it turns back before the top.
 */
export interface Rhythm {
  readonly shoulderTurn: BodyRhythm;
  readonly pelvisTurn: BodyRhythm;
  readonly forwardBend: BodyRhythm;
  readonly sideBend: BodyRhythm;
  readonly swayM: BodyRhythm;
}

export interface BodyRhythm {
  readonly shares: readonly [takeaway: number, mid: number, down: number, through: number];
  readonly topShiftMs: number;
}

export const USUAL_RHYTHM: Rhythm = {
  shoulderTurn: { shares: [0.33, 0.66, 0.42, 0.32], topShiftMs: -14 },
  pelvisTurn: { shares: [0.26, 0.6, 0.34, 0.36], topShiftMs: -72 },
  forwardBend: { shares: [0.3, 0.7, 0.6, 0.22], topShiftMs: -20 },
  sideBend: { shares: [0.35, 0.7, 0.55, 0.1], topShiftMs: -30 },
  swayM: { shares: [0.45, 0.85, 0.3, 0.3], topShiftMs: -80 },
};

export function swingChannels(
  golfer: Golfer,
  times: SwingTimes,
  fit: AddressFit,
  rhythm: Rhythm = USUAL_RHYTHM,
): Record<Channel, Curve> {
  const { setup, top, impact, finish } = golfer;
  const moments = momentsOf(times);
  const a = setup.body;
  const t = top.body;
  const i = impact.body;
  const f = finish.body;
  /** Address, toe-up, mid-backswing, top, mid-downswing, impact, mid-follow-through, finish, and address again. */
  const curve = (
    values: readonly number[],
    smoothMs: number,
    extra: { topShiftMs?: number; finishShiftMs?: number; slopes?: readonly (number | undefined)[] } = {},
  ) => {
    const shiftOf = (k: number) => (k === 3 ? (extra.topShiftMs ?? 0) : k === 7 ? (extra.finishShiftMs ?? 0) : 0);
    const keys: Key[] = moments.map((atMs, k) => {
      const slope = extra.slopes?.[k];
      const key = { atMs: atMs + shiftOf(k), value: values[k] as number };
      return slope === undefined ? key : { ...key, slope };
    });
    if (times.returnFromMs !== null) {
      keys.push(
        { atMs: times.returnFromMs, value: values[7] as number },
        { atMs: times.returnToMs, value: values[0] as number },
      );
    }
    return new Curve(keys, smoothMs);
  };
  const body = (of: (angles: BodyAngles) => number, { shares, topShiftMs }: BodyRhythm) => {
    const [takeaway, mid, down, through] = shares;
    const back = (share: number) => of(a) + (of(t) - of(a)) * share;
    return curve(
      [
        of(a),
        back(takeaway),
        back(mid),
        of(t),
        of(i) + (of(t) - of(i)) * down,
        of(i),
        of(i) + (of(f) - of(i)) * through,
        of(f),
      ],
      SMOOTH_BODY_MS,
      { topShiftMs },
    );
  };
  /** The arms come to rest before the trunk has turned all the way. */
  const armsRestMs = -0.16 * (times.finishMs - times.impactMs);
  const headTurnTop = Math.max(8, t.shoulderTurn - 74);
  const pitch = setup.body.forwardBend + 10;
  const trailPlaneFinish = 62;
  return {
    shoulderTurn: body((b) => b.shoulderTurn, rhythm.shoulderTurn),
    pelvisTurn: body((b) => b.pelvisTurn, rhythm.pelvisTurn),
    forwardBend: body((b) => b.forwardBend, rhythm.forwardBend),
    sideBend: body((b) => b.sideBend, rhythm.sideBend),
    pelvisBend: body((b) => b.forwardBend * 0.62, { shares: [0.3, 0.7, 0.55, 0.3], topShiftMs: -40 }),
    pelvisSide: body((b) => b.sideBend * 0.5, { shares: [0.3, 0.7, 0.5, 0.2], topShiftMs: -40 }),
    swayM: body((b) => b.swayM, rhythm.swayM),
    liftM: curve(
      [
        0,
        0,
        top.liftM * 0.5,
        top.liftM,
        top.liftM * 0.3 - 0.022,
        fit.impactLiftM,
        fit.impactLiftM + 0.012,
        0.075,
        0.075,
      ],
      SMOOTH_BODY_MS,
      { topShiftMs: -40 },
    ),
    thrustM: curve(
      [0, 0, 0.004, 0.008, 0.006, fit.impactThrustM, Math.max(0.05, fit.impactThrustM + 0.01), 0.085],
      SMOOTH_BODY_MS,
    ),
    leadAngle: curve([fit.leadAngle, 52, 90, top.armAngle, 90, fit.impactLeadAngle, -45, -100], SMOOTH_CLUB_MS, {
      topShiftMs: -10,
      slopes: [0, undefined, undefined, 0, -760, undefined, undefined, 0],
    }),
    leadPlane: curve(
      [fit.leadPlane, fit.leadPlane - 4, 66, top.armPlane, 63, fit.impactLeadPlane, 70, 66],
      SMOOTH_BODY_MS,
    ),
    leadReach: curve([fit.leadReach, 0.985, 0.985, top.leadReach, 0.985, 0.992, 0.9, 0.8], SMOOTH_BODY_MS),
    trailAngle: curve([12, 40, 60, 80, 40, -20, -62, -118], SMOOTH_CLUB_MS),
    trailPlane: curve([76, 72, 70, 70, 72, 74, 68, trailPlaneFinish], SMOOTH_BODY_MS),
    trailReach: curve([0.96, 0.9, 0.8, 0.7, 0.85, 0.975, 0.985, 0.85], SMOOTH_BODY_MS),
    byTrail: curve([0, 0, 0, 0, 0, 0.12, 0.8, 1], SMOOTH_BODY_MS, { finishShiftMs: armsRestMs }),
    byThorax: curve([0, 0, 0, 0, 0, 0, 0.06, 1], SMOOTH_BODY_MS, { finishShiftMs: armsRestMs }),
    shaftAngle: curve(
      [setup.shaftLean, 90, 166, top.shaftAngle, 178, impact.shaftLean, -90, finish.shaftAngle],
      SMOOTH_CLUB_MS,
      { topShiftMs: 10, slopes: [0, undefined, undefined, 0, -1150, -1950, -830, 0] },
    ),
    shaftPlane: curve([fit.shaftPlane, fit.shaftPlane, 62, 60, 56, fit.impactPlane, 56, 64], SMOOTH_BODY_MS),
    headTurn: curve([0, 2, headTurnTop * 0.6, headTurnTop, headTurnTop * 0.7, 4, -8, -82], SMOOTH_BODY_MS),
    headPitch: curve([pitch, pitch, pitch, pitch, pitch, pitch, pitch - 2, 4], SMOOTH_BODY_MS),
    headRoll: curve([3, 2, 0, -2, 4, 10, 14, 2], SMOOTH_BODY_MS),
    heelLift: curve([0, 0, 0, 0, 4, impact.heelLift, impact.heelLift + 14, finish.heelLift], SMOOTH_BODY_MS),
    trailFootYaw: curve([0, 0, 0, 0, 2, 10, 20, 52], SMOOTH_BODY_MS),
  };
}

/** The eight moments that the curves go through, from the shares of GolfDB's labelled swings. */
function momentsOf(times: SwingTimes): number[] {
  const back = times.topMs - times.startMs;
  const down = times.impactMs - times.topMs;
  return [
    times.startMs,
    times.startMs + back * 0.55,
    times.startMs + back * 0.72,
    times.topMs,
    times.topMs + down * 0.55,
    times.impactMs,
    times.impactMs + down * 0.33,
    times.finishMs,
  ];
}
