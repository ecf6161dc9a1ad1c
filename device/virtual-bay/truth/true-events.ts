import type { EventName } from '../../swing/events/event-name.ts';
import type { FigureState } from '../motion.ts';
import type { SwingMotion } from '../swing-motion.ts';
import { distance, mix, type Vec3 } from '../vector.ts';

/** When a swing's eight events really happen, from the club and the joints themselves. */
export type TrueEvents = readonly { readonly name: EventName; readonly timeMs: number }[];

/** The club head leaves address when it has moved this far. */
const ADDRESS_MOVED_M = 0.02;
/** The finish is reached when the hands stay this near for this long. */
const FINISH_HELD_M = 0.03;
const FINISH_HELD_MS = 300;

export function eventsOf(motion: SwingMotion): TrueEvents {
  const { startMs, topMs, impactMs, finishMs } = motion.times;
  const shaftRise = (ms: number) => (motion.at(ms).club?.shaft ?? ([0, -1, 0] as Vec3))[1];
  const armRise = (ms: number) => {
    const { shoulders, wrists } = motion.at(ms).body;
    return wrists[0][1] - shoulders[0][1];
  };
  const top = greatest((ms) => motion.postureAt(ms).shaftAngle, topMs - 120, topMs + 120);
  const toeUp = crossing(shaftRise, startMs, top);
  const midBackswing = crossing(armRise, startMs, top);
  const midDownswing = crossing((ms) => -armRise(ms), top, impactMs);
  const midFollowThrough = crossing(shaftRise, impactMs + 20, finishMs);
  return [
    { name: 'address', timeMs: lastStill(motion, toeUp) },
    { name: 'toe-up', timeMs: toeUp },
    { name: 'mid-backswing', timeMs: midBackswing },
    { name: 'top', timeMs: top },
    { name: 'mid-downswing', timeMs: midDownswing },
    { name: 'impact', timeMs: impactMs },
    { name: 'mid-follow-through', timeMs: midFollowThrough },
    { name: 'finish', timeMs: firstHeld(motion, midFollowThrough) },
  ];
}

function lastStill(motion: SwingMotion, toeUpMs: number): number {
  const rest = motion.at(motion.times.startMs - 1).club?.head;
  if (rest === undefined) return motion.times.startMs;
  for (let ms = toeUpMs; ms > 0; ms -= 0.5) {
    const head = motion.at(ms).club?.head;
    if (head !== undefined && distance(head, rest) < ADDRESS_MOVED_M) return ms;
  }
  return 0;
}

function firstHeld(motion: SwingMotion, fromMs: number): number {
  const stepMs = 2;
  const hands: Vec3[] = [];
  const lastMs = Math.min(motion.durationMs, motion.times.finishMs + 700);
  for (let ms = fromMs; ms <= lastMs; ms += stepMs) hands.push(handsOf(motion.at(ms)));
  const span = FINISH_HELD_MS / stepMs;
  for (let i = 0; i + span < hands.length; i++) {
    const here = hands[i] as Vec3;
    let held = true;
    for (let k = 1; k <= span && held; k++) held = distance(hands[i + k] as Vec3, here) <= FINISH_HELD_M;
    if (held) return fromMs + i * stepMs;
  }
  return motion.times.finishMs;
}

export function handsOf(state: FigureState): Vec3 {
  return mix(state.body.wrists[0], state.body.wrists[1], 0.5);
}

/** First time at which `f`, negative before, becomes positive: to a hundredth of a millisecond. */
export function crossing(f: (ms: number) => number, fromMs: number, toMs: number): number {
  let low = fromMs;
  for (let ms = fromMs; ms < toMs; ms += 2) {
    if (f(ms) >= 0) break;
    low = ms;
  }
  let high = Math.min(toMs, low + 2);
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (f(middle) >= 0) high = middle;
    else low = middle;
  }
  return high;
}

function greatest(f: (ms: number) => number, fromMs: number, toMs: number): number {
  let low = fromMs;
  let high = toMs;
  while (high - low > 0.05) {
    const a = low + (high - low) / 3;
    const b = high - (high - low) / 3;
    if (f(a) < f(b)) low = a;
    else high = b;
  }
  return (low + high) / 2;
}
