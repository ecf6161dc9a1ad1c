/**
 * Who can say that a ball was struck, and when two of them speak of the same moment. Pure.
 *
 * What each of them knows: the beam and the sound know the instant to a millisecond and nothing of who made it; the
 * hands know that somebody here swung, and the instant to a few hundredths of a second; a launch monitor knows that a
 * ball flew, and of the instant only that it was before its message.
 */
import { NS_PER_MS } from '../clock/clock.ts';
import type { MonitorDelay } from './monitor-delay.ts';
import type { SwingSeen } from './swing-watch.ts';

export type Witness = 'hands' | 'sound' | 'beam' | 'launch-monitor';

/** `lost`: configured, and silent just now; it is not waited for, and its silence says nothing. */
export type WitnessHealth = 'absent' | 'working' | 'lost';

export interface ImpactHeard {
  /** CLOCK_MONOTONIC ns at the ball: distance and device delay are already taken off. */
  readonly atNs: number;
  /** Decibels above the noise of the moment. */
  readonly strength: number;
  /** Decibels of full scale, whatever the noise was: how near it was struck. */
  readonly levelDb: number;
  readonly uncertaintyNs: number;
}

export interface BallChange {
  readonly type: 'present' | 'gone';
  readonly atNs: number;
  readonly uncertaintyNs: number;
}

export interface ShotMeasured {
  readonly receivedNs: number;
  /** From impact to the message, as it was learnt from shots that were joined; null before that. */
  readonly delay: MonitorDelay | null;
  /** Whether it carries a ball's flight. Without one it is no shot: a club that was swung past the monitor. */
  readonly hasBallFlight: boolean;
}

/** Two witnesses of one impact are no further apart. */
const AGREE_MS = 40;
/**
 * Hands are lowest 25 ms before to 35 ms after impact at 25 poses a second and more (800 virtual swings with the pose
 * model's measured noise: one was further off than 40 ms). Where the poses round impact lay further apart, so may the
 * hands' impact be; beyond this nothing is believed.
 */
const HANDS_AGREE_MS_MAX = 160;
/** Monitors answer within half a second to two seconds. */
const SHOT_DELAY_MS_MAX = 3_000;

export function agreeNs(aNs: number, bNs: number): boolean {
  return Math.abs(aNs - bNs) <= AGREE_MS * NS_PER_MS;
}

/** How far an exact instant may lie from the hands' impact. */
export function handsWindowNs({ uncertaintyNs }: SwingSeen): number {
  // The uncertainty is half the time between the poses.
  return Math.min(HANDS_AGREE_MS_MAX * NS_PER_MS, Math.max(AGREE_MS * NS_PER_MS, 2 * uncertaintyNs));
}

/** Whether the message can be of an impact at this time. */
export function shotAgrees(shot: ShotMeasured, impactNs: number): boolean {
  if (!shot.hasBallFlight) return false;
  const delayNs = shot.receivedNs - impactNs;
  if (shot.delay === null) return delayNs >= 0 && delayNs <= SHOT_DELAY_MS_MAX * NS_PER_MS;
  return Math.abs(delayNs - shot.delay.delayNs) <= Math.max(AGREE_MS * NS_PER_MS, shot.delay.halfWidthNs);
}

/** When the impact was as far as the monitor alone can tell. */
export function impactOfShot({ receivedNs, delay }: ShotMeasured): { atNs: number; uncertaintyNs: number } {
  const half = (SHOT_DELAY_MS_MAX / 2) * NS_PER_MS;
  const { delayNs, halfWidthNs } = delay ?? { delayNs: half, halfWidthNs: half };
  return { atNs: receivedNs - delayNs, uncertaintyNs: halfWidthNs };
}
