/**
 * A stick golfer for working on the pages: a few joint angles over time, placed in the bay and projected into two
 * cameras. It looks like a swing and says where its 33 landmarks are. It is no truth about golf; that is the virtual
 * bay's work.
 */
export type Point3 = readonly [number, number, number];

export interface ScriptedCamera {
  readonly name: string;
  readonly role: 'face-on' | 'down-the-line';
}

export const SCRIPTED_CAMERAS: readonly ScriptedCamera[] = [
  { name: 'face-on', role: 'face-on' },
  { name: 'down-the-line', role: 'down-the-line' },
];

/** The eight events of the scripted swing, in milliseconds of its clip. */
export const SCRIPTED_EVENTS_MS = {
  address: 900,
  'toe-up': 1370,
  'mid-backswing': 1540,
  top: 1800,
  'mid-downswing': 1933,
  impact: 2067,
  'mid-follow-through': 2150,
  finish: 2800,
} as const;

export const SWING_CLIP_MS = 4000;

/** Keys of the motion: time, swing angle of the hands, wrist hinge, shoulder turn, pelvis turn (degrees). */
const KEYS: readonly (readonly [number, number, number, number, number])[] = [
  [0, 0, 0, 0, 0],
  [900, 0, 0, 0, 0],
  [1370, 48, 40, 38, 14],
  [1540, 84, 72, 62, 28],
  [1800, 132, 98, 92, 46],
  [1933, 70, 92, 44, 4],
  [2067, -6, 8, -26, -40],
  [2150, -54, -30, -48, -58],
  [2400, -120, -80, -92, -84],
  [2800, -146, -104, -112, -94],
  [4000, -146, -104, -112, -94],
];

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const mix = (a: number, b: number, share: number) => a + (b - a) * share;
const add = (a: Point3, b: Point3, scale = 1): Point3 => [
  a[0] + b[0] * scale,
  a[1] + b[1] * scale,
  a[2] + b[2] * scale,
];
const subtract = (a: Point3, b: Point3): Point3 => add(a, b, -1);
const length = (a: Point3) => Math.hypot(a[0], a[1], a[2]);
const unit = (a: Point3): Point3 => add([0, 0, 0], a, 1 / (length(a) || 1));

function angles(timeMs: number): { hands: number; hinge: number; shoulders: number; pelvis: number } {
  const after = Math.max(
    1,
    KEYS.findIndex((key) => key[0] >= timeMs),
  );
  const from = KEYS[after - 1] ?? KEYS[0];
  const to = KEYS[after] ?? from;
  if (from === undefined || to === undefined) throw new RangeError('the scripted swing has no keys');
  const linear = Math.min(1, Math.max(0, (timeMs - from[0]) / (to[0] - from[0] || 1)));
  const eased = from[0] >= 1370 && to[0] <= 2400 ? linear : linear * linear * (3 - 2 * linear);
  return {
    hands: radians(mix(from[1], to[1], eased)),
    hinge: radians(mix(from[2], to[2], eased)),
    shoulders: radians(mix(from[3], to[3], eased)),
    pelvis: radians(mix(from[4], to[4], eased)),
  };
}

export interface GolferJoints {
  readonly head: Point3;
  readonly neck: Point3;
  readonly shoulders: readonly [Point3, Point3];
  readonly elbows: readonly [Point3, Point3];
  readonly hands: Point3;
  readonly hips: readonly [Point3, Point3];
  readonly knees: readonly [Point3, Point3];
  readonly ankles: readonly [Point3, Point3];
  readonly toes: readonly [Point3, Point3];
  readonly clubHead: Point3;
}

/** Two bones of equal length between two ends; the joint leaves the line towards `pole`. */
function bend(from: Point3, to: Point3, boneLength: number, pole: Point3): Point3 {
  const half = length(subtract(to, from)) / 2;
  const out = Math.sqrt(Math.max(0, boneLength * boneLength - half * half));
  return add(add(from, subtract(to, from), 0.5), unit(pole), out);
}

/**
 * Bay axes: the ball at the origin, x to the target, y up, the golfer at negative z; index 0 is the left side. A
 * `fullness` of less than 1 is a swing that goes less far.
 */
