import type { ClipPoses } from '../../api/contract/rest.ts';
import type { Ghost } from '../compare/ghost.ts';
import { drawHandPath } from '../skeleton/draw-hand-path.ts';
import { drawGhost, drawSkeleton } from '../skeleton/draw-skeleton.ts';
import { fitCanvas } from '../skeleton/fit-canvas.ts';
import { fitPicture, type GolferPlace, type PictureFit } from '../skeleton/picture-fit.ts';
import type { HandPath } from './hand-path.ts';
import { landmarksAt } from './timed-poses.ts';

/** What is drawn of a view, and over it. What is null is not known, or not wanted. */
export interface ReplayDrawing {
  /** The report's time of the clip's first frame. */
  readonly fromMs: number;
  /** Where the golfer is during the swing: the picture is cut round it. */
  readonly place: GolferPlace | null;
  readonly skeleton: ClipPoses | null;
  readonly path: HandPath | null;
  readonly ghost: Ghost | null;
}

const NOTHING: ReplayDrawing = { fromMs: 0, place: null, skeleton: null, path: null, ghost: null };

/**
 * Draws over a video the skeleton of the very frame that it shows: the browser says which frame it is. The video itself
 * is moved and made larger so that the golfer stands in the middle, the same for the whole clip: a copy of every picture
 * on a canvas would cost a bay without a graphics card half of its frames.
 */
export class ReplayCanvas {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #video: HTMLVideoElement;
  #drawing = NOTHING;
  #request = 0;
  #shownSeconds = 0;
  #placed = '';
  readonly #resized = new ResizeObserver(() => this.redraw());

  constructor(canvas: HTMLCanvasElement, video: HTMLVideoElement) {
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('this browser has no 2D canvas');
    this.#canvas = canvas;
    this.#context = context;
    this.#video = video;
    this.#request = video.requestVideoFrameCallback(this.#onFrame);
    this.#resized.observe(canvas);
  }

  setDrawing(drawing: ReplayDrawing): void {
    this.#drawing = drawing;
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
    const { fromMs, place, skeleton, path, ghost } = this.#drawing;
    const size = fitCanvas(this.#canvas);
    const fit = fitPicture({ width: video.videoWidth, height: video.videoHeight }, size, place);
    this.#placeVideo(fit, size.width / (this.#canvas.clientWidth || 1));
    this.#context.clearRect(0, 0, size.width, size.height);
    const timeMs = fromMs + this.#shownSeconds * 1000;
    const earlier = ghost?.at(timeMs) ?? null;
    if (earlier !== null) drawGhost(this.#context, earlier, fit);
    if (path !== null) drawHandPath(this.#context, path, fit, timeMs);
    const landmarks = skeleton === null ? null : landmarksAt(skeleton, timeMs);
    if (landmarks !== null) drawSkeleton(this.#context, landmarks, fit, 0.85);
    const { dataset } = this.#canvas;
    dataset['timeMs'] = timeMs.toFixed(1);
    dataset['skeleton'] = landmarks === null ? 'none' : 'drawn';
    dataset['path'] = path === null ? 'none' : 'drawn';
    dataset['ghost'] = earlier === null ? 'none' : 'drawn';
  }
  #placeVideo({ left, top, width, height }: PictureFit, scale: number): void {
    const pixels = (value: number) => `${(value / scale).toFixed(2)}px`;
    const placed = [left, top, width, height].map(pixels).join(' ');
    if (placed === this.#placed) return;
    this.#placed = placed;
    const { style } = this.#video;
    [style.left, style.top, style.width, style.height] = placed.split(' ') as [string, string, string, string];
  }
}
