/**
 * Address: the last still instant before the club starts back. Witnesses: the hands, going back from the takeaway
 * until they are slower than a share of the backswing's speed; the picture below the hands, where the club head moves
 * before the hands do; the shaft, which is seen only while it moves. Creep and waggles are the hard part. A waggle ends
 * in stillness, so each search stops at the first still instant that it meets; a creeping takeaway slows down for a
 * moment and goes on, so an instant counts only as the end of a stillness that lasted. The middle of all counts.
 */
import { nearestReading } from './nearest-reading.ts';
import { type PixelClues, SHAFT_DIRECTIONS } from './pixel-clues.ts';
import { averaged, indexOfMaximum, median, quantile } from './series.ts';
import type { Estimate, SwingContext } from './swing-context.ts';

/**
 * How each witness is read: the share of its strongest motion in the takeaway below which it counts as still, the
 * smoothing in units, the quantile of the time before that is taken for noise (null: none), for how many units it must
 * have been still, and for how many an eye goes on calling still what the witness does not. They are where the labelled
 * clips, their mirrored, shrunk and thinned copies and all three pose models agree best; each is flat round its value.
 */
interface OnsetRule {
  readonly stillShare: number;
  readonly smoothUnits: number;
  readonly noiseQuantile: number | null;
  readonly holdUnits: number;
  readonly eyeUnits: number;
}
const HANDS: OnsetRule = { stillShare: 0.06, smoothUnits: 1, noiseQuantile: null, holdUnits: 5, eyeUnits: 0 };
const CLUB: OnsetRule = { stillShare: 0.15, smoothUnits: 0.5, noiseQuantile: 0.1, holdUnits: 3, eyeUnits: 0 };
/** The shaft shows before it has moved by its own width, which is what an eye takes for a start. */
const SHAFT: OnsetRule = { stillShare: 0.17, smoothUnits: 0, noiseQuantile: null, holdUnits: 1, eyeUnits: 1 };
/** Units before mid-backswing within which the takeaway's strongest motion is, and stillness and noise are looked for. */
const TAKEAWAY_UNITS = 16;
const STILLNESS_UNITS = 60;
const SHORTEST_UNITS = 1;

export interface AddressEstimate extends Estimate {
  readonly readings: readonly Estimate[];
}

/** `usual`: where address would be by the clock alone; it speaks only where the pictures do not. */
export function addressBeforeTakeaway(context: SwingContext, midBackswing: number, usual: number): AddressEstimate {
  const { clues, candidate } = context;
  const readings: Estimate[] = [addressByHands(context, midBackswing)];
  if (clues === null) readings.push({ frame: usual, by: 'timing' });
  else {
    const until = midBackswing - clues.from;
    const club = onset(clues.clubMotion, until, candidate.unitFrames, CLUB);
    const shaft = onset(shaftBelow(clues), until, candidate.unitFrames, SHAFT);
    readings.push({ frame: club + clues.from, by: 'club' }, { frame: shaft + clues.from, by: 'shaft' });
    const departure = context.shaft?.departure;
    // Only a shaft that was followed up to the horizontal was surely the shaft.
    if (departure !== undefined && context.shaft?.toeUp !== undefined) {
      readings.push({ frame: departure.frame, by: 'club' });
    }
  }
  const frames = readings.map((reading) => reading.frame);
  const frame = median(frames);
  const nearest = nearestReading(readings, frame);
  const spreadFrames = quantile(frames, 0.75) - quantile(frames, 0.25);
  return { frame, by: frame < 1 ? 'clip-edge' : nearest.by, spreadFrames, readings };
}

export function addressByHands({ motion, candidate }: SwingContext, midBackswing: number): Estimate {
  return { frame: onset(motion.handSpeed, midBackswing, candidate.unitFrames, HANDS), by: 'hands' };
}

/** The clearest line below the hands, frame by frame. */
function shaftBelow(clues: PixelClues): Float64Array {
  const first = Math.round((190 / 360) * SHAFT_DIRECTIONS);
  const last = Math.round((350 / 360) * SHAFT_DIRECTIONS);
  return new Float64Array(clues.shaft.length / SHAFT_DIRECTIONS).map((_, row) => {
    let best = 0;
    for (let k = first; k <= last; k++) best = Math.max(best, clues.shaft[row * SHAFT_DIRECTIONS + k] as number);
    return best;
  });
}

/**
 * Going back from the strongest motion before `until`: the last row that ends a stillness. A clip that begins in the
 * window may begin in the takeaway, and then its first row is the answer; in a longer one that shows no such stillness
 * the golfer never stands still, and the shortest rest counts.
 */
function onset(motion: Float64Array, until: number, unitFrames: number, rule: OnsetRule): number {
  const to = Math.max(0, Math.min(motion.length - 1, Math.round(until)));
  const from = Math.max(0, Math.round(to - TAKEAWAY_UNITS * unitFrames));
  const earliest = Math.max(0, Math.round(to - STILLNESS_UNITS * unitFrames));
  const smooth = averaged(motion, Math.round(rule.smoothUnits * unitFrames));
  const noise = rule.noiseQuantile === null ? 0 : quantile(smooth.subarray(earliest, to + 1), rule.noiseQuantile);
  const still = noise + rule.stillShare * (quantile(smooth.subarray(from, to + 1), 0.9) - noise);
  const strongest = indexOfMaximum(smooth, from, to);
  const endOfStillness = (units: number): number | undefined => {
    const hold = Math.max(1, Math.round(units * unitFrames));
    for (let row = strongest; row >= earliest; row--) if (staysBelow(smooth, row, hold, still)) return row;
    return undefined;
  };
  const found = endOfStillness(rule.holdUnits) ?? (earliest === 0 ? 0 : (endOfStillness(SHORTEST_UNITS) ?? earliest));
  return Math.min(to, found + Math.round(rule.eyeUnits * unitFrames));
}

/** Whether `hold` rows up to `last` are still; what lies before the first row counts as still. */
function staysBelow(values: Float64Array, last: number, hold: number, still: number): boolean {
  for (let row = last; row > last - hold && row >= 0; row--) if ((values[row] as number) > still) return false;
  return true;
}