export function golferAt(timeMs: number, waggle = 0, fullness = 1): GolferJoints {
  const full = angles(timeMs);
  const { hinge, pelvis: pelvisTurn } = full;
  const [swing, shoulderTurn] = [full.hands * fullness, full.shoulders * fullness];
  const hipCentre: Point3 = [0.02 - Math.sin(pelvisTurn) * 0.07, 0.93, -0.93];
  const spine = unit([-0.06, 0.82, 0.52]);
  const neck = add(hipCentre, spine, 0.5);
  const side = (turn: number): Point3 => [Math.cos(turn), -Math.sin(turn) * 0.35, Math.sin(turn) * 0.85];
  const shoulders = [add(neck, side(shoulderTurn), 0.19), add(neck, side(shoulderTurn), -0.19)] as const;
  const hips = [add(hipCentre, side(pelvisTurn), 0.12), add(hipCentre, side(pelvisTurn), -0.12)] as const;
  const upPlane = unit([0, 0.8, -0.6]);
  const angle = swing + Math.sin(waggle) * 0.03;
  const reach = 0.56 - 0.1 * Math.min(1, Math.abs(swing) / 2.2);
  const chest = add(neck, spine, -0.04);
  const around = (turn: number): Point3 => [
    -Math.sin(turn),
    -Math.cos(turn) * upPlane[1],
    -Math.cos(turn) * upPlane[2] * 0.55,
  ];
  const hands = add(chest, around(angle), reach);
  const clubHead = add(hands, unit(around(angle + hinge + Math.sin(waggle * 2) * 0.04)), 0.86);
  const ankles = [
    [0.22, 0.09, -0.95],
    [-0.2, 0.09, -0.95],
  ] as const;
  return {
    head: add(add(neck, spine, 0.19), [0, 0.02, 0.03]),
    neck,
    shoulders,
    elbows: [bend(shoulders[0], hands, 0.3, [0.2, -1, 0.3]), bend(shoulders[1], hands, 0.32, [-0.4, -1, -0.1])],
    hands,
    hips,
    knees: [bend(hips[0], ankles[0], 0.45, [0.1, 0, 1]), bend(hips[1], ankles[1], 0.45, [-0.1, 0, 1])],
    ankles,
    toes: [
      [0.27, 0.03, -0.76],
      [-0.23, 0.03, -0.76],
    ],
    clubHead,
  };
}

/** A pinhole at hip height; returns fractions of the picture and the distance. */
export function project(camera: ScriptedCamera, aspect: number, point: Point3): [number, number, number] {
  const focal = 1.28;
  const [right, depth] = camera.role === 'face-on' ? [point[0], 3.1 - point[2]] : [point[2] + 0.62, 3.7 + point[0]];
  return [0.5 + (focal * right) / (depth * aspect), 0.5 - (focal * (point[1] - 0.93)) / depth, depth];
}

/** 33 × (x, y, visibility) in BlazePose's order, as fractions of the picture. */
export function landmarksOf(joints: GolferJoints, camera: ScriptedCamera, aspect: number): number[] {
  const { head, shoulders, elbows, hands, hips, knees, ankles, toes } = joints;
  const face = (dx: number, dy: number, dz: number) => add(head, [dx, dy, dz]);
  const heel = (index: 0 | 1) => add(ankles[index], [0, -0.05, -0.06]);
  const points: Point3[] = [
    face(0, -0.02, 0.1),
    ...[0.02, 0.035, 0.05].map((x) => face(x, 0.02, 0.09)),
    ...[-0.02, -0.035, -0.05].map((x) => face(x, 0.02, 0.09)),
    face(0.08, 0, 0),
    face(-0.08, 0, 0),
    face(0.02, -0.06, 0.08),
    face(-0.02, -0.06, 0.08),
    ...shoulders,
    ...elbows,
    ...Array.from({ length: 8 }, (_, index) => add(hands, [index % 2 === 0 ? 0.02 : -0.02, -0.01 * (index >> 1), 0])),
    ...hips,
    ...knees,
    ...ankles,
    heel(0),
    heel(1),
    ...toes,
  ];
  return points.flatMap((point) => {
    const [x, y] = project(camera, aspect, point);
    return [x, y, 0.95];
  });
}
