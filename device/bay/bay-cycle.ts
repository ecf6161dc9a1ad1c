/**
 * The cycle of a bay: ball teed, addressed, swing, result, next ball; and what tee, lights and strobes do in it. Pure:
 * `(cycle, event) → (cycle, orders)`. It compares what should be with what was done, so it may be asked at any time.
 *
 * INVARIANTS
 * - Nothing is ordered while the emergency stop is pressed, or the link is down.
 * - No motion is ordered while somebody swings, or may: motions are locked from address on until the swing is kept.
 * - Every ball is asked for once: an order that was carried out, or may have been, is not repeated for the same empty
 *   tee. One that was refused is tried again at most {@link TRIES_MAX} times, farther and farther apart; after that
 *   only when the device has changed.
 * - Credit is brought up to what a visit begins with at most once a visit, never lowered, and never granted to nobody.
 * - At most one order of a channel is under way; `lock`, `ball`, `credit` and each light and strobe are a channel.
 */
import { NS_PER_MS } from '../clock/clock.ts';
import type { CommandOutcome, DeviceState, HardwareCommand, HardwareState } from '../ports/bay-hardware.port.ts';
import type { BayStage } from './bay-machine.ts';
import type { CycleConfig } from './cycle.config.ts';

export type CycleEvent =
  | { readonly type: 'stage'; readonly stage: BayStage }
  | { readonly type: 'visit-began' }
  | { readonly type: 'swing'; readonly kind: 'shot' | 'practice' }
  /** The golfer has the result of the last swing, or it failed. */
  | { readonly type: 'result' }
  | { readonly type: 'hardware'; readonly state: HardwareState }
  | { readonly type: 'outcome'; readonly order: number; readonly outcome: CommandOutcome }
  | { readonly type: 'out-of-order'; readonly isOn: boolean }
  | { readonly type: 'tick' };

export interface Order {
  readonly id: number;
  readonly channel: string;
  /** What the channel will be once it is done. */
  readonly want: string;
  readonly command: HardwareCommand;
}

interface Tries {
  readonly want: string;
  /** What the device was like; another state deserves another try. */
  readonly device: string;
  readonly count: number;
  readonly notBeforeNs: number;
  readonly reason: string;
}

export interface BayCycle {
  readonly stage: BayStage;
  readonly stageSinceNs: number;
  readonly hardware: HardwareState | null;
  readonly isOutOfOrder: boolean;
  /** The next ball waits until then for the result of the last swing. */
  readonly resultDueNs: number;
  /** Counts the times at which the tee became empty, and the last of them that a ball was asked for. */
  readonly emptied: number;
  readonly ballAskedFor: number;
  /** Counts the visits, and the last of them whose credit was granted. */
  readonly visits: number;
  readonly creditGrantedFor: number;
  readonly underWay: readonly Order[];
  /** What each channel was last brought to. */
  readonly done: Readonly<Record<string, string>>;
  readonly tries: Readonly<Record<string, Tries>>;
  readonly nextId: number;
}

export const TRIES_MAX = 3;
const TRY_AGAIN_MS = 2_000;
const LOCK = 'lock';
const BALL = 'ball';
const CREDIT = 'credit';

export const NEW_CYCLE: BayCycle = {
  stage: 'empty',
  stageSinceNs: Number.NEGATIVE_INFINITY,
  hardware: null,
  isOutOfOrder: false,
  resultDueNs: Number.NEGATIVE_INFINITY,
  emptied: 0,
  ballAskedFor: 0,
  visits: 0,
  creditGrantedFor: 0,
  underWay: [],
  done: {},
  tries: {},
  nextId: 1,
};

/** @param nowNs CLOCK_MONOTONIC now; never earlier than at the last event */
export function advanceCycle(
  cycle: BayCycle,
  event: CycleEvent,
  config: CycleConfig,
  nowNs: number,
): { cycle: BayCycle; orders: readonly Order[] } {
  const noted = creditSeen(note(cycle, event, config, nowNs), config);
  const orders: Order[] = [];
  let next = noted;
  for (const { channel, want, command } of wanted(noted, config, nowNs)) {
    if (next.done[channel] === want || next.underWay.some((order) => order.channel === channel)) continue;
    if (!mayTry(next, channel, want, nowNs)) continue;
    const order = { id: next.nextId, channel, want, command };
    orders.push(order);
    next = { ...next, nextId: next.nextId + 1, underWay: [...next.underWay, order] };
  }
  return { cycle: next, orders };
}

/** What was given up, for the person who can mend it. */
export function givenUp({ tries }: BayCycle): { readonly channel: string; readonly reason: string }[] {
  return Object.entries(tries)
    .filter(([, { count }]) => count >= TRIES_MAX)
    .map(([channel, { reason }]) => ({ channel, reason }));
}

/** Whether a ball lies on the tee: by the beam, else by the tee itself; null where neither can tell. */
function isBallTeed(hardware: HardwareState | null): boolean | null {
  const of = (kind: DeviceState['kind']): boolean | undefined =>
    hardware?.devices.find((device) => device.kind === kind && device.condition !== 'unknown')?.values.isBallPresent;
  return of('ball-beam') ?? of('tee') ?? null;
}

