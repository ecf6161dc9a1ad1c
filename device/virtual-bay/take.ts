import { type BackdropStyle, backdropOf } from './backdrop.ts';
import type { PictureSize } from './camera.ts';
import type { Golfer, Look, Outfit, Proportions, Rgb } from './golfer.ts';
import { type InstalledCamera, installedCameras } from './installed-cameras.ts';
import type { Lighting } from './lighting.ts';
import { mirrorOf } from './motion.ts';
import { type Random, seededRandom } from './random.ts';
import { randomGolfer } from './random-golfer.ts';
import { Renderer, type Scene, type SceneStyle, sceneOf } from './renderer.ts';
import type { Sensor } from './sensor.ts';
import { type BodyRhythm, type Rhythm, USUAL_RHYTHM } from './swing-channels.ts';
import { SwingMotion, type SwingOptions } from './swing-motion.ts';
import { unit, type Vec3 } from './vector.ts';

/**
 * One golfer before one set of cameras in one light: everything that a swing's pictures are made of, from a seed.
 *
 * There are three casts, and no seed is shared. `training` golfers are blended bodies whose parts stray from the swing
 * by themselves. `proving` and `evaluation` golfers swing as people do, in rhythms and with faults that training never
 * shows, and are drawn in the tailored way, in rooms and lights of their own; intervals are set on `proving` golfers
 * and judged on `evaluation` golfers.
 */
export type Cast = 'training' | 'proving' | 'evaluation';

export interface Take {
  readonly cast: Cast;
  readonly seed: number;
  readonly golfer: Golfer;
  readonly motion: SwingOptions;
  readonly cameras: readonly InstalledCamera[];
  readonly style: SceneStyle;
  readonly backdrop: BackdropStyle;
  readonly sensor: Sensor;
}

/** Raised when a change alters what a seed shows: recordings of another version are made anew. */
export const TAKE_VERSION = 1;

const CAST_OFFSET: Record<Cast, number> = { training: 1_000_000, proving: 2_000_000, evaluation: 3_000_000 };

export function takeOf(cast: Cast, seed: number, size: PictureSize): Take {
  const random = seededRandom(CAST_OFFSET[cast] + seed);
  const own = cast === 'training' ? trainingGolfer(random.fork('golfer')) : swingingGolfer(random.fork('golfer'));
  const side = mirrorOf(own.golfer);
  return {
    cast,
    seed,
    ...own,
    cameras: installedCameras(random.fork('cameras'), size, side),
    style: {
      drawing: cast === 'training' ? 'blended' : 'tailored',
      lighting: drawLight(random.fork('light'), cast),
      exposureMs: random.fork('exposure').between(0.8, 5),
    },
    backdrop: drawBackdrop(random.fork('backdrop'), cast),
    sensor: drawSensor(random.fork('sensor')),
  };
}

/** The same golfer, clothes, cameras and light, but another swing, with the feet up to a few centimetres elsewhere. */
export function nextTake(take: Take, number: number): Take {
  const random = seededRandom(CAST_OFFSET[take.cast] + take.seed * 7919 + number).fork('next');
  const { golfer } = take;
  const body = <T extends Golfer['top']['body']>(angles: T): T => ({
    ...angles,
    shoulderTurn: angles.shoulderTurn + random.normal(0, 3),
    pelvisTurn: angles.pelvisTurn + random.normal(0, 3),
    forwardBend: angles.forwardBend + random.normal(0, 1),
    sideBend: angles.sideBend + random.normal(0, 1.2),
    swayM: angles.swayM + random.normal(0, 0.008),
  });
  return {
    ...take,
    golfer: {
      ...golfer,
      tempo: {
        backswingMs: golfer.tempo.backswingMs * random.normal(1, 0.04),
        downswingMs: golfer.tempo.downswingMs * random.normal(1, 0.03),
        followThroughMs: golfer.tempo.followThroughMs * random.normal(1, 0.04),
      },
      setup: {
        ...golfer.setup,
        armHang: golfer.setup.armHang + random.normal(0, 1.5),
        kneeFlex: golfer.setup.kneeFlex + random.normal(0, 1),
      },
      top: { ...golfer.top, body: body(golfer.top.body), armAngle: golfer.top.armAngle + random.normal(0, 3) },
      impact: { ...golfer.impact, body: body(golfer.impact.body) },
      finish: { ...golfer.finish, body: body(golfer.finish.body) },
    },
  };
}

