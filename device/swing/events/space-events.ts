/**
 * Events that two calibrated cameras see together: lengths are metres and level is level, whatever the golfer's place in
 * the pictures. Each reading stands beside what the single views say; `fuse-views.ts` weighs them.
 *
 * Toe-up and mid-follow-through: the shaft's elevation passes zero. Its plane comes from the camera that sees it
 * turn; along which compass direction it points is taken from both where they saw it, else from the target line.
 * Top: the shaft turns back. Mid-backswing and mid-downswing: the lead wrist passes the height of the lead shoulder.
 * Finish: from here on the hands stay where they are. Address: the club leaves its place, as the golfer's front shows it.
 */
import { type ClubView, clubFromViews, planeAt } from '../club/club-from-views.ts';
import type { ClubTrack } from '../club/club-track.ts';
import { passageOf } from '../club/shaft-moments.ts';
import { azimuthOf, elevationIn } from '../club/shaft-plane.ts';
import type { ShaftTrack } from '../club/shaft-track.ts';
import type { CameraCalibration } from '../geometry/camera-calibration.ts';
import { type CalibratedView, type JointTrack, jointSeries, triangulateTracks } from '../geometry/joint-track.ts';
import { LANDMARK } from '../pose/landmark.ts';
import type { PoseTrack } from '../pose/pose-track.ts';
import { smoothTrack } from '../pose/smooth-track.ts';
import type { Handedness } from '../report/swing-report.ts';
import type { EventName } from './event-name.ts';
import { handsHeldFrom } from './hands-held.ts';
import { clubTurnByHands } from './hands-turn.ts';
import { filled, median, valueAt } from './series.ts';
import type { ViewSwing } from './view-swing.ts';

export interface SpaceReading {
  readonly name: EventName;
  readonly timeMs: number;
  readonly by: string;
}

/** A calibrated view of one swing. */
export interface SpaceView {
  /** As it was read, and on the report's clock. */
  readonly swing: ViewSwing;
  readonly track: PoseTrack;
  readonly calibration: CameraCalibration;
}

export interface SpaceGiven {
  readonly views: readonly SpaceView[];
  readonly handedness: Handedness;
  /** What the single views say, on the report's clock. */
  readonly seenMs: ReadonlyMap<EventName, number>;
}

export interface FoundInSpace {
  readonly readings: readonly SpaceReading[];
  readonly club: ClubTrack | null;
}

/**
 * The model puts the wrist too low against the shoulder when the arm is level: by 4.4 cm in the median of rendered
 * golfers, 2.3 cm either way in nine of ten, going back and coming down alike.
 */
const WRIST_BELOW_M = 0.044;
/** How far from the single views' reading the same passage may lie. */
const NEAR_MS = 150;
const CUTOFF_HZ = 14;
const CUTOFF_OF_RATE = 0.25;

export function spaceEvents(given: SpaceGiven): FoundInSpace {
  if (given.views.length < 2) return { readings: [], club: null };
  const joints = triangulateTracks(given.views.map(smoothed));
  // The camera that sees the shaft turn comes first; down the line it is a point when it is level.
  const shafts = given.views
    .toSorted((a, b) => Number(a.swing.role === 'down-the-line') - Number(b.swing.role === 'down-the-line'))
    .flatMap(({ swing, track, calibration }): ClubView[] =>
      swing.shaftTrack === null ? [] : [clubView(swing, swing.shaftTrack, track, calibration)],
    );
  const club = clubFromViews(shafts);
  const readings = [
    ...(joints === null ? [] : armLevels(given, joints)),
    ...shaftLevels(given, shafts[0], club),
    ...addressReading(given),
    ...shaftImpact(given),
    ...topReading(given),
    ...finishReading(given),
  ];
  return { readings, club };
}

/** Units after the lowest hands by which the mid-follow-through is over. */
const THROUGH_UNITS = 6;

