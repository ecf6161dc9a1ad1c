/**
 * The promise of the light beside the cameras: one that was turned by 1° is flagged within 5 swings, an untouched one
 * never in 500. Twenty swings go through the real renderer, film, search and pose model (lite, few frames each); the
 * rest comes from true joints with the pose model's and the search's errors.
 */
import { chooseFixedPoints } from '../../analysis/choose-fixed-points.ts';
import { filmPictureBytes, filmShrink, filmSize, shrinkNv12 } from '../../analysis/film.ts';
import { findTurn } from '../../analysis/fixed-points.ts';
import { type StillBackground, stillBackground } from '../../analysis/still-background.ts';
import { createPoseTracker, type PoseTracker } from '../../pose/pose-tracker.ts';
import {
  NOTHING_WATCHED,
  type WatchEvidence,
  watchOf,
  watchSwing,
} from '../../swing/calibration-watch/calibration-watch.ts';
import { type CameraTurn, turnDegrees } from '../../swing/calibration-watch/camera-turn.ts';
import { type LandmarkGap, landmarkGap } from '../../swing/calibration-watch/landmark-gap.ts';
import { LANDMARK_COUNT } from '../../swing/pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES, type PoseTrack } from '../../swing/pose/pose-track.ts';
import { type Backdrop, backdropOf } from '../../virtual-bay/backdrop.ts';
import { downTheLineCamera, faceOnCamera, type VirtualCamera } from '../../virtual-bay/camera.ts';
import { USUAL_POSE_ERRORS } from '../../virtual-bay/pose-model-errors.ts';
import { randomGolfer } from '../../virtual-bay/random-golfer.ts';
import { Renderer, type Scene, sceneOf } from '../../virtual-bay/renderer.ts';
import { SwingMotion } from '../../virtual-bay/swing-motion.ts';
import { ONE_DEGREE_TURNS, turnedCamera } from '../../virtual-bay/turned-camera.ts';
import { type Figure, told } from './figure.ts';
import { simulatedBay, swingsUntilFlagged, untouched } from './nudge-simulation.ts';

const SIZE = { width: 1280, height: 720, fps: 120 };
const CAMERAS = [faceOnCamera(SIZE), downTheLineCamera(SIZE)] as const;
const FRAMES = 9;
const RENDERED_SWINGS = 20;
const QUICK_RENDERED_SWINGS = 6;
const SIMULATED_SWINGS = 500;
const GOLFERS = 20;
const FIRST_SEED = 4001;
const FLAGGED_WITHIN_MAX = 5;
const NEVER = 99;

export async function benchNudge({ quick }: { quick: boolean }): Promise<Figure[]> {
  const rendered = await throughThePipeline(quick ? QUICK_RENDERED_SWINGS : RENDERED_SWINGS);
  return [...rendered, ...fromJoints('both'), ...fromJoints('landmarks')];
}

/** One player's swing, filmed by a camera. */
interface FilmedView {
  readonly background: StillBackground;
  readonly track: PoseTrack;
}

async function throughThePipeline(swings: number): Promise<Figure[]> {
  const tracker = await createPoseTracker({ model: 'lite', threads: 2, smoothing: 'none' });
  const turned = CAMERAS.flatMap((camera) =>
    ONE_DEGREE_TURNS.map(({ turn }) => ({ ...camera, calibration: turnedCamera(camera.calibration, turn) })),
  );
  const backdrops = new Map<VirtualCamera, Backdrop>();
  for (const camera of [...CAMERAS, ...turned]) backdrops.set(camera, backdropOf(camera.calibration, 1));
  let watch = watchOf(
    NOTHING_WATCHED,
    CAMERAS.map(({ name, calibration }) => ({ camera: name, calibration })),
  );
  const afterwards: WatchEvidence[][] = turned.map(() => []);
  const read: { turn: number; searchMs: number }[] = [];
  const gaps: LandmarkGap[] = [];
  let flagged = 0;
  try {
    for (let n = 0; n < swings; n++) {
      const swing = new SwingMotion(randomGolfer(FIRST_SEED + n, { handedness: 'right' }), {
        leadInMs: 300,
        holdMs: 300,
      });
      const scene = sceneOf(swing);
      const film = (camera: VirtualCamera) => filmed(scene, swing, camera, backdrops.get(camera) as Backdrop, tracker);
      const views = [await film(CAMERAS[0]), await film(CAMERAS[1])];
      const beganMs = performance.now();
      const evidence = evidenceOf(`visit-${n}`, views, swing, watch);
      const searchMs = performance.now() - beganMs;
      const step = watchSwing(watch, evidence);
      watch = step.watch;
      flagged += step.verdicts.filter(({ state }) => state === 'nudged').length;
      for (const { turn } of evidence.cameras) if (turn !== null) read.push({ turn: turnDegrees(turn), searchMs });
      gaps.push(...evidence.gaps);
      // The last golfers play on in front of each turned camera.
      if (n < swings - FLAGGED_WITHIN_MAX) continue;
      for (const [i, camera] of turned.entries()) {
        const own = i < ONE_DEGREE_TURNS.length ? 0 : 1;
        const seen = views.with(own, await film(camera));
        (afterwards[i] as WatchEvidence[]).push(evidenceOf(`turned-${n}`, seen, swing, watch));
      }
    }
  } finally {
    await tracker.close();
  }
  const until = afterwards.map((swingsAfter, i) => {
    const name = CAMERAS[i < ONE_DEGREE_TURNS.length ? 0 : 1].name;
    let now = watch;
    for (const [k, evidence] of swingsAfter.entries()) {
      const step = watchSwing(now, evidence);
      now = step.watch;
      if (step.verdicts.some(({ camera, state }) => camera === name && state === 'nudged')) return k + 1;
    }
    return NEVER;
  });
  return [
    promise('rendered, untouched: cameras flagged in all swings', flagged, 'flags', 0),
    promise(
      'rendered, turned by 1° about any axis: swings until flagged, worst of 12',
      Math.max(...until),
      'swings',
      FLAGGED_WITHIN_MAX,
    ),
    told('rendered, untouched: turn read from fixed points, worst', Math.max(...read.map(({ turn }) => turn)), '°'),
    told('rendered: swings in which fixed points were found', (100 * read.length) / (2 * (swings - 1)), '%'),
    told('rendered: time for both cameras’ evidence, median', median(read.map(({ searchMs }) => searchMs)), 'ms'),
    told(
      'rendered, lite model: epipolar gap between players, standard deviation',
      deviation(gaps.map(({ mean }) => mean)),
      '°',
    ),
    told(
      'rendered, lite model: its lean between players, standard deviation',
      deviation(gaps.map(({ lean }) => lean)),
      '°/m',
    ),
  ];
}

