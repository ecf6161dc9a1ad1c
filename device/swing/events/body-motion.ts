/**
 * What the rules for events look at: a pose track as a few curves without a scale. Lengths are in torso lengths T
 * (middle of the shoulders to middle of the hips, in the picture), heights in fractions of the way from hip to
 * shoulder, speeds per frame. Nothing here knows of pixels, of the frame rate or of which hand leads.
 */
import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../pose/landmark.ts';
import { frameCount, IMAGE_VALUES, type PoseTrack } from '../pose/pose-track.ts';
import { averaged, filled, median, medianFiltered, type Series } from './series.ts';

export interface BodyMotion {
  readonly frames: number;
  /** Share of frames in which a person was found. */
  readonly presentShare: number;
  /** T in pixels, frame by frame; follows zoom, not breath. */
  readonly torso: Series;
  /** Middle of the hips, in pixels. */
  readonly hipX: Series;
  readonly hipY: Series;
  /** Middle of the wrists from the middle of the hips, in T; x to the picture's right, y up. */
  readonly handX: Series;
  readonly handY: Series;
  /** Height of the hands: 0 at the hips, 1 at the shoulders. */
  readonly height: Series;
  /** Height of each wrist above its own shoulder, in T. */
  readonly armRise: { readonly left: Series; readonly right: Series };
  /** Speed of the hands relative to the hips, in T a frame. */
  readonly handSpeed: Series;
  /** Median speed of the ten large joints relative to the hips, in T a frame. */
  readonly bodySpeed: Series;
  /** Distance between the wrists, in T. */
  readonly wristGap: Series;
  /** Signed shoulder and hip widths in the picture (left minus right), in T: positive when the golfer faces the camera. */
  readonly shoulderSpan: Series;
  readonly hipSpan: Series;
  /** Share of the frames in which the knees are inside the picture. */
  readonly legsShare: number;
}

const BODY: readonly LandmarkName[] = [
  'left-shoulder',
  'right-shoulder',
  'left-elbow',
  'right-elbow',
  'left-wrist',
  'right-wrist',
  'left-hip',
  'right-hip',
  'left-knee',
  'right-knee',
];

/** Below this the model's own flag says that its crop holds nobody. */
const PRESENCE_MIN = 0.5;

export function bodyMotion(track: PoseTrack): BodyMotion {
  const frames = frameCount(track);
  const coordinate = (name: LandmarkName, axis: 0 | 1): Series => {
    const row = LANDMARK[name];
    const out = new Float64Array(frames);
    for (let frame = 0; frame < frames; frame++) {
      const present = (track.presence[frame] as number) >= PRESENCE_MIN;
      out[frame] = present ? (track.image[(frame * LANDMARK_COUNT + row) * IMAGE_VALUES + axis] as number) : Number.NaN;
    }
    return filled(out);
  };
  const middle = (a: LandmarkName, b: LandmarkName, axis: 0 | 1): Series => {
    const first = coordinate(a, axis);
    const second = coordinate(b, axis);
    return medianFiltered(
      first.map((value, i) => (value + (second[i] as number)) / 2),
      1,
    );
  };
  const hipX = middle('left-hip', 'right-hip', 0);
  const hipY = middle('left-hip', 'right-hip', 1);
  const shoulderX = middle('left-shoulder', 'right-shoulder', 0);
  const shoulderY = middle('left-shoulder', 'right-shoulder', 1);
  const torso = torsoLength(hipX, hipY, shoulderX, shoulderY);
  const inTorsos = (values: Series): Series => values.map((value, i) => value / (torso[i] as number));
  const handX = medianFiltered(inTorsos(difference(middle('left-wrist', 'right-wrist', 0), hipX)), 1);
  const handY = medianFiltered(inTorsos(difference(hipY, middle('left-wrist', 'right-wrist', 1))), 1);
  // The vertical reach from hip to shoulder shrinks when a golfer bows; its slow part only, as for the torso itself.
  const reach = slowly(difference(hipY, shoulderY));
  const height = handY.map(
    (value, i) => (value * (torso[i] as number)) / Math.max(reach[i] as number, 0.3 * (torso[i] as number)),
  );

  const span = (a: LandmarkName, b: LandmarkName): Series =>
    medianFiltered(inTorsos(difference(coordinate(a, 0), coordinate(b, 0))), 1);
  const wristDx = inTorsos(difference(coordinate('left-wrist', 0), coordinate('right-wrist', 0)));
  const wristDy = inTorsos(difference(coordinate('left-wrist', 1), coordinate('right-wrist', 1)));

  const armRise = (side: 'left' | 'right'): Series =>
    medianFiltered(inTorsos(difference(coordinate(`${side}-shoulder`, 1), coordinate(`${side}-wrist`, 1))), 1);

  return {
    frames,
    presentShare: frames === 0 ? 0 : track.presence.reduce((n, p) => n + (p >= PRESENCE_MIN ? 1 : 0), 0) / frames,
    torso,
    hipX,
    hipY,
    handX,
    handY,
    height,
    armRise: { left: armRise('left'), right: armRise('right') },
    handSpeed: speed(handX, handY),
    bodySpeed: bodySpeed(coordinate, hipX, hipY, torso),
    wristGap: medianFiltered(
      wristDx.map((dx, i) => Math.hypot(dx, wristDy[i] as number)),
      1,
    ),
    shoulderSpan: span('left-shoulder', 'right-shoulder'),
    hipSpan: span('left-hip', 'right-hip'),
    legsShare: legsShare(coordinate, track),
  };
}

