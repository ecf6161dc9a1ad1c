/**
 * The live pictures that one socket gets, as binary messages.
 *
 * INVARIANTS
 * - At most one stream a camera.
 * - A picture is left out only for a reader that is behind by more than {@link PICTURE_BEHIND_BYTES}; after that the
 *   next one of the camera is a key frame.
 */
import type { Subscription } from 'rxjs';
import type { WebSocket } from 'ws';
import type { EncodedUnit } from '../../capture/frame-source.port.ts';
import type { Counters } from '../../telemetry/counters.ts';
import type { BayView } from '../bay-view.port.ts';
import { encodeLivePicture, type Resolution } from '../contract/live-picture.ts';

/** A reader this far behind gets no pictures until it has caught up: about a third of a second of two cameras. */
const PICTURE_BEHIND_BYTES = 512 * 1024;

interface LiveStream {
  readonly resolution: Resolution;
  readonly pictures: Subscription;
}

export class LiveStreams {
  readonly #socket: WebSocket;
  readonly #bay: BayView;
  readonly #counters: Counters;
  readonly #streams = new Map<string, LiveStream>();

  constructor(socket: WebSocket, bay: BayView, counters: Counters) {
    this.#socket = socket;
    this.#bay = bay;
    this.#counters = counters;
  }

  /** Idempotent: a stream that runs as it is wished for goes on, another one makes way. */
  start(camera: string, resolution: Resolution): void {
    if (this.#streams.get(camera)?.resolution === resolution) return;
    this.stop(camera);
    const cameraIndex = this.#bay.cameras().findIndex(({ name }) => name === camera);
    let awaitsKeyFrame = true;
    const show = (picture: EncodedUnit): void => {
      if (awaitsKeyFrame && !picture.isKeyFrame) return;
      awaitsKeyFrame = this.#socket.bufferedAmount > PICTURE_BEHIND_BYTES;
      if (awaitsKeyFrame) {
        this.#counters.count('api_pictures_left_out', { camera });
        return;
      }
      const { isKeyFrame, capturedAtNs, data } = picture;
      this.#socket.send(encodeLivePicture({ cameraIndex, isKeyFrame, capturedAtNs, unit: data }));
    };
    this.#streams.set(camera, { resolution, pictures: this.#bay.pictures(camera, resolution).subscribe(show) });
  }

  stop(camera: string): void {
    this.#streams.get(camera)?.pictures.unsubscribe();
    this.#streams.delete(camera);
  }

  stopAll(): void {
    for (const camera of [...this.#streams.keys()]) this.stop(camera);
  }
}
