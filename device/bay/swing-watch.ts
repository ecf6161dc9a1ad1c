/**
 * Sees a swing while it happens, in the live poses of one camera. Pure: `(state, sample) → (state, swing)`.
 *
 * It answers only "a swing happened, and impact was at about t"; the events are found later, on every frame, by the
 * analysis. The shape it waits for is that of every full swing: hands low and still, hands high, a fast fall, hands
 * high again. A waggle never brings the hands high, a stretch with the club never falls fast enough.
 *
 * INVARIANTS
 * - `through` is reached only by way of `still`, `back` and `down`, in this order.
 * - Times never run backwards; a sample that is not newer than the last one changes nothing.
 * - Without a pose for {@link BLIND_MS_MAX} the watch begins anew.
 */
import { NS_PER_MS } from '../clock/clock.ts';
import type { LiveStance } from './live-stance.ts';

/** Hand heights (fractions of hips to shoulders) that bound a swing; measured on real clips and kept generous. */
export const HANDS_LOW = 0.45;
export const HANDS_HIGH = 0.75;
/** The hands are still when they move less than this many torso lengths in {@link STILL_MS}. */
const STILL_TORSO = 0.08;
const STILL_MS = 250;
/** From the first movement to high hands; real backswings take 0.5–1.2 s, slow ones above 2 s. */
const BACK_MS_MAX = 4_000;
/**
 * From the last high hands to the first low ones. Top → impact takes 0.2–0.3 s whoever swings, and this is its fast
 * middle, 40–80 ms; two poses at 25 a second are added.
 */
const FALL_MS_MAX = 160;
/** From the lowest hands to high ones on the other side; 100–250 ms in a swing, twice that in a lazy one. */
const RISE_MS_MAX = 450;
/** The hands stay high at the top for a moment, or for a long one. */
const TOP_MS_MAX = 2_500;
const BLIND_MS_MAX = 700;
/** Recent hand places that are kept for the test of stillness: 250 ms at 240 poses a second, at most. */
const RECENT_MAX = 64;

export interface SwingSeen {
  /** The last instant at which the hands were still before they went back. */
  readonly startedNs: number;
  /** The lowest place of the hands between the two high ones: impact, as near as live poses tell. */
  readonly impactNs: number;
  /** Half the time between the poses round impact, the longer one. */
  readonly uncertaintyNs: number;
  /** The hands were high again: the swing was a whole one. */
  readonly throughNs: number;
}

/** The hands in the picture, in pixels, beside the torso that they are measured by. */
interface HandPlace {
  readonly atNs: number;
  readonly x: number;
  readonly y: number;
  readonly torsoPixels: number;
}

type Stage = 'unknown' | 'still' | 'back' | 'high' | 'down';

export interface SwingWatch {
  readonly stage: Stage;
  readonly lastNs: number;
  readonly stillNs: number;
  readonly highNs: number;
  /** The first sample above {@link HANDS_HIGH} is `highNs`; the last one is where the fall began. */
  readonly fallNs: number;
  readonly lowest: { readonly atNs: number; readonly height: number; readonly gapNs: number } | null;
  readonly recent: readonly HandPlace[];
}

export const NEW_WATCH: SwingWatch = {
  stage: 'unknown',
  lastNs: Number.NEGATIVE_INFINITY,
  stillNs: 0,
  highNs: 0,
  fallNs: 0,
  lowest: null,
  recent: [],
};

export interface Watched {
  readonly watch: SwingWatch;
  readonly seen: SwingSeen | null;
}

