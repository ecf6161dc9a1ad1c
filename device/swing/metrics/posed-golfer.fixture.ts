import type { EventName } from '../events/event-name.ts';
import type { CameraCalibration } from '../geometry/camera-calibration.ts';
import { project } from '../geometry/camera-model.ts';
import { add, normalize, scale, type Vector, vector } from '../geometry/vector.ts';
import { LANDMARK_NAMES } from '../pose/landmark.ts';
import { emptyPoseTrack, type PoseTrack } from '../pose/pose-track.ts';
import type { CameraRole, Handedness, SwingEvent } from '../report/swing-report.ts';
import type { MotionView } from '../view/motion-view.ts';

/** A stick golfer whose every angle and distance is set, in the signs of reports, for a right-hander in bay axes. */
interface Figure {
  shoulderTurn: number;
  pelvisTurn: number;
  forwardBend: number;
  sideBend: number;
  shoulderTilt: number;
  leadKneeFlex: number;
  trailKneeFlex: number;
  leadArmAngle: number;
  leadArmElevation: number;
  trailElbowAngle: number;
  trailElbowLift: number;
  pelvisSwayM: number;
  pelvisThrustM: number;
  headSwayM: number;
  headLiftM: number;
  headThrustM: number;
  pelvisLiftM: number;
  stanceM: number;
}

const UPRIGHT: Figure = {
  shoulderTurn: 0,
  pelvisTurn: 0,
  forwardBend: 35,
  sideBend: 5,
  shoulderTilt: 4,
  leadKneeFlex: 20,
  trailKneeFlex: 22,
  leadArmAngle: 172,
  leadArmElevation: -90,
  trailElbowAngle: 150,
  trailElbowLift: 25,
  pelvisSwayM: 0,
  pelvisThrustM: 0,
  headSwayM: 0,
  headLiftM: 0,
  headThrustM: 0,
  pelvisLiftM: 0,
  stanceM: 0.2,
};

const rad = (degrees: number): number => (degrees * Math.PI) / 180;

function joints(figure: Figure): Map<string, Vector> {
  const place = new Map<string, Vector>();
  const midHip = vector(figure.pelvisSwayM, 0.9 + figure.pelvisLiftM, -0.75 + figure.pelvisThrustM);
  const across = (turn: number, tilt: number): Vector =>
    vector(Math.cos(rad(turn)) * Math.cos(rad(tilt)), Math.sin(rad(tilt)), Math.sin(rad(turn)) * Math.cos(rad(tilt)));
  const pelvis = across(figure.pelvisTurn, 0);
  place.set('lead-hip', add(midHip, scale(pelvis, 0.1)));
  place.set('trail-hip', add(midHip, scale(pelvis, -0.1)));
  const trunk = normalize(vector(-Math.tan(rad(figure.sideBend)), 1, Math.tan(rad(figure.forwardBend))));
  const neck = add(midHip, scale(trunk, 0.5));
  const shoulders = across(figure.shoulderTurn, figure.shoulderTilt);
  place.set('lead-shoulder', add(neck, scale(shoulders, 0.19)));
  place.set('trail-shoulder', add(neck, scale(shoulders, -0.19)));
  for (const [side, flex] of [
    ['lead', figure.leadKneeFlex],
    ['trail', figure.trailKneeFlex],
  ] as const) {
    const half = rad(flex / 2);
    const knee = add(place.get(`${side}-hip`) as Vector, scale(vector(0, -Math.cos(half), Math.sin(half)), 0.42));
    place.set(`${side}-knee`, knee);
    const apart = (side === 'lead' ? 0.5 : -0.5) * (figure.stanceM - UPRIGHT.stanceM);
    const shank = scale(vector(0, -Math.cos(half), -Math.sin(half)), 0.4);
    place.set(`${side}-ankle`, add(add(knee, shank), vector(apart, 0, 0)));
  }
  // Both arms bend in upright planes: the lead one's along the target line, the trail one's with the trunk.
  const raised = (degrees: number): Vector => vector(-Math.cos(rad(degrees)), Math.sin(rad(degrees)), 0);
  const elbow = add(place.get('lead-shoulder') as Vector, scale(raised(figure.leadArmElevation), 0.28));
  place.set('lead-elbow', elbow);
  const forearm = raised(figure.leadArmElevation - (180 - figure.leadArmAngle));
  place.set('lead-wrist', add(elbow, scale(forearm, 0.26)));
  const down = scale(trunk, -1);
  const aside = normalize(vector(-trunk.y, trunk.x, 0));
  const lifted = (degrees: number): Vector =>
    add(scale(down, Math.cos(rad(degrees))), scale(aside, Math.sin(rad(degrees))));
  const trailElbow = add(place.get('trail-shoulder') as Vector, scale(lifted(figure.trailElbowLift), 0.28));
  place.set('trail-elbow', trailElbow);
  const trailFold = figure.trailElbowLift + 180 - figure.trailElbowAngle;
  place.set('trail-wrist', add(trailElbow, scale(lifted(trailFold), 0.26)));
  const head = vector(figure.headSwayM, 1.5 + figure.headLiftM, -0.35 + figure.headThrustM);
  place.set('lead-ear', add(head, vector(0.08, 0, 0)));
  place.set('trail-ear', add(head, vector(-0.08, 0, 0)));
  return place;
}

