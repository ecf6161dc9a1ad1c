import type { ReplayRange } from './replay-range.ts';

/**
 * Plays the clips of one swing together: one place in time, several videos.
 *
 * The first video leads; the others are kept within {@link DRIFT_MS_MAX} of it and set right when they stray. The
 * range is played in a loop with a rest at its end, because a golfer looks up late.
 */
export interface ReplayVideo {
  readonly video: HTMLVideoElement;
  /** The report's time of the clip's first frame. */
  readonly fromMs: number;
  readonly framePeriodMs: number;
}

export type ReplaySpeed = 0.25 | 0.5 | 1;

const DRIFT_MS_MAX = 45;
const REST_MS = 900;

export class ReplayPlayer {
  readonly #videos = new Map<string, ReplayVideo>();
  readonly #onPlaying: (isPlaying: boolean) => void;
  readonly #placeListeners = new Set<(timeMs: number) => void>();
  #range: ReplayRange;
  #speed: ReplaySpeed = 0.25;
  #isPlaying = true;
  #timeMs: number;
  #restedSinceMs: number | null = null;
  #request: number;

  constructor(range: ReplayRange, onPlaying: (isPlaying: boolean) => void) {
    this.#range = range;
    this.#timeMs = range.fromMs;
    this.#onPlaying = onPlaying;
    this.#request = requestAnimationFrame(this.#turn);
  }

  get timeMs(): number {
    return this.#timeMs;
  }

  onPlace(listener: (timeMs: number) => void): () => void {
    this.#placeListeners.add(listener);
    listener(this.#timeMs);
    return () => this.#placeListeners.delete(listener);
  }

  setRange(range: ReplayRange): void {
    if (range.fromMs === this.#range.fromMs && range.toMs === this.#range.toMs) return;
    this.#range = range;
    if (this.#isPlaying || this.#timeMs < range.fromMs || this.#timeMs > range.toMs) this.#moveTo(range.fromMs);
  }

  add(camera: string, video: ReplayVideo): void {
    this.#videos.set(camera, video);
    video.video.playbackRate = this.#speed;
    this.#place(video);
    if (this.#isPlaying) void video.video.play().catch(() => undefined);
  }

  remove(camera: string): void {
    this.#videos.delete(camera);
  }

  play(): void {
    if (this.#timeMs >= this.#range.toMs - 1) this.#moveTo(this.#range.fromMs);
    this.#setPlaying(true);
  }

  pause(): void {
    this.#setPlaying(false);
  }

  setSpeed(speed: ReplaySpeed): void {
    this.#speed = speed;
    for (const { video } of this.#videos.values()) video.playbackRate = speed;
  }

  /** Stands still at a moment, in every camera. */
  goTo(timeMs: number): void {
    this.#setPlaying(false);
    this.#moveTo(timeMs);
  }

  step(frames: number): void {
    const leader = this.#leader();
    if (leader === undefined) return;
    const frame = Math.round((this.#timeMs - leader.fromMs) / leader.framePeriodMs) + frames;
    this.goTo(leader.fromMs + frame * leader.framePeriodMs);
  }

  close(): void {
    cancelAnimationFrame(this.#request);
    this.#placeListeners.clear();
    this.#videos.clear();
  }

  readonly #turn = (nowMs: number): void => {
    this.#request = requestAnimationFrame(this.#turn);
    const leader = this.#leader();
    if (!this.#isPlaying || leader === undefined) return;
    if (this.#restedSinceMs !== null) {
      if (nowMs - this.#restedSinceMs < REST_MS) return;
      this.#restedSinceMs = null;
      this.#moveTo(this.#range.fromMs);
      for (const { video } of this.#videos.values()) void video.play().catch(() => undefined);
      return;
    }
    if (leader.video.seeking) return;
    if (leader.video.paused && !leader.video.ended) void leader.video.play().catch(() => undefined);
    this.#tell(leader.fromMs + leader.video.currentTime * 1000);
    for (const follower of this.#videos.values()) {
      if (follower !== leader) this.#keepUp(follower);
    }
    if (this.#timeMs >= this.#range.toMs || leader.video.ended) this.#rest(nowMs);
  };

  #leader(): ReplayVideo | undefined {
    return this.#videos.values().next().value;
  }

  #rest(nowMs: number): void {
    this.#restedSinceMs = nowMs;
    for (const { video } of this.#videos.values()) video.pause();
  }

  #keepUp(follower: ReplayVideo): void {
    const { video } = follower;
    if (video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    const driftMs = follower.fromMs + video.currentTime * 1000 - this.#timeMs;
    if (Math.abs(driftMs) > DRIFT_MS_MAX) this.#place(follower);
    if (video.paused && !video.ended) void video.play().catch(() => undefined);
  }

  #setPlaying(isPlaying: boolean): void {
    this.#restedSinceMs = null;
    for (const { video } of this.#videos.values()) {
      if (isPlaying) void video.play().catch(() => undefined);
      else video.pause();
    }
    if (isPlaying === this.#isPlaying) return;
    this.#isPlaying = isPlaying;
    this.#onPlaying(isPlaying);
  }

  #moveTo(timeMs: number): void {
    this.#tell(Math.min(this.#range.toMs, Math.max(this.#range.fromMs, timeMs)));
    for (const video of this.#videos.values()) this.#place(video);
  }

  /** Half a frame in, so that rounding never lands on the frame before. */
  #place({ video, fromMs, framePeriodMs }: ReplayVideo): void {
    video.currentTime = Math.max(0, (this.#timeMs - fromMs + framePeriodMs * 0.5) / 1000);
  }

  #tell(timeMs: number): void {
    this.#timeMs = timeMs;
    for (const listener of this.#placeListeners) listener(timeMs);
  }
}