/** @param stance null when this picture shows nobody on the mat */
export function watchSwing(watch: SwingWatch, atNs: number, stance: LiveStance | null): Watched {
  if (atNs <= watch.lastNs) return { watch, seen: null };
  if (atNs - watch.lastNs > BLIND_MS_MAX * NS_PER_MS && watch.stage !== 'unknown') {
    return watchSwing({ ...NEW_WATCH, lastNs: watch.lastNs }, atNs, stance);
  }
  if (stance === null) return { watch, seen: null };

  const recent = [...watch.recent, placeOf(stance, atNs)]
    .filter((place) => atNs - place.atNs <= STILL_MS * NS_PER_MS)
    .slice(-RECENT_MAX);
  const next: SwingWatch = { ...watch, lastNs: atNs, recent };
  const height = stance.handHeight;

  if (height < HANDS_LOW && isStill(recent)) return settle(next, atNs);
  switch (watch.stage) {
    case 'unknown':
      return { watch: next, seen: null };
    case 'still':
      if (height > HANDS_HIGH) return { watch: { ...next, stage: 'high', highNs: atNs, fallNs: atNs }, seen: null };
      return { watch: { ...next, stage: 'back' }, seen: null };
    case 'back':
      if (atNs - watch.stillNs > BACK_MS_MAX * NS_PER_MS) return { watch: restart(next), seen: null };
      if (height > HANDS_HIGH) return { watch: { ...next, stage: 'high', highNs: atNs, fallNs: atNs }, seen: null };
      return { watch: next, seen: null };
    case 'high':
      return { watch: fall(next, watch, atNs, height), seen: null };
    case 'down':
      return rise(next, watch, atNs, height);
  }
}

/** Whether the hands rested at the last sample, at whatever height. */
export function areHandsStill({ recent }: SwingWatch): boolean {
  return isStill(recent);
}

function settle(next: SwingWatch, atNs: number): Watched {
  return { watch: { ...next, stage: 'still', stillNs: atNs, lowest: null }, seen: null };
}

function fall(next: SwingWatch, before: SwingWatch, atNs: number, height: number): SwingWatch {
  if (height > HANDS_HIGH) {
    return atNs - before.highNs > TOP_MS_MAX * NS_PER_MS ? restart(next) : { ...next, fallNs: atNs };
  }
  if (atNs - before.fallNs > FALL_MS_MAX * NS_PER_MS) return restart(next);
  if (height >= HANDS_LOW) return next;
  return { ...next, stage: 'down', lowest: { atNs, height, gapNs: atNs - before.lastNs } };
}

function rise(next: SwingWatch, before: SwingWatch, atNs: number, height: number): Watched {
  const lowest = before.lowest;
  if (lowest === null || atNs - lowest.atNs > RISE_MS_MAX * NS_PER_MS) return { watch: restart(next), seen: null };
  if (height > HANDS_HIGH) {
    const gapNs = before.lastNs === lowest.atNs ? Math.max(lowest.gapNs, atNs - lowest.atNs) : lowest.gapNs;
    const seen: SwingSeen = {
      startedNs: before.stillNs,
      impactNs: lowest.atNs,
      uncertaintyNs: gapNs / 2,
      throughNs: atNs,
    };
    return { watch: restart(next), seen };
  }
  if (height < lowest.height) {
    return { watch: { ...next, lowest: { atNs, height, gapNs: atNs - before.lastNs } }, seen: null };
  }
  if (before.lastNs !== lowest.atNs) return { watch: next, seen: null };
  return { watch: { ...next, lowest: { ...lowest, gapNs: Math.max(lowest.gapNs, atNs - lowest.atNs) } }, seen: null };
}

function restart(next: SwingWatch): SwingWatch {
  return { ...NEW_WATCH, lastNs: next.lastNs, recent: next.recent };
}

function placeOf({ handX, handY, torsoPixels }: LiveStance, atNs: number): HandPlace {
  return { atNs, x: handX * torsoPixels, y: handY * torsoPixels, torsoPixels };
}

/**
 * The torso is averaged: hands that rest far from the picture's corner would seem to move by a few per cent of that way
 * with each pose's own, noisy torso.
 */
function isStill(recent: SwingWatch['recent']): boolean {
  const first = recent[0];
  const last = recent.at(-1);
  if (first === undefined || last === undefined) return false;
  // Half of the span is enough: at 25 poses a second the oldest one kept is rarely the full span old.
  if (last.atNs - first.atNs < (STILL_MS / 2) * NS_PER_MS) return false;
  const xs = recent.map((place) => place.x);
  const ys = recent.map((place) => place.y);
  const torso = recent.reduce((sum, place) => sum + place.torsoPixels, 0) / recent.length;
  const movedMax = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  return movedMax < STILL_TORSO * torso;
}
