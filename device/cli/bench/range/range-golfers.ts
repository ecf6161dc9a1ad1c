/**
 * The golfers of the range as live pose shows them: true joints of every act, projected into two cameras, with the pose
 * model's measured errors (`device/virtual-bay/pose-model-errors.ts`) and its live smoothing; what comes out are the
 * stances that the bay's machine is fed with. Poses come as on a bay's own processor: the newest frame of 60 a second,
 * about 28 times a second, now and then after a stall, and 0.5 % of them empty.
 *
 * Only the six landmarks that the live loop reads are made.
 */
import type { LiveStance } from '../../../bay/live-stance.ts';
import { stanceOf } from '../../../bay/live-stance.ts';
import { LandmarkSmoothing } from '../../../pose/landmark-smoothing.ts';
import { project } from '../../../swing/geometry/camera-model.ts';
import { vector } from '../../../swing/geometry/vector.ts';
import { LANDMARK, LANDMARK_COUNT } from '../../../swing/pose/landmark.ts';
import { IMAGE_VALUES } from '../../../swing/pose/pose-track.ts';
import { IDLE_PERIOD_MS } from '../../../virtual-bay/address-posture.ts';
import { downTheLineCamera, faceOnCamera, type VirtualCamera } from '../../../virtual-bay/camera.ts';
import { landmarksAt } from '../../../virtual-bay/landmarks.ts';
import { mirrorOf } from '../../../virtual-bay/motion.ts';
import { PoseModelErrors } from '../../../virtual-bay/pose-model-errors.ts';
import { type Random, seededRandom } from '../../../virtual-bay/random.ts';
import { randomGolfer } from '../../../virtual-bay/random-golfer.ts';
import { SwingMotion } from '../../../virtual-bay/swing-motion.ts';
import { variationOf } from '../../../virtual-bay/swing-variation.ts';
import type { Act, ActTimes, RangeHour } from './range-day.ts';

const SIZE = { width: 1280, height: 720, fps: 60 };
const FRAME_MS = 1_000 / SIZE.fps;
const CAMERAS = ['face-on', 'down-the-line'] as const;
/** Metres from the cameras to the golfer, for the size of errors in pixels. */
const DISTANCE_M = 3.8;
/** The circle round a body, by which live smoothing knows what a fast landmark is. */
const BODY_M = 1.9;
const SMOOTHED_LANDMARKS = 39;
const EMPTY_SHARE = 0.005;
const READ = (['left', 'right'] as const).flatMap((side) =>
  (['shoulder', 'hip', 'wrist'] as const).map((joint) => LANDMARK[`${side}-${joint}`]),
);
const SWING = { leadInMs: 1_400, holdMs: 1_300, returns: true } as const;
const OTHER_ACTS_MS = { waggle: 4 * IDLE_PERIOD_MS, stretch: 4_000, reach: 3_000, away: 14_000 } as const;

/** Row by row: captured and known in milliseconds, then the four values of a stance; no stance where they are NaN. */
export const POSE_ROW = 6;

export interface CameraPoses {
  readonly camera: string;
  readonly rows: Float64Array<ArrayBuffer>;
}

export function stanceOfRow(rows: Float64Array, at: number): LiveStance | null {
  const [handHeight, handX, handY, torsoPixels] = rows.subarray(at + 2, at + POSE_ROW) as unknown as number[];
  if (handHeight === undefined || Number.isNaN(handHeight)) return null;
  return { handHeight, handX: handX as number, handY: handY as number, torsoPixels: torsoPixels as number };
}

export class RangeGolfers {
  readonly #motions = new Map<string, SwingMotion>();
  readonly #still = new Map<string, Float64Array[]>();

  readonly timesOf: ActTimes = (act) => {
    if (act.kind !== 'swing' && act.kind !== 'practice') {
      return { impactMs: null, durationMs: OTHER_ACTS_MS[act.kind] };
    }
    const { impactMs, durationMs } = this.#motionOf(act);
    return { impactMs, durationMs };
  };

