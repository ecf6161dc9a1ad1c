import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { VirtualCamera } from './camera.ts';
import { EncodingFailedError, RenderWorkerDiedError } from './errors.ts';
import { KEY_FRAME_EVERY } from './h264-encoder.ts';
import { frameCountOf, type Scenario } from './scenario.ts';

/**
 * Draws clips on all cores. A clip is cut into pieces of whole groups of pictures, each drawn and encoded by itself
 * and joined by concatenation; the queue holds one clip's pieces at a time for each call of `render`.
 */
export interface RenderOrder {
  readonly id: number;
  readonly scenario: Scenario;
  readonly camera: VirtualCamera;
  readonly fromFrame: number;
  readonly toFrame: number;
  readonly inBackground: boolean;
}

export type RenderReply =
  | { readonly id: number; readonly stream: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly failure: string };

/** About a second a piece: starting an encoder costs 0.1 s, and progress should move. */
const PIECE_FRAMES = 6 * KEY_FRAME_EVERY;
const WORKERS_MAX = 8;

interface Waiting {
  readonly order: RenderOrder;
  readonly resolve: (stream: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: Error) => void;
}

interface Hand {
  readonly worker: Worker;
  /** Camera and scene it has at hand. */
  warmFor: string;
  busyWith: Waiting | null;
}

export class RenderFarm {
  private readonly hands: Hand[] = [];
  private readonly queue: Waiting[] = [];
  private readonly inBackground: boolean;
  private readonly handsMax: number;
  private nextId = 1;
  private closed = false;

  /** `workers` defaults to one a core; a farm in the background takes one, at the lowest priority. */
  constructor(options: { readonly workers?: number; readonly inBackground?: boolean } = {}) {
    this.inBackground = options.inBackground ?? false;
    this.handsMax = Math.min(WORKERS_MAX, options.workers ?? (this.inBackground ? 1 : availableParallelism()));
  }

  /** The whole clip of one camera as an H.264 byte stream. `onFrames` is told of every piece that is done. */
  async render(scenario: Scenario, camera: VirtualCamera, onFrames: (frames: number) => void = () => {}) {
    const frames = frameCountOf(scenario, camera);
    const pieces: Promise<Uint8Array<ArrayBuffer>>[] = [];
    for (let from = 0; from < frames; from += PIECE_FRAMES) {
      const toFrame = Math.min(frames, from + PIECE_FRAMES);
      const piece = this.order(scenario, camera, from, toFrame);
      pieces.push(piece);
      piece.then(
        () => onFrames(toFrame - from),
        () => undefined,
      );
    }
    return new Uint8Array(Buffer.concat(await Promise.all(pieces)));
  }

  /** Ends the threads; what is under way is given up. */
  async close(): Promise<void> {
    this.closed = true;
    const closed = new RenderWorkerDiedError('closed');
    for (const waiting of this.queue.splice(0)) waiting.reject(closed);
    for (const hand of this.hands) hand.busyWith?.reject(closed);
    await Promise.all(this.hands.splice(0).map((hand) => hand.worker.terminate()));
  }

  private order(scenario: Scenario, camera: VirtualCamera, fromFrame: number, toFrame: number) {
    const id = this.nextId++;
    const order = { id, scenario, camera, fromFrame, toFrame, inBackground: this.inBackground };
    return new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
      this.queue.push({ order, resolve, reject });
      this.dispatch();
    });
  }

  private dispatch(): void {
    if (this.closed) return;
    while (this.hands.length < this.handsMax && this.hands.length < this.queue.length) this.hire();
    for (const hand of this.hands) {
      if (hand.busyWith !== null || this.queue.length === 0) continue;
      const familiar = this.queue.findIndex((waiting) => warmth(waiting.order) === hand.warmFor);
      const [waiting] = this.queue.splice(Math.max(0, familiar), 1);
      if (waiting === undefined) continue;
      hand.busyWith = waiting;
      hand.warmFor = warmth(waiting.order);
      hand.worker.postMessage(waiting.order);
    }
  }

  private hire(): void {
    const entry = new URL(`./render-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
    const hand: Hand = { worker: new Worker(entry), warmFor: '', busyWith: null };
    hand.worker.on('message', (reply: RenderReply) => {
      const waiting = hand.busyWith;
      hand.busyWith = null;
      if (waiting !== null && 'stream' in reply) waiting.resolve(reply.stream);
      else if (waiting !== null && 'failure' in reply) waiting.reject(new EncodingFailedError(reply.failure));
      this.dispatch();
    });
    hand.worker.on('error', (error) => {
      this.hands.splice(this.hands.indexOf(hand), 1);
      hand.busyWith?.reject(new RenderWorkerDiedError(error));
      this.dispatch();
    });
    this.hands.push(hand);
  }
}

function warmth(order: RenderOrder): string {
  return `${order.camera.name} ${order.scenario.golfer.seed} ${order.scenario.golfer.handedness}`;
}