function note(cycle: BayCycle, event: CycleEvent, config: CycleConfig, nowNs: number): BayCycle {
  switch (event.type) {
    case 'stage':
      return event.stage === cycle.stage ? cycle : { ...cycle, stage: event.stage, stageSinceNs: nowNs };
    case 'visit-began':
      return { ...(isBallTeed(cycle.hardware) === false ? emptied(cycle) : cycle), visits: cycle.visits + 1 };
    case 'swing': {
      const resultDueNs = nowNs + config.nextBallWithinMs * NS_PER_MS;
      const isUnseen = event.kind === 'shot' && isBallTeed(cycle.hardware) === null;
      return { ...(isUnseen ? emptied(cycle) : cycle), resultDueNs };
    }
    case 'result':
      return { ...cycle, resultDueNs: Math.min(cycle.resultDueNs, nowNs) };
    case 'hardware':
      return noteHardware(cycle, event.state);
    case 'outcome':
      return noteOutcome(cycle, event.order, event.outcome, nowNs);
    case 'out-of-order':
      return { ...cycle, isOutOfOrder: event.isOn };
    case 'tick':
      return cycle;
  }
}

function noteHardware(cycle: BayCycle, state: HardwareState): BayCycle {
  const before = cycle.hardware;
  const isNowEmpty = isBallTeed(state) === false && isBallTeed(before) !== false;
  // What the controller did by itself, when the line was lost or the stop was pressed, is not known here.
  const isFresh = (state.link === 'up') !== (before?.link === 'up') || state.isStopPressed !== before?.isStopPressed;
  const next = { ...cycle, hardware: state, ...(isFresh ? { done: {}, tries: {} } : {}) };
  return isNowEmpty || isMended(before, state) ? emptied(next) : next;
}

/** Somebody saw to what gives the balls and cleared its fault: the ball that it failed to bring may be asked for again. */
function isMended(before: HardwareState | null, now: HardwareState): boolean {
  const wasFaulty = ballGiver(before)?.condition === 'fault';
  const isWell = ballGiver(now)?.condition === 'ready' && now.link === 'up';
  return wasFaulty && isWell && isBallTeed(now) === false;
}

function noteOutcome(cycle: BayCycle, id: number, outcome: CommandOutcome, nowNs: number): BayCycle {
  const order = cycle.underWay.find((one) => one.id === id);
  if (order === undefined) return cycle;
  const { channel, want } = order;
  const underWay = cycle.underWay.filter((one) => one !== order);
  const wasBegun = outcome.status !== 'refused';
  const isOnce = channel === BALL || channel === CREDIT;
  const asked = {
    ...(channel === BALL && wasBegun ? { ballAskedFor: Number(want) } : {}),
    ...(channel === CREDIT && wasBegun ? { creditGrantedFor: Number(want) } : {}),
  };
  if (outcome.status === 'done') {
    const { [channel]: _tried, ...tries } = cycle.tries;
    return { ...cycle, ...asked, underWay, tries, done: { ...cycle.done, [channel]: want } };
  }
  const reason = outcome.status === 'refused' ? outcome.reason : outcome.fault;
  const before = triesOf(cycle, channel, want);
  const count = isOnce && wasBegun ? TRIES_MAX : before.count + 1;
  const notBeforeNs = nowNs + TRY_AGAIN_MS * 2 ** before.count * NS_PER_MS;
  const tries = {
    ...cycle.tries,
    [channel]: { want, device: signatureOf(cycle, channel), count, notBeforeNs, reason },
  };
  return { ...cycle, ...asked, underWay, tries };
}

function emptied(cycle: BayCycle): BayCycle {
  return { ...cycle, emptied: cycle.emptied + 1 };
}

function mayTry(cycle: BayCycle, channel: string, want: string, nowNs: number): boolean {
  const { count, notBeforeNs } = triesOf(cycle, channel, want);
  return count < TRIES_MAX && nowNs >= notBeforeNs;
}

/** Tries of the same thing with the device as it is; anything else begins anew. */
function triesOf(cycle: BayCycle, channel: string, want: string): { count: number; notBeforeNs: number } {
  const tried = cycle.tries[channel];
  const isSame = tried?.want === want && tried.device === signatureOf(cycle, channel);
  return isSame ? tried : { count: 0, notBeforeNs: Number.NEGATIVE_INFINITY };
}

function signatureOf({ hardware }: BayCycle, channel: string): string {
  const device = channel === BALL ? ballGiver(hardware) : hardware?.devices.find(({ id }) => id === channel);
  if (device === undefined) return '';
  const { condition, fault, values } = device;
  return [condition === 'fault', fault, values.stock === 0, values.credit === 0].join();
}

interface Wanted {
  readonly channel: string;
  readonly want: string;
  readonly command: HardwareCommand;
}

