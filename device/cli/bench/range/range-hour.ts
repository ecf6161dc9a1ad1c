/** One hour of the range: what happened, and what the bay's senses make of it. */
import { type RangeHour, rangeHour } from './range-day.ts';
import { type HeardInBay, hearHour } from './range-ear.ts';
import { type CameraPoses, RangeGolfers } from './range-golfers.ts';
import { overTheLine, type TeeOnTheLine } from './range-line.ts';

export interface MadeHour {
  readonly number: number;
  readonly truth: RangeHour;
  readonly heard: readonly HeardInBay[];
  readonly poses: readonly CameraPoses[];
  readonly line: TeeOnTheLine;
}

export function makeHour(seed: number, hour: number, durationMs: number): MadeHour {
  const golfers = new RangeGolfers();
  const truth = rangeHour(seed, hour, golfers.timesOf, durationMs);
  const own = seed * 131 + hour;
  return {
    number: hour,
    truth,
    heard: hearHour(truth, own),
    poses: golfers.posesOf(truth, own),
    line: overTheLine(truth.tee, own),
  };
}
