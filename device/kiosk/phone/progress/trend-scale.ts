/** What a chart of levels reaches over, and where its lines are. Pure. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const ROOM = 0.08;
const TICKS_MAX = 5;

/**
 * Every interval, and of the range to compare with as much as shows on which side of it the levels lie: a range far away
 * would press them flat. Turned round where `flip` is −1.
 */
export function trendReach(intervals: readonly Interval[], typical: Interval | null, flip: 1 | -1): Interval {
  const turned = intervals.map((each) => turn(each, flip));
  let low = Math.min(...turned.map((each) => each.low));
  let high = Math.max(...turned.map((each) => each.high));
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { low: 0, high: 1 };
  const span = Math.max(high - low, 1e-6);
  if (typical !== null) {
    const range = turn(typical, flip);
    const within = (edge: number): boolean => edge > low - 1.5 * span && edge < high + 1.5 * span;
    const edges = [range.low, range.high].filter(within);
    low = Math.min(low, ...edges);
    high = Math.max(high, ...edges);
  }
  const room = ROOM * Math.max(high - low, 1e-6);
  return { low: low - room, high: high + room };
}

export function turn({ low, high }: Interval, flip: 1 | -1): Interval {
  return flip === 1 ? { low, high } : { low: -high, high: -low };
}

/** Round numbers within the reach, at most {@link TICKS_MAX}, no finer than the decimals that are shown. */
export function ticksIn({ low, high }: Interval, decimals: number): number[] {
  const finest = 10 ** -decimals;
  const rough = Math.max((high - low) / TICKS_MAX, finest);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough * 0.999) ?? 10 * power;
  const ticks: number[] = [];
  for (let n = Math.ceil(low / step); n * step <= high; n++) ticks.push(n * step);
  return ticks;
}