function clubView(
  { candidate }: ViewSwing,
  shaft: ShaftTrack,
  track: PoseTrack,
  calibration: CameraCalibration,
): ClubView {
  const { low, unitFrames } = candidate;
  return { track, calibration, shaft, unitFrames, lastFrame: low + THROUGH_UNITS * unitFrames };
}

function shaftImpact({ views }: SpaceGiven): SpaceReading[] {
  const view = views.find(({ swing }) => swing.shaft !== null);
  const impact = view?.swing.shaft?.impact;
  if (view === undefined || impact === undefined) return [];
  return [{ name: 'impact', timeMs: valueAt(view.track.timesMs, impact.frame), by: 'club' }];
}

/** The club is seen to start before its head has gone the two centimetres that count, in the median of rendered golfers. */
const STARTS_EARLY_MS = 20;

/**
 * From the golfer's front alone, where the club sets off across the picture; down the line it comes towards the camera
 * at first, and is seen to move too late by anything up to half a second.
 */
function addressReading({ views }: SpaceGiven): SpaceReading[] {
  const view = views.find(({ swing }) => swing.role === 'face-on');
  const seen = view?.swing.events.find(({ name }) => name === 'address');
  if (view === undefined || seen === undefined) return [];
  return [{ name: 'address', timeMs: valueAt(view.track.timesMs, seen.frame) + STARTS_EARLY_MS, by: seen.by }];
}

/** Where the shaft was seen to turn, that is the top by definition; elsewhere the hands' own turn tells most. */
function topReading({ views }: SpaceGiven): SpaceReading[] {
  const [clearest] = views
    .flatMap(({ swing, track }) => (swing.shaft?.top === undefined ? [] : [{ ...swing.shaft.top, track }]))
    .toSorted((a, b) => b.support - a.support);
  if (clearest !== undefined) {
    return [{ name: 'top', timeMs: valueAt(clearest.track.timesMs, clearest.frame), by: 'club' }];
  }
  const byHands = views.flatMap(({ swing, track }) =>
    clubTurnByHands(swing).map((frame) => valueAt(track.timesMs, frame)),
  );
  return [{ name: 'top', timeMs: median(byHands), by: 'hands' }];
}

function finishReading({ views, seenMs }: SpaceGiven): SpaceReading[] {
  const from = seenMs.get('mid-follow-through') ?? seenMs.get('impact');
  if (from === undefined) return [];
  const held = views.map(({ track }) => handsHeldFrom(track, from)).filter((time) => time !== undefined);
  if (held.length === 0) return [];
  return [{ name: 'finish', timeMs: held.reduce((a, b) => a + b, 0) / held.length, by: 'hands' }];
}

function smoothed({ track, calibration }: SpaceView): CalibratedView {
  const { timesMs } = track;
  const last = timesMs.length - 1;
  const frameMs = last < 1 ? 1000 : ((timesMs[last] as number) - (timesMs[0] as number)) / last;
  const cutoffHz = Math.min(CUTOFF_HZ, (CUTOFF_OF_RATE * 1000) / frameMs);
  return { calibration, track: smoothTrack(track, () => cutoffHz) };
}

function armLevels({ handedness, seenMs }: SpaceGiven, joints: JointTrack): SpaceReading[] {
  const lead = handedness === 'right' ? 'left' : 'right';
  const wrist = filled(jointSeries(joints, LANDMARK[`${lead}-wrist`], 1));
  const shoulder = filled(jointSeries(joints, LANDMARK[`${lead}-shoulder`], 1));
  const above = wrist.map((y, i) => y - (shoulder[i] as number) + WRIST_BELOW_M);
  const readings: SpaceReading[] = [];
  for (const [name, rising] of [
    ['mid-backswing', true],
    ['mid-downswing', false],
  ] as const) {
    const near = seenMs.get(name);
    const timeMs = near === undefined ? undefined : nearestPassage(above, joints.timesMs, near, rising);
    if (timeMs !== undefined) readings.push({ name, timeMs, by: 'arm' });
  }
  return readings;
}

