import type { ClipPoses } from '../../api/contract/rest.ts';
import { drawSkeleton } from '../skeleton/draw-skeleton.ts';
import { fitCanvas } from '../skeleton/fit-canvas.ts';
import { fitPicture, type GolferPlace } from '../skeleton/picture-fit.ts';
import { landmarksAt } from './timed-poses.ts';

/**
 * Draws each frame that a video shows, with the skeleton of that very frame: the browser says which frame it is.
 * The picture is cut so that the golfer stands in the middle, the same for the whole clip.
 */
export class ReplayCanvas {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #video: HTMLVideoElement;
  #poses: ClipPoses | null = null;
  #place: GolferPlace | null = null;
  #fromMs = 0;
  #request = 0;
  #shownSeconds = 0;
  readonly #resized = new ResizeObserver(() => this.redraw());

  constructor(canvas: HTMLCanvasElement, video: HTMLVideoElement) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('this browser has no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#video = video;
    this.#request = video.requestVideoFrameCallback(this.#onFrame);
    this.#resized.observe(canvas);
  }

  setPoses(poses: ClipPoses | null, place: GolferPlace | null, fromMs: number): void {
    this.#poses = poses;
    this.#place = place;
    this.#fromMs = fromMs;
    this.redraw();
  }

  redraw(): void {
    if (this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) this.#draw();
  }

  close(): void {
    this.#resized.disconnect();
    this.#video.cancelVideoFrameCallback(this.#request);
  }

  readonly #onFrame = (_now: number, frame: VideoFrameCallbackMetadata): void => {
    this.#request = this.#video.requestVideoFrameCallback(this.#onFrame);
    this.#shownSeconds = frame.mediaTime;
    this.#draw();
  };

  #draw(): void {
    const video = this.#video;
    const size = fitCanvas(this.#canvas);
    const fit = fitPicture({ width: video.videoWidth, height: video.videoHeight }, size, this.#place);
    this.#context.drawImage(video, fit.left, fit.top, fit.width, fit.height);
    const timeMs = this.#fromMs + this.#shownSeconds * 1000;
    const landmarks = this.#poses === null ? null : landmarksAt(this.#poses, timeMs);
    if (landmarks !== null) drawSkeleton(this.#context, landmarks, fit, 0.85);
    this.#canvas.dataset['timeMs'] = timeMs.toFixed(1);
    this.#canvas.dataset['skeleton'] = landmarks === null ? 'none' : 'drawn';
  }
}
