import { type BodyPose, bentAxis, type FootTarget, placeFoot, poseBody, trunkFrame } from './body-pose.ts';
import { addressPosture, addWaggle, IDLE_PERIOD_MS } from './address-posture.ts';
import { bump, type Curve, step } from './curve.ts';
import type { Golfer } from './golfer.ts';
import { BALL_AT_REST, BALL_RADIUS_M, type ClubPose, type FigureState, type Motion } from './motion.ts';
import { type Skeleton, skeletonOf } from './skeleton.ts';
import { type Wander, wanderOf } from './wander.ts';
import { inPlane, type ShaftPose, shaftOf } from './swing-plane.ts';
import {
  type AddressFit,
  type Channel,
  IMPACT_FITTED,
  type Posture,
  type Rhythm,
  type SwingTimes,
  swingChannels,
} from './swing-channels.ts';
import {
  aboutAxis,
  add,
  along,
  compose,
  distance,
  mix,
  type Quat,
  RADIANS,
  reject,
  rotate,
  scale,
  sub,
  UP,
  unit,
  type Vec3,
  ZERO,
} from './vector.ts';

/** Grip middles along the shaft from the butt, the lead hand above the trail hand. */
const GRIPS_M = [0.055, 0.135] as const;
/** The ball leaves a seven iron at about 50 m/s and 17°; only its first metres are ever seen. */
const BALL_SPEED_MS = 52;
const BALL_LAUNCH = 17 * RADIANS;
/** Club-face reference at address and impact: touching the ball from behind. */
const FACE: Vec3 = [-BALL_RADIUS_M - 0.006, BALL_AT_REST[1], 0];

export interface SwingOptions {
  /** Stillness before the first movement. */
  readonly leadInMs?: number;
  readonly holdMs?: number;
  /** Whether the golfer goes back to address after the held finish, so that an idle clip can follow. */
  readonly returns?: boolean;
  /** `practice` swings over the ball; `waggle` only moves the club and the weight; `idle` only breathes. */
  readonly kind?: 'swing' | 'practice' | 'waggle' | 'idle';
  /** Length of a waggle or an idle clip. */
  readonly durationMs?: number;
  /** How far along the body is at the moments between address, top, impact and finish. */
  readonly rhythm?: Rhythm;
  /** Lets every part of the body stray from the swing by itself; for learning only, no golfer swings like that. */
  readonly wander?: { readonly seed: number; readonly amount: number };
}

const RETURN_MS = 1700;

export class SwingMotion implements Motion {
  readonly golfer: Golfer;
  readonly skeleton: Skeleton;
  readonly durationMs: number;
  readonly impactMs: number | null;
  readonly times: SwingTimes;
  readonly kind: 'swing' | 'practice' | 'waggle' | 'idle';
  private readonly channels: Record<Channel, Curve>;
  private readonly feet: readonly [{ ankle: Vec3; yawDegrees: number }, { ankle: Vec3; yawDegrees: number }];
  private readonly midHipAtAddress: Vec3;
  private impactShift: Vec3 = ZERO;
  private readonly wander: Wander | null;

  constructor(golfer: Golfer, options: SwingOptions = {}) {
    this.golfer = golfer;
    this.kind = options.kind ?? 'swing';
    this.skeleton = skeletonOf(golfer.build);
    const { tempo } = golfer;
    const startMs = options.leadInMs ?? 1500;
    const topMs = startMs + tempo.backswingMs;
    const impactMs = topMs + tempo.downswingMs;
    const finishMs = impactMs + tempo.followThroughMs;
    const heldMs = finishMs + (options.holdMs ?? 1200);
    const returns = options.returns ?? false;
    this.times = {
      startMs,
      topMs,
      impactMs,
      finishMs,
      returnFromMs: returns ? heldMs : null,
      returnToMs: heldMs + RETURN_MS,
    };
    const swings = this.kind === 'swing' || this.kind === 'practice';
    this.impactMs = swings ? impactMs : null;
    this.durationMs = swings ? heldMs + (returns ? RETURN_MS + 300 : 0) : (options.durationMs ?? IDLE_PERIOD_MS);

    const pelvisHeight = this.standingHipHeight();
    this.midHipAtAddress = [0, pelvisHeight, 0];
    this.feet = this.plantFeet(ZERO);
    let fit = this.fitAddress();
    const shift = this.offsetToBall(fit);
    this.midHipAtAddress = add(this.midHipAtAddress, shift);
    this.feet = this.plantFeet([shift[0], 0, shift[2]]);
    fit = this.fitImpact(fit);
    this.channels = swingChannels(golfer, this.times, fit, options.rhythm);
    this.wander = options.wander === undefined ? null : wanderOf(options.wander);
    this.impactShift = this.impactError();
  }

