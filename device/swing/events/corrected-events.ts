/**
 * Events that are places of joints, read again once the joints are corrected: the lead arm level going back and coming
 * down, and the finish. Landmarks put the wrist some centimetres too low against the shoulder, differently in every
 * golfer; the correction knows by how much. Everything else stays as it was found.
 */
import type { PoseSource } from '../metrics/pose-source.ts';
import type { SwingEvent } from '../report/swing-report.ts';
import type { EventName } from './event-name.ts';

export interface CorrectedReading {
  readonly name: EventName;
  readonly timeMs: number;
}

/** How far from where it was found before the same event may lie. */
const NEAR_MS = 120;
const STEP_MS = 2;

/** 3 cm are what the finish is defined by; the rest is what corrected wrists still tremble. */
const HELD_M = 0.03;
const TREMBLE_M = 0.02;
const HELD_MS = 300;
const FINISH_STEP_MS = 8;
/** Trembling is averaged over these moments: the hands come to rest far more slowly. */
const CALM_OFFSETS_MS = [-80, -40, 0, 40, 80];

/**
 * By how much two calibrated cameras find an event too early, in the median of proving golfers (`bench accuracy`): the
 * club is seen to leave its place when it has left it, and the lead wrist bends before the arm is level.
 */
const EARLY_MS: Partial<Record<EventName, number>> = {
  address: -12,
  'mid-backswing': 7,
  'mid-follow-through': 10,
};

/** Times on the source's clock, which is that of the events. */
export function correctedReadings(events: readonly SwingEvent[], source: PoseSource): CorrectedReading[] {
  const timeOf = (name: EventName): number | undefined => events.find((event) => event.name === name)?.timeMs;
  const readings: CorrectedReading[] = [];
  for (const [name, sense] of [
    ['mid-backswing', 1],
    ['mid-downswing', -1],
  ] as const) {
    const near = timeOf(name);
    const timeMs = near === undefined ? undefined : armLevel(source, near, sense);
    if (timeMs !== undefined) readings.push({ name, timeMs });
  }
  for (const name of ['address', 'mid-follow-through'] as const) {
    const timeMs = timeOf(name);
    if (timeMs !== undefined) readings.push({ name, timeMs });
  }
  const early = readings.map(({ name, timeMs }) => ({ name, timeMs: timeMs + (EARLY_MS[name] ?? 0) }));
  const from = timeOf('mid-follow-through');
  const held = from === undefined ? undefined : handsHeld(source, from);
  return held === undefined ? early : [...early, { name: 'finish', timeMs: held }];
}

/** The events with those readings in place of their own, where the order of a swing stays. */
export function withCorrectedReadings(
  events: readonly SwingEvent[],
  readings: readonly CorrectedReading[],
  frameAt: (timeMs: number) => SwingEvent['frame'],
): SwingEvent[] {
  const moved = events.map((event): SwingEvent => {
    const reading = readings.find(({ name }) => name === event.name);
    if (reading === undefined) return event;
    return { ...event, timeMs: reading.timeMs, frame: frameAt(reading.timeMs), by: byOf(event, reading) };
  });
  const inOrder = moved.every((event, i) => i === 0 || event.timeMs > (moved[i - 1] as SwingEvent).timeMs);
  return inOrder ? moved : [...events];
}

/** What was only moved by a known bias was still found by what found it. */
function byOf(event: SwingEvent, { name }: CorrectedReading): string {
  return name === 'address' || name === 'mid-follow-through' ? event.by : 'joints';
}

/** The passage of the lead wrist through the height of the lead shoulder that is nearest to a time. */
function armLevel(source: PoseSource, nearMs: number, sense: 1 | -1): number | undefined {
  const above = (timeMs: number): number => {
    const wrist = source.joint('lead-wrist', timeMs);
    const shoulder = source.joint('lead-shoulder', timeMs);
    return wrist === null || shoulder === null ? Number.NaN : sense * (wrist.y - shoulder.y);
  };
  let best: number | undefined;
  let before = above(nearMs - NEAR_MS);
  for (let time = nearMs - NEAR_MS + STEP_MS; time <= nearMs + NEAR_MS; time += STEP_MS) {
    const here = above(time);
    if (before < 0 && here >= 0) {
      const at = time - (STEP_MS * here) / (here - before);
      if (best === undefined || Math.abs(at - nearMs) < Math.abs(best - nearMs)) best = at;
    }
    before = here;
  }
  return best;
}

/** From here on the hands stay where they are; undefined where they are not seen to. */
function handsHeld(source: PoseSource, fromMs: number): number | undefined {
  const last = source.timesMs.at(-1) ?? fromMs;
  const times: number[] = [];
  for (let time = fromMs; time <= last; time += FINISH_STEP_MS) times.push(time);
  const hands = times.map((time) => calmHands(source, Math.min(time, last), last));
  const span = Math.round(HELD_MS / FINISH_STEP_MS);
  for (let i = 0; i < hands.length; i++) {
    // A pose that could not be watched for half of the time is not known to be held.
    if (hands.length - i < span / 2) return undefined;
    const here = hands[i];
    if (here === undefined || here === null) continue;
    const rest = hands.slice(i + 1, i + 1 + span);
    const stays = rest.every(
      (there) =>
        there !== null && Math.hypot(there[0] - here[0], there[1] - here[1], there[2] - here[2]) <= HELD_M + TREMBLE_M,
    );
    if (stays) return times[i];
  }
  return undefined;
}

/** The middle of both wrists, averaged over a short while. */
function calmHands(source: PoseSource, timeMs: number, lastMs: number): [number, number, number] | null {
  let [x, y, z, count] = [0, 0, 0, 0];
  for (const offset of CALM_OFFSETS_MS) {
    for (const joint of ['lead-wrist', 'trail-wrist'] as const) {
      const place = source.joint(joint, Math.min(lastMs, timeMs + offset));
      if (place === null) continue;
      x += place.x;
      y += place.y;
      z += place.z;
      count++;
    }
  }
  return count === 0 ? null : [x / count, y / count, z / count];
}
