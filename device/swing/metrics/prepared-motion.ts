import { type ClubSource, clubSource } from '../club/club-track.ts';
import type { EventName } from '../events/event-name.ts';
import { CORRECTED_ROWS } from '../correction/corrected-joint.ts';
import { type CalibratedView, type JointTrack, landmarkSeries, triangulateTracks } from '../geometry/joint-track.ts';
import { mirrorJointTrack, mirrorPoseTrack } from '../geometry/mirror.ts';
import { LANDMARK } from '../pose/landmark.ts';
import type { PoseTrack } from '../pose/pose-track.ts';
import { smoothTrack } from '../pose/smooth-track.ts';
import type { CameraRole, SwingEvent } from '../report/swing-report.ts';
import type { ImpactSound } from '../sound/strike-features.ts';
import { chooseCutoff, type CutoffBounds } from '../signal/choose-cutoff.ts';
import { correctedSource, type PoseSource, pictureSource, spaceSource } from './pose-source.ts';
import type { SwingMotion } from './swing-motion.ts';
import type { PoseModel } from '../pose/pose-model.ts';
import type { MotionView } from '../view/motion-view.ts';

/** A swing made ready once for all metrics: real time, smoothed, mirrored to a right-hander, triangulated where possible. */
export interface PreparedMotion {
  readonly model: PoseModel;
  readonly space: PoseSource | null;
  readonly faceOn: PoseSource | null;
  readonly downTheLine: PoseSource | null;
  readonly club: ClubSource | null;
  readonly impactSound: ImpactSound | null;
  /** Views with a person in them. */
  readonly views: number;
  readonly cameras: readonly string[];
  /** The slowest view's time between frames: no event is known better than that. */
  readonly frameMs: number;
  /** Slow motion whose rate is unknown: no time or speed means anything. */
  readonly timesUnknown: boolean;
  /** Events in real time, slow motion taken out. */
  readonly events: ReadonlyMap<EventName, SwingEvent>;
}

/**
 * Trunk and legs move below some 6 Hz. The hands' speed at impact needs more: on virtual golfers' true joints 12 Hz
 * takes 5 % off it and 16 Hz 2 %.
 */
const TRUNK_AND_LEGS: CutoffBounds = { lowHz: 6, highHz: 12 };
const ARMS: CutoffBounds = { lowHz: 10, highHz: 16 };

/** Top to impact takes every golfer much the same time: GolfDB's median, which tells how slow a slow motion runs. */
const DOWNSWING_MS = 265;
const SLOWNESS_MAX = 16;

export function prepareMotion(motion: SwingMotion): PreparedMotion {
  const { suspected, factor } = motion.slowMotion;
  const slowness = factor ?? (suspected ? guessSlowness(motion.events) : 1);
  const views = motion.views
    .filter(({ track }) => track.presence.some((presence) => presence > 0))
    .map((view) => ({ ...view, track: inRealTime(view.track, slowness) }));
  const smoothed = views.map((view) => ({ ...view, track: smoothTrack(view.track, cutoffsFor(view.track)) }));
  const mirrored = motion.handedness === 'left';
  const joints = triangulateTracks(smoothed.filter(isCalibrated));
  const picture = (role: Exclude<CameraRole, 'other'>): PoseSource | null => {
    const view = smoothed.find((each) => each.role === role);
    return view === undefined ? null : pictureSource(mirrored ? mirrorPoseTrack(view.track) : view.track, role);
  };
  return {
    model: motion.model ?? 'lite',
    space: spaceOf(motion, joints, slowness),
    faceOn: picture('face-on'),
    downTheLine: picture('down-the-line'),
    club: clubOf(motion, slowness),
    impactSound: suspected ? null : (motion.impactSound ?? null),
    views: views.length,
    cameras: views.map(({ track }) => track.camera),
    frameMs: Math.max(0, ...views.map(({ track }) => frameMsOf(track))),
    timesUnknown: suspected && factor === null,
    events: new Map(motion.events.map((event) => [event.name, { ...event, timeMs: event.timeMs / slowness }])),
  };
}

/** The best that is known of the joints in space. */
function spaceOf(
  { corrected, handedness }: SwingMotion,
  joints: JointTrack | null,
  slowness: number,
): PoseSource | null {
  if (corrected !== undefined && corrected !== null) return correctedSource(corrected, slowness);
  if (joints === null) return null;
  return spaceSource(handedness === 'left' ? mirrorJointTrack(joints) : joints);
}

function clubOf({ club, handedness }: SwingMotion, slowness: number): ClubSource | null {
  if (club === undefined || club === null) return null;
  const timesMs = club.timesMs.map((time) => time / slowness);
  return clubSource({ ...club, timesMs }, handedness === 'left');
}

function guessSlowness(events: readonly SwingEvent[]): number {
  const timeOf = (name: EventName) => events.find((event) => event.name === name)?.timeMs ?? Number.NaN;
  const slowness = (timeOf('impact') - timeOf('top')) / DOWNSWING_MS;
  return slowness >= 1 ? Math.min(slowness, SLOWNESS_MAX) : 1;
}

function inRealTime(track: PoseTrack, slowness: number): PoseTrack {
  return slowness === 1 ? track : { ...track, timesMs: track.timesMs.map((time) => time / slowness) };
}

function frameMsOf(track: PoseTrack): number {
  const frames = track.timesMs.length;
  return frames < 2 ? 0 : ((track.timesMs[frames - 1] as number) - (track.timesMs[0] as number)) / (frames - 1);
}

function cutoffsFor(track: PoseTrack): (landmark: number) => number {
  return (landmark) => {
    if (!CORRECTED_ROWS.includes(landmark)) return TRUNK_AND_LEGS.highHz;
    const coordinates = [0, 1].map((value) => landmarkSeries(track, landmark, value));
    return chooseCutoff(coordinates, track.timesMs, isOfArm(landmark) ? ARMS : TRUNK_AND_LEGS);
  };
}

function isOfArm(landmark: number): boolean {
  return landmark >= LANDMARK['left-elbow'] && landmark <= LANDMARK['right-thumb'];
}

function isCalibrated(view: MotionView): view is MotionView & CalibratedView {
  return view.calibration !== null;
}
