/**
 * How long after impact a launch monitor reports its shot. Pure.
 *
 * Nobody knows which shot belongs to which swing yet, so every pair of the last swings and shots votes for its own
 * delay. Pairs that belong together agree; all others scatter as widely as golfers' pauses do. What most agree on is
 * the delay, whatever ghosts and missing shots are among them, and no earlier decision about a pair has a say: a wrong
 * one cannot teach the next.
 *
 * Where two delays are nearly as likely, as with a golfer who swings like a clock, nothing is learnt.
 */
import { NS_PER_MS } from '../clock/clock.ts';

/** No monitor takes longer; ball in the net is seen within a second, a range's radar within a few. */
const DELAY_MS_MAX = 6_000;
/** The impact may be this late itself, where hands alone have shown it. */
const BEFORE_IMPACT_MS_MAX = 200;
const AGREEING_WITHIN_MS = 500;
const AGREEING_MIN = 3;
/** By so many swings the best delay must be ahead of the next best. */
const AHEAD_MIN = 2;
/** Pairs so near the middle may be of a monitor that hesitates. */
const BELONGING_WITHIN_MS = 1_500;
const DEVIATIONS = 5;
/** A monitor that is always the same thinks longer now and then. */
const HALF_WIDTH_MS_MIN = 350;
const HALF_WIDTH_MS_MAX = 2_000;
/** A monitor whose delay is written in the configuration may be so far from it. */
const CONFIGURED_HALF_WIDTH_MS = 1_000;
const MAD_TO_DEVIATION = 1.4826;

export interface MonitorDelay {
  readonly delayNs: number;
  /** A shot that belongs to a swing comes within ± this of the delay. */
  readonly halfWidthNs: number;
}

export function configuredDelay(delayMs: number): MonitorDelay {
  return { delayNs: delayMs * NS_PER_MS, halfWidthNs: CONFIGURED_HALF_WIDTH_MS * NS_PER_MS };
}

/** From delays of shots that were joined on other days; null where they are too few to say anything. */
export function delayOfJoined(delaysNs: readonly number[]): MonitorDelay | null {
  return delaysNs.length < AGREEING_MIN ? null : spread(delaysNs);
}

interface Pair {
  readonly delayNs: number;
  readonly swing: number;
  readonly shot: number;
}

/** @param impactsNs and `receivedNs` of the last swings and shots, in order; null while they do not agree. */
export function learnDelay(impactsNs: readonly number[], receivedNs: readonly number[]): MonitorDelay | null {
  const pairs = pairsOf(impactsNs, receivedNs);
  const best = mostAgreed(pairs);
  if (best === null || best.agreeing < AGREEING_MIN) return null;
  const middleNs = median(best.pairs.map(({ delayNs }) => delayNs));
  const elsewhere = pairs.filter(({ delayNs }) => Math.abs(delayNs - middleNs) > AGREEING_WITHIN_MS * NS_PER_MS);
  if (best.agreeing - (mostAgreed(elsewhere)?.agreeing ?? 0) < AHEAD_MIN) return null;
  return spread(nearestOfEachSwing(pairs, middleNs));
}

function pairsOf(impactsNs: readonly number[], receivedNs: readonly number[]): Pair[] {
  const pairs: Pair[] = [];
  for (const [swing, impactNs] of impactsNs.entries()) {
    for (const [shot, atNs] of receivedNs.entries()) {
      const delayNs = atNs - impactNs;
      if (delayNs >= -BEFORE_IMPACT_MS_MAX * NS_PER_MS && delayNs <= DELAY_MS_MAX * NS_PER_MS) {
        pairs.push({ delayNs, swing, shot });
      }
    }
  }
  return pairs.sort((a, b) => a.delayNs - b.delayNs);
}

/** The narrow span of delays for which most swings and most shots speak; each has one vote. */
function mostAgreed(pairs: readonly Pair[]): { pairs: readonly Pair[]; agreeing: number } | null {
  let best: { pairs: readonly Pair[]; agreeing: number } | null = null;
  for (const [from, first] of pairs.entries()) {
    let to = from;
    while ((pairs[to]?.delayNs ?? Number.POSITIVE_INFINITY) - first.delayNs <= AGREEING_WITHIN_MS * NS_PER_MS) to++;
    const within = pairs.slice(from, to);
    const agreeing = Math.min(
      new Set(within.map(({ swing }) => swing)).size,
      new Set(within.map(({ shot }) => shot)).size,
    );
    if (best === null || agreeing > best.agreeing) best = { pairs: within, agreeing };
  }
  return best;
}

function nearestOfEachSwing(pairs: readonly Pair[], middleNs: number): number[] {
  const nearest = new Map<number, number>();
  for (const { swing, delayNs } of pairs) {
    const apartNs = Math.abs(delayNs - middleNs);
    if (apartNs > BELONGING_WITHIN_MS * NS_PER_MS) continue;
    const known = nearest.get(swing);
    if (known === undefined || apartNs < Math.abs(known - middleNs)) nearest.set(swing, delayNs);
  }
  return [...nearest.values()];
}

/** Median and median deviation: a strange delay among them moves neither. */
function spread(delaysNs: readonly number[]): MonitorDelay {
  const delayNs = median(delaysNs);
  const deviationNs = MAD_TO_DEVIATION * median(delaysNs.map((one) => Math.abs(one - delayNs)));
  const halfWidthNs = Math.min(
    Math.max(DEVIATIONS * deviationNs, HALF_WIDTH_MS_MIN * NS_PER_MS),
    HALF_WIDTH_MS_MAX * NS_PER_MS,
  );
  return { delayNs, halfWidthNs };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
