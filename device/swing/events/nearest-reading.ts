import type { Estimate } from './swing-context.ts';

/** Two readings are always equally far from their middle; which is nearer by the last bit of a number must not decide. */
const TIE_FRAMES = 1e-3;

/** The reading that stands nearest to a frame; of equally near ones one that looked comes before one that only counted. */
export function nearestReading(readings: readonly Estimate[], frame: number): Estimate {
  const distance = (reading: Estimate): number => Math.abs(reading.frame - frame);
  const least = Math.min(...readings.map(distance));
  const near = readings.filter((reading) => distance(reading) <= least + TIE_FRAMES);
  return (near.find(({ by }) => by !== 'timing') ?? near[0]) as Estimate;
}
