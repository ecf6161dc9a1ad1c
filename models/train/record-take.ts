import type { PoseTracker } from '../../device/pose/pose-tracker.ts';
import { LANDMARK_COUNT } from '../../device/swing/pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES, type PoseTrack, WORLD_VALUES } from '../../device/swing/pose/pose-track.ts';
import { project } from '../../device/virtual-bay/camera.ts';
import type { InstalledCamera } from '../../device/virtual-bay/installed-cameras.ts';
import { landmarksOf } from '../../device/virtual-bay/landmarks.ts';
import { mirrorOf } from '../../device/virtual-bay/motion.ts';
import { seededRandom } from '../../device/virtual-bay/random.ts';
import type { Scene } from '../../device/virtual-bay/renderer.ts';
import { type PictureRegion, SensorPicture } from '../../device/virtual-bay/sensor.ts';
import type { SwingMotion } from '../../device/virtual-bay/swing-motion.ts';
import { rendererOfTake, type Take } from '../../device/virtual-bay/take.ts';
import type { PoseModel } from '../catalog.ts';

/**
 * The real pose models look at a virtual golfer: one view of a take is drawn, spoilt by its sensor and tracked.
 *
 * Frames are numbered at the camera's own rate, and only those of the plan are drawn: all of them round the downswing,
 * every n-th elsewhere. A track has only the frames that were looked at.
 */
export interface RecordingPlan {
  readonly fps: number;
  /** Outside the downswing one frame in so many is looked at; 1 for all. */
  readonly sparseEvery: number;
  /** Whether all frames from shortly before the top until after impact are looked at. */
  readonly denseDownswing: boolean;
  /** Whether the grey pictures are kept, at half size, for what is read off pixels. */
  readonly withFilm: boolean;
}

export interface RecordedView {
  /** By model; the camera's calibration is the take's. */
  readonly tracks: ReadonlyMap<PoseModel, PoseTrack>;
  readonly film: RecordedFilm | null;
}

/** Grey pictures of the golfer's part of the view, half as large. */
export interface RecordedFilm {
  /** Of the whole film, in its own pixels. */
  readonly width: number;
  readonly height: number;
  /** The part that moves, in the film's pixels. */
  readonly region: PictureRegion;
  /** The empty bay: the whole film without anybody. */
  readonly empty: Uint8Array;
  /** Frame number and the grey levels of the region. */
  readonly pictures: readonly { readonly frame: number; readonly grey: Uint8Array }[];
}

const DENSE_BEFORE_TOP_MS = 100;
const DENSE_AFTER_IMPACT_MS = 130;
/** Round all that the body and the club reach, in pixels. */
const MARGIN_PX = 36;

function framesOfPlan(motion: SwingMotion, plan: RecordingPlan): number[] {
  const count = Math.floor((motion.durationMs / 1000) * plan.fps);
  const { topMs, impactMs } = motion.times;
  const isDense = (frame: number): boolean => {
    const ms = (frame * 1000) / plan.fps;
    return plan.denseDownswing && ms >= topMs - DENSE_BEFORE_TOP_MS && ms <= impactMs + DENSE_AFTER_IMPACT_MS;
  };
  return Array.from({ length: count }, (_, frame) => frame).filter(
    (frame) => frame % plan.sparseEvery === 0 || isDense(frame),
  );
}

export interface SceneToRecord {
  readonly take: Take;
  readonly motion: SwingMotion;
  /** Built once for all views of a take: its mesh takes most of a second. */
  readonly scene: Scene;
  readonly installed: InstalledCamera;
  readonly plan: RecordingPlan;
}

