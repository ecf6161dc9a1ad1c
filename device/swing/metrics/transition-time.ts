import { handSpeeds } from './hand-path.ts';
import { IN_SPACE, inPicture } from './metric-entry.ts';
import { covers } from './pose-metric.ts';
import type { PoseSource } from './pose-source.ts';
import { moment } from './published-range.ts';
import { type Metric, withheld } from './reading.ts';

/** The share of the backswing's greatest hand speed below which the hands are slow: that of the phase `transition`. */
const SLOW_SHARE = 0.15;
/** The hands turn back within this of the club's change of direction. */
const HANDS_TURN_WITHIN_MS = 150;
const ERROR_MS = { inSpace: 60, inPicture: 90 };

export const transitionTime: Metric = {
  entry: {
    id: 'transition-time',
    unit: 's',
    decimals: 2,
    plausible: { low: 0, high: 0.8 },
    moments: [moment(null)],
    definition:
      'For how long the hands are slower than 15 % of their greatest speed in the backswing, where they turn back near the top; 0 where they never are.',
    sign: 'Never negative.',
    frameOfReference: 'The time of the clip; slow motion of known rate is taken out.',
    source: 'The transition phase as the report draws it; measured here.',
    ways: [...IN_SPACE, inPicture('face-on', null)],
    picture: { kind: 'chart', curves: ['hand-speed'], from: 'address', to: 'impact', slowHands: true },
  },
  measure(motion) {
    if (motion.timesUnknown) return withheld('slow-motion');
    const [address, top, impact] = (['address', 'top', 'impact'] as const).map(
      (name) => motion.events.get(name)?.timeMs,
    );
    if (address === undefined || top === undefined || impact === undefined) return withheld('event-not-seen');
    const source = motion.space ?? motion.faceOn;
    if (source === null) return withheld('needs-face-on-view');
    if (!covers(source, top)) return withheld('clip-incomplete');
    const valueMs = slowHandsMs(source, { address, top, impact });
    if (!Number.isFinite(valueMs)) return withheld('landmarks-hidden');
    const errorMs = Math.max(source.kind === 'space' ? ERROR_MS.inSpace : ERROR_MS.inPicture, 2 * motion.frameMs);
    const spread = { below: Math.min(valueMs, errorMs) / 1000, above: errorMs / 1000 };
    return { value: valueMs / 1000, spread, method: source.method, cameras: source.cameras };
  },
};

interface Moments {
  readonly address: number;
  readonly top: number;
  readonly impact: number;
}

/** NaN where the hands were not seen. */
function slowHandsMs(source: PoseSource, { address, top, impact }: Moments): number {
  const { timesMs } = source;
  const speeds = handSpeeds(source);
  let peak = Number.NaN;
  let slowest = -1;
  for (const [i, time] of timesMs.entries()) {
    const speed = speeds[i] as number;
    if (Number.isNaN(speed)) continue;
    if (time >= address && time <= top && !(speed <= peak)) peak = speed;
    const isNearTop = Math.abs(time - top) <= HANDS_TURN_WITHIN_MS && time < impact;
    if (isNearTop && (slowest === -1 || speed < (speeds[slowest] as number))) slowest = i;
  }
  if (Number.isNaN(peak) || slowest === -1) return Number.NaN;
  const limit = SLOW_SHARE * peak;
  if ((speeds[slowest] as number) >= limit) return 0;
  return crossing(speeds, timesMs, slowest, 1, limit) - crossing(speeds, timesMs, slowest, -1, limit);
}

/** The time at which the speed passes the limit, going from a slow sample one way; the last known one where it never does. */
function crossing(speeds: Float64Array, timesMs: Float64Array, from: number, step: 1 | -1, limit: number): number {
  let i = from;
  while ((speeds[i + step] ?? Number.NaN) < limit) i += step;
  const [slow, fast] = [speeds[i] as number, speeds[i + step] ?? Number.NaN];
  const [here, next] = [timesMs[i] as number, timesMs[i + step] ?? Number.NaN];
  return Number.isNaN(fast) ? here : here + ((next - here) * (limit - slow)) / (fast - slow);
}