/** The passage of zero in the given sense that is nearest to a time. */
function nearestPassage(
  values: Float64Array,
  timesMs: Float64Array,
  nearMs: number,
  rising: boolean,
): number | undefined {
  let best: number | undefined;
  for (let i = 1; i < values.length; i++) {
    const [a, b] = [values[i - 1] as number, values[i] as number];
    if (rising ? !(a < 0 && b >= 0) : !(a > 0 && b <= 0)) continue;
    const from = timesMs[i - 1] as number;
    const at = from + (a / (a - b)) * ((timesMs[i] as number) - from);
    if (Math.abs(at - nearMs) <= NEAR_MS && (best === undefined || Math.abs(at - nearMs) < Math.abs(best - nearMs)))
      best = at;
  }
  return best;
}

/** How far from the single views' reading the same passage may lie. */
const LEVEL_NEAR_MS = 120;
/**
 * Coming through, the shaft is level a tenth of a second earlier as well, and past the vertical only some way after
 * impact: before that, its line says the opposite.
 */
const THROUGH_NEAR_MS = 55;
const PAST_VERTICAL_MS = 15;
/** Over how long the direction is asked: after impact it turns by half a degree a millisecond. */
const AZIMUTH_NEAR_MS = 30;
const AZIMUTH_READINGS_MIN = 4;
/** A direction known worse than this does not say where the shaft points. */
const AZIMUTH_ERROR_MAX = 8;

function shaftLevels({ seenMs }: SpaceGiven, view: ClubView | undefined, club: ClubTrack | null): SpaceReading[] {
  if (view === undefined) return [];
  const readings: SpaceReading[] = [];
  const impactMs = seenMs.get('impact') ?? Number.NEGATIVE_INFINITY;
  for (const [name, towards, withinMs, notBeforeMs] of [
    ['toe-up', Math.PI, LEVEL_NEAR_MS, Number.NEGATIVE_INFINITY],
    ['mid-follow-through', 0, THROUGH_NEAR_MS, impactMs + PAST_VERTICAL_MS],
  ] as const) {
    const near = seenMs.get(name);
    if (near === undefined) continue;
    const span = { fromMs: Math.max(near - withinMs, notBeforeMs), toMs: near + withinMs };
    const timeMs = levelWithin(view, span, azimuthNear(club, near, towards));
    if (timeMs !== undefined) readings.push({ name, timeMs, by: 'club' });
  }
  return readings;
}

function levelWithin(
  view: ClubView,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  azimuth: number,
): number | undefined {
  const { shaft, track } = view;
  const elevations = shaft.degrees.map((_, row) => {
    const timeMs = track.timesMs[shaft.from + row] as number;
    if (timeMs < fromMs || timeMs > toMs) return Number.NaN;
    const plane = planeAt(view, timeMs);
    return plane === null ? Number.NaN : elevationIn(plane, azimuth);
  });
  const unitFrames = view.unitFrames;
  const passage = passageOf(shaft, elevations, {
    level: 0,
    from: shaft.from,
    to: shaft.from + elevations.length,
    sense: 1,
    unitFrames,
  });
  return passage === undefined ? undefined : valueAt(track.timesMs, passage.frame);
}

function azimuthNear(club: ClubTrack | null, nearMs: number, towards: number): number {
  if (club === null) return towards;
  const off: number[] = [];
  club.timesMs.forEach((timeMs, i) => {
    if (Math.abs(timeMs - nearMs) > AZIMUTH_NEAR_MS || !((club.errorDegrees[i] as number) <= AZIMUTH_ERROR_MAX)) return;
    const [x, y, z] = [0, 1, 2].map((k) => club.direction[i * 3 + k] as number) as [number, number, number];
    const turn = azimuthOf({ x, y, z }) - towards;
    off.push(Math.atan2(Math.sin(turn), Math.cos(turn)));
  });
  return off.length < AZIMUTH_READINGS_MIN ? towards : towards + median(off);
}
