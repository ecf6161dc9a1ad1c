import type { LivePicture } from '../../api/contract/live-picture.ts';
import type { GolferPlace } from '../skeleton/picture-fit.ts';
import { FramePoseMatcher } from './frame-pose-matcher.ts';
import { LivePictureDecoder } from './live-picture-decoder.ts';
import { PictureCanvas } from './picture-canvas.ts';
import type { TimedPose } from './pose-timeline.ts';

/**
 * One camera's live picture with the skeleton, decoded by the page itself.
 *
 * Runs beside Preact: pictures and poses come in at any moment, and each turn of the display draws the newest that is
 * whole.
 */
export class LiveCanvas {
  readonly #canvas: PictureCanvas;
  readonly #matcher = new FramePoseMatcher<VideoFrame>((frame) => frame.close());
  readonly #decoder = new LivePictureDecoder((frame, capturedAtNs) => this.#matcher.addFrame(frame, capturedAtNs));
  #request = 0;

  constructor(canvas: HTMLCanvasElement, onStill: (isStill: boolean) => void) {
    this.#canvas = new PictureCanvas(canvas, onStill);
    this.#request = requestAnimationFrame(this.#turn);
  }

  /** Where the golfer stands just now; null before the first pose. */
  get place(): GolferPlace | null {
    return this.#canvas.place;
  }

  addPicture(picture: LivePicture): void {
    this.#decoder.decode(picture);
  }

  addPose(pose: TimedPose): void {
    this.#matcher.addPose(pose);
    this.#canvas.follow(pose);
  }

  close(): void {
    cancelAnimationFrame(this.#request);
    this.#decoder.close();
    this.#matcher.clear();
  }

  readonly #turn = (): void => {
    this.#request = requestAnimationFrame(this.#turn);
    const match = this.#matcher.takeNewest();
    if (match === null) {
      this.#canvas.checkStill();
      return;
    }
    const { frame, ...matched } = match;
    const size = { width: frame.displayWidth, height: frame.displayHeight };
    this.#canvas.draw({ image: frame, size, ...matched });
    frame.close();
  };
}