export function motionOfTake(take: Take): SwingMotion {
  return new SwingMotion(take.golfer, take.motion);
}

export function sceneOfTake(take: Take, motion: SwingMotion): Scene {
  return sceneOf(motion, [], take.style);
}

export function rendererOfTake(take: Take, scene: Scene, { camera }: InstalledCamera): Renderer {
  return new Renderer(scene, camera, backdropOf(camera.calibration, scene.side, take.backdrop));
}

const LEAD_IN_MS = 400;
const HOLD_MS = 550;

function trainingGolfer(random: Random): Pick<Take, 'golfer' | 'motion'> {
  const base = randomGolfer(Math.floor(random.next() * 1e9), {
    handedness: random.fork('hand').next() < 0.15 ? 'left' : 'right',
  });
  const golfer = dressed(base, random.fork('dress'), 1.25);
  const wander = { seed: Math.floor(random.next() * 1e9), amount: random.between(0.25, 1.1) };
  return { golfer, motion: { leadInMs: LEAD_IN_MS, holdMs: HOLD_MS, wander } };
}

function swingingGolfer(random: Random): Pick<Take, 'golfer' | 'motion'> {
  const base = randomGolfer(Math.floor(random.next() * 1e9));
  const golfer = withHabits(dressed(base, random.fork('dress'), 1), random.fork('habits'));
  return { golfer, motion: { leadInMs: LEAD_IN_MS, holdMs: HOLD_MS, rhythm: drawRhythm(random.fork('rhythm')) } };
}

/** Bodies and clothes wider apart than the golfers of the demo; `spread` widens them further. */
function dressed(golfer: Golfer, random: Random, spread: number): Golfer {
  const about = (deviation: number): number => random.normal(1, deviation * spread);
  const proportions: Proportions = {
    spine: about(0.03),
    upperArm: about(0.035),
    forearm: about(0.035),
    thigh: about(0.03),
    shank: about(0.03),
  };
  const outfit: Outfit = {
    sleeveShare: random.next() < 0.6 ? random.between(0.22, 0.4) : random.between(0.85, 0.98),
    legShare: random.next() < 0.65 ? 1.1 : random.between(0.4, 0.6),
    looseM: random.between(0, 0.03),
    stripeM: random.next() < 0.25 ? random.between(0.03, 0.12) : 0,
  };
  const { build } = golfer;
  return {
    ...golfer,
    build: {
      ...build,
      heightM: build.heightM * about(0.025),
      shoulderWidthM: build.shoulderWidthM * about(0.045),
      hipWidthM: build.hipWidthM * about(0.05),
      torsoGirth: build.torsoGirth * about(0.06),
      limbGirth: build.limbGirth * about(0.06),
      bellyM: Math.max(0, random.normal(0.01, 0.03)),
      proportions,
    },
    look: { ...coloured(golfer.look, random), outfit },
  };
}

function coloured(look: Look, random: Random): Look {
  const any = (): Rgb => [random.between(15, 245), random.between(15, 245), random.between(15, 245)];
  return { ...look, shirt: any(), trim: any(), trousers: any(), shoes: any() };
}

/** Half of the golfers have one of the faults that people have, and one in five a second. */
function withHabits(golfer: Golfer, random: Random): Golfer {
  let habitual = golfer;
  const count = random.next() < 0.5 ? 0 : random.next() < 0.4 ? 2 : 1;
  for (let i = 0; i < count; i++) habitual = random.pick(HABITS)(habitual, random.between(0.6, 1.3));
  return habitual;
}

type Habit = (golfer: Golfer, amount: number) => Golfer;

const atTop =
  (change: (top: Golfer['top'], amount: number) => Partial<Golfer['top']>): Habit =>
  (golfer, amount) => ({ ...golfer, top: { ...golfer.top, ...change(golfer.top, amount) } });

