import { zeroPhaseFilter } from './zero-phase-filter.ts';

/**
 * The cut-off at which smoothing takes the noise and leaves the movement, by residual analysis (Winter, Biomechanics and
 * Motor Control of Human Movement, 2009, 3.4.4.3): where the cut-off is high the residual is noise alone and falls on
 * a straight line; the noise that line foresees at 0 Hz is what a good filter may take, and the cut-off whose residual
 * is just that is chosen.
 *
 * All coordinates of one landmark are judged together, since one filter serves them. The answer lies within the given
 * bounds, which also serve where there are too few samples to say anything.
 */
export interface CutoffBounds {
  readonly lowHz: number;
  readonly highHz: number;
}

/** The part of the residual curve that is taken to be noise alone, above the highest answer. */
const NOISE_FROM = 1.1;
const NOISE_TO = 1.7;
/** The filter itself ends at 0.7 of the Nyquist frequency. */
const NOISE_FROM_OF_NYQUIST = 0.45;
const NOISE_TO_OF_NYQUIST = 0.66;
/** Slow cameras leave no room between motion and noise to look at. */
const CUTOFF_OF_NYQUIST = 0.5;
const STEPS = 5;
const SAMPLES_MIN = 24;

export function chooseCutoff(
  coordinates: readonly ArrayLike<number>[],
  timesMs: ArrayLike<number>,
  { lowHz, highHz }: CutoffBounds,
): number {
  const nyquistHz = nyquist(timesMs);
  const seen = coordinates.every((values) => known(values) >= SAMPLES_MIN);
  const noiseFromHz = Math.min(highHz * NOISE_FROM, NOISE_FROM_OF_NYQUIST * nyquistHz);
  const noiseToHz = Math.min(highHz * NOISE_TO, NOISE_TO_OF_NYQUIST * nyquistHz);
  if (!seen || noiseFromHz <= lowHz) return Math.min(highHz, CUTOFF_OF_NYQUIST * nyquistHz);
  const residual = (cutoffHz: number): number => {
    let sum = 0;
    for (const values of coordinates) sum += squaredResidual(values, timesMs, cutoffHz);
    return Math.sqrt(sum);
  };
  const noise = Array.from({ length: STEPS }, (_, i) => {
    const hz = noiseFromHz + ((noiseToHz - noiseFromHz) * i) / (STEPS - 1);
    return { hz, residual: residual(hz) };
  });
  const allowed = interceptOf(noise);
  let below = lowHz;
  let above = highHz;
  if (residual(below) <= allowed) return below;
  if (residual(above) >= allowed) return above;
  for (let step = 0; step < STEPS; step++) {
    const middle = (below + above) / 2;
    if (residual(middle) > allowed) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}

function nyquist(timesMs: ArrayLike<number>): number {
  const last = timesMs.length - 1;
  if (last < 1) return 0;
  return (500 * last) / ((timesMs[last] as number) - (timesMs[0] as number));
}

function known(values: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) count++;
  return count;
}

/** Mean over the known samples. */
function squaredResidual(values: ArrayLike<number>, timesMs: ArrayLike<number>, cutoffHz: number): number {
  const smooth = zeroPhaseFilter(values, timesMs, { cutoffHz }).values;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const apart = (values[i] as number) - (smooth[i] as number);
    if (Number.isNaN(apart)) continue;
    sum += apart * apart;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

/** Of the least-squares line through the points, at 0 Hz; never below 0. */
function interceptOf(points: readonly { readonly hz: number; readonly residual: number }[]): number {
  const n = points.length;
  const meanHz = points.reduce((sum, { hz }) => sum + hz, 0) / n;
  const mean = points.reduce((sum, { residual }) => sum + residual, 0) / n;
  let over = 0;
  let under = 0;
  for (const { hz, residual } of points) {
    over += (hz - meanHz) * (residual - mean);
    under += (hz - meanHz) ** 2;
  }
  return Math.max(0, mean - (over / under) * meanHz);
}