export async function recordScene(
  { take, motion, scene, installed, plan }: SceneToRecord,
  trackers: ReadonlyMap<PoseModel, PoseTracker>,
): Promise<RecordedView> {
  const { camera } = installed;
  const { width, height } = camera.calibration;
  const renderer = rendererOfTake(take, scene, installed);
  const sensor = new SensorPicture(renderer.rgb, width, take.sensor, seededRandom(take.seed).fork(camera.name));
  const region = reachOf(motion, installed);
  const frames = framesOfPlan(motion, plan);
  const timesMs = Float64Array.from(frames, (frame) => (frame * 1000) / plan.fps);
  const tracks = new Map<PoseModel, PoseTrack>();
  for (const [model, tracker] of trackers) {
    tracker.reset();
    tracks.set(model, emptyPoseTrack(camera.name, { width, height }, timesMs));
  }
  const empty = plan.withFilm ? halfGrey(renderer.rgb, width, { left: 0, top: 0, width, height }) : null;
  const pictures: { frame: number; grey: Uint8Array }[] = [];
  for (const [row, frame] of frames.entries()) {
    const timeMs = timesMs[row] as number;
    renderer.render(timeMs);
    await sensor.expose(renderer.rgb, region);
    if (plan.withFilm) pictures.push({ frame, grey: halfGrey(sensor.rgb, width, region) });
    for (const [model, tracker] of trackers) {
      const pose = await tracker.track({ width, height, format: 'RGB', data: sensor.rgb }, timeMs);
      const track = tracks.get(model);
      if (pose === null || track === undefined) continue;
      track.presence[row] = pose.presence;
      track.image.set(pose.image, row * LANDMARK_COUNT * IMAGE_VALUES);
      track.world.set(pose.world, row * LANDMARK_COUNT * WORLD_VALUES);
    }
  }
  const film =
    empty === null ? null : { width: width / 2, height: height / 2, region: halved(region), empty, pictures };
  return { tracks, film };
}

/** All of the picture that body and club come to during the clip; even numbers. */
function reachOf(motion: SwingMotion, { camera }: InstalledCamera): PictureRegion {
  const { calibration } = camera;
  const mirror = mirrorOf(motion.golfer);
  let [left, top, right, bottom] = [calibration.width, calibration.height, 0, 0];
  for (let ms = 0; ms <= motion.durationMs; ms += 20) {
    const state = motion.at(ms);
    const joints = landmarksOf(motion, state.body);
    const head = state.club?.head;
    const points = Array.from({ length: LANDMARK_COUNT }, (_, i) => joints.subarray(i * 3, i * 3 + 3));
    if (head !== undefined) points.push(Float64Array.of(head[0], head[1], head[2] * mirror));
    for (const [x, y, z] of points as unknown as [number, number, number][]) {
      const seen = project(calibration, [x, y, z]);
      left = Math.min(left, seen.x);
      right = Math.max(right, seen.x);
      top = Math.min(top, seen.y);
      bottom = Math.max(bottom, seen.y);
    }
  }
  const even = (value: number): number => 2 * Math.round(value / 2);
  const x0 = Math.max(0, even(left - MARGIN_PX));
  const y0 = Math.max(0, even(top - MARGIN_PX));
  return {
    left: x0,
    top: y0,
    width: Math.min(calibration.width, even(right + MARGIN_PX)) - x0,
    height: Math.min(calibration.height, even(bottom + MARGIN_PX)) - y0,
  };
}

function halved({ left, top, width, height }: PictureRegion): PictureRegion {
  return { left: left / 2, top: top / 2, width: width / 2, height: height / 2 };
}

/** Luma of 2 × 2 blocks, BT.601 in video range, as the film of an analysed clip has it. */
function halfGrey(rgb: Uint8Array, stride: number, { left, top, width, height }: PictureRegion): Uint8Array {
  const out = new Uint8Array((width / 2) * (height / 2));
  let to = 0;
  for (let y = top; y < top + height; y += 2) {
    for (let x = left; x < left + width; x += 2) {
      let sum = 0;
      for (let k = 0; k < 4; k++) {
        const at = ((y + (k >> 1)) * stride + x + (k & 1)) * 3;
        sum += 66 * (rgb[at] as number) + 129 * (rgb[at + 1] as number) + 25 * (rgb[at + 2] as number);
      }
      out[to++] = 16 + sum / 1024;
    }
  }
  return out;
}
