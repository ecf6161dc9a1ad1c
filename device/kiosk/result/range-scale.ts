/**
 * Places values on a bar: a function to 0–1 that leaves a margin at both ends of everything that is to be shown.
 * Without a typical zone the measured range takes the middle half, so that no bar looks surer than another.
 */
const MARGIN = 0.12;

export function rangeScale(
  measured: { readonly low: number; readonly high: number },
  typical: { readonly low: number; readonly high: number } | null,
  /** Single values that have to be on the bar as well. */
  marks: readonly number[] = [],
): (value: number) => number {
  const span = measured.high - measured.low || 1;
  const low = Math.min(typical === null ? measured.low - span / 2 : Math.min(measured.low, typical.low), ...marks);
  const high = Math.max(typical === null ? measured.high + span / 2 : Math.max(measured.high, typical.high), ...marks);
  const margin = typical === null && marks.length === 0 ? 0 : (high - low) * MARGIN;
  const width = high - low + 2 * margin || 1;
  return (value) => Math.min(1, Math.max(0, (value - low + margin) / width));
}
