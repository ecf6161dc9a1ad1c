/**
 * The value that a χ² of so many degrees of freedom stays below with probability `p`, by Wilson and Hilferty's cube
 * (1931): within 1 % for 7 and more degrees of freedom between the 5th and the 95th percentile.
 */
export function chiSquareQuantile(p: 0.05 | 0.95, freedom: number): number {
  const z = p === 0.95 ? 1.6449 : -1.6449;
  const spread = 2 / (9 * freedom);
  return freedom * (1 - spread + z * Math.sqrt(spread)) ** 3;
}
