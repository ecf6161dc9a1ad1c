import { createHash } from 'node:crypto';
import { downTheLineCamera, faceOnCamera, type PictureSize, type VirtualCamera } from './camera.ts';
import type { Golfer } from './golfer.ts';
import { type Motion, mirrorOf } from './motion.ts';
import { randomGolfer } from './random-golfer.ts';
import { SwingMotion, type SwingOptions } from './swing-motion.ts';
import { type SwingTruth, truthOf } from './truth.ts';
import { WalkMotion } from './walk-motion.ts';

/**
 * Everything a clip is made of, as plain data: it crosses threads, is hashed for the cache, and is written beside the
 * clip. Equal scenarios are equal clips.
 */
export interface Scenario {
  readonly golfer: Golfer;
  readonly motion: SwingOptions;
  /** Somebody else walks by behind the golfer. */
  readonly passerBy: { readonly seed: number; readonly fromMs: number } | null;
  readonly cameras: readonly VirtualCamera[];
}

/** Part of every cache key: raise it when a change alters pictures. */
const RENDERER_VERSION = 6;

export function scenarioFor(
  golfer: Golfer,
  motion: SwingOptions,
  size: PictureSize,
  passerBy: Scenario['passerBy'] = null,
): Scenario {
  const side = mirrorOf(golfer);
  return { golfer, motion, passerBy, cameras: [faceOnCamera(size, side), downTheLineCamera(size, side)] };
}

export function motionOf(scenario: Scenario): SwingMotion {
  return new SwingMotion(scenario.golfer, scenario.motion);
}

export function othersOf(scenario: Scenario): Motion[] {
  const { passerBy, golfer } = scenario;
  if (passerBy === null) return [];
  const person = randomGolfer(passerBy.seed, { handedness: golfer.handedness });
  return [new WalkMotion(person, { fromMs: passerBy.fromMs, durationMs: motionOf(scenario).durationMs })];
}

export function frameCountOf(scenario: Scenario, camera: VirtualCamera): number {
  return Math.round((motionOf(scenario).durationMs / 1000) * camera.fps);
}

export function truthOfScenario(scenario: Scenario): SwingTruth {
  return truthOf(motionOf(scenario), scenario.cameras);
}

/** Content key of one camera's clip. */
export function clipKey(scenario: Scenario, camera: VirtualCamera): string {
  const { golfer, motion, passerBy } = scenario;
  const text = JSON.stringify({ RENDERER_VERSION, golfer, motion, passerBy, camera });
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
