/**
 * A second-order Butterworth low-pass, run forward and backward over evenly spaced samples, so that nothing is shifted
 * in time. The two passes together are 3 dB down at the cutoff (Winter, Biomechanics of Human Movement: the single
 * pass is designed 1/0.802 higher).
 */

interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** (√2 − 1)^(1/4): what two passes of the second-order filter take off its cutoff. */
const TWO_PASS_CORRECTION = (Math.SQRT2 - 1) ** 0.25;

/** Above this share of the sample rate the bilinear design is all edge; the samples are then left as they are. */
const CUTOFF_OF_RATE_MAX = 0.35;

function lowPass(cutoffHz: number, rateHz: number): Biquad {
  const c = 1 / Math.tan((Math.PI * cutoffHz) / (TWO_PASS_CORRECTION * rateHz));
  const a0 = 1 + Math.SQRT2 * c + c * c;
  return {
    b0: 1 / a0,
    b1: 2 / a0,
    b2: 1 / a0,
    a1: (2 - 2 * c * c) / a0,
    a2: (1 - Math.SQRT2 * c + c * c) / a0,
  };
}

/** One pass in place, begun in the steady state of its first sample: a constant comes out as it went in. */
function runInPlace(samples: Float64Array, filter: Biquad): void {
  const { b0, b1, b2, a1, a2 } = filter;
  const first = samples[0] as number;
  let z1 = first * (1 - b0);
  let z2 = first * (b2 - a2);
  for (let i = 0; i < samples.length; i++) {
    const input = samples[i] as number;
    const output = b0 * input + z1;
    z1 = b1 * input - a1 * output + z2;
    z2 = b2 * input - a2 * output;
    samples[i] = output;
  }
}

/**
 * Low-passes evenly spaced, finite samples without shifting them. The ends are extended by point reflection, which
 * keeps a straight line straight up to its last sample. Fewer than three samples, or a cutoff too near to the sample
 * rate, come back unchanged.
 */
export function filterEvenly(samples: Float64Array, rateHz: number, cutoffHz: number): Float64Array {
  const count = samples.length;
  if (count < 3 || cutoffHz >= CUTOFF_OF_RATE_MAX * rateHz) return samples.slice();
  const padding = Math.min(count - 1, Math.ceil((3 * rateHz) / cutoffHz));
  const first = samples[0] as number;
  const last = samples[count - 1] as number;
  const extended = new Float64Array(count + 2 * padding);
  extended.set(samples, padding);
  for (let i = 1; i <= padding; i++) {
    extended[padding - i] = 2 * first - (samples[i] as number);
    extended[padding + count - 1 + i] = 2 * last - (samples[count - 1 - i] as number);
  }
  const filter = lowPass(cutoffHz, rateHz);
  runInPlace(extended, filter);
  extended.reverse();
  runInPlace(extended, filter);
  extended.reverse();
  return extended.slice(padding, padding + count);
}