async function filmed(
  scene: Scene,
  swing: SwingMotion,
  camera: VirtualCamera,
  backdrop: Backdrop,
  tracker: PoseTracker,
): Promise<FilmedView> {
  const { width, height } = SIZE;
  const renderer = new Renderer(scene, camera, backdrop);
  const { startMs, impactMs } = swing.times;
  const timesMs = Float64Array.from({ length: FRAMES }, (_, i) => startMs + ((impactMs - startMs) * i) / (FRAMES - 1));
  const track = emptyPoseTrack(camera.name, SIZE, timesMs);
  const shrink = filmShrink(width, height, 300);
  const size = filmSize(width, height, shrink);
  const pictures: Uint8Array[] = [];
  tracker.reset();
  for (const [frame, time] of timesMs.entries()) {
    renderer.render(time);
    const picture = new Uint8Array(filmPictureBytes(size));
    shrinkNv12(renderer.nv12, width, height, shrink, picture);
    pictures.push(picture);
    const pose = await tracker.track({ width, height, format: 'NV12', data: renderer.nv12 }, time);
    if (pose === null) continue;
    track.presence[frame] = pose.presence;
    track.image.set(pose.image, frame * LANDMARK_COUNT * IMAGE_VALUES);
  }
  return { background: stillBackground({ ...size, shrink, pictures }) as StillBackground, track };
}

/** Measured with the calibrations as they were, whatever has become of the cameras. */
function evidenceOf(
  session: string,
  views: readonly FilmedView[],
  swing: SwingMotion,
  watch: ReturnType<typeof watchOf>,
): WatchEvidence {
  const cameras = views.map(({ background }, i) => {
    const { name, calibration } = CAMERAS[i as 0 | 1];
    const known = watch.cameras.find(({ camera }) => camera === name);
    const points = known?.points ?? [];
    const turn: CameraTurn | null =
      points.length === 0 ? null : findTurn(background, calibration, points, known?.turn ?? null);
    const chosen = points.length > 0 ? null : { points: chooseFixedPoints(background), shrink: background.shrink };
    return { camera: name, turn, chosen };
  });
  const [first, second] = views.map(({ track }, i) => ({ track, calibration: CAMERAS[i as 0 | 1].calibration }));
  const window = { fromMs: swing.times.startMs, toMs: swing.times.impactMs };
  const gap = first === undefined || second === undefined ? null : landmarkGap(first, second, window);
  return { session, cameras, gaps: gap === null ? [] : [gap] };
}

function fromJoints(see: 'both' | 'landmarks'): Figure[] {
  const bay = simulatedBay({ seed: 11, errors: USUAL_POSE_ERRORS, see, golfers: GOLFERS });
  const before = untouched(bay, SIMULATED_SWINGS);
  const flags = before.verdicts.filter((each) => each.some(({ state }) => state === 'nudged')).length;
  const until = (axes: readonly string[], degrees: number): number =>
    Math.max(
      ...CAMERAS.flatMap(({ name }) =>
        ONE_DEGREE_TURNS.filter(({ axis }) => axes.includes(axis)).map(
          ({ axis, sign }) =>
            swingsUntilFlagged(bay, before, { camera: name, turn: { [axis]: sign * degrees } }, FLAGGED_WITHIN_MAX) ??
            NEVER,
        ),
      ),
    );
  if (see === 'both') {
    return [
      promise('from joints, 500 untouched swings: flagged', flags, 'swings', 0),
      promise(
        'from joints, turned by 1° about any axis: swings until flagged, worst of 12',
        until(['pitch', 'yaw', 'roll'], 1),
        'swings',
        FLAGGED_WITHIN_MAX,
      ),
    ];
  }
  return [
    promise('landmarks alone, 500 untouched swings: flagged', flags, 'swings', 0),
    told('landmarks alone, pitch of 1° (99: not in 5 swings)', until(['pitch'], 1), 'swings'),
    told('landmarks alone, pitch of 2°', until(['pitch'], 2), 'swings'),
    told('landmarks alone, yaw of 2°', until(['yaw'], 2), 'swings'),
  ];
}

function promise(name: string, value: number, unit: string, limit: number): Figure {
  return { name, value, unit, floor: null, ratio: null, limit, ok: value <= limit };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1));
}
