/**
 * Moments of a swing that the shaft's track in one view shows by itself: when it leaves its place at address, when it
 * is level, when it is back where it was at address; `shaft-reversal.ts` tells when it turns back. Face-on the shaft turns
 * in the picture's plane and all of them can be read; down the line only the first.
 *
 * Positions are frames and lie between two of them: each is the root of a line through the readings round it, so that one
 * stray reading moves it little.
 */
import { leastSquares } from '../signal/least-squares.ts';
import type { ShaftTrack } from './shaft-track.ts';

export interface ShaftReading {
  readonly frame: number;
  /** Mean strength of the readings used. */
  readonly strength: number;
}

/** How many readings a fit needs, and how far from its root they may lie, in degrees and in units. */
const FIT_READINGS_MIN = 3;
const LEVEL_SPAN_DEGREES = 16;
const LEVEL_SPAN_UNITS = 2.5;

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
  const root = rootThrough(rows, values, at.level, chord);
  // A fit that leaves the two frames between which the passage lies by more than a frame was bent by a stray.
  const isNear = root >= at.before - 1 && root <= at.row + 1;
  return { frame: track.from + (isNear ? root : chord), strength };
}

function meanOf(rows: readonly number[], values: Float64Array): number {
  return rows.reduce((sum, row) => sum + (values[row] as number), 0) / Math.max(1, rows.length);
}

/** With so many readings a parabola is laid through them: going back the shaft turns faster and faster. */
const PARABOLA_READINGS_MIN = 6;

/** Where a line or a parabola through the readings passes a level, near a row; that row where it never does. */
function rootThrough(rows: readonly number[], values: Float64Array, level: number, near: number): number {
  const order = rows.length < PARABOLA_READINGS_MIN ? 1 : 2;
  const readings = rows.map((row) => ({
    terms: Array.from({ length: order + 1 }, (_, k) => (row - near) ** k),
    value: (values[row] as number) - level,
    weight: 1,
  }));
  const [off, slope, bend = 0] = leastSquares(readings, order + 1) ?? [0, 1];
  if (off === undefined || slope === undefined) return near;
  // The root that goes over into the line's as the bend vanishes.
  const under = slope * slope - 4 * bend * off;
  return under < 0 ? near : near - (2 * off) / (slope + Math.sign(slope) * Math.sqrt(under));
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
