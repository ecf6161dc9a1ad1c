import { SAME_TIME, type SwingWarp } from '../compare/swing-warp.ts';
import type { ReplayRange } from './replay-range.ts';
import { FIRST_SPEED, playbackRate, type ReplaySpeed } from './replay-speed.ts';
import { playable, stepFor } from './step-keeping.ts';
import { nearestFrame } from './timed-poses.ts';

/**
 * Plays the clips of one swing together: one place in time, several videos.
 *
 * The first video of this swing leads and runs at exactly the speed that was chosen; the others are kept within a frame
 * of it (step-keeping.ts). A video of another swing follows along its warp. The range is played in a loop with a rest at
 * its end, because a golfer looks up late; once only for whoever asked for less motion.
 */
export interface ReplayVideo {
  readonly video: HTMLVideoElement;
  /** The report's time of the clip's first frame. */
  readonly fromMs: number;
  readonly framePeriodMs: number;
  /** When each frame was made, on the report's clock, where that is known: steps then go by it. */
  readonly timesMs?: readonly number[] | undefined;
  /** From the replay's time to that of this video's own swing; absent where it is the same. */
  readonly warp?: SwingWarp | undefined;
}

const REST_MS = 900;
/** Setting a rate costs the browser a little each time: smaller changes wait. */
const RATE_CHANGE_MIN = 0.015;

export class ReplayPlayer {
  readonly #videos = new Map<string, ReplayVideo>();
  readonly #onPlaying: (isPlaying: boolean) => void;
  readonly #placeListeners = new Set<(timeMs: number) => void>();
  readonly #isOnce: boolean;
  #range: ReplayRange;
  #speed: ReplaySpeed = FIRST_SPEED;
  #slowness: number | null = null;
  #isPlaying = true;
  #timeMs: number;
  #restedSinceMs: number | null = null;
  #request: number;

  constructor(range: ReplayRange, onPlaying: (isPlaying: boolean) => void, isOnce = false) {
    this.#range = range;
    this.#timeMs = range.fromMs;
    this.#onPlaying = onPlaying;
    this.#isOnce = isOnce;
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

  add(name: string, video: ReplayVideo): void {
    this.#videos.set(name, video);
    video.video.playbackRate = this.#rateOf(video);
    this.#place(video);
    if (this.#isPlaying) void video.video.play().catch(() => undefined);
  }

  remove(name: string): void {
    this.#videos.delete(name);
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
    this.#setRates();
  }

  /** How many times slower than life the clips themselves run; null where that is not known. */
  setSlowness(slowness: number | null): void {
    this.#slowness = slowness;
    this.#setRates();
  }

  /** Stands still at a moment, in every camera. */
  goTo(timeMs: number): void {
    this.#setPlaying(false);
    this.#moveTo(timeMs);
  }

  /** Stands still so many frames on, of the camera that made the most of them. */
  step(frames: number): void {
    const finest = [...this.#videos.values()]
      .filter(({ warp }) => warp === undefined)
      .toSorted((a, b) => a.framePeriodMs - b.framePeriodMs)[0];
    if (finest === undefined) return;
    const { timesMs, fromMs, framePeriodMs } = finest;
    const known = timesMs === undefined ? null : nearestFrame(timesMs, this.#timeMs);
    const knownMs = known === null ? undefined : timesMs?.[Math.max(0, known + frames)];
    const frame = Math.round((this.#timeMs - fromMs) / framePeriodMs) + frames;
    this.goTo(knownMs ?? fromMs + frame * framePeriodMs);
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

  /** Of this swing where one of its own is there: another's time is bent to it. */
  #leader(): ReplayVideo | undefined {
    const videos = [...this.#videos.values()];
    return videos.find(({ warp }) => warp === undefined) ?? videos[0];
  }

  #rest(nowMs: number): void {
    for (const { video } of this.#videos.values()) video.pause();
    if (this.#isOnce) this.#setPlaying(false);
    else this.#restedSinceMs = nowMs;
  }

  #keepUp(follower: ReplayVideo): void {
    const { video, fromMs, framePeriodMs } = follower;
    if (video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    const driftMs = fromMs + video.currentTime * 1000 - this.#ownTime(follower);
    const { rate, mustJump } = stepFor(driftMs, framePeriodMs, this.#rateOf(follower));
    if (mustJump) this.#place(follower);
    const isOtherRate = Math.abs(rate / video.playbackRate - 1) > RATE_CHANGE_MIN || rate === this.#rateOf(follower);
    if (isOtherRate && video.playbackRate !== rate) video.playbackRate = rate;
    if (video.paused && !video.ended) void video.play().catch(() => undefined);
  }

  #setRates(): void {
    for (const each of this.#videos.values()) each.video.playbackRate = this.#rateOf(each);
  }

  #rateOf({ warp = SAME_TIME }: ReplayVideo): number {
    return playable(playbackRate(this.#speed, this.#slowness) * warp.rateAt(this.#timeMs));
  }

  #ownTime({ warp = SAME_TIME }: ReplayVideo): number {
    return warp.at(this.#timeMs);
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
  #place(placed: ReplayVideo): void {
    const { video, fromMs, framePeriodMs } = placed;
    video.currentTime = Math.max(0, (this.#ownTime(placed) - fromMs + framePeriodMs * 0.5) / 1000);
  }

  #tell(timeMs: number): void {
    this.#timeMs = timeMs;
    for (const listener of this.#placeListeners) listener(timeMs);
  }
}
