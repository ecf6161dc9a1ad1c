/** The smaller pictures of one camera, in its own process: each is encoded while it is wanted, and no longer. */
import type { EncodedUnit } from '../capture/frame-source.port.ts';
import type { Camera } from '../capture/capture.config.ts';
import type { Encoder } from '../capture/pipeline-description.ts';
import { type Resolution, renditionsOf } from '../capture/rendition.ts';
import { RenditionEncoder } from '../capture/rendition-encoder.ts';

export interface CameraRenditionsParts {
  readonly camera: Camera;
  readonly newestFrame: SharedArrayBuffer;
  readonly encoder: Encoder;
  readonly onUnit: (resolution: Resolution, unit: EncodedUnit) => void;
  readonly onFailed: (resolution: Resolution, detail: string) => void;
}

export class CameraRenditions {
  readonly #parts: CameraRenditionsParts;
  readonly #running = new Map<Resolution, RenditionEncoder>();

  constructor(parts: CameraRenditionsParts) {
    this.#parts = parts;
  }

  /** Idempotent. What this camera does not have is left alone. */
  want(resolution: Resolution, isWanted: boolean): void {
    const running = this.#running.get(resolution);
    if (isWanted === (running !== undefined)) return;
    if (!isWanted) {
      this.#running.delete(resolution);
      void running?.close();
      return;
    }
    const { camera, newestFrame, encoder, onUnit, onFailed } = this.#parts;
    const rendition = renditionsOf(camera).find((each) => each.resolution === resolution);
    if (rendition === undefined || resolution === 'full') return;
    const started = new RenditionEncoder({
      ...{ camera, rendition, newestFrame, encoder },
      onUnit: (unit) => onUnit(resolution, unit),
      onFailed: (detail) => onFailed(resolution, detail),
    });
    this.#running.set(resolution, started);
    started.start();
  }

  async close(): Promise<void> {
    const running = [...this.#running.values()];
    this.#running.clear();
    await Promise.all(running.map((each) => each.close()));
  }
}
