import { drawSkeleton } from '../skeleton/draw-skeleton.ts';
import { fitCanvas } from '../skeleton/fit-canvas.ts';
import { CalmPlace } from '../skeleton/golfer-place.ts';
import { fitPicture, type GolferPlace, type Size } from '../skeleton/picture-fit.ts';
import { RoundCorners } from '../skeleton/round-corners.ts';
import type { PlacedPose, TimedPose } from './pose-timeline.ts';

/**
 * Draws a camera's picture and its skeleton on one canvas, so that the two can never part; the golfer fills it.
 *
 * What is drawn is told on the canvas itself, for tests and benches: the picture's time, and how far from it the
 * nearest measured pose lies. Says once when the picture has stood still for {@link STILL_MS_MAX}, and once when it
 * moves again.
 */
const STILL_MS_MAX = 2_500;

export interface DrawnPicture extends PlacedPose {
  readonly image: CanvasImageSource;
  readonly size: Size;
  readonly capturedAtNs: number;
}

export class PictureCanvas {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #onStill: (isStill: boolean) => void;
  readonly #place = new CalmPlace();
  readonly #corners = new RoundCorners();
  #drawnAtMs = 0;
  #isStill = true;

  constructor(canvas: HTMLCanvasElement, onStill: (isStill: boolean) => void) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('this browser has no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#onStill = onStill;
  }

  /** Where the golfer stands just now; null before the first pose. */
  get place(): GolferPlace | null {
    return this.#place.current;
  }

  follow({ landmarks }: TimedPose): void {
    if (landmarks !== null) this.#place.follow(landmarks);
  }

  draw({ image, size, capturedAtNs, landmarks, offNs }: DrawnPicture): void {
    const fit = fitPicture(size, fitCanvas(this.#canvas), this.#place.current);
    this.#context.drawImage(image, fit.left, fit.top, fit.width, fit.height);
    if (landmarks !== null) drawSkeleton(this.#context, landmarks, fit);
    this.#corners.draw(this.#context);
    const { dataset } = this.#canvas;
    dataset['capturedAtNs'] = String(capturedAtNs);
    dataset['poseOffNs'] = offNs === null ? '' : String(offNs);
    dataset['skeleton'] = landmarks === null ? 'none' : 'drawn';
    this.#drawnAtMs = performance.now();
    this.#say(false);
  }

  /** To be called with every turn of the display in which nothing was drawn. */
  checkStill(): void {
    if (performance.now() - this.#drawnAtMs > STILL_MS_MAX) this.#say(true);
  }

  #say(isStill: boolean): void {
    if (isStill === this.#isStill) return;
    this.#isStill = isStill;
    this.#onStill(isStill);
  }
}
