/** Live poses of made-up motions for the tests of the live loop: the hands' height over time, nothing else. */
import { NS_PER_MS } from '../clock/clock.ts';
import type { LiveStance } from './live-stance.ts';

export interface LiveSample {
  readonly atNs: number;
  readonly stance: LiveStance;
}

/** Corner points of the hands' height: time in ms, height; straight lines between. */
export type HandPath = readonly (readonly [atMs: number, height: number])[];

export interface SwingTimes {
  readonly stillMs: number;
  readonly backMs: number;
  readonly pauseMs: number;
  readonly downMs: number;
}

/** A whole swing that begins with stillness at 0; impact is at `impactMsOf(times)`. */
export function swingPath(times: SwingTimes): HandPath {
  const start = times.stillMs;
  const top = start + times.backMs;
  const fall = top + times.pauseMs;
  const impact = fall + times.downMs;
  return [
    [0, -0.2],
    [start, -0.2],
    [top, 1.2],
    [fall, 1.2],
    [impact, -0.15],
    [impact + 350, 1.3],
    [impact + 1500, 1.3],
  ];
}

export function impactMsOf(times: SwingTimes): number {
  return times.stillMs + times.backMs + times.pauseMs + times.downMs;
}

/** Only the hands' height moves sideways too when they move, so that stillness and height agree. */
export function samplesOf(path: HandPath, posesPerSecond: number, fromNs = 0): LiveSample[] {
  const endMs = path.at(-1)?.[0] ?? 0;
  const samples: LiveSample[] = [];
  for (let atMs = 0; atMs <= endMs; atMs += 1000 / posesPerSecond) {
    const height = heightAt(path, atMs);
    samples.push({
      atNs: fromNs + atMs * NS_PER_MS,
      stance: { handHeight: height, handX: 3, handY: 5 - height, torsoPixels: 200 },
    });
  }
  return samples;
}

function heightAt(path: HandPath, atMs: number): number {
  for (let i = 1; i < path.length; i++) {
    const [fromMs, from] = path[i - 1] ?? [0, 0];
    const [toMs, to] = path[i] ?? [0, 0];
    if (atMs <= toMs) return from + ((to - from) * (atMs - fromMs)) / Math.max(1, toMs - fromMs);
  }
  return path.at(-1)?.[1] ?? 0;
}
