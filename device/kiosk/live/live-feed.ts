import type { LivePicture } from '../../api/contract/live-picture.ts';
import type { ClientMessages, LiveCamera, ServerMessages } from '../../api/contract/realtime.ts';
import type { GolferPlace } from '../skeleton/picture-fit.ts';
import { LiveCanvas } from './live-canvas.ts';

/**
 * Hands pictures and poses from the socket to the canvas of their camera, and asks the bay for the streams of those
 * cameras, and only those, that are on the screen.
 */
type Send = <E extends keyof ClientMessages>(event: E, data: ClientMessages[E]) => void;

export class LiveFeed {
  readonly #canvases = new Map<string, LiveCanvas>();
  readonly #lastPlaces = new Map<string, GolferPlace>();
  readonly #send: Send;
  #cameras: readonly LiveCamera[] = [];

  constructor(send: Send) {
    this.#send = send;
  }

  /** To be called on every `CONNECTED`: a new socket knows of no stream. */
  connected(cameras: readonly LiveCamera[]): void {
    this.#cameras = cameras;
    for (const camera of this.#canvases.keys()) this.#send('START_STREAM', { camera });
  }

  addPicture(picture: LivePicture): void {
    const camera = this.#cameras[picture.cameraIndex];
    if (camera !== undefined) this.#canvases.get(camera.name)?.addPicture(picture);
  }

  addPose(pose: ServerMessages['POSE_UPDATE']): void {
    this.#canvases.get(pose.camera)?.addPose(pose);
  }

  /** Where a golfer was last seen live: good enough to cut a replay by until its own poses are there. */
  lastPlace(camera: string): GolferPlace | null {
    return this.#lastPlaces.get(camera) ?? null;
  }

  /** Shows a camera on a canvas until the returned function is called. */
  show(camera: string, canvas: HTMLCanvasElement, onStill: (isStill: boolean) => void): () => void {
    const live = new LiveCanvas(canvas, onStill);
    this.#canvases.set(camera, live);
    this.#send('START_STREAM', { camera });
    return () => {
      if (live.place !== null) this.#lastPlaces.set(camera, live.place);
      live.close();
      if (this.#canvases.get(camera) !== live) return;
      this.#canvases.delete(camera);
      this.#send('STOP_STREAM', { camera });
    };
  }
}