  at(ms: number): FigureState {
    const posture = this.postureAt(ms);
    const body = this.bodyOf(posture, ms);
    return { body: body.pose, club: body.club, ball: this.ballAt(ms) };
  }

  /** The golfer's own numbers at a time: the truth of turns and bends. */
  postureAt(ms: number): Posture {
    const swings = this.impactMs !== null;
    const posture = {} as Posture;
    for (const channel of Object.keys(this.channels) as Channel[]) {
      posture[channel] = this.channels[channel].at(swings ? ms : 0);
    }
    const stillness = swings ? 1 - step(this.times.startMs - 300, this.times.startMs, ms) : 1;
    const breath = Math.sin((2 * Math.PI * ms) / IDLE_PERIOD_MS) * stillness;
    posture.forwardBend += 0.22 * breath;
    posture.headPitch += 0.5 * breath;
    if (this.kind === 'waggle') addWaggle(posture, ms);
    this.wander?.(posture, ms);
    return posture;
  }

  private ballAt(ms: number): Vec3 {
    if (this.kind !== 'swing' || this.impactMs === null || ms <= this.impactMs) return BALL_AT_REST;
    const seconds = (ms - this.impactMs) / 1000;
    const run = BALL_SPEED_MS * seconds;
    return [run * Math.cos(BALL_LAUNCH), BALL_AT_REST[1] + run * Math.sin(BALL_LAUNCH) - 4.9 * seconds * seconds, 0];
  }

  /** Hip height that gives both knees the golfer's flex with the ankles below the hips. */
  private standingHipHeight(): number {
    const { thighM, shankM, ankleHeightM } = this.skeleton;
    const inner = Math.PI - this.golfer.setup.kneeFlex * RADIANS;
    const leg = Math.sqrt(thighM ** 2 + shankM ** 2 - 2 * thighM * shankM * Math.cos(inner));
    const out = this.golfer.setup.stanceWidthM / 2 - this.skeleton.hipHalfM;
    const back = this.hipsBehindAnkles();
    return ankleHeightM + Math.sqrt(Math.max(0.2, leg * leg - out * out - back * back));
  }

  /** The hips go behind the ankles as the trunk bends, so that the weight stays over the feet. */
  private hipsBehindAnkles(): number {
    return 0.34 * this.skeleton.spineM * Math.sin(this.golfer.setup.body.forwardBend * RADIANS);
  }

  private plantFeet(shift: Vec3) {
    const { setup } = this.golfer;
    const ankle = (sign: 1 | -1): Vec3 => [
      shift[0] + (sign * setup.stanceWidthM) / 2,
      this.skeleton.ankleHeightM,
      shift[2] + this.hipsBehindAnkles(),
    ];
    return [
      { ankle: ankle(1), yawDegrees: setup.leadFootFlare },
      { ankle: ankle(-1), yawDegrees: -setup.trailFootFlare },
    ] as const;
  }

  private trunk(posture: Posture) {
    const pelvis = trunkFrame(bentAxis(posture.pelvisBend, posture.pelvisSide), posture.pelvisTurn);
    const spine = bentAxis(posture.forwardBend, posture.sideBend);
    const thorax = trunkFrame(spine, posture.shoulderTurn);
    return { pelvis, spine, thorax };
  }

  /** Lowers the pelvis softly where a leg would be too short for what sway, turn and lift ask. */
  private midHip(posture: Posture, pelvis: Quat, feet: readonly [FootTarget, FootTarget]): Vec3 {
    const { rest, thighM, shankM } = this.skeleton;
    const asked = add(this.midHipAtAddress, [posture.swayM, posture.liftM, posture.thrustM]);
    const softness = 0.008;
    let sum = Math.exp(-asked[1] / softness + 100);
    for (const i of [0, 1] as const) {
      const offset = rotate(pelvis, sub(rest.hips[i], rest.midHip));
      const ankle = feet[i].ankle;
      const flat = Math.hypot(asked[0] + offset[0] - ankle[0], asked[2] + offset[2] - ankle[2]);
      const legM = (thighM + shankM) * 0.997;
      const highest = ankle[1] + Math.sqrt(Math.max(0.01, legM * legM - flat * flat)) - offset[1];
      sum += Math.exp(-highest / softness + 100);
    }
    return [asked[0], -softness * (Math.log(sum) - 100), asked[2]];
  }

