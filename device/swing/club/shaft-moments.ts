/**
 * Moments of a swing that the shaft's track in one view shows by itself: when it leaves its place at address, when it
 * is level, when it turns back, when it is back where it was at address. Face-on the shaft turns in the picture's plane
 * and all of them can be read; down the line only the first.
 *
 * Positions are frames and lie between two of them: each is the root or the vertex of a low polynomial through the
 * readings round it, so that one stray reading moves it little.
 */
import { parabolaThrough } from '../signal/parabola.ts';
import type { ShaftTrack } from './shaft-track.ts';

export interface ShaftReading {
  readonly frame: number;
  /** Mean strength of the readings used. */
  readonly strength: number;
}

/** How many readings a fit needs, and how far from its root or vertex they may lie, in degrees and in units. */
const FIT_READINGS_MIN = 3;
const LEVEL_SPAN_DEGREES = 16;
const LEVEL_SPAN_UNITS = 2.5;
/** The reversal: readings to either side, rounds of centring, and how far it may lie from the highest hands. */
const TURN_SPAN_UNITS = 3;
const TURN_READINGS_MIN = 5;
const TURN_SIDE_MIN = 2;
const TURN_ROUNDS = 3;
const TURN_FAR_UNITS = 6;

/**
 * First passage of `level` (degrees, unwrapped like the track) between two frames, turning in the given sense.
 * Undefined where the shaft is not seen on both sides.
 */
export function passageOf(
  track: ShaftTrack,
  values: Float64Array,
  search: { level: number; from: number; to: number; sense: 1 | -1; unitFrames: number },
): ShaftReading | undefined {
  const first = Math.max(0, Math.round(search.from) - track.from);
  const last = Math.min(values.length - 1, Math.round(search.to) - track.from);
  const beyond = (row: number): number => search.sense * ((values[row] as number) - search.level);
  let before = -1;
  for (let row = first; row <= last; row++) {
    if (Number.isNaN(values[row])) continue;
    if (beyond(row) >= 0) {
      if (before < 0) return undefined;
      if (row - before > Math.max(2, LEVEL_SPAN_UNITS * search.unitFrames)) return undefined;
      return fittedPassage(track, values, { ...search, first, last, before, row });
    }
    before = row;
  }
  return undefined;
}

function fittedPassage(
  track: ShaftTrack,
  values: Float64Array,
  at: { level: number; unitFrames: number; first: number; last: number; before: number; row: number },
): ShaftReading {
  const reach = Math.max(1, LEVEL_SPAN_UNITS * at.unitFrames);
  const rows: number[] = [];
  for (let row = Math.max(at.first, Math.floor(at.before - reach)); row <= Math.min(at.last, at.row + reach); row++) {
    if (Math.abs((values[row] as number) - at.level) <= LEVEL_SPAN_DEGREES) rows.push(row);
  }
  const [a, b] = [values[at.before] as number, values[at.row] as number];
  const chord = at.before + ((at.level - a) / (b - a)) * (at.row - at.before);
  const strength = meanOf(rows.length > 0 ? rows : [at.before, at.row], track.strength);
  if (rows.length < FIT_READINGS_MIN) return { frame: track.from + chord, strength };
  const line = fitLine(rows, values);
  const root = (at.level - line.at0) / line.slope;
  // A fit that leaves the two frames between which the passage lies by more than a frame was bent by a stray.
  const isNear = root >= at.before - 1 && root <= at.row + 1;
  return { frame: track.from + (isNear ? root : chord), strength };
}

/**
 * Where the track turns back, near a frame: the vertex of a parabola through what is seen to both sides, which need not
 * be seen itself. Undefined where one side is missing or the readings do not bend that way.
 */
