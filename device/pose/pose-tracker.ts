import type { PoseModel } from '../../models/catalog.ts';
import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { IMAGE_VALUES } from '../swing/pose/pose-track.ts';
import { PoseTrackerClosedError } from './errors.ts';
import { isGolfer, isJump, type LastSeen, rankCandidates, type SearchArea } from './golfer-choice.ts';
import { ALIGNMENT_BODY, ALIGNMENT_HIP } from './landmark-decode.ts';
import { LandmarkNetwork, type NetworkPose } from './landmark-network.ts';
import { LandmarkSmoothing } from './landmark-smoothing.ts';
import { PersonDetector } from './person-detector.ts';
import { checkPicture, type Picture } from './picture.ts';
import { letterboxRegion, type Region, regionFromAlignment } from './region.ts';

export type { PoseModel };

/**
 * Follows one golfer through the pictures of one camera.
 *
 * The detector looks at the whole picture only when nobody is tracked: on the first one, when the landmark network no
 * longer believes in its crop, when the tracked person left the mat, and when the crop went over to somebody else.
 */

export interface PoseTrackerOptions {
  model: PoseModel;
  /** Threads inside one network run, 1 by default. */
  threads?: number;
  /** The mat: the golfer is the person whose hips or feet are in it. Without it, the one who fills the picture most. */
  searchArea?: SearchArea;
  /** 'one-euro' is for live pictures; analysis smooths by itself. */
  smoothing?: 'one-euro' | 'none';
  modelsDirectory?: string;
}

export interface TrackedPose {
  /** The network's belief that its crop holds a person, 0.5–1. */
  presence: number;
  /** 33 × (x, y, z in pixels of the upright picture, visibility 0–1), as in a PoseTrack. The caller's own. */
  image: Float32Array;
  /** 33 × (x, y, z in metres, origin mid-hip, axes of the upright picture), as in a PoseTrack. The caller's own. */
  world: Float32Array;
  /** The square of this picture that the landmarks were read from. */
  region: Region;
}

export interface PoseTracker {
  /** The execution provider that really runs the landmark network: tensorrt, cuda or cpu. */
  readonly provider: string;
  /** Why each better provider did not run; empty where the first one of the machine does. */
  readonly providerRefusals: readonly string[];
  /** Of the landmark network's file. */
  readonly modelSha256: string;
  /**
   * The golfer in a picture, or null where there is none. Calls may not overlap; `timeMs` does not fall but after a
   * {@link reset}. Blocks its thread while the network runs. After an error the tracker may be used on.
   */
  track(picture: Picture, timeMs: number): Promise<TrackedPose | null>;
  /** Forgets the golfer: the next picture belongs to another video. */
  reset(): void;
  /**
   * Idempotent. A tracker is made once in a process or worker: ONNX Runtime keeps memory of every closed one. A worker
   * thread closes it and ends by itself: terminating one while a picture is tracked aborts the whole process.
   */
  close(): Promise<void>;
}

/** MediaPipe's own threshold on the network's belief. */
const PRESENCE_MIN = 0.5;
/** How many people of one picture are looked at more closely before it counts as empty. */
const CANDIDATES_MAX = 3;

export async function createPoseTracker(options: PoseTrackerOptions): Promise<PoseTracker> {
  const session = { threads: options.threads ?? 1 };
  const detector = await PersonDetector.load(options.modelsDirectory, session);
  const network = await LandmarkNetwork.load(options.model, options.modelsDirectory, session);
  const smoothing = options.smoothing === 'one-euro' ? new LandmarkSmoothing() : null;
  return new BlazePoseTracker(detector, network, smoothing, options.searchArea ?? null);
}

/** A region whose landmarks were read and believed. */
interface Reading {
  region: Region;
  pose: NetworkPose;
}

