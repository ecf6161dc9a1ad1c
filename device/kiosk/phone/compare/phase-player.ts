import type { PhaseClock } from './phase-clock.ts';

/**
 * Plays two swings in step, phase by phase: the first runs at an even speed, the second is slowed down or hurried so that
 * both pass each moment together. Without any video the phases run by themselves, for the skeletons.
 */
export interface SideVideo {
  readonly video: HTMLVideoElement;
  /** The report's time of the clip's first frame. */
  readonly fromMs: number;
}

export type Side = 'first' | 'second';
export type Speed = 0.25 | 0.5 | 1;

const DRIFT_MS_MAX = 70;
const REST_MS = 900;
/** What browsers play at all. */
const RATE = { least: 0.0625, most: 4 } as const;

export class PhasePlayer {
  readonly #clocks: Readonly<Record<Side, PhaseClock>>;
  readonly #onPhase: (phase: number) => void;
  readonly #videos = new Map<Side, SideVideo>();
  #phase: number;
  #speed: Speed = 0.25;
  #isPlaying = false;
  #beforeMs: number | null = null;
  #restsSinceMs: number | null = null;
  #request: number;

  constructor(clocks: Readonly<Record<Side, PhaseClock>>, onPhase: (phase: number) => void) {
    this.#clocks = clocks;
    this.#onPhase = onPhase;
    this.#phase = clocks.first.from;
    this.#request = requestAnimationFrame(this.#turn);
  }

  add(side: Side, video: SideVideo): void {
    this.#videos.set(side, video);
    this.#seek(side);
  }

  remove(side: Side): void {
    this.#videos.delete(side);
  }

  play(): void {
    if (this.#phase >= this.#clocks.first.to - 1e-3) this.#moveTo(this.#clocks.first.from);
    this.#isPlaying = true;
    this.#restsSinceMs = null;
    this.#beforeMs = null;
  }

  pause(): void {
    this.#isPlaying = false;
    for (const { video } of this.#videos.values()) video.pause();
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed;
  }

  /** Stands still there. */
  goTo(phase: number): void {
    this.pause();
    this.#moveTo(phase);
  }

  close(): void {
    cancelAnimationFrame(this.#request);
    this.pause();
    this.#videos.clear();
  }

  readonly #turn = (nowMs: number): void => {
    this.#request = requestAnimationFrame(this.#turn);
    const passedMs = nowMs - (this.#beforeMs ?? nowMs);
    this.#beforeMs = nowMs;
    if (!this.#isPlaying) return;
    if (this.#restsSinceMs !== null) {
      if (nowMs - this.#restsSinceMs < REST_MS) return;
      this.#restsSinceMs = null;
      this.#moveTo(this.#clocks.first.from);
      return;
    }
    const leader = this.#videos.get('first');
    if (leader === undefined) {
      this.#tell(this.#phase + (passedMs * this.#speed) / this.#clocks.first.paceAt(this.#phase));
    } else {
      if (leader.video.seeking || leader.video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
      leader.video.playbackRate = this.#speed;
      this.#run(leader.video);
      this.#tell(this.#clocks.first.phaseAt(leader.fromMs + leader.video.currentTime * 1000));
    }
    this.#keepUp();
    if (this.#phase >= this.#clocks.first.to - 1e-3 || leader?.video.ended === true) this.#rest(nowMs);
  };

  #keepUp(): void {
    const follower = this.#videos.get('second');
    if (follower === undefined || follower.video.seeking) return;
    const { first, second } = this.#clocks;
    const rate = (this.#speed * second.paceAt(this.#phase)) / first.paceAt(this.#phase);
    follower.video.playbackRate = Math.min(RATE.most, Math.max(RATE.least, rate));
    const driftMs = follower.fromMs + follower.video.currentTime * 1000 - second.timeAt(this.#phase);
    if (Math.abs(driftMs) > DRIFT_MS_MAX) this.#seek('second');
    this.#run(follower.video);
  }

  #run(video: HTMLVideoElement): void {
    if (video.paused && !video.ended) void video.play().catch(() => undefined);
  }

  #rest(nowMs: number): void {
    this.#restsSinceMs = nowMs;
    for (const { video } of this.#videos.values()) video.pause();
  }

  #moveTo(phase: number): void {
    this.#tell(phase);
    this.#seek('first');
    this.#seek('second');
  }

  #seek(side: Side): void {
    const shown = this.#videos.get(side);
    if (shown === undefined) return;
    const timeMs = this.#clocks[side].timeAt(this.#phase);
    shown.video.currentTime = Math.max(0, (timeMs - shown.fromMs) / 1000 + 0.004);
  }

  #tell(phase: number): void {
    const { from, to } = this.#clocks.first;
    this.#phase = Math.min(to, Math.max(from, phase));
    this.#onPhase(this.#phase);
  }
}
