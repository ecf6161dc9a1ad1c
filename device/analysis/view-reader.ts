/** Pictures of one view become poses and a film, one picture after the other. */
import type { PoseModel } from '../pose/pose-tracker.ts';
import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES, type PoseTrack, WORLD_VALUES } from '../swing/pose/pose-track.ts';
import { NS_PER_MS } from '../clock/clock.ts';
import type { SearchArea } from '../pose/golfer-choice.ts';
import { type Film, filmShrink, filmSize } from './film.ts';
import { FilmMemory } from './film-memory.ts';
import type { CrewClip, PoseCrew } from './pose-crew.ts';
import type { FrameRead } from './pose-messages.ts';
import { bridgeSkippedFrames } from './skipped-frames.ts';

export interface ViewShape {
  readonly name: string;
  /** Of the upright picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** About how many there will be: the film's size is chosen by it. */
  readonly announcedFrames: number;
  readonly searchArea: SearchArea | null;
}

export interface ViewReaderOptions {
  readonly lane: number;
  readonly model: PoseModel;
  readonly frameStride: number;
}

/** What has been seen in all pictures of a view. */
export interface ViewSeen {
  /** Times in milliseconds on the clock of the stamps. */
  readonly track: PoseTrack;
  readonly film: Film;
  readonly provider: string;
  readonly modelSha256: string;
  readonly poseCpuMs: number;
  readonly framesAnalysed: number;
  /** Share of the analysed frames in which a person was found. */
  readonly presentShare: number;
}

/** Larger pictures are decoded smaller: the pose model looks at 256 pixels of the golfer's square. */
const EDGE_PIXELS_MAX = 1920;

interface DecodedSize {
  readonly width: number;
  readonly height: number;
  /** Null where the picture is decoded as it is. */
  readonly edge: number | null;
}

/** NV12 has even sides, so an odd picture is decoded a little smaller. */
function decodedSize({ width, height }: { width: number; height: number }): DecodedSize {
  const longest = Math.max(width, height);
  const isEven = width % 2 === 0 && height % 2 === 0;
  if (isEven && longest <= EDGE_PIXELS_MAX) return { width, height, edge: null };
  const edge = Math.min(EDGE_PIXELS_MAX, longest - 1);
  const even = (pixels: number): number => Math.max(2, 2 * Math.round((pixels * (edge / longest)) / 2));
  return { width: even(width), height: even(height), edge };
}

export class ViewReader {
  readonly decoded: DecodedSize;
  readonly #shape: ViewShape;
  readonly #options: ViewReaderOptions;
  readonly #clip: CrewClip;
  readonly #shrink: number;
  readonly #film: FilmMemory;
  readonly #read: Reading;
  readonly #timesMs: number[] = [];

  private constructor(shape: ViewShape, options: ViewReaderOptions, parts: ReaderParts) {
    this.#shape = shape;
    this.#options = options;
    this.decoded = parts.decoded;
    this.#clip = parts.clip;
    this.#shrink = parts.shrink;
    this.#film = new FilmMemory(filmSize(parts.decoded.width, parts.decoded.height, parts.shrink));
    this.#read = parts.read;
  }

  static async open(crew: PoseCrew, shape: ViewShape, options: ViewReaderOptions): Promise<ViewReader> {
    const decoded = decodedSize(shape);
    const { width, height } = decoded;
    const shrink = filmShrink(width, height, shape.announcedFrames);
    const read: Reading = { poses: [], cpuMs: 0 };
    const { lane, model } = options;
    const clip = await crew.begin({ lane, model, searchArea: shape.searchArea, shrink, width, height }, (frame) => {
      read.poses[frame.index] = frame.pose;
      read.cpuMs += frame.cpuMs;
    });
    return new ViewReader(shape, options, { decoded, clip, shrink, read });
  }

  get frames(): number {
    return this.#timesMs.length;
  }

  /** The next picture, NV12 of the decoded size; resolves once a thread has it to do. Times that do not grow are put right. */
  async take(data: Uint8Array, stampNs: number): Promise<void> {
    const index = this.#timesMs.length;
    const timeMs = Math.max(stampNs / NS_PER_MS, (this.#timesMs.at(-1) ?? Number.NEGATIVE_INFINITY) + 0.001);
    this.#timesMs.push(timeMs);
    const withPose = index % this.#options.frameStride === 0;
    await this.#clip.give({ index, timeMs, data, film: this.#film.place(index), withPose });
  }

  /** Resolves when every picture has been read; none may be given afterwards. */
  async end(): Promise<ViewSeen> {
    await this.#clip.done();
    const { decoded, frames } = this;
    const { frameStride } = this.#options;
    const analysed = Math.ceil(frames / frameStride);
    const seen = this.#read.poses.filter((pose) => pose !== null && pose !== undefined).length;
    const track = trackOf(this.#shape, Float64Array.from(this.#timesMs), this.#read.poses, decoded);
    bridgeSkippedFrames(track, frameStride);
    return {
      track,
      film: {
        ...filmSize(decoded.width, decoded.height, this.#shrink),
        shrink: (this.#shrink * this.#shape.width) / decoded.width,
        pictures: Array.from({ length: frames }, (_, index) => this.#film.picture(index)),
      },
      provider: this.#clip.provider,
      modelSha256: this.#clip.modelSha256,
      poseCpuMs: this.#read.cpuMs,
      framesAnalysed: analysed,
      presentShare: frames === 0 ? 0 : seen / analysed,
    };
  }
}

interface Reading {
  readonly poses: (FrameRead['pose'] | undefined)[];
  cpuMs: number;
}

interface ReaderParts {
  readonly decoded: DecodedSize;
  readonly clip: CrewClip;
  readonly shrink: number;
  readonly read: Reading;
}

function trackOf(
  { name, width, height }: ViewShape,
  timesMs: Float64Array,
  poses: readonly (FrameRead['pose'] | undefined)[],
  decoded: DecodedSize,
): PoseTrack {
  const scale = width / decoded.width;
  const track = emptyPoseTrack(name, { width, height }, timesMs);
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
