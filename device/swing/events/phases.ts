/**
 * The phases of a swing, contiguous and half-open, from its events and the speed of the hands.
 *
 * `address`: stillness before the address event. `takeaway` to toe-up. `backswing` until the hands are slower than
 * 15 % of their backswing's peak, which begins the `transition`; when they are faster again, the `downswing` begins. `impact`: 10 ms to
 * either side, at least one frame. `follow-through` to the finish. `finish` while it is held. A phase without its
 * events is absent.
 */
import type { SwingEvent, SwingPhase } from '../report/swing-report.ts';
import type { EventName } from './event-name.ts';

export interface HandSpeed {
  /** Rising. */
  readonly timesMs: ArrayLike<number>;
  /** Speed of the hands at those times, in any one unit. */
  readonly speed: ArrayLike<number>;
}

const TRANSITION_SHARE = 0.15;
const IMPACT_HALF_MS = 10;
/** Stillness round address and finish: of the backswing's peak speed. */
const STILL_SHARE = 0.12;

export function phasesOf(events: readonly SwingEvent[], hands: HandSpeed): SwingPhase[] {
  const at = new Map<EventName, number>(events.map((event) => [event.name, event.timeMs]));
  const time = (name: EventName): number | undefined => at.get(name);
  const [address, toeUp, top, impact, finish] = [
    time('address'),
    time('toe-up'),
    time('top'),
    time('impact'),
    time('finish'),
  ];
  const phases: SwingPhase[] = [];
  const add = (name: SwingPhase['name'], fromMs: number | undefined, toMs: number | undefined): void => {
    if (fromMs !== undefined && toMs !== undefined && toMs > fromMs) phases.push({ name, fromMs, toMs });
  };
  const peak = peakSpeed(hands, toeUp ?? address, top);
  const still = walk(hands, address, -1, (speed) => speed < STILL_SHARE * peak);
  const transition = transitionRound(hands, top, TRANSITION_SHARE * peak, toeUp, impact);
  const halfImpact = Math.max(IMPACT_HALF_MS, frameMs(hands) / 2);
  const impactFrom = impact === undefined ? undefined : impact - halfImpact;
  const impactTo = impact === undefined ? undefined : impact + halfImpact;
  add('address', still, address);
  add('takeaway', address, toeUp);
  add('backswing', toeUp, transition?.fromMs);
  add('transition', transition?.fromMs, transition?.toMs);
  add('downswing', transition?.toMs, impactFrom);
  add('impact', impactFrom, impactTo);
  add('follow-through', impactTo, finish);
  add(
    'finish',
    finish,
    walk(hands, finish, 1, (speed) => speed < STILL_SHARE * peak),
  );
  return phases;
}

function frameMs({ timesMs }: HandSpeed): number {
  const last = timesMs.length - 1;
  return last < 1 ? 0 : ((timesMs[last] as number) - (timesMs[0] as number)) / last;
}

function peakSpeed({ timesMs, speed }: HandSpeed, fromMs: number | undefined, toMs: number | undefined): number {
  let peak = 0;
  for (let i = 0; i < timesMs.length; i++) {
    const t = timesMs[i] as number;
    if (fromMs !== undefined && toMs !== undefined && t >= fromMs && t <= toMs)
      peak = Math.max(peak, speed[i] as number);
  }
  return peak;
}

/** The slow stretch that holds the top; at least one frame of it. */
function transitionRound(
  hands: HandSpeed,
  top: number | undefined,
  slow: number,
  earliest: number | undefined,
  latest: number | undefined,
): { fromMs: number; toMs: number } | undefined {
  if (top === undefined) return undefined;
  const half = frameMs(hands) / 2;
  const isSlow = (speed: number): boolean => speed < slow;
  const fromMs = Math.min(top - half, walk(hands, top, -1, isSlow) ?? top);
  const toMs = Math.max(top + half, walk(hands, top, 1, isSlow) ?? top);
  return {
    fromMs: Math.max(fromMs, earliest ?? fromMs),
    toMs: Math.min(toMs, latest === undefined ? toMs : latest - IMPACT_HALF_MS),
  };
}

/**
 * The farthest time from `from` that is reached without leaving the stretch where `holds`. The frame of the event itself
 * is not asked: a central difference mixes what lies on either side of it.
 */
function walk(
  hands: HandSpeed,
  from: number | undefined,
  step: 1 | -1,
  holds: (speed: number) => boolean,
): number | undefined {
  const { timesMs, speed } = hands;
  if (from === undefined || timesMs.length === 0) return undefined;
  const half = frameMs(hands) / 2;
  let i = step > 0 ? 0 : timesMs.length - 1;
  while (i >= 0 && i < timesMs.length && step * ((timesMs[i] as number) - from) < half) i += step;
  let reached = from;
  for (; i >= 0 && i < timesMs.length && holds(speed[i] as number); i += step) reached = timesMs[i] as number;
  return reached;
}
