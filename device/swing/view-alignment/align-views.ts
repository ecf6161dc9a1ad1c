import type { HeardImpact } from '../events/sound-clue.ts';
import { type HandsOverTime, handsOffset } from './hands-offset.ts';
import { agree, fuseOffsets, type OffsetEvidence } from './offset-evidence.ts';
import { soundOffset } from './sound-offset.ts';

/**
 * Puts views without a common clock onto the first view's: uploaded files of one swing. What the hands do, what was
 * heard and where the clips begin are weighed together; the answer says how far off it may be.
 */
export interface ViewToAlign {
  /** Null where the view shows no swing. */
  readonly hands: HandsOverTime | null;
  /** Impacts in the file's own sound, on the view's clock. */
  readonly sounds: readonly HeardImpact[];
}

/** Two views' impacts, each found within some 25 ms. */
const IMPACTS_MS = 40;
/** Where even the impacts are not to be had on one clock. */
const UNKNOWN_MS = 500;
/** Clips that were cut to the same number of frames were cut together, to the frame. */
const EDGES_FRAMES = 0.5;

/** One a view; the first view's own is 0 ± 0. Never refuses: where evidence disagrees the impacts decide, and it says so. */
export function alignViews(views: readonly ViewToAlign[]): OffsetEvidence[] {
  const [first] = views;
  return views.map((view, i) => {
    if (first === undefined || i === 0) return { offsetMs: 0, uncertaintyMs: 0, by: 'impact' };
    return alignPair(first, view);
  });
}

function alignPair(first: ViewToAlign, second: ViewToAlign): OffsetEvidence {
  if (first.hands === null || second.hands === null)
    return { offsetMs: 0, uncertaintyMs: UNKNOWN_MS, by: 'clip-edges' };
  const impacts: OffsetEvidence = {
    offsetMs: first.hands.impactMs - second.hands.impactMs,
    uncertaintyMs: IMPACTS_MS,
    by: 'impact',
  };
  const hands = handsOffset(first.hands, second.hands);
  const seen = 'refused' in hands ? impacts : hands;
  const sound = soundOffset(first.sounds, second.sounds, seen);
  const edges = clipEdges(first.hands, second.hands);
  if (edges !== null && agree(edges, seen)) return edges;
  const fused = fuseOffsets([seen, ...(sound === null ? [] : [sound])]);
  return 'refused' in fused ? { ...impacts, uncertaintyMs: 2 * IMPACTS_MS } : fused;
}

/** Null unless both clips have as many frames, at one rate. */
function clipEdges(first: HandsOverTime, second: HandsOverTime): OffsetEvidence | null {
  const frames = first.timesMs.length;
  const [length, other] = [lengthOf(first), lengthOf(second)];
  if (frames < 2 || second.timesMs.length !== frames) return null;
  const frameMs = length / (frames - 1);
  if (Math.abs(length - other) > frameMs / 2) return null;
  const offsetMs = (first.timesMs[0] as number) - (second.timesMs[0] as number);
  return { offsetMs, uncertaintyMs: EDGES_FRAMES * frameMs, by: 'clip-edges' };
}

function lengthOf({ timesMs }: HandsOverTime): number {
  return (timesMs[timesMs.length - 1] as number) - (timesMs[0] as number);
}