  posesOf(hour: RangeHour, seed: number): CameraPoses[] {
    return CAMERAS.map((camera, i) => ({ camera, rows: this.#posesOfCamera(hour, camera, seed * 2 + i) }));
  }

  #posesOfCamera(hour: RangeHour, camera: (typeof CAMERAS)[number], seed: number): Float64Array<ArrayBuffer> {
    const random = seededRandom(seed).fork(camera);
    const rows: number[] = [];
    const smoothing = new LandmarkSmoothing();
    const world = new Float32Array(LANDMARK_COUNT * 3);
    let errors: PoseModelErrors | null = null;
    let golferThere = Number.NaN;
    let view = cameraOf(camera, 0);
    let next = 0;
    let act: Act | null = null;
    for (let atMs = random.between(0, FRAME_MS); atMs < hour.durationMs; atMs += framesApart(random) * FRAME_MS) {
      while ((hour.acts[next]?.fromMs ?? Number.POSITIVE_INFINITY) <= atMs) {
        act = hour.acts[next++] ?? null;
        errors = null;
      }
      const golferSeed: number =
        act === null || act.kind === 'away' ? (hour.acts[next]?.golferSeed ?? 0) : act.golferSeed;
      if (golferThere !== golferSeed) {
        golferThere = golferSeed;
        view = cameraOf(camera, golferSeed);
        errors = null;
        smoothing.reset();
      }
      errors ??= new PoseModelErrors(camera, golferSeed, act?.variation ?? 0);
      const joints = this.#jointsAt(act, golferSeed, atMs);
      const knownMs = atMs + random.between(45, 90);
      if (joints === null || random.next() < EMPTY_SHARE) {
        rows.push(atMs, knownMs, Number.NaN, Number.NaN, Number.NaN, Number.NaN);
        continue;
      }
      const image = seen(joints, view, errors, this.#progressOf(act, atMs));
      smoothing.apply(image, world, atMs, (BODY_M * view.calibration.fx) / DISTANCE_M);
      const stance = stanceOf(image);
      rows.push(atMs, knownMs, ...(stance === undefined ? [NaN, NaN, NaN, NaN] : valuesOf(stance)));
    }
    return Float64Array.from(rows);
  }

  #progressOf(act: Act | null, atMs: number): number {
    if (act === null || (act.kind !== 'swing' && act.kind !== 'practice')) return 0;
    const { startMs, impactMs } = this.#motionOf(act).times;
    return Math.min(1, Math.max(0, (atMs - act.fromMs - startMs) / (impactMs - startMs)));
  }

  /** 33 × 3 metres; null where nobody stands there. */
  #jointsAt(act: Act | null, golferSeed: number, atMs: number): Float64Array | null {
    if (act === null) return this.#stillAt(golferSeed, 'idle', atMs);
    const intoMs = atMs - act.fromMs;
    const { durationMs } = this.timesOf(act);
    if (act.kind === 'away') return intoMs < durationMs ? null : this.#stillAt(golferSeed, 'idle', atMs);
    if (intoMs >= durationMs) return this.#stillAt(golferSeed, 'idle', atMs);
    switch (act.kind) {
      case 'swing':
      case 'practice':
        return landmarksAt(this.#motionOf(act), intoMs);
      case 'waggle':
        return this.#stillAt(golferSeed, 'waggle', intoMs);
      case 'stretch':
        return lifted(this.#stillAt(golferSeed, 'idle', atMs), { wrist: 1.05 * hump(intoMs, 1_200, 2_200, 3_800) });
      case 'reach': {
        const down = hump(intoMs, 900, 1_300, 2_600);
        return lifted(this.#stillAt(golferSeed, 'idle', atMs), { wrist: -0.6 * down, shoulder: -0.35 * down });
      }
    }
  }

  #stillAt(golferSeed: number, kind: 'idle' | 'waggle', atMs: number): Float64Array {
    const key = `${kind} ${golferSeed}`;
    let frames = this.#still.get(key);
    if (frames === undefined) {
      const motion = new SwingMotion(randomGolfer(golferSeed), { kind });
      const count = Math.round(IDLE_PERIOD_MS / FRAME_MS);
      frames = Array.from({ length: count }, (_, i) => landmarksAt(motion, i * FRAME_MS));
      this.#still.set(key, frames);
    }
    return frames[Math.floor((atMs % IDLE_PERIOD_MS) / FRAME_MS) % frames.length] as Float64Array;
  }

  #motionOf({ kind, golferSeed, variation }: Pick<Act, 'kind' | 'golferSeed' | 'variation'>): SwingMotion {
    const key = `${kind} ${golferSeed} ${variation}`;
    const known = this.#motions.get(key);
    if (known !== undefined) return known;
    const golfer = variationOf(randomGolfer(golferSeed), variation);
    const motion = new SwingMotion(golfer, { ...SWING, kind: kind === 'practice' ? 'practice' : 'swing' });
    this.#motions.set(key, motion);
    return motion;
  }
}

function framesApart(random: Random): number {
  const drawn = random.next();
  return drawn < 0.86 ? 2 : drawn < 0.99 ? 3 : 6;
}

function cameraOf(name: (typeof CAMERAS)[number], golferSeed: number): VirtualCamera {
  const side = mirrorOf(randomGolfer(golferSeed));
  return name === 'face-on' ? faceOnCamera(SIZE, side) : downTheLineCamera(SIZE, side);
}

function seen(joints: Float64Array, camera: VirtualCamera, errors: PoseModelErrors, progress: number): Float32Array {
  const image = new Float32Array(SMOOTHED_LANDMARKS * IMAGE_VALUES);
  const pxPerM = camera.calibration.fx / DISTANCE_M;
  for (const row of READ) {
    const at = row * 3;
    const pixel = project(
      camera.calibration,
      vector(joints[at] as number, joints[at + 1] as number, joints[at + 2] as number),
    );
    if (pixel === null) continue;
    const off = errors.at(row, progress, pxPerM);
    image.set([pixel.x + off.x, pixel.y + off.y, 0, 1], row * IMAGE_VALUES);
  }
  return image;
}

function lifted(joints: Float64Array, byM: { wrist: number; shoulder?: number }): Float64Array {
  const moved = joints.slice();
  for (const side of ['left', 'right'] as const) {
    for (const joint of ['wrist', 'shoulder'] as const) {
      const row = LANDMARK[`${side}-${joint}`] * 3 + 1;
      moved[row] = (moved[row] as number) + (byM[joint] ?? 0);
    }
  }
  return moved;
}

/** 0, up to 1 until `upMs`, there until `fromMs`, back to 0 at `downMs`; smooth. */
function hump(atMs: number, upMs: number, fromMs: number, downMs: number): number {
  const eased = (share: number): number => {
    const x = Math.min(1, Math.max(0, share));
    return x * x * (3 - 2 * x);
  };
  return eased(atMs / upMs) * (1 - eased((atMs - fromMs) / (downMs - fromMs)));
}

function valuesOf({ handHeight, handX, handY, torsoPixels }: LiveStance): number[] {
  return [handHeight, handX, handY, torsoPixels];
}
