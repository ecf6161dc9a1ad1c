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

/**
 * The finish is defined by 3 cm, and corrected wrists wander by nearly as much. So it is asked when the hands come to stay
 * within each of these distances: they slow down alike, and the mean of such moments is surer than the last of them. It
 * lies this much before the finish, in the median of proving golfers (`bench accuracy`).
 */
const HELD_WITHIN_M = [0.04, 0.06, 0.08, 0.1, 0.12, 0.15];
const MEAN_EARLY_MS = 49;
const HELD_MS = 300;
const FINISH_STEP_MS = 8;
/** Trembling is averaged over these moments: the hands come to rest far more slowly. */
const CALM_OFFSETS_MS = [-80, -40, 0, 40, 80];

/**
 * How the level arm is read, going back and coming down: by how much the corrected lead shoulder lies too low against
 * the wrist, in the median of proving golfers, and over which moments both are averaged. Going back the arm passes so
 * slowly that a tremble of a centimetre is 6 ms; it rises ever more slowly, so that the mean lies 4 mm low. Coming down
 * it is three times as fast, and a mean would only bend the path.
 */
const ARM_LEVELS = [
  { name: 'mid-backswing', sense: 1, lowM: 0.009, offsetsMs: [-50, -25, 0, 25, 50] },
  { name: 'mid-downswing', sense: -1, lowM: 0.013, offsetsMs: [0] },
] as const;
type ArmLevel = (typeof ARM_LEVELS)[number];

/** Times on the source's clock, which is that of the events. */
export function correctedReadings(events: readonly SwingEvent[], source: PoseSource): CorrectedReading[] {
  const timeOf = (name: EventName): number | undefined => events.find((event) => event.name === name)?.timeMs;
  const readings: CorrectedReading[] = [];
  for (const level of ARM_LEVELS) {
    const near = timeOf(level.name);
    const timeMs = near === undefined ? undefined : armLevel(source, near, level);
    if (timeMs !== undefined) readings.push({ name: level.name, timeMs });
  }
  const from = timeOf('mid-follow-through');
  const held = from === undefined ? undefined : handsHeld(source, from);
  if (held !== undefined) readings.push({ name: 'finish', timeMs: held });
  return readings;
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
    return { ...event, timeMs: reading.timeMs, frame: frameAt(reading.timeMs), by: 'joints' };
  });
  const inOrder = moved.every((event, i) => i === 0 || event.timeMs > (moved[i - 1] as SwingEvent).timeMs);
  return inOrder ? moved : [...events];
}

/** The passage of the lead wrist through the height of the lead shoulder that is nearest to a time. */
function armLevel(source: PoseSource, nearMs: number, { sense, lowM, offsetsMs }: ArmLevel): number | undefined {
  const aboveAt = (timeMs: number): number => {
    const wrist = source.joint('lead-wrist', timeMs);
    const shoulder = source.joint('lead-shoulder', timeMs);
    return wrist === null || shoulder === null ? Number.NaN : wrist.y - shoulder.y - lowM;
  };
  const above = (timeMs: number): number => {
    const sum = offsetsMs.reduce<number>((total, offset) => total + aboveAt(timeMs + offset), 0);
    return (sense * sum) / offsetsMs.length;
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

/** When the hands reach the place where they stay; undefined where they are not seen to. */
function handsHeld(source: PoseSource, fromMs: number): number | undefined {
  const last = source.timesMs.at(-1) ?? fromMs;
  const times: number[] = [];
  for (let time = fromMs; time <= last; time += FINISH_STEP_MS) times.push(time);
  const hands = times.map((time) => calmHands(source, Math.min(time, last), last));
  let sum = 0;
  for (const withinM of HELD_WITHIN_M) {
    const row = stayingFrom(hands, withinM);
    if (row === undefined) return undefined;
    sum += times[row] as number;
  }
  return sum / HELD_WITHIN_M.length + MEAN_EARLY_MS;
}

type Hands = readonly [number, number, number] | null;

/** The first row from which the hands stay within a distance for long enough. */
function stayingFrom(hands: readonly Hands[], withinM: number): number | undefined {
  const span = Math.round(HELD_MS / FINISH_STEP_MS);
  for (let row = 0; row < hands.length; row++) {
    // A pose that could not be watched for half of the time is not known to be held.
    if (hands.length - row < span / 2) return undefined;
    const here = hands[row];
    if (here === undefined || here === null) continue;
    const stays = hands
      .slice(row + 1, row + 1 + span)
      .every(
        (there) => there !== null && Math.hypot(there[0] - here[0], there[1] - here[1], there[2] - here[2]) <= withinM,
      );
    if (stays) return row;
  }
  return undefined;
}

/** The middle of both wrists, averaged over a short while. */
function calmHands(source: PoseSource, timeMs: number, lastMs: number): Hands {
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
