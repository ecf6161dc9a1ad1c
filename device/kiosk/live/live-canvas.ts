import type { LivePicture } from '../../api/contract/live-picture.ts';
import { drawSkeleton } from '../skeleton/draw-skeleton.ts';
import { CalmPlace } from '../skeleton/golfer-place.ts';
import { fitCanvas } from '../skeleton/fit-canvas.ts';
import { fitPicture, type GolferPlace } from '../skeleton/picture-fit.ts';
import { FramePoseMatcher, type TimedPose } from './frame-pose-matcher.ts';
import { LivePictureDecoder } from './live-picture-decoder.ts';

/**
 * One camera's live picture with the skeleton, drawn on one canvas so that the two can never part.
 *
 * Runs beside Preact: pictures and poses come in at any moment, and each turn of the display draws the newest that is
 * whole. Says once when the picture has stood still for {@link STILL_MS_MAX}, and once when it moves again.
 */
const STILL_MS_MAX = 2_500;

export class LiveCanvas {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #onStill: (isStill: boolean) => void;
  readonly #matcher = new FramePoseMatcher<VideoFrame>((frame) => frame.close());
  readonly #decoder = new LivePictureDecoder((frame, capturedAtNs) => this.#matcher.addFrame(frame, capturedAtNs));
  readonly #place = new CalmPlace();
  #request = 0;
  #drawnAtMs = 0;
  #isStill = true;

  constructor(canvas: HTMLCanvasElement, onStill: (isStill: boolean) => void) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('this browser has no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#onStill = onStill;
    this.#request = requestAnimationFrame(this.#turn);
  }

  /** Where the golfer stands just now; null before the first pose. */
  get place(): GolferPlace | null {
    return this.#place.current;
  }

  addPicture(picture: LivePicture): void {
    this.#decoder.decode(picture);
  }

  addPose(pose: TimedPose): void {
    this.#matcher.addPose(pose);
    if (pose.landmarks !== null) this.#place.follow(pose.landmarks);
  }

  close(): void {
    cancelAnimationFrame(this.#request);
    this.#decoder.close();
    this.#matcher.clear();
  }

  readonly #turn = (nowMs: number): void => {
    this.#request = requestAnimationFrame(this.#turn);
    const match = this.#matcher.takeNewest();
    if (match === null) {
      if (nowMs - this.#drawnAtMs > STILL_MS_MAX) this.#say(true);
      return;
    }
    const { frame, landmarks } = match;
    const size = fitCanvas(this.#canvas);
    const fit = fitPicture({ width: frame.displayWidth, height: frame.displayHeight }, size, this.#place.current);
    this.#context.drawImage(frame, fit.left, fit.top, fit.width, fit.height);
    frame.close();
    if (landmarks !== null) drawSkeleton(this.#context, landmarks, fit);
    this.#canvas.dataset['capturedAtNs'] = String(match.capturedAtNs);
    this.#canvas.dataset['skeleton'] = landmarks === null ? 'none' : 'drawn';
    this.#drawnAtMs = nowMs;
    this.#say(false);
  };

  #say(isStill: boolean): void {
    if (isStill === this.#isStill) return;
    this.#isStill = isStill;
    this.#onStill(isStill);
  }
}