  private bodyOf(posture: Posture, ms: number): { pose: BodyPose; club: ClubPose } {
    const { skeleton } = this;
    const { pelvis, spine, thorax } = this.trunk(posture);
    const feet = [
      placeFoot(skeleton, this.feet[0], { yawDegrees: 0, heelLiftDegrees: 0 }),
      placeFoot(skeleton, this.feet[1], { yawDegrees: posture.trailFootYaw, heelLiftDegrees: posture.heelLift }),
    ] as const;
    const midHip = this.midHip(posture, pelvis, feet);
    const midShoulder = along(midHip, spine, skeleton.spineM);
    const head = compose(
      aboutAxis(UP, -posture.headTurn * RADIANS),
      compose(aboutAxis([1, 0, 0], posture.headPitch * RADIANS), aboutAxis([0, 0, 1], posture.headRoll * RADIANS)),
    );
    const shaftPose = shaftOf(posture);
    const { shaft, toe } = shaftPose;
    const shoulders = skeleton.rest.shoulders.map((s) =>
      add(midShoulder, rotate(thorax, sub(s, skeleton.rest.midShoulder))),
    ) as unknown as readonly [Vec3, Vec3];
    const asked = add(this.buttOf(posture, shoulders, midShoulder, thorax, shaft), this.shiftAt(ms));
    const butt = this.withinReach(asked, shaftPose, shoulders);
    const hands = [this.handOf(butt, shaftPose, shoulders, 0), this.handOf(butt, shaftPose, shoulders, 1)] as const;
    const pose = poseBody(skeleton, { midHip, pelvis, spine, thorax, head, feet, hands });
    return { pose, club: { butt, shaft, head: along(butt, shaft, this.golfer.club.lengthM), toe } };
  }

  /** Where the arms would have the butt: led by the lead arm, then by the trail arm, then held at the finish. */
  private buttOf(p: Posture, shoulders: readonly [Vec3, Vec3], midShoulder: Vec3, thorax: Quat, shaft: Vec3): Vec3 {
    const armM = this.skeleton.upperArmM + this.skeleton.forearmM + this.skeleton.handM;
    const lead = along(shoulders[0], inPlane(p.leadAngle, p.leadPlane), armM * p.leadReach);
    const trail = along(shoulders[1], inPlane(p.trailAngle, p.trailPlane), armM * p.trailReach);
    const swung = mix(along(lead, shaft, -GRIPS_M[0]), along(trail, shaft, -GRIPS_M[1]), p.byTrail);
    const held = add(midShoulder, rotate(thorax, scale(this.golfer.finish.hands, this.skeleton.size)));
    return mix(swung, held, p.byThorax);
  }

  /** The hand follows the arm, but never lies along the shaft: a grip crosses the palm. */
  private handOf(butt: Vec3, { shaft, under }: ShaftPose, shoulders: readonly [Vec3, Vec3], i: 0 | 1) {
    const grip = along(butt, shaft, GRIPS_M[i]);
    const line = unit(sub(grip, shoulders[i]));
    const direction = unit(add(add(reject(line, shaft), scale(line, 0.7)), scale(under, 0.35)));
    return { wrist: along(grip, direction, -this.skeleton.handM), direction, thumb: shaft };
  }

  /** Draws the club softly toward a shoulder whose arm is too short; a few rounds satisfy both arms. */
  private withinReach(asked: Vec3, shaft: ShaftPose, shoulders: readonly [Vec3, Vec3]): Vec3 {
    const armM = this.skeleton.upperArmM + this.skeleton.forearmM;
    let butt = asked;
    for (let round = 0; round < 5; round++) {
      for (const i of [0, 1] as const) {
        const { wrist } = this.handOf(butt, shaft, shoulders, i);
        const d = distance(wrist, shoulders[i]);
        const excess = d - softLimit(d, armM * 0.986, armM * 0.9995);
        if (excess > 0) butt = along(butt, unit(sub(shoulders[i], wrist)), excess);
      }
    }
    return butt;
  }

  private shiftAt(ms: number): Vec3 {
    if (this.impactMs === null) return ZERO;
    const over = this.kind === 'practice' ? 0.09 : 0;
    const share = bump((ms - this.impactMs) / 150);
    return scale(add(this.impactShift, [0, over, -over * 0.6]), share);
  }

