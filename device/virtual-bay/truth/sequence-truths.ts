import type { SwingMotion } from '../swing-motion.ts';
import { angleAt, sub, type Vec3, ZERO } from '../vector.ts';
import type { TimeOf } from './path-truths.ts';
import type { TrueMetric } from './true-metric.ts';

/** Which part of the body is fastest when, from the golfer's own turns and the lead arm's joints. */
export function sequenceTruths(motion: SwingMotion, timeOf: TimeOf): TrueMetric[] {
  const [top, midDown, impact] = [timeOf.get('top'), timeOf.get('mid-downswing'), timeOf.get('impact')];
  if (top === undefined || midDown === undefined || impact === undefined) return [];
  const pelvis = fastest((ms) => -rate((t) => motion.postureAt(t).pelvisTurn, ms), top, impact);
  const shoulders = fastest((ms) => -rate((t) => motion.postureAt(t).shoulderTurn, ms), top, impact);
  const arm = fastest((ms) => armRate(motion, ms), top, impact);
  const xFactor = (ms: number) => motion.postureAt(ms).shoulderTurn - motion.postureAt(ms).pelvisTurn;
  const pairs = [shoulders.ms > pelvis.ms, arm.ms > pelvis.ms, arm.ms > shoulders.ms];
  const one = (id: string, value: number, unit: TrueMetric['unit']): TrueMetric => ({ id, at: null, value, unit });
  return [
    one('pelvis-peak-speed', pelvis.value, '°/s'),
    one('shoulder-peak-speed', shoulders.value, '°/s'),
    one('lead-arm-peak-speed', arm.value, '°/s'),
    one('sequence-gap-pelvis-shoulder', shoulders.ms - pelvis.ms, 'ms'),
    one('sequence-gap-shoulder-arm', arm.ms - shoulders.ms, 'ms'),
    one('sequence-order', (100 * pairs.filter(Boolean).length) / pairs.length, '%'),
    one('x-factor-stretch', fastest(xFactor, top, midDown).value - xFactor(top), '°'),
  ];
}

/** Per second. */
function rate(of: (ms: number) => number, ms: number): number {
  return (of(ms + 0.5) - of(ms - 0.5)) * 1000;
}

function armRate(motion: SwingMotion, ms: number): number {
  const arm = (t: number): Vec3 => {
    const { shoulders, wrists } = motion.at(t).body;
    return sub(wrists[0], shoulders[0]);
  };
  return angleAt(ZERO, arm(ms - 0.5), arm(ms + 0.5)) * 1000;
}

function fastest(of: (ms: number) => number, fromMs: number, toMs: number): { ms: number; value: number } {
  let best = { ms: fromMs, value: of(fromMs) };
  for (let ms = fromMs; ms <= toMs; ms += 0.5) {
    const value = of(ms);
    if (value > best.value) best = { ms, value };
  }
  return best;
}
