/**
 * Aligned motions of virtual golfers, from their true joints with the measured error upon them: thousands of swings in
 * the time that one takes to draw. One swing is seen by two calibrated cameras (`space`) or in one of two pictures.
 */
import { alignMotion, type JointReader } from '../../../device/swing/embedding/aligned-motion.ts';
import { EVENT_NAMES } from '../../../device/swing/events/event-name.ts';
import { phaseClock } from '../../../device/swing/events/phase-clock.ts';
import { type Vector, vector } from '../../../device/swing/geometry/vector.ts';
import { type GolferJoint, rowOf } from '../../../device/swing/pose/golfer-joint.ts';
import { LANDMARK_COUNT } from '../../../device/swing/pose/landmark.ts';
import { downTheLineCamera, faceOnCamera, project, type VirtualCamera } from '../../../device/virtual-bay/camera.ts';
import { landmarksAt } from '../../../device/virtual-bay/landmarks.ts';
import { type Random, seededRandom } from '../../../device/virtual-bay/random.ts';
import { randomGolfer } from '../../../device/virtual-bay/random-golfer.ts';
import { SwingMotion } from '../../../device/virtual-bay/swing-motion.ts';
import { eventsOf } from '../../../device/virtual-bay/truth.ts';
import { visitSwing } from '../../../device/virtual-bay/visit-swing.ts';
import { JOINT_ERROR, type JointError } from './joint-error.ts';

export type MotionKind = JointReader['kind'];
export const MOTION_KINDS: readonly MotionKind[] = ['space', 'face-on', 'down-the-line'];

export type VirtualMotions = Readonly<Record<MotionKind, Float64Array | null>>;

const SIZE = { width: 720, height: 1280, fps: 60 };
const CAMERAS: Readonly<Record<'face-on' | 'down-the-line', VirtualCamera>> = {
  'face-on': faceOnCamera(SIZE),
  'down-the-line': downTheLineCamera(SIZE),
};

/** Everything is measured as a right-hander's, so right-handers are all that is needed. */
export function virtualMotions(golferSeed: number, number: number, error: JointError = JOINT_ERROR): VirtualMotions {
  const { golfer, ballShiftM } = visitSwing(randomGolfer(golferSeed, { handedness: 'right' }), number);
  const swing = new SwingMotion(golfer, { leadInMs: 500, holdMs: 600 });
  const trueEvents = eventsOf(swing);
  const ofSwing = seededRandom(golferSeed * 6007 + number).fork('error');
  const late = ofSwing.fork('events');
  const events = trueEvents.map(({ name, timeMs }) => ({
    name,
    timeMs: timeMs + late.normal(0, error.eventsMs[name] ?? 0),
    frame: {},
    confidence: 1,
    by: 'virtual',
  }));
  const clock = phaseClock(trueEvents.map((event) => ({ ...event, frame: {}, confidence: 1, by: 'truth' })));
  const wrong = biasOf(golferSeed, ofSwing.fork('bias'), error);
  const noise = ofSwing.fork('noise');
  const posed = new Map<number, Float64Array>();
  const poseAt = (timeMs: number): Float64Array => {
    let pose = posed.get(timeMs);
    if (pose === undefined) {
      pose = landmarksAt(swing, timeMs).slice();
      const phase = clock?.phaseAt(timeMs) ?? 0;
      for (let i = 0; i < pose.length; i++) {
        pose[i] = (pose[i] as number) + wrong(i, Number.isNaN(phase) ? 0 : phase) + noise.normal(0, error.noiseM);
      }
      posed.set(timeMs, pose);
    }
    return pose;
  };
  const jointAt = (joint: GolferJoint, timeMs: number): Vector => {
    const pose = poseAt(Math.min(swing.durationMs, Math.max(0, timeMs)));
    const at = rowOf(joint) * 3;
    const [x, y, z] = [pose[at] as number, pose[at + 1] as number, pose[at + 2] as number];
    return vector(x + ballShiftM.x, y, z + ballShiftM.z);
  };
  const motionIn = (kind: MotionKind): Float64Array | null =>
    alignMotion({ kind, joint: kind === 'space' ? jointAt : inPicture(CAMERAS[kind], kind, jointAt) }, events);
  return { space: motionIn('space'), 'face-on': motionIn('face-on'), 'down-the-line': motionIn('down-the-line') };
}

/** As a picture's source gives it: pixels, up positive, across in the axis that the picture shows. */
function inPicture(
  camera: VirtualCamera,
  kind: 'face-on' | 'down-the-line',
  jointAt: (joint: GolferJoint, timeMs: number) => Vector,
): JointReader['joint'] {
  return (joint, timeMs) => {
    const { x, y, z } = jointAt(joint, timeMs);
    const pixel = project(camera.calibration, [x, y, z]);
    return kind === 'face-on' ? vector(pixel.x, -pixel.y, 0) : vector(0, -pixel.y, pixel.x);
  };
}

/** Metres by coordinate (landmark × 3 + axis) and phase. */
function biasOf(golferSeed: number, ofSwing: Random, error: JointError): (coordinate: number, phase: number) => number {
  const ofGolfer = seededRandom(golferSeed).fork('landmark-bias');
  const constant = draws(ofGolfer, 1, error.golferBiasM);
  const byPose = [
    draws(seededRandom(1).fork('pose-bias'), EVENT_NAMES.length, error.poseBiasM),
    draws(ofGolfer.fork('pose'), EVENT_NAMES.length, error.golferPoseBiasM),
    draws(ofSwing, EVENT_NAMES.length, error.swingBiasM),
  ];
  return (coordinate, phase) => {
    const before = Math.min(EVENT_NAMES.length - 2, Math.floor(phase));
    const share = phase - before;
    let bias = constant[coordinate] as number;
    for (const each of byPose) {
      const at = before * COORDINATES + coordinate;
      bias += (1 - share) * (each[at] as number) + share * (each[at + COORDINATES] as number);
    }
    return bias;
  };
}

const COORDINATES = LANDMARK_COUNT * 3;

function draws(random: Random, rows: number, deviation: number): Float64Array {
  return Float64Array.from({ length: rows * COORDINATES }, () => random.normal(0, deviation));
}