const bodyAt =
  (when: 'top' | 'impact' | 'finish', change: Partial<Golfer['top']['body']>): Habit =>
  (golfer, amount) => {
    const body = { ...golfer[when].body };
    for (const [name, by] of Object.entries(change)) {
      const key = name as keyof typeof body;
      Object.assign(body, { [key]: body[key] + amount * by });
    }
    return { ...golfer, [when]: { ...golfer[when], body } };
  };

const HABITS: readonly [Habit, ...Habit[]] = [
  bodyAt('top', { swayM: -0.07 }),
  bodyAt('top', { sideBend: -13, swayM: 0.03 }),
  bodyAt('impact', { forwardBend: -10 }),
  bodyAt('impact', { swayM: 0.06, pelvisTurn: 12 }),
  bodyAt('impact', { swayM: -0.07, sideBend: 6 }),
  bodyAt('impact', { shoulderTurn: 18 }),
  bodyAt('top', { pelvisTurn: 18 }),
  bodyAt('top', { shoulderTurn: -22 }),
  bodyAt('finish', { swayM: -0.1, shoulderTurn: 30, pelvisTurn: 25 }),
  atTop((top, amount) => ({ armAngle: top.armAngle + 16 * amount, shaftAngle: top.shaftAngle + 28 * amount })),
  atTop((top, amount) => ({ armAngle: top.armAngle - 26 * amount, shaftAngle: top.shaftAngle - 30 * amount })),
  atTop((top, amount) => ({ leadReach: Math.max(0.82, top.leadReach - 0.1 * amount) })),
  atTop((top, amount) => ({ liftM: top.liftM + 0.035 * amount })),
  atTop((top, amount) => ({ armPlane: top.armPlane - 10 * amount })),
  (golfer, amount) => ({
    ...golfer,
    setup: { ...golfer.setup, stanceWidthM: golfer.setup.stanceWidthM * (1 - 0.3 * amount) },
  }),
  (golfer, amount) => ({
    ...golfer,
    tempo: { ...golfer.tempo, backswingMs: golfer.tempo.backswingMs * (1 - 0.22 * amount) },
  }),
];

function drawRhythm(random: Random): Rhythm {
  const strayed = ({ shares, topShiftMs }: BodyRhythm): BodyRhythm => {
    const [takeaway, mid, down, through] = shares;
    return {
      shares: [
        takeaway + random.normal(0, 0.07),
        mid + random.normal(0, 0.06),
        down + random.normal(0, 0.08),
        through + random.normal(0, 0.06),
      ],
      topShiftMs: Math.min(-5, topShiftMs + random.normal(0, 18)),
    };
  };
  return {
    shoulderTurn: strayed(USUAL_RHYTHM.shoulderTurn),
    pelvisTurn: strayed(USUAL_RHYTHM.pelvisTurn),
    forwardBend: strayed(USUAL_RHYTHM.forwardBend),
    sideBend: strayed(USUAL_RHYTHM.sideBend),
    swayM: strayed(USUAL_RHYTHM.swayM),
  };
}

function drawLight(random: Random, cast: Cast): Lighting {
  const direction = (): Vec3 => unit([random.normal(0, 0.7), random.between(0.35, 1.1), random.normal(0.1, 0.7)]);
  const brightness = random.between(0.75, 1.2);
  const warm = random.normal(0, 0.05);
  const hard = cast === 'training' ? 0 : random.between(0, 0.25);
  return {
    key: direction(),
    fill: direction(),
    keyStrength: brightness * (random.between(0.3, 0.6) + hard),
    fillStrength: brightness * random.between(0.1, 0.3),
    ambient: brightness * (random.between(0.38, 0.56) - 0.4 * hard),
    tint: [1 + warm, 1, 1 - warm],
    gloss: cast === 'training' ? 0 : random.between(0, 0.35),
  };
}

function drawBackdrop(random: Random, cast: Cast): BackdropStyle {
  const brightness = random.between(0.55, 1.25);
  const tint = (): number => brightness * random.normal(1, 0.06);
  return {
    scenery: cast === 'training' || random.next() < 0.3 ? 'range' : 'indoor',
    tint: [tint(), tint(), tint()],
    contrast: random.between(0.6, 1.2),
    detail: 'half',
  };
}

function drawSensor(random: Random): Sensor {
  return { grain: random.between(0.5, 7), quality: Math.round(random.between(45, 92)) };
}