export interface ClipOptions {
  readonly from?: Partial<Figure>;
  readonly to?: Partial<Figure>;
  readonly handedness?: Handedness;
  readonly fps?: number;
  /** Landmarks, by their left/right names, that the model does not see. */
  readonly hidden?: readonly string[];
  readonly slowness?: number;
}

/** Still until 400 ms, in motion until 800, still again until 1200. */
export const STILL_FROM_MS = 200;
export const STILL_TO_MS = 1000;
const CLIP_MS = 1200;

function figureAt(timeMs: number, options: ClipOptions): Figure {
  const share = Math.min(1, Math.max(0, (timeMs - 400) / 400));
  const smooth = share * share * (3 - 2 * share);
  const [from, to] = [
    { ...UPRIGHT, ...options.from },
    { ...UPRIGHT, ...options.from, ...options.to },
  ];
  const keys = Object.keys(UPRIGHT) as (keyof Figure)[];
  return Object.fromEntries(keys.map((key) => [key, from[key] + (to[key] - from[key]) * smooth])) as unknown as Figure;
}

/** The landmarks of the clip as an exact model would see them through this camera. */
export function filmed(camera: string, calibration: CameraCalibration, options: ClipOptions = {}): PoseTrack {
  const { handedness = 'right', fps = 120, slowness = 1 } = options;
  const frames = Math.round((CLIP_MS * fps) / 1000) + 1;
  const timesMs = Float64Array.from({ length: frames }, (_, i) => (i * 1000 * slowness) / fps);
  const track = emptyPoseTrack(camera, calibration, timesMs);
  const leadSide = handedness === 'right' ? 'left' : 'right';
  track.presence.fill(1);
  for (let frame = 0; frame < frames; frame++) {
    const body = joints(figureAt((frame * 1000) / fps, options));
    const at = (joint: string): Vector => body.get(joint) as Vector;
    for (const [row, name] of LANDMARK_NAMES.entries()) {
      const [side, ...part] = name.split('-');
      const joint = body.get(name === 'nose' ? name : [side === leadSide ? 'lead' : 'trail', ...part].join('-'));
      const place = joint ?? at('lead-ear');
      const seen = project(calibration, handedness === 'right' ? place : vector(place.x, place.y, -place.z));
      const visibility = options.hidden?.includes(name) === true ? 0.02 : 1;
      track.image.set([seen?.x ?? Number.NaN, seen?.y ?? Number.NaN, 0, visibility], (frame * 33 + row) * 4);
    }
  }
  return track;
}

export function view(role: CameraRole, calibration: CameraCalibration, options: ClipOptions = {}): MotionView {
  return { track: filmed(role, calibration, options), role, calibration };
}

export function eventsAt(times: Partial<Record<EventName, number>>, by = 'hands', confidence = 0.9): SwingEvent[] {
  return Object.entries(times).map(([name, timeMs]) => ({
    name: name as EventName,
    timeMs,
    frame: {},
    confidence,
    by,
  }));
}