export function turningOf(
  track: ShaftTrack,
  search: { near: number; low: number; sense: 1 | -1; unitFrames: number },
): ShaftReading | undefined {
  let centre = search.near - track.from;
  const last = Math.min(track.degrees.length - 1, Math.round(search.low) - track.from);
  for (let round = 0; round < TURN_ROUNDS; round++) {
    const reach = Math.max(2, TURN_SPAN_UNITS * search.unitFrames);
    const rows: number[] = [];
    for (let row = Math.max(0, Math.ceil(centre - reach)); row <= Math.min(last, centre + reach); row++) {
      if (!Number.isNaN(track.degrees[row])) rows.push(row);
    }
    if (rows.length < TURN_READINGS_MIN) return undefined;
    const fit = parabolaThrough(rows, track.degrees);
    if (fit === undefined || search.sense * fit.bend >= 0) return undefined;
    if (Math.abs(fit.vertex - (search.near - track.from)) > TURN_FAR_UNITS * search.unitFrames) return undefined;
    const before = rows.filter((row) => row < fit.vertex).length;
    if (Math.min(before, rows.length - before) < TURN_SIDE_MIN) return undefined;
    centre = fit.vertex;
    if (round === TURN_ROUNDS - 1) return { frame: track.from + centre, strength: meanOf(rows, track.strength) };
  }
  return undefined;
}

function meanOf(rows: readonly number[], values: Float64Array): number {
  return rows.reduce((sum, row) => sum + (values[row] as number), 0) / Math.max(1, rows.length);
}

function fitLine(rows: readonly number[], values: Float64Array): { slope: number; at0: number } {
  const middle = rows.reduce((a, b) => a + b, 0) / rows.length;
  const mean = meanOf(rows, values);
  let moment = 0;
  let spread = 0;
  for (const row of rows) {
    moment += (row - middle) * ((values[row] as number) - mean);
    spread += (row - middle) ** 2;
  }
  const slope = moment / spread;
  return { slope, at0: mean - slope * middle };
}

/** The place of the shaft at address and the last frame before it leaves it. */
export interface ShaftDeparture {
  readonly frame: number;
  readonly degrees: number;
}

/** For so long the shaft must have been still, within so many degrees, and left when it has turned by so many. */
const STILL_UNITS = 2.5;
const STILL_DEGREES = 1.5;
/** Two centimetres at a club head that is some 80 cm from the hands in the picture. */
const LEFT_DEGREES = 1.6;

/** Going back from `until` (a frame at which the club is on its way) to the last stillness of the shaft. */
export function departureOf(track: ShaftTrack, until: number, unitFrames: number): ShaftDeparture | undefined {
  const { degrees, from } = track;
  const window = Math.max(3, Math.round(STILL_UNITS * unitFrames));
  const last = Math.min(degrees.length - 1, Math.round(until) - from);
  for (let end = last; end >= window - 1; end--) {
    const seen = degrees.subarray(end - window + 1, end + 1).filter((value) => !Number.isNaN(value));
    if (seen.length < Math.max(2, 0.6 * window)) continue;
    const sorted = seen.toSorted();
    const low = sorted[Math.floor(0.1 * (sorted.length - 1))] as number;
    const high = sorted[Math.ceil(0.9 * (sorted.length - 1))] as number;
    if (high - low > STILL_DEGREES) continue;
    const rest = sorted[sorted.length >> 1] as number;
    return { frame: from + leavingAfter(degrees, end, last, rest), degrees: rest };
  }
  return undefined;
}

/** Going back from `last`: between the last reading near the place of rest and the first that has left it. */
function leavingAfter(degrees: Float64Array, end: number, last: number, rest: number): number {
  const turned = (row: number): number => Math.abs((degrees[row] as number) - rest);
  let away = last;
  for (let row = last; row >= end; row--) {
    if (Number.isNaN(degrees[row])) continue;
    if (turned(row) <= LEFT_DEGREES) {
      const share =
        away > row && turned(away) > LEFT_DEGREES ? (LEFT_DEGREES - turned(row)) / (turned(away) - turned(row)) : 0;
      return row + share * (away - row);
    }
    away = row;
  }
  return end;
}
