/**
 * Joins what a launch monitor measured to the swing that it was measured of. Pure: `(state, event) → (state,
 * outcomes)`.
 *
 * A shot may come before its swing is decided (the whole swing is seen only at its finish) and long after it; either
 * may lack the other. So both are held until everything that could belong to them must have come, and are then joined
 * by time and order. Each monitor has a delay of its own, which is learnt from its last shots, was learnt on other days,
 * or is configured. Until it is known nothing is joined; what was held meanwhile is joined as soon as it is.
 *
 * INVARIANTS
 * - A shot is joined to one swing at most, and a swing to one shot of a monitor. Of one monitor no two pairs cross.
 * - Every shot comes out exactly once, `joined` or `shot-alone`, at most {@link HELD_MS_MAX} after it came; every swing
 *   that no monitor measured comes out once as `swing-alone`.
 * - A pair that could as well be another one stays apart.
 * - At most {@link HELD_MAX} swings and shots are held, and {@link MONITORS_MAX} monitors known; the oldest go first.
 *
 * What it cannot tell: a ghost that comes just when the shot of a swing should have come, and did not.
 */
import { NS_PER_MS } from '../clock/clock.ts';
import { alignInOrder } from './align-in-order.ts';
import { learnDelay, type MonitorDelay } from './monitor-delay.ts';

/** A swing is decided so long after its impact, at the latest. */
const DECIDED_WITHIN_MS = 5_000;
/** Two swings of one bay are further apart than this. */
const SWINGS_APART_MS = 1_500;
/** A monitor that waits for the ball to land delivers its shot so much later than it received it. */
const DELIVERED_WITHIN_MS = 12_000;
/** While the delay is not known yet: three swings of an unhurried player. */
export const HELD_MS_MAX = 180_000;
const HELD_MAX = 32;
const MONITORS_MAX = 4;
/** The delay is learnt from so many swings and shots. */
const REMEMBERED_MAX = 24;

export interface SwingToJoin {
  readonly id: string;
  /** CLOCK_MONOTONIC, as near to the truth as is known. */
  readonly impactNs: number;
}

export interface ShotToJoin {
  readonly id: string;
  /** Source and device: whose delay it has. */
  readonly monitor: string;
  readonly receivedNs: number;
}

export type ShotJoinEvent =
  | { readonly type: 'swing'; readonly swing: SwingToJoin }
  | { readonly type: 'shot'; readonly shot: ShotToJoin }
  | { readonly type: 'tick' };

export type ShotJoinOutcome =
  | { readonly type: 'joined'; readonly shot: string; readonly swing: string; readonly delayNs: number }
  | {
      readonly type: 'shot-alone';
      readonly shot: string;
      readonly why: 'no-swing' | 'ambiguous' | 'delay-unknown';
    }
  | { readonly type: 'swing-alone'; readonly swing: string };

interface HeldSwing extends SwingToJoin {
  /** Monitors that have measured it, or can no more. */
  readonly settledBy: readonly string[];
  readonly isMeasured: boolean;
}

interface JoinedPair {
  readonly impactNs: number;
  readonly receivedNs: number;
}

interface Monitor {
  readonly name: string;
  readonly shots: readonly ShotToJoin[];
  readonly receivedNs: readonly number[];
  readonly delay: MonitorDelay | null;
  /** The last pairs, none of which another may cross. */
  readonly joined: readonly JoinedPair[];
}

export interface ShotJoin {
  readonly swings: readonly HeldSwing[];
  readonly impactsNs: readonly number[];
  readonly monitors: readonly Monitor[];
  /** Of a monitor that has not spoken yet. */
  readonly delayBefore: (monitor: string) => MonitorDelay | null;
}

/** @param delayBefore what is known of a monitor's delay before its first shot: of other days, or by configuration */
export function newShotJoin(delayBefore: (monitor: string) => MonitorDelay | null = () => null): ShotJoin {
  return { swings: [], impactsNs: [], monitors: [], delayBefore };
}

/** What is known of a monitor's delay by now. */
export function delayOf(join: ShotJoin, monitor: string): MonitorDelay | null {
  return join.monitors.find(({ name }) => name === monitor)?.delay ?? join.delayBefore(monitor);
}

/** Call it with each swing and shot, and with a tick at least every 100 ms while anything is held. */
export function joinShots(
  join: ShotJoin,
  event: ShotJoinEvent,
  nowNs: number,
): { join: ShotJoin; outcomes: ShotJoinOutcome[] } {
  const outcomes: ShotJoinOutcome[] = [];
  let next = event.type === 'tick' ? join : learn(admit(join, event, outcomes));
  for (const { name } of next.monitors) next = settle(next, name, nowNs, outcomes);
  return { join: releaseSwings(next, nowNs, outcomes), outcomes };
}

