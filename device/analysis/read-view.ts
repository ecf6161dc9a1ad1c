/** One view of a swing becomes a pose track and a film: decoding and the pose model at the same time. */

import type { VideoFacts } from '../capture/video-probe.ts';
import { readVideo } from '../capture/video-reader.ts';
import { NS_PER_MS } from '../clock/clock.ts';
import type { PoseModel } from '../pose/pose-tracker.ts';
import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES, type PoseTrack, WORLD_VALUES } from '../swing/pose/pose-track.ts';
import type { ViewRequest } from './analysis-request.ts';
import { framesMissing } from './errors.ts';
import { type Film, filmShrink, filmSize } from './film.ts';
import { FilmMemory } from './film-memory.ts';
import type { PoseCrew } from './pose-crew.ts';
import type { FrameRead } from './pose-messages.ts';
import { bridgeSkippedFrames } from './skipped-frames.ts';

export interface ViewRead {
  readonly view: ViewRequest;
  readonly facts: VideoFacts;
  /** Times in milliseconds on the clock of the view: CLOCK_MONOTONIC, or the file's own. */
  readonly track: PoseTrack;
  readonly film: Film;
  readonly provider: string;
  readonly modelSha256: string;
  readonly poseCpuMs: number;
  readonly framesAnalysed: number;
  /** Share of the analysed frames in which a person was found. */
  readonly presentShare: number;
}

export interface ReadViewOptions {
  readonly lane: number;
  readonly model: PoseModel;
  readonly frameStride: number;
  /** 0–1. */
  readonly onProgress: (fraction: number) => void;
}

/** Below this share of the announced frames a file counts as cut. */
const DECODED_SHARE_MIN = 0.9;
/** Larger pictures are decoded smaller: the pose model looks at 256 pixels of the golfer's square. */
const EDGE_PIXELS_MAX = 1920;

export async function readView(
  crew: PoseCrew,
  view: ViewRequest,
  facts: VideoFacts,
  options: ReadViewOptions,
): Promise<ViewRead> {
  const decoded = decodedSize(facts.width, facts.height);
  const shrink = filmShrink(decoded.width, decoded.height, facts.announcedFrames);
  const film = new FilmMemory(filmSize(decoded.width, decoded.height, shrink));
  const poses: (FrameRead['pose'] | undefined)[] = [];
  const timesMs: number[] = [];
  let poseCpuMs = 0;
  const clip = await crew.begin(
    { lane: options.lane, model: options.model, searchArea: view.searchArea, shrink, ...decoded },
    (read) => {
      poses[read.index] = read.pose;
      poseCpuMs += read.cpuMs;
    },
  );
  const limit = decoded.edge === null ? {} : { maxEdgePixels: decoded.edge };
  await readVideo(view.file, { format: 'NV12', ...limit }, async (frame) => {
    const index = timesMs.length;
    const stampNs = view.frameTimesNs?.[index] ?? frame.capturedAtNs;
    const timeMs = Math.max(stampNs / NS_PER_MS, (timesMs.at(-1) ?? Number.NEGATIVE_INFINITY) + 0.001);
    timesMs.push(timeMs);
    await clip.give({
      index,
      timeMs,
      data: frame.data,
      film: film.place(index),
      withPose: index % options.frameStride === 0,
    });
    options.onProgress(Math.min(1, timesMs.length / Math.max(1, facts.announcedFrames)));
  });
  await clip.done();
  const frames = timesMs.length;
  if (frames < DECODED_SHARE_MIN * facts.announcedFrames) throw framesMissing(view.file, frames, facts.announcedFrames);
  const analysed = Math.ceil(frames / options.frameStride);
  const seen = poses.filter((pose) => pose !== null && pose !== undefined).length;
  const track = trackOf(view.name, facts, Float64Array.from(timesMs), poses, facts.width / decoded.width);
  bridgeSkippedFrames(track, options.frameStride);
  return {
    view,
    facts,
    track,
    film: {
      ...filmSize(decoded.width, decoded.height, shrink),
      shrink: (shrink * facts.width) / decoded.width,
      pictures: Array.from({ length: frames }, (_, index) => film.picture(index)),
    },
    provider: clip.provider,
    modelSha256: clip.modelSha256,
    poseCpuMs,
    framesAnalysed: analysed,
    presentShare: frames === 0 ? 0 : seen / analysed,
  };
}

/** NV12 has even sides, so an odd picture is decoded a little smaller; `edge` is null where it is decoded as it is. */
function decodedSize(width: number, height: number): { width: number; height: number; edge: number | null } {
  const longest = Math.max(width, height);
  const isEven = width % 2 === 0 && height % 2 === 0;
  if (isEven && longest <= EDGE_PIXELS_MAX) return { width, height, edge: null };
  const edge = Math.min(EDGE_PIXELS_MAX, longest - 1);
  const even = (pixels: number): number => Math.max(2, 2 * Math.round((pixels * (edge / longest)) / 2));
  return { width: even(width), height: even(height), edge };
}

function trackOf(
  camera: string,
  size: { width: number; height: number },
  timesMs: Float64Array,
  poses: readonly (FrameRead['pose'] | undefined)[],
  scale: number,
): PoseTrack {
  const track = emptyPoseTrack(camera, size, timesMs);
  poses.forEach((pose, frame) => {
    if (pose === null || pose === undefined) return;
    const imageAt = frame * LANDMARK_COUNT * IMAGE_VALUES;
    for (let i = 0; i < LANDMARK_COUNT * IMAGE_VALUES; i++) {
      const isPixels = i % IMAGE_VALUES !== 3;
      track.image[imageAt + i] = (pose.image[i] as number) * (isPixels ? scale : 1);
    }
    track.world.set(pose.world, frame * LANDMARK_COUNT * WORLD_VALUES);
    track.presence[frame] = pose.presence;
  });
  return track;
}
