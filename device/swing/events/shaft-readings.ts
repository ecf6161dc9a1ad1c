/**
 * What the shaft itself says about the moments of a swing, seen from the golfer's front, where it turns in the picture's
 * plane. Directions are those of a right-hander; a left-hander's are mirrored.
 */
import type { ShaftLines } from '../club/shaft-lines.ts';
import { departureOf, passageOf, type ShaftDeparture, type ShaftReading } from '../club/shaft-moments.ts';
import { reversalOf, type ShaftReversal } from '../club/shaft-reversal.ts';
import { sightingsNear } from '../club/shaft-sightings.ts';
import type { ShaftTrack } from '../club/shaft-track.ts';
import type { Handedness } from '../report/swing-report.ts';
import type { SwingCandidate } from './swing-candidate.ts';

export interface ShaftReadings {
  readonly departure?: ShaftDeparture | undefined;
  readonly toeUp?: ShaftReading | undefined;
  readonly top?: ShaftReversal | undefined;
  readonly impact?: ShaftReading | undefined;
  readonly followThrough?: ShaftReading | undefined;
}

/** Units round the low point of the hands in which the shaft passes its place at address and the horizontal. */
const IMPACT_UNITS = 4;
const THROUGH_UNITS = { before: 2, after: 8 };
/** Units before the highest hands at which the club is surely on its way. */
const AWAY_UNITS = 8;
/** Units round the club's expected turn: where it may lie, and what leads to it and away from it. */
const TURN_UNITS = { before: 7, after: 6 };

export interface ShaftGiven {
  readonly handedness: Handedness;
  readonly candidate: SwingCandidate;
  /** Between which frames the hands let one expect the club's turn. */
  readonly turnBetween: readonly [number, number];
}

export function shaftReadings(
  track: ShaftTrack,
  lines: ShaftLines,
  { handedness, candidate, turnBetween }: ShaftGiven,
): ShaftReadings {
  const { high, low, unitFrames } = candidate;
  const back = handedness === 'right' ? -1 : 1;
  const through = back === -1 ? 1 : -1;
  const { degrees, hanging } = startingNear(track, handedness === 'right' ? 270 : -90);
  const unwound = { ...track, degrees };
  const toeUp = passageOf(unwound, degrees, {
    level: hanging + back * 90,
    from: track.from,
    to: high,
    sense: back,
    unitFrames,
  });
  const departure = departureOf(unwound, toeUp?.frame ?? high - AWAY_UNITS * unitFrames, unitFrames);
  const impact =
    departure === undefined
      ? undefined
      : passageOf(unwound, degrees, {
          level: departure.degrees,
          from: low - IMPACT_UNITS * unitFrames,
          to: low + IMPACT_UNITS * unitFrames,
          sense: through,
          unitFrames,
        });
  const followThrough = passageOf(unwound, degrees, {
    level: hanging + through * 90,
    from: low - THROUGH_UNITS.before * unitFrames,
    to: low + THROUGH_UNITS.after * unitFrames,
    sense: through,
    unitFrames,
  });
  return {
    departure,
    toeUp,
    impact,
    followThrough,
    top: reversalOf({
      sightings: sightingsNear(track, lines, {
        from: turnBetween[0] - TURN_UNITS.before * unitFrames,
        to: Math.min(low, turnBetween[1] + TURN_UNITS.after * unitFrames),
      }),
      pathAt: (frame) => track.expected[frame - track.from] as number,
      between: turnBetween,
      sense: back,
      unitFrames,
    }),
  };
}

/** The track's whole turns chosen so that it begins near the club's hanging direction. */
function startingNear(track: ShaftTrack, hanging: number): { degrees: Float64Array; hanging: number } {
  const start = track.expected[0] ?? hanging;
  const turns = 360 * Math.round((hanging - start) / 360);
  return { degrees: track.degrees.map((value) => value + turns), hanging };
}