function wanted(cycle: BayCycle, config: CycleConfig, nowNs: number): Wanted[] {
  const { hardware } = cycle;
  if (hardware === null || hardware.link !== 'up' || hardware.isStopPressed) return [];
  const isLocked = mayBeSwinging(cycle);
  const shining = hardware.devices.flatMap((device) => shiningOf(device, cycle.stage, config));
  const lock: Wanted = { channel: LOCK, want: String(isLocked), command: { type: 'motion-lock', isOn: isLocked } };
  const credit = creditOwed(cycle, config);
  // A dispenser without credit gives no ball; one that refuses credit may still have some.
  const isCreditFirst = credit.some(({ want }) => triesOf(cycle, CREDIT, want).count === 0);
  return [lock, ...shining, ...credit, ...(isLocked || isCreditFirst ? [] : ballOf(cycle, config, nowNs))];
}

/** What the visit lacks of its credit; what is left of an earlier one counts. */
function creditOwed(cycle: BayCycle, { creditPerVisit }: CycleConfig): Wanted[] {
  const { visits, creditGrantedFor } = cycle;
  const device = dispenserToCredit(cycle);
  if (creditPerVisit === null || device === null || visits <= creditGrantedFor) return [];
  const balls = creditPerVisit - device.credit;
  return [{ channel: CREDIT, want: String(visits), command: { type: 'add-credit', device: device.id, balls } }];
}

/** A visit that begins with enough has had its credit: what it plays away later is not granted again. */
function creditSeen(cycle: BayCycle, { creditPerVisit }: CycleConfig): BayCycle {
  if (creditPerVisit === null || (dispenserToCredit(cycle)?.credit ?? -1) < creditPerVisit) return cycle;
  return { ...cycle, creditGrantedFor: cycle.visits };
}

/** Where somebody is there to play, and the dispenser counts. */
function dispenserToCredit({ stage, hardware }: BayCycle): { readonly id: string; readonly credit: number } | null {
  const dispenser = hardware?.devices.find(({ kind }) => kind === 'dispenser');
  const credit = dispenser?.values.credit;
  if (dispenser === undefined || credit === undefined || dispenser.condition === 'unknown') return null;
  return stage === 'empty' || hardware?.link !== 'up' ? null : { id: dispenser.id, credit };
}

/**
 * At an empty tee a golfer who stands still waits for a ball; who swings there swings without one. A ball that is on its
 * way comes up all the way: the beam sees it long before, and a tee that stops there would leave it half up.
 */
function mayBeSwinging(cycle: BayCycle): boolean {
  if (cycle.stage === 'swinging' || cycle.stage === 'capturing') return true;
  const isOnItsWay = cycle.underWay.some(({ channel }) => channel === BALL);
  const waitsForBall = isOnItsWay || (isBallTeed(cycle.hardware) !== true && cycle.emptied > cycle.ballAskedFor);
  return cycle.stage === 'address' && !waitsForBall;
}

function shiningOf(device: DeviceState, stage: BayStage, config: CycleConfig): Wanted[] {
  if (device.condition === 'fault' || device.condition === 'unknown') return [];
  const isArmed = stage === 'address' || stage === 'swinging' || stage === 'capturing';
  if (device.kind === 'light') {
    const level = config.lights[stage === 'empty' ? 'empty' : isArmed ? 'swinging' : 'occupied'];
    return [{ channel: device.id, want: String(level), command: { type: 'light-level', device: device.id, level } }];
  }
  if (device.kind !== 'strobe') return [];
  const isOn = isArmed && config.strobe !== null;
  const { delayUs, exposureUs } = config.strobe ?? { delayUs: 0, exposureUs: 1 };
  const command = { type: 'strobe', device: device.id, isOn, delayUs, exposureUs } as const;
  return [{ channel: device.id, want: String(isOn), command }];
}

function ballOf(cycle: BayCycle, config: CycleConfig, nowNs: number): Wanted[] {
  const { stage, hardware, emptied: number } = cycle;
  if (!config.automaticBall || cycle.isOutOfOrder || number <= cycle.ballAskedFor) return [];
  if (isBallTeed(hardware) === true || nowNs < cycle.resultDueNs) return [];
  const calmMs = (nowNs - cycle.stageSinceNs) / NS_PER_MS;
  const isReady =
    (stage === 'occupied' && calmMs >= config.stepBackMs) || (stage === 'address' && calmMs >= config.patienceMs);
  const giver = ballGiver(hardware);
  // Unlocked by the controller's own word, not only by what was asked.
  if (!isReady || giver === undefined || hardware?.isMotionLocked !== false || cycle.done[LOCK] !== 'false') return [];
  if (giver.condition === 'fault' || giver.condition === 'busy' || giver.condition === 'unknown') return [];
  const command: HardwareCommand =
    giver.kind === 'tee' ? { type: 'tee-ball', device: giver.id } : { type: 'dispense', device: giver.id, balls: 1 };
  return [{ channel: BALL, want: String(number), command }];
}

/** An automatic tee gives the ball; where there is none, the dispenser lays one out. */
function ballGiver(hardware: HardwareState | null): DeviceState | undefined {
  const of = (kind: DeviceState['kind']) => hardware?.devices.find((device) => device.kind === kind);
  return of('tee') ?? of('dispenser');
}
