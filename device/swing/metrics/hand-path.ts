import { lengthOf, midpoint, subtract, type Vector } from '../geometry/vector.ts';
import { derivative } from '../signal/derivative.ts';
import { zeroPhaseFilter } from '../signal/zero-phase-filter.ts';
import type { GolferJoint } from '../pose/golfer-joint.ts';
import type { PoseSource } from './pose-source.ts';

/** The way and the speed of the hands: both wrists hold one grip, and their middle stands for it. */
export interface HandPlace {
  readonly timeMs: number;
  readonly place: Vector;
}

/** Of the pictures between two times, the share in which the hands must be known. */
const KNOWN_SHARE_MIN = 0.9;

/**
 * Where the hands are between two times, both ends included. The middle of both wrists, or one wrist throughout where
 * the other is not seen often enough: a path never jumps from one to the other. Null where neither is.
 */
export function handPath(space: PoseSource, fromMs: number, toMs: number): readonly HandPlace[] | null {
  const between = Array.from(space.timesMs).filter((time) => time > fromMs && time < toMs);
  const timesMs = [fromMs, ...between, toMs];
  const last = space.timesMs.at(-1) ?? toMs;
  const held = (time: number): number => Math.min(Math.max(time, space.timesMs[0] ?? time), last);
  const wrist = (joint: GolferJoint) => (time: number) => space.joint(joint, held(time));
  const [lead, trail] = [wrist('lead-wrist'), wrist('trail-wrist')];
  const both = (time: number): Vector | null => {
    const [a, b] = [lead(time), trail(time)];
    return a === null || b === null ? null : midpoint(a, b);
  };
  for (const hands of [both, lead, trail]) {
    const path = timesMs.flatMap((timeMs) => {
      const place = hands(timeMs);
      return place === null ? [] : [{ timeMs, place }];
    });
    if (path.length >= KNOWN_SHARE_MIN * timesMs.length) return path;
  }
  return null;
}

/**
 * In space the hands' speed is smoothed once more than the joints are, at this cut-off. It reads 6 % low then, alike in all
 * golfers, where it was 4 % before, and what differs between golfers is less: a tremble makes a greatest speed greater.
 */
const SPEED_CUTOFF_HZ = 12;

/** The speed of the middle of both wrists, or of the one seen, at every picture; in the source's unit a second. */
export function handSpeeds(source: PoseSource): Float64Array {
  const [lead, trail] = [jointVelocity(source, 'lead-wrist'), jointVelocity(source, 'trail-wrist')];
  const [x, y, z] = ([0, 1, 2] as const).map((axis) => {
    const rates = lead[axis].map((rate, i) => meanOfKnown(rate, trail[axis][i] as number));
    if (source.kind !== 'space') return rates;
    return zeroPhaseFilter(rates, source.timesMs, { cutoffHz: SPEED_CUTOFF_HZ, gapMsMax: 0 }).values;
  }) as [Float64Array, Float64Array, Float64Array];
  return x.map((each, i) => Math.hypot(each, y[i] as number, z[i] as number));
}

function meanOfKnown(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : (a + b) / 2;
}

function jointVelocity(source: PoseSource, joint: GolferJoint): [Float64Array, Float64Array, Float64Array] {
  const places = Array.from(source.timesMs, (time) => source.joint(joint, time));
  const rate = (coordinate: keyof Vector) =>
    derivative(
      places.map((place) => place?.[coordinate] ?? Number.NaN),
      source.timesMs,
    );
  return [rate('x'), rate('y'), rate('z')];
}

/** The length of each step of a path, the first one's 0. */
export function stepsOf(path: readonly HandPlace[]): number[] {
  return path.map(({ place }, i) => (i === 0 ? 0 : lengthOf(subtract(place, (path[i - 1] as HandPlace).place))));
}
