/**
 * When the club turns back at the top, from every line that one view shows near the shaft's path.
 *
 * Two cubics that meet at the turn, where both stand still, are laid through the lines, for each instant at which the
 * club might turn: before and after it the shaft is seen nearly always, so that a sleeve or an arm beside it, or a head
 * before it, does not lead astray. The turn that most frames confirm says which lines are the shaft's; the summit of one
 * smooth curve through those is the answer, because two cubics fit almost as well a few frames to either side.
 */
import { leastSquares } from '../signal/least-squares.ts';
import type { ShaftSighting } from './shaft-sightings.ts';

export interface ShaftReversal {
  /** May lie between two frames. */
  readonly frame: number;
  /** 0–1: the share of the frames round it in which a line lies where the shaft should be. */
  readonly support: number;
}

export interface ReversalSearch {
  readonly sightings: readonly ShaftSighting[];
  /** Where the track's path went: what is tried first. */
  readonly pathAt: (frame: number) => number;
  /** Between which frames the hands let one expect the turn. */
  readonly between: readonly [number, number];
  /** Which way directions turn going back. */
  readonly sense: 1 | -1;
  readonly unitFrames: number;
}

/** How far from there the turn may lie, in units. */
const NEAR_UNITS = 2;
const STEP_FRAMES = 0.5;
/** In units to either side of the turn: what the two cubics go through, and what the smooth curve goes through. */
const ROUND = { before: 4.4, after: 3.7 };
const CLOSE = { before: 4, after: 3.3 };
/** The lines of a path from a bad start lie apart where it was led astray, near the turn. */
const ASTRAY_UNITS = 1.6;
const ON_PATH_DEGREES = 7;
const FRAMES_MIN = { before: 5, after: 3 };

/** How far a shaft's line lies from its place: a still one, and how well a picture's instant is known, in frames. */
const STILL_DEGREES = 0.6;
const CLOSE_DEGREES = 0.4;
const INSTANT_FRAMES = 0.5;
/** Tolerance is wide at first and narrows, so that a start that is off by a few degrees still finds the shaft. */
const TOLERANCES = [4, 4, 2, 2, 1, 1, 1];
const CLEAR_STRENGTH = 0.6;
const SHAFT_DEGREES = 2;
const CURVE_ORDER = 4;
/** How far a shaft is from its farthest a unit before and after; rendered golfers show 1–2°. */
const BEND_MIN_DEGREES = 0.3;
const CURVE_ROUNDS = 6;
const CURVE_REFITS = 4;

/** Below it what was found may be anything: clear shafts reach 0.9, stray edges 0.5. */
const SUPPORT_MIN = 0.54;

/** Undefined where too little is seen to both sides of a turn, or too little of it lies where a shaft would. */
export function reversalOf(search: ReversalSearch): ShaftReversal | undefined {
  const {
    between: [from, to],
    unitFrames,
  } = search;
  let best: Turn | undefined;
  const reach = NEAR_UNITS * unitFrames;
  for (let frame = from - reach; frame <= to + reach; frame += STEP_FRAMES) {
    const turn = turnAt(search, frame);
    if (turn !== undefined && (best === undefined || turn.support > best.support)) best = turn;
  }
  if (best === undefined || best.support < SUPPORT_MIN) return undefined;
  const { frame: turnFrame, terms, support } = best;
  const shaft = search.sightings.filter(
    ({ frame, degrees }) => Math.abs(degrees - sum(sidesAt((frame - turnFrame) / unitFrames), terms)) < SHAFT_DEGREES,
  );
  const frame = summitOf(shaft, turnFrame, search);
  return frame === undefined ? undefined : { frame, support };
}

interface Turn {
  readonly frame: number;
  /** Direction at the turn, then second and third order before it and after it. */
  readonly terms: readonly number[];
  readonly support: number;
}

function turnAt(search: ReversalSearch, frame: number): Turn | undefined {
  const { unitFrames, sense, pathAt } = search;
  const seen = within(search.sightings, frame, unitFrames, ROUND);
  const frames = new Set(seen.map((sighting) => sighting.frame));
  const before = [...frames].filter((each) => each < frame).length;
  if (before < FRAMES_MIN.before || frames.size - before < FRAMES_MIN.after) return undefined;
  const onPath = (sighting: ShaftSighting): number =>
    Math.abs(sighting.degrees - pathAt(sighting.frame)) < ON_PATH_DEGREES ? sighting.strength : 0;
  const starts = [
    onPath,
    (sighting: ShaftSighting) => (Math.abs(sighting.frame - frame) > ASTRAY_UNITS * unitFrames ? onPath(sighting) : 0),
  ];
  const most = (ROUND.before + ROUND.after) * unitFrames;
  let best: Turn | undefined;
  for (const start of starts) {
    const terms = settled(seen, seen.map(start), frame, unitFrames);
    if (terms === undefined) continue;
    const bendsBack = sense * (terms[1] as number) < 0 && sense * (terms[3] as number) < 0;
    if (!bendsBack) continue;
    const support = supportOf(seen, terms, frame, unitFrames) / most;
    if (best === undefined || support > best.support) best = { frame, terms, support };
  }
  return best;
}

