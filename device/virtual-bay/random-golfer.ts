import type { BodyAngles, Build, Golfer, Look, Rgb } from './golfer.ts';
import { type Random, seededRandom } from './random.ts';

/**
 * Golfers that might walk into a bay, drawn from a seed.
 *
 * Every angle is drawn on its own: shoulder turn does not follow from the arms, nor the pelvis from the shoulders, so
 * that whatever learns on these golfers has to look at the body. Ranges follow published means and spreads of
 * amateurs and professionals; durations follow the labelled swings of GolfDB.
 */
export interface GolferChoice {
  readonly handedness?: 'left' | 'right';
}

export function randomGolfer(seed: number, choice: GolferChoice = {}): Golfer {
  const random = seededRandom(seed);
  const build = drawBuild(random.fork('build'));
  const swing = random.fork('swing');
  const wood = random.fork('club').next() < 0.25;
  const setup = drawSetup(swing, wood, build.heightM);
  const bend = setup.body.forwardBend;
  return {
    seed,
    handedness: choice.handedness ?? (random.fork('hand').next() < 0.12 ? 'left' : 'right'),
    build,
    look: drawLook(random.fork('look')),
    club: {
      kind: wood ? 'wood' : 'iron',
      lengthM: build.heightM * (wood ? swing.between(0.61, 0.635) : swing.between(0.52, 0.55)),
    },
    tempo: {
      backswingMs: swing.normal(945, 110),
      downswingMs: swing.normal(270, 22),
      followThroughMs: swing.normal(730, 80),
    },
    setup,
    top: {
      body: {
        shoulderTurn: swing.normal(88, 10),
        pelvisTurn: swing.normal(44, 8),
        forwardBend: bend + swing.normal(-1, 3),
        sideBend: swing.normal(0, 4),
        swayM: swing.normal(-0.03, 0.025),
      },
      liftM: swing.normal(0, 0.012),
      armAngle: swing.normal(136, 8),
      armPlane: swing.normal(58, 4),
      leadReach: swing.between(0.93, 0.985),
      shaftAngle: swing.normal(258, 12),
    },
    impact: {
      body: {
        shoulderTurn: swing.normal(-24, 7),
        pelvisTurn: swing.normal(-38, 8),
        forwardBend: bend + swing.normal(-4, 3),
        sideBend: swing.normal(15, 3),
        swayM: swing.normal(0.055, 0.025),
      },
      shaftLean: swing.normal(wood ? 1 : 6, 2.5),
      heelLift: swing.between(8, 26),
    },
    finish: {
      body: drawFinish(swing),
      hands: [swing.normal(0.14, 0.02), swing.normal(0.16, 0.03), swing.normal(0.16, 0.015)],
      shaftAngle: swing.normal(-260, 12),
      heelLift: swing.between(54, 72),
    },
  };
}

function drawSetup(swing: Random, wood: boolean, heightM: number): Golfer['setup'] {
  return {
    stanceWidthM: heightM * (wood ? swing.normal(0.29, 0.02) : swing.normal(0.255, 0.02)),
    leadFootFlare: swing.normal(18, 6),
    trailFootFlare: swing.normal(8, 5),
    kneeFlex: swing.normal(21, 5),
    body: {
      shoulderTurn: swing.normal(-2, 2.5),
      pelvisTurn: swing.normal(0, 2.5),
      forwardBend: wood ? swing.normal(32, 3) : swing.normal(36, 3.5),
      sideBend: wood ? swing.normal(9, 2) : swing.normal(7, 2),
      swayM: 0,
    },
    armHang: wood ? swing.normal(15, 3) : swing.normal(8, 3),
    shaftLean: wood ? swing.normal(1, 1.5) : swing.normal(4, 2),
  };
}

function drawFinish(swing: Random): BodyAngles {
  return {
    shoulderTurn: swing.normal(-116, 9),
    pelvisTurn: swing.normal(-90, 6),
    forwardBend: swing.normal(3, 3),
    sideBend: swing.normal(3, 4),
    swayM: swing.normal(0.155, 0.015),
  };
}

function drawBuild(random: Random): Build {
  const heightM = random.normal(1.75, 0.08);
  const frame = random.normal(1, 0.05);
  return {
    heightM,
    shoulderWidthM: heightM * 0.214 * frame,
    hipWidthM: heightM * 0.113 * random.normal(1, 0.06),
    torsoGirth: random.normal(1.04, 0.09),
    limbGirth: random.normal(1, 0.07),
  };
}

const SKINS: readonly [Rgb, ...Rgb[]] = [
  [226, 178, 148],
  [206, 156, 124],
  [184, 132, 100],
  [150, 104, 76],
  [112, 76, 54],
];
const HAIRS: readonly [Rgb, ...Rgb[]] = [
  [40, 30, 24],
  [78, 54, 36],
  [140, 104, 62],
  [150, 148, 146],
  [28, 26, 28],
];
const SHIRTS: readonly [Rgb, ...Rgb[]] = [
  [196, 52, 52],
  [44, 92, 168],
  [236, 236, 236],
  [36, 128, 120],
  [58, 58, 64],
  [226, 150, 50],
  [110, 72, 140],
  [150, 190, 214],
];
const CAPS: readonly [Rgb, ...Rgb[]] = [
  [238, 240, 242],
  [30, 34, 44],
  [150, 34, 40],
];
const TRIMS: readonly [Rgb, ...Rgb[]] = [
  [244, 244, 244],
  [30, 34, 44],
  [220, 220, 224],
];
const SHOES: readonly [Rgb, ...Rgb[]] = [
  [236, 236, 232],
  [40, 40, 44],
  [150, 150, 154],
];
const TROUSERS: readonly [Rgb, ...Rgb[]] = [
  [52, 58, 74],
  [34, 34, 38],
  [184, 172, 148],
  [116, 120, 126],
  [224, 222, 216],
];

function drawLook(random: Random): Look {
  return {
    skin: random.pick(SKINS),
    hair: random.pick(HAIRS),
    cap: random.next() < 0.7 ? random.pick(CAPS) : null,
    shirt: random.pick(SHIRTS),
    trim: random.pick(TRIMS),
    trousers: random.pick(TROUSERS),
    shoes: random.pick(SHOES),
    glove: random.next() < 0.85 ? [242, 242, 240] : null,
  };
}