  /** The lead arm hangs to a point between the shoulders; the shaft's plane then follows from the ball's height. */
  private fitAddress(): AddressFit {
    const { setup, club } = this.golfer;
    const p = addressPosture(this.golfer);
    const { spine, thorax } = this.trunk(p);
    const midShoulder = along(this.midHipAtAddress, spine, this.skeleton.spineM);
    const lead = add(midShoulder, rotate(thorax, [this.skeleton.shoulderHalfM, 0, 0]));
    const armM = this.skeleton.upperArmM + this.skeleton.forearmM + this.skeleton.handM;
    const leadReach = 0.95;
    const across = this.skeleton.shoulderHalfM - 0.035;
    const leadAngle = Math.asin(across / (armM * leadReach)) / RADIANS;
    const leadPlane = 90 - setup.armHang;
    const grip = along(lead, inPlane(leadAngle, leadPlane), armM * leadReach);
    const lean = setup.shaftLean * RADIANS;
    const rise = (grip[1] - FACE[1]) / ((club.lengthM - GRIPS_M[0]) * Math.cos(lean));
    const shaftPlane = Math.asin(Math.min(Math.sin(68 * RADIANS), rise)) / RADIANS;
    const impact = { impactLiftM: 0, impactThrustM: 0, impactPlane: shaftPlane, impactLeadAngle: leadAngle };
    return { leadAngle, leadPlane, leadReach, shaftPlane, ...impact, impactLeadPlane: leadPlane };
  }

  /** How far the golfer has to stand from the ball, and how much lower where the club is short for the golfer. */
  private offsetToBall(fit: AddressFit): Vec3 {
    const { leadAngle, leadPlane, leadReach, shaftPlane } = fit;
    const p = { ...addressPosture(this.golfer), leadAngle, leadPlane, leadReach, shaftPlane };
    const { club } = this.bodyOf(p, -1e9);
    return sub(FACE, club.head);
  }

  /**
   * Brings the club back to the ball at impact within human bounds: the arms swing as far through and out as the body
   * has moved, the shaft stands up to 9° steeper than at address, and only what is left moves the pelvis.
   */
  private fitImpact(address: AddressFit): AddressFit {
    let fit: AddressFit = {
      ...address,
      impactPlane: address.shaftPlane + 2,
      impactThrustM: 0.02,
      impactLiftM: -0.01,
      impactLeadAngle: address.leadAngle,
      impactLeadPlane: address.leadPlane - 3,
    };
    const clubM = this.golfer.club.lengthM;
    const armM = this.skeleton.upperArmM + this.skeleton.forearmM;
    const first = swingChannels(this.golfer, this.times, fit);
    const posture = valuesAt(first, this.times.impactMs, Object.keys(first) as Channel[]);
    for (let round = 0; round < 24; round++) {
      const channels = swingChannels(this.golfer, this.times, fit);
      Object.assign(posture, valuesAt(channels, this.times.impactMs, IMPACT_FITTED));
      const { club } = this.bodyOf(posture, -1e9);
      const error = sub(FACE, club.head);
      const steeper = fit.impactPlane - error[1] / (clubM * Math.cos(fit.impactPlane * RADIANS)) / RADIANS;
      const impactPlane = between(steeper, address.shaftPlane - 2, address.shaftPlane + 9);
      const outward = fit.impactLeadPlane - (0.6 * error[2]) / armM / RADIANS;
      const impactLeadPlane = between(outward, address.leadPlane - 16, address.leadPlane + 4);
      fit = {
        ...fit,
        impactPlane,
        impactLeadPlane,
        impactLeadAngle: between(fit.impactLeadAngle - (0.6 * error[0]) / armM / RADIANS, -12, 26),
        impactThrustM: between(fit.impactThrustM + (outward === impactLeadPlane ? 0 : 0.5 * error[2]), -0.02, 0.13),
        impactLiftM: between(fit.impactLiftM + (steeper === impactPlane ? 0 : 0.5 * error[1]), -0.07, 0.03),
      };
    }
    return fit;
  }

  private impactError(): Vec3 {
    if (this.impactMs === null) return ZERO;
    let shift: Vec3 = ZERO;
    for (let round = 0; round < 12; round++) {
      this.impactShift = shift;
      const { club } = this.bodyOf(this.postureAt(this.impactMs), this.impactMs);
      const over: Vec3 = this.kind === 'practice' ? [0, 0.09, -0.054] : ZERO;
      shift = add(shift, sub(add(FACE, over), club.head));
    }
    return shift;
  }
}

function valuesAt(channels: Readonly<Record<Channel, Curve>>, ms: number, names: readonly Channel[]): Posture {
  return Object.fromEntries(names.map((name) => [name, channels[name].at(ms)])) as Posture;
}

function between(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Up to `from` untouched, then bent smoothly so that `limit` is never passed. */
function softLimit(value: number, from: number, limit: number): number {
  if (value <= from) return value;
  const room = limit - from;
  return from + room * Math.tanh((value - from) / room);
}