class BlazePoseTracker implements PoseTracker {
  readonly #detector: PersonDetector;
  readonly #network: LandmarkNetwork;
  readonly #smoothing: LandmarkSmoothing | null;
  readonly #area: SearchArea | null;
  /** Where to look in the next picture; null when nobody is tracked. */
  #next: LastSeen | null = null;
  #lastSeen: LastSeen | null = null;
  #isClosed = false;

  constructor(
    detector: PersonDetector,
    network: LandmarkNetwork,
    smoothing: LandmarkSmoothing | null,
    area: SearchArea | null,
  ) {
    this.#detector = detector;
    this.#network = network;
    this.#smoothing = smoothing;
    this.#area = area;
  }

  get provider(): string {
    return this.#network.provider;
  }

  get providerRefusals(): readonly string[] {
    return this.#network.providerRefusals;
  }

  get modelSha256(): string {
    return this.#network.modelSha256;
  }

  async track(picture: Picture, timeMs: number): Promise<TrackedPose | null> {
    if (this.#isClosed) throw new PoseTrackerClosedError();
    checkPicture(picture);
    const reading = (await this.#follow(picture, timeMs)) ?? (await this.#search(picture, timeMs));
    if (reading === null) return null;
    const { region, pose } = reading;
    const now = nextRegion(pose.image);
    this.#smoothing?.apply(pose.image, pose.world, timeMs, bodySize(pose.image));
    this.#lastSeen = { region: now, timeMs };
    this.#next = { region: nextRegion(pose.image), timeMs };
    return {
      presence: pose.presence,
      image: pose.image.slice(0, LANDMARK_COUNT * IMAGE_VALUES),
      world: pose.world,
      region,
    };
  }

  reset(): void {
    this.#next = null;
    this.#lastSeen = null;
    this.#smoothing?.reset();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#detector.close();
    await this.#network.close();
  }

  /** The golfer where the last picture says, or null with the track dropped. */
  async #follow(picture: Picture, timeMs: number): Promise<Reading | null> {
    const expected = this.#next;
    const seen = this.#lastSeen;
    this.#next = null;
    if (expected === null || seen === null) return null;
    const pose = await this.#network.read(picture, expected.region);
    const isSame =
      this.#isBelieved(pose, picture) && !isJump(seen.region, nextRegion(pose.image), timeMs - seen.timeMs);
    if (isSame) return { region: expected.region, pose };
    this.#smoothing?.reset();
    return null;
  }

  /** The golfer anywhere in the picture. */
  async #search(picture: Picture, timeMs: number): Promise<Reading | null> {
    const detections = await this.#detector.detect(picture);
    const letterbox = letterboxRegion(picture.width, picture.height);
    const people = rankCandidates(detections, letterbox, picture, this.#area, this.#lastSeen, timeMs);
    for (const { region } of people.slice(0, CANDIDATES_MAX)) {
      const pose = await this.#network.read(picture, region);
      if (this.#isBelieved(pose, picture)) return { region, pose };
    }
    return null;
  }

  #isBelieved(pose: NetworkPose, picture: Picture): boolean {
    return pose.presence >= PRESENCE_MIN && isGolfer(pose.image, picture, this.#area);
  }
}

function nextRegion(image: Float32Array): Region {
  const hip = ALIGNMENT_HIP * IMAGE_VALUES;
  const body = ALIGNMENT_BODY * IMAGE_VALUES;
  return regionFromAlignment(
    image[hip] as number,
    image[hip + 1] as number,
    image[body] as number,
    image[body + 1] as number,
  );
}

/** Diameter of the circle round the body in pixels. */
function bodySize(image: Float32Array): number {
  const hip = ALIGNMENT_HIP * IMAGE_VALUES;
  const body = ALIGNMENT_BODY * IMAGE_VALUES;
  return (
    2 *
    Math.hypot(
      (image[body] as number) - (image[hip] as number),
      (image[body + 1] as number) - (image[hip + 1] as number),
    )
  );
}