function admit(join: ShotJoin, event: Exclude<ShotJoinEvent, { type: 'tick' }>, outcomes: ShotJoinOutcome[]): ShotJoin {
  if (event.type === 'swing') {
    if (join.swings.some(({ id }) => id === event.swing.id)) return join;
    const swings = inOrder(
      [...join.swings, { ...event.swing, settledBy: [], isMeasured: false }],
      (one) => one.impactNs,
    );
    for (const { id, isMeasured } of swings.slice(0, -HELD_MAX)) {
      if (!isMeasured) outcomes.push({ type: 'swing-alone', swing: id });
    }
    const impactsNs = inOrder([...join.impactsNs, event.swing.impactNs], (one) => one).slice(-REMEMBERED_MAX);
    return { ...join, swings: swings.slice(-HELD_MAX), impactsNs };
  }
  const { shot } = event;
  const known = join.monitors.find(({ name }) => name === shot.monitor) ?? newMonitor(join, shot.monitor);
  const shots = inOrder([...known.shots, shot], (one) => one.receivedNs);
  for (const { id } of shots.slice(0, -HELD_MAX)) outcomes.push({ type: 'shot-alone', shot: id, why: whyAlone(known) });
  const receivedNs = inOrder([...known.receivedNs, shot.receivedNs], (one) => one).slice(-REMEMBERED_MAX);
  const others = join.monitors.filter(({ name }) => name !== shot.monitor);
  for (const gone of others.slice(0, -(MONITORS_MAX - 1))) {
    for (const { id } of gone.shots) outcomes.push({ type: 'shot-alone', shot: id, why: whyAlone(gone) });
  }
  const monitors = [...others.slice(-(MONITORS_MAX - 1)), { ...known, shots: shots.slice(-HELD_MAX), receivedNs }];
  return { ...join, monitors };
}

function newMonitor(join: ShotJoin, name: string): Monitor {
  return { name, shots: [], receivedNs: [], delay: join.delayBefore(name), joined: [] };
}

const whyAlone = ({ delay }: Monitor): 'no-swing' | 'delay-unknown' => (delay === null ? 'delay-unknown' : 'no-swing');

/** What was known stays until the last swings and shots agree on something. */
function learn(join: ShotJoin): ShotJoin {
  const monitors = join.monitors.map((monitor) => ({
    ...monitor,
    delay: learnDelay(join.impactsNs, monitor.receivedNs) ?? monitor.delay,
  }));
  return { ...join, monitors };
}

function settle(join: ShotJoin, name: string, nowNs: number, outcomes: ShotJoinOutcome[]): ShotJoin {
  const monitor = join.monitors.find((one) => one.name === name);
  if (monitor === undefined) return join;
  const { delay } = monitor;
  if (delay === null) {
    const isHeld = (shot: ShotToJoin): boolean => nowNs - shot.receivedNs < HELD_MS_MAX * NS_PER_MS;
    for (const { id } of monitor.shots.filter((shot) => !isHeld(shot))) {
      outcomes.push({ type: 'shot-alone', shot: id, why: 'delay-unknown' });
    }
    return withMonitor(join, { ...monitor, shots: monitor.shots.filter(isHeld) });
  }
  let next = join;
  for (const cluster of clustersOf(next.swings, monitor, delay)) {
    if (isSettled(cluster, delay, nowNs)) next = settleCluster(next, name, cluster, delay, outcomes);
  }
  return next;
}

interface Cluster {
  readonly swings: readonly HeldSwing[];
  readonly shots: readonly ShotToJoin[];
}

/** When the ball was struck, as the monitor has it. */
const struckNs = (shot: ShotToJoin, delay: MonitorDelay): number => shot.receivedNs - delay.delayNs;

/** How far a pair is from the expected delay, 1 at the edge of what is possible; infinite where it would cross one. */
function apartOf(swing: SwingToJoin, shot: ShotToJoin, delay: MonitorDelay, joined: readonly JoinedPair[]): number {
  const isCrossing = joined.some((pair) => (swing.impactNs - pair.impactNs) * (shot.receivedNs - pair.receivedNs) <= 0);
  if (isCrossing) return Number.POSITIVE_INFINITY;
  return Math.abs(struckNs(shot, delay) - swing.impactNs) / delay.halfWidthNs;
}

/** Swings and shots of which each could belong to another of the same cluster and to none of another one. */
function clustersOf(held: readonly HeldSwing[], { name, shots, joined }: Monitor, delay: MonitorDelay): Cluster[] {
  const swings = held.filter((swing) => !swing.settledBy.includes(name));
  const clusters: Cluster[] = [];
  const left = new Set(swings);
  for (const shot of shots) {
    const near = swings.filter((swing) => apartOf(swing, shot, delay, joined) <= 1);
    for (const swing of near) left.delete(swing);
    const touched = clusters.filter((cluster) => cluster.swings.some((swing) => near.includes(swing)));
    const merged: Cluster = {
      swings: inOrder([...new Set([...touched.flatMap((one) => one.swings), ...near])], (one) => one.impactNs),
      shots: inOrder([...touched.flatMap((one) => one.shots), shot], (one) => one.receivedNs),
    };
    for (const one of touched) clusters.splice(clusters.indexOf(one), 1);
    clusters.push(merged);
  }
  return [...clusters, ...[...left].map((swing) => ({ swings: [swing], shots: [] }))];
}