/** Fits again and again, each time trusting most what lay nearest. */
function settled(
  seen: readonly ShaftSighting[],
  firstWeights: readonly number[],
  turn: number,
  unitFrames: number,
): number[] | undefined {
  let weights = firstWeights;
  let terms: number[] | undefined;
  for (const tolerance of TOLERANCES) {
    const readings = seen.map(({ frame, degrees }, i) => ({
      terms: sidesAt((frame - turn) / unitFrames),
      value: degrees,
      weight: weights[i] as number,
    }));
    terms = leastSquares(readings, 5);
    if (terms === undefined) return undefined;
    const fitted = terms;
    weights = seen.map((sighting) => {
      const scale = tolerance * scaleAt(fitted, (sighting.frame - turn) / unitFrames, unitFrames);
      const off = (sighting.degrees - sum(sidesAt((sighting.frame - turn) / unitFrames), fitted)) / scale;
      return sighting.strength / (scale * scale * (1 + off * off) ** 2);
    });
  }
  return terms;
}

function supportOf(seen: readonly ShaftSighting[], terms: readonly number[], turn: number, unitFrames: number): number {
  const byFrame = new Map<number, number>();
  for (const { frame, degrees, strength } of seen) {
    const units = (frame - turn) / unitFrames;
    const off = (degrees - sum(sidesAt(units), terms)) / scaleAt(terms, units, unitFrames);
    const here = Math.min(1, strength / CLEAR_STRENGTH) / (1 + off * off);
    byFrame.set(frame, Math.max(byFrame.get(frame) ?? 0, here));
  }
  return [...byFrame.values()].reduce((a, b) => a + b, 0);
}

function sidesAt(units: number): readonly number[] {
  const [second, third] = [units * units, units * units * units];
  return units < 0 ? [1, second, third, 0, 0] : [1, 0, 0, second, third];
}

/** A line's usual distance from the curve: a fast shaft's is larger, because its picture's instant is a span. */
function scaleAt(terms: readonly number[], units: number, unitFrames: number): number {
  const side = units < 0 ? 1 : 3;
  const perUnit = 2 * (terms[side] as number) * units + 3 * (terms[side + 1] as number) * units * units;
  return STILL_DEGREES + (INSTANT_FRAMES * Math.abs(perUnit)) / unitFrames;
}

/** The summit of a smooth curve through the shaft's own lines, centred on itself. */
function summitOf(
  shaft: readonly ShaftSighting[],
  near: number,
  { sense, unitFrames }: ReversalSearch,
): number | undefined {
  let centre = near;
  for (let round = 0; round < CURVE_ROUNDS; round++) {
    const seen = within(shaft, centre, unitFrames, CLOSE);
    if (seen.length < CURVE_ORDER + 4) return undefined;
    const curve = curveThrough(seen, centre, unitFrames);
    const summit = curve === undefined ? undefined : summitNear(curve, sense);
    if (curve === undefined || summit === undefined) return undefined;
    // A club that lingers has no moment of turning that a line could tell.
    if (Math.abs(bendAt(curve, summit)) < BEND_MIN_DEGREES) return undefined;
    centre += summit * unitFrames;
  }
  return centre;
}

function curveThrough(seen: readonly ShaftSighting[], centre: number, unitFrames: number): number[] | undefined {
  let weights = seen.map(({ strength }) => strength);
  let curve: number[] | undefined;
  for (let refit = 0; refit < CURVE_REFITS; refit++) {
    const powers = seen.map(({ frame }) => powersOf((frame - centre) / unitFrames));
    const readings = seen.map(({ degrees }, i) => ({
      terms: powers[i] as number[],
      value: degrees,
      weight: weights[i] as number,
    }));
    curve = leastSquares(readings, CURVE_ORDER + 1);
    if (curve === undefined) return undefined;
    const fitted = curve;
    weights = seen.map(({ frame, degrees, strength }, i) => {
      const perUnit = Math.abs(slopeAt(fitted, (frame - centre) / unitFrames));
      const scale = CLOSE_DEGREES + (INSTANT_FRAMES * perUnit) / unitFrames;
      const off = (degrees - sum(powers[i] as number[], fitted)) / scale;
      return strength / (scale * scale * (1 + off * off) ** 2);
    });
  }
  return curve;
}

const SUMMIT_UNITS = 2.5;
const SUMMIT_STEP_UNITS = 0.02;

/** Where the slope changes from going back to going through, nearest to the centre; in units from it. */
function summitNear(curve: readonly number[], sense: 1 | -1): number | undefined {
  let best: number | undefined;
  let before = sense * slopeAt(curve, -SUMMIT_UNITS);
  for (let units = SUMMIT_STEP_UNITS - SUMMIT_UNITS; units <= SUMMIT_UNITS; units += SUMMIT_STEP_UNITS) {
    const here = sense * slopeAt(curve, units);
    if (before > 0 && here <= 0) {
      const at = units - (SUMMIT_STEP_UNITS * here) / (here - before);
      if (best === undefined || Math.abs(at) < Math.abs(best)) best = at;
    }
    before = here;
  }
  return best;
}

function within(
  sightings: readonly ShaftSighting[],
  centre: number,
  unitFrames: number,
  units: { readonly before: number; readonly after: number },
): ShaftSighting[] {
  const from = centre - units.before * unitFrames;
  const to = centre + units.after * unitFrames;
  return sightings.filter(({ frame }) => frame >= from && frame <= to);
}

function powersOf(units: number): number[] {
  return Array.from({ length: CURVE_ORDER + 1 }, (_, k) => units ** k);
}

function slopeAt(curve: readonly number[], units: number): number {
  return curve.reduce((slope, term, k) => (k === 0 ? 0 : slope + k * term * units ** (k - 1)), 0);
}

function bendAt(curve: readonly number[], units: number): number {
  return curve.reduce((bend, term, k) => (k < 2 ? 0 : bend + (k * (k - 1) * term * units ** (k - 2)) / 2), 0);
}

function sum(terms: readonly number[], by: readonly number[]): number {
  return terms.reduce((total, term, i) => total + term * (by[i] as number), 0);
}