function legsShare(coordinate: (name: LandmarkName, axis: 0 | 1) => Series, { width, height }: PoseTrack): number {
  let inside = 0;
  let all = 0;
  for (const knee of ['left-knee', 'right-knee'] as const) {
    const x = coordinate(knee, 0);
    const y = coordinate(knee, 1);
    for (let i = 0; i < x.length; i++) {
      const [px, py] = [x[i] as number, y[i] as number];
      inside += px >= 0 && px < width && py >= 0 && py < height ? 1 : 0;
      all++;
    }
  }
  return all === 0 ? 0 : inside / all;
}

function torsoLength(hipX: Series, hipY: Series, shoulderX: Series, shoulderY: Series): Series {
  const raw = hipX.map((x, i) =>
    Math.hypot(x - (shoulderX[i] as number), (hipY[i] as number) - (shoulderY[i] as number)),
  );
  const slow = slowly(raw);
  return slow.map((value) => Math.max(value, 1));
}

/**
 * The slow part of a length: its median over a fifth of the clip to either side, so that a zooming camera is followed
 * while a bow or a turn, which is over sooner, is not.
 */
function slowly(values: Series): Series {
  const reach = Math.max(5, Math.round(values.length / 5));
  const grid = Math.max(1, Math.round(reach / 10));
  const sparse = values.filter((_, i) => i % grid === 0);
  const smooth = averaged(medianFiltered(sparse, Math.round(reach / grid)), 2);
  return values.map((_, i) => {
    const place = i / grid;
    const below = Math.min(smooth.length - 1, Math.floor(place));
    const above = Math.min(smooth.length - 1, below + 1);
    return (smooth[below] as number) + ((smooth[above] as number) - (smooth[below] as number)) * (place - below);
  });
}

function difference(a: Series, b: Series): Series {
  return a.map((value, i) => value - (b[i] as number));
}

/** Central differences; one-sided at the ends. */
function speed(x: Series, y: Series): Series {
  const last = x.length - 1;
  return x.map((_, i) => {
    const from = Math.max(0, i - 1);
    const to = Math.min(last, i + 1);
    if (to === from) return 0;
    return Math.hypot((x[to] as number) - (x[from] as number), (y[to] as number) - (y[from] as number)) / (to - from);
  });
}

function bodySpeed(
  coordinate: (name: LandmarkName, axis: 0 | 1) => Series,
  hipX: Series,
  hipY: Series,
  torso: Series,
): Series {
  const speeds = BODY.map((name) => {
    const x = medianFiltered(coordinate(name, 0), 1).map(
      (value, i) => (value - (hipX[i] as number)) / (torso[i] as number),
    );
    const y = medianFiltered(coordinate(name, 1), 1).map(
      (value, i) => (value - (hipY[i] as number)) / (torso[i] as number),
    );
    return speed(x, y);
  });
  return new Float64Array(hipX.length).map((_, i) => median(speeds.map((series) => series[i] as number)));
}