/**
 * Until when a swing may still be decided to which the shot could belong as well. A swing that is there already leaves
 * no room for another one near it.
 */
function undecidedUntilNs(shot: ShotToJoin, swings: readonly SwingToJoin[], delay: MonitorDelay): number {
  const apartNs = SWINGS_APART_MS * NS_PER_MS;
  const firstNs = struckNs(shot, delay) - delay.halfWidthNs;
  const lastNs = struckNs(shot, delay) + delay.halfWidthNs;
  const isTaken = (atNs: number): boolean => swings.some(({ impactNs }) => Math.abs(impactNs - atNs) < apartNs);
  const decidedWithinNs = DECIDED_WITHIN_MS * NS_PER_MS;
  if (!isTaken(lastNs)) return lastNs + decidedWithinNs;
  if (isTaken(firstNs)) return Number.NEGATIVE_INFINITY;
  return Math.min(...swings.map(({ impactNs }) => impactNs)) - apartNs + decidedWithinNs;
}

/** Whether everything that could still belong to the cluster must have come. */
function isSettled({ swings, shots }: Cluster, delay: MonitorDelay, nowNs: number): boolean {
  const isLone = shots.length === 0;
  const lateNs = isLone ? DELIVERED_WITHIN_MS * NS_PER_MS : 0;
  const areSwings = swings.every(({ impactNs }) => nowNs >= impactNs + delay.delayNs + delay.halfWidthNs + lateNs);
  const areShots = shots.every((shot) => nowNs >= undecidedUntilNs(shot, swings, delay));
  const oldestNs = Math.min(...swings.map((one) => one.impactNs), ...shots.map((one) => one.receivedNs));
  return (areSwings && areShots) || nowNs - oldestNs >= HELD_MS_MAX * NS_PER_MS;
}

function settleCluster(
  join: ShotJoin,
  name: string,
  { swings, shots }: Cluster,
  delay: MonitorDelay,
  outcomes: ShotJoinOutcome[],
): ShotJoin {
  const monitor = join.monitors.find((one) => one.name === name);
  if (monitor === undefined) return join;
  const pairs = alignInOrder(swings.length, shots.length, (at, of) => {
    const [swing, shot] = [swings[at], shots[of]];
    return swing === undefined || shot === undefined ? 2 : apartOf(swing, shot, delay, monitor.joined);
  });
  const joined: JoinedPair[] = [];
  const measured = new Set<string>();
  const alone: ShotToJoin[] = [];
  for (const [at, shot] of shots.entries()) {
    const pair = pairs.find((one) => one.shot === at && one.isCertain);
    const swing = pair === undefined ? undefined : swings[pair.swing];
    if (swing === undefined) {
      alone.push(shot);
      continue;
    }
    measured.add(swing.id);
    joined.push({ impactNs: swing.impactNs, receivedNs: shot.receivedNs });
    outcomes.push({ type: 'joined', shot: shot.id, swing: swing.id, delayNs: shot.receivedNs - swing.impactNs });
  }
  for (const shot of alone) {
    const couldBe = swings.some((swing) => !measured.has(swing.id) && apartOf(swing, shot, delay, monitor.joined) <= 1);
    outcomes.push({ type: 'shot-alone', shot: shot.id, why: couldBe ? 'ambiguous' : 'no-swing' });
  }
  const settled = join.swings.map((swing) =>
    swings.some(({ id }) => id === swing.id)
      ? { ...swing, settledBy: [...swing.settledBy, name], isMeasured: swing.isMeasured || measured.has(swing.id) }
      : swing,
  );
  const left = monitor.shots.filter((shot) => !shots.includes(shot));
  const kept = [...monitor.joined, ...joined].slice(-HELD_MAX);
  return withMonitor({ ...join, swings: settled }, { ...monitor, shots: left, joined: kept });
}

/** Swings that no monitor can measure any more. */
function releaseSwings(join: ShotJoin, nowNs: number, outcomes: ShotJoinOutcome[]): ShotJoin {
  const isHeld = ({ impactNs, settledBy }: HeldSwing): boolean => {
    if (nowNs - impactNs >= HELD_MS_MAX * NS_PER_MS) return false;
    return join.monitors.length === 0 || join.monitors.some(({ name }) => !settledBy.includes(name));
  };
  for (const swing of join.swings) {
    if (!isHeld(swing) && !swing.isMeasured) outcomes.push({ type: 'swing-alone', swing: swing.id });
  }
  return { ...join, swings: join.swings.filter(isHeld) };
}

function withMonitor(join: ShotJoin, monitor: Monitor): ShotJoin {
  return { ...join, monitors: join.monitors.map((one) => (one.name === monitor.name ? monitor : one)) };
}

function inOrder<T>(all: readonly T[], timeOf: (one: T) => number): T[] {
  return [...all].sort((a, b) => timeOf(a) - timeOf(b));
}
