import { type BuiltModel, readBuiltModel } from '../../models/built-model.ts';
import type { PoseModel } from '../../models/catalog.ts';
import { IMAGE_VALUES } from '../swing/pose/pose-track.ts';
import { sampleCrop } from './crop-sampler.ts';
import { ExecutionSession, type SessionOptions } from './execution-session.ts';
import {
  CROP_SIDE,
  landmarksInPicture,
  NETWORK_LANDMARKS,
  refineFromHeatmap,
  worldInPicture,
} from './landmark-decode.ts';
import type { Picture } from './picture.ts';
import type { Region } from './region.ts';

export interface NetworkPose {
  /** Belief that the region holds a person, 0–1. */
  presence: number;
  /** 39 × (x, y, z in pixels of the picture, visibility). The same array every time. */
  image: Float32Array;
  /** 33 × (x, y, z in metres), in the picture's axes. The caller's own. */
  world: Float32Array;
}

/** Reads the landmarks of the person in one region of a picture. */
export class LandmarkNetwork {
  readonly modelSha256: string;
  readonly #session: ExecutionSession;
  readonly #image = new Float32Array(NETWORK_LANDMARKS * IMAGE_VALUES);

  private constructor(model: BuiltModel, session: ExecutionSession) {
    this.modelSha256 = model.sha256;
    this.#session = session;
  }

  static async load(
    model: PoseModel,
    directory: string | undefined,
    options: SessionOptions,
  ): Promise<LandmarkNetwork> {
    const built = await readBuiltModel(`pose-landmarks-${model}`, directory);
    return new LandmarkNetwork(built, await ExecutionSession.load(built, options));
  }

  get provider(): string {
    return this.#session.provider;
  }

  get providerRefusals(): readonly string[] {
    return this.#session.refusals;
  }

  async read(picture: Picture, region: Region): Promise<NetworkPose> {
    sampleCrop(picture, region, {
      tensor: this.#session.input,
      side: CROP_SIDE,
      scale: 1 / 255,
      offset: 0,
      border: 'replicate',
    });
    await this.#session.run();
    const landmarks = this.#session.output('landmarks');
    refineFromHeatmap(landmarks, this.#session.output('heatmap'));
    landmarksInPicture(landmarks, region, this.#image);
    return {
      presence: this.#session.output('presence')[0] as number,
      image: this.#image,
      world: worldInPicture(this.#session.output('world'), region.rotation),
    };
  }

  async close(): Promise<void> {
    await this.#session.close();
  }
}
