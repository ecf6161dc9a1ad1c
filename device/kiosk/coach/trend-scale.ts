/**
 * Places values of a trend on a chart: a function to 0–1 that holds every interval. The typical range is shown as far as
 * it is near; a golfer far from it must not be pressed flat against the edge, so values outside are cut off there.
 */
const NEAR = 1.5;

interface Span {
  readonly low: number;
  readonly high: number;
}

export function trendScale(visits: readonly Span[], typical: Span | null): (value: number) => number {
  const low = Math.min(...visits.map((visit) => visit.low));
  const high = Math.max(...visits.map((visit) => visit.high));
  const room = Math.max(high - low, 1e-9) * NEAR;
  const from = typical === null ? low : Math.min(low, Math.max(typical.low, low - room));
  const to = typical === null ? high : Math.max(high, Math.min(typical.high, high + room));
  // Visits that all agree lie in the middle.
  if (to === from) return () => 0.5;
  return (value) => Math.min(1, Math.max(0, (value - from) / (to - from)));
}
