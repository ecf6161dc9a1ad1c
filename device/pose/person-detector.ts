import { readBuiltModel } from '../../models/built-model.ts';
import { sampleCrop } from './crop-sampler.ts';
import { type Detection, decodeDetections } from './detection.ts';
import { DETECTOR_SIDE, detectorAnchors } from './detector-anchors.ts';
import { ExecutionSession, type SessionOptions } from './execution-session.ts';
import type { Picture } from './picture.ts';
import { letterboxRegion } from './region.ts';

/** Finds everybody in a picture. Runs when nobody is tracked: about as long as two runs of the lite landmark network. */
export class PersonDetector {
  readonly #session: ExecutionSession;
  readonly #anchors = detectorAnchors();

  private constructor(session: ExecutionSession) {
    this.#session = session;
  }

  static async load(directory: string | undefined, options: SessionOptions): Promise<PersonDetector> {
    return new PersonDetector(await ExecutionSession.load(await readBuiltModel('pose-detector', directory), options));
  }

  /** In coordinates of the letterboxed square, surest first. */
  async detect(picture: Picture): Promise<Detection[]> {
    sampleCrop(picture, letterboxRegion(picture.width, picture.height), {
      tensor: this.#session.input,
      side: DETECTOR_SIDE,
      scale: 2 / 255,
      offset: -1,
      border: 'black',
    });
    await this.#session.run();
    return decodeDetections(this.#session.output('boxes'), this.#session.output('scores'), this.#anchors);
  }

  async close(): Promise<void> {
    await this.#session.close();
  }
}
