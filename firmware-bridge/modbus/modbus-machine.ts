/**
 * Runs a Modbus line: asks every module in turn, steps motions, and carries out what the pure parts decide. Lives in the
 * line's own process.
 *
 * INVARIANTS
 * - What must stop is written before anything else is asked.
 * - A station counts as up only after its outputs were put to rest, its watchdog was set and all of it was read.
 * - What waits to be written is given up with its station.
 * - A station that has not answered for {@link STATION_LOST_AFTER_MS} is lost, and asked only now and then.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import type {
  CommandOutcome,
  HardwareCommand,
  HardwareEvent,
  HardwareState,
} from '../../device/ports/bay-hardware.port.ts';
import { unitOf } from './device-map.ts';
import type { ModbusConfig, ModbusDevice } from './modbus.config.ts';
import { ModbusBus } from './modbus-bus.ts';
import { STATION_LOST_AFTER_MS } from './modbus-messages.ts';
import { ModbusPicture } from './modbus-picture.ts';
import { type Motion, stepMotion, stopWrites, type Write } from './motion.ts';
import { inputsOf, planReads, type ReadBlock } from './polling-plan.ts';

/** Between two rounds where the line is faster than anything in a bay changes. */
const ROUND_MS_MIN = 10;
const LOST_STATION_MS = 200;
const WATCH_MS = 20;
const SAFE_TRIES = 3;

export interface ModbusMachineParts {
  readonly config: ModbusConfig;
  readonly bootId: string;
  readonly clock: Clock;
  readonly onTold: (events: readonly HardwareEvent[], state: HardwareState) => void;
  readonly onTrouble: (detail: string) => void;
}

interface Waiting {
  readonly write: Write;
  readonly done: (isConfirmed: boolean) => void;
}

export class ModbusMachine {
  readonly #parts: ModbusMachineParts;
  readonly #picture: ModbusPicture;
  readonly #blocks: readonly ReadBlock[];
  readonly bus: ModbusBus;
  readonly #answeredAtMs = new Map<number, number>();
  readonly #askedAtMs = new Map<number, number>();
  /** At rest, but not read whole yet. */
  readonly #welcomed = new Set<number>();
  readonly #motionsEnd = new Map<string, (outcome: CommandOutcome) => void>();
  readonly #watch: NodeJS.Timeout;
  readonly #run: Promise<void>;
  #writes: Waiting[] = [];
  #beat = 0;
  #isClosed = false;

  constructor(parts: ModbusMachineParts) {
    this.#parts = parts;
    this.#picture = new ModbusPicture(parts.config, parts.bootId);
    this.#blocks = planReads(inputsOf(parts.config.devices));
    this.bus = new ModbusBus(parts.config, parts.onTrouble);
    const startedMs = performance.now();
    for (const { unit } of this.#blocks) this.#answeredAtMs.set(unit, startedMs);
    this.#watch = setInterval(() => this.#watchStations(), WATCH_MS);
    this.#run = this.#ask();
  }

  state(): HardwareState {
    const { link, isLocked, isStopPressed } = this.#picture;
    return {
      link,
      description: describe(this.#parts.config),
      isMotionLocked: isLocked,
      isStopPressed,
      devices: this.#picture.states(),
    };
  }

  /** Resolves with what became of it; safety is asked here, at the line. */
  async command(command: HardwareCommand): Promise<CommandOutcome> {
    if (command.type === 'motion-lock') return this.#lock(command.isOn);
    const reason = this.#picture.refusal(command);
    if (reason !== null) return { status: 'refused', reason };
    const device = this.#parts.config.devices.find(({ id }) => id === command.device);
    if (device?.kind === 'light' && command.type === 'light-level') {
      const value = Math.round(command.level * device.atFull);
      const isConfirmed = await this.#write({ to: 'register', ...device.level, value });
      return isConfirmed
        ? { status: 'done' }
        : { status: 'failed', fault: this.#picture.isUp(device.level.unit) ? 'unknown' : 'link-lost' };
    }
    if (command.type === 'clear-fault') {
      this.#tell(this.#picture.setFault(command.device, null, this.#nowNs()));
      const fault = this.#picture.states().find(({ id }) => id === command.device)?.fault ?? null;
      return fault === null ? { status: 'done' } : { status: 'failed', fault };
    }
    const motion = beginMotion(command, device);
    if (motion === null) return { status: 'refused', reason: 'not-supported' };
    return new Promise((resolve) => {
      this.#motionsEnd.set(command.device, resolve);
      this.#tell(this.#picture.setMotion(command.device, motion, this.#nowNs()));
      this.#stepMotions();
    });
  }

  /** Puts outputs to rest where the line allows it. Idempotent. */
  async close(): Promise<void> {
    if (this.#isClosed) return this.#run;
    this.#isClosed = true;
    clearInterval(this.#watch);
    for (const [device] of this.#picture.motions()) this.#endMotion(device, { status: 'failed', fault: 'link-lost' });
    await this.#run;
    for (const unit of this.#units()) if (this.#picture.isUp(unit)) await this.#rest(unit);
    await this.bus.close();
  }

  /** Holds also where no station is there to hear of it: it only forbids. */
  #lock(isOn: boolean): CommandOutcome {
    this.#picture.isLocked = isOn;
    this.#interrupt();
    return this.#picture.link === 'up' ? { status: 'done' } : { status: 'refused', reason: 'link-lost' };
  }

  async #ask(): Promise<void> {
    while (!this.#isClosed) {
      const startedMs = performance.now();
      if (!(await this.bus.ensureOpen())) continue;
      for (const block of this.#blocks) {
        if (this.#isClosed || !this.bus.isOpen) break;
        await this.#flush();
        if (this.#isDue(block.unit)) await this.#read(block);
        this.#stepMotions();
      }
      await this.#beatWatchdogs();
      await this.#flush();
      await sleep(Math.max(1, ROUND_MS_MIN - (performance.now() - startedMs)));
    }
  }

  async #read(block: ReadBlock): Promise<void> {
    const { unit } = block;
    this.#askedAtMs.set(unit, performance.now());
    const sentNs = this.#nowNs();
    const values = await this.bus.read(block);
    if (values === null) return this.#watchStations();
    const receivedNs = this.#nowNs();
    if (!this.#picture.isUp(unit) && !this.#welcomed.has(unit)) {
      if (!(await this.#welcome(unit))) return;
      this.#welcomed.add(unit);
      if (this.#picture.link !== 'up') this.#waitForOthers();
    }
    this.#answeredAtMs.set(unit, performance.now());
    const events = this.#picture.sampled(block, values, sentNs, receivedNs);
    const isWhole = this.#blocks.every((each) => each.unit !== unit || this.#picture.hasRead(each));
    this.#tell(isWhole ? [...events, ...this.#picture.stationUp(unit, receivedNs)] : events);
    this.#interrupt();
  }

  /** The line is back: the other stations are as good as never asked. */
  #waitForOthers(): void {
    for (const other of this.#units()) if (!this.#picture.isUp(other)) this.#answeredAtMs.set(other, performance.now());
  }

  /** Whatever a module was doing while nobody was there: it is put to rest, and its watchdog set. */
  async #welcome(unit: number): Promise<boolean> {
    const watchdog = this.#parts.config.stations.find((station) => station.unit === unit)?.watchdog;
    const timeout = watchdog?.timeout;
    if (timeout != null && !(await this.bus.write({ to: 'register', unit, ...timeout }))) return false;
    return this.#rest(unit);
  }

  async #rest(unit: number): Promise<boolean> {
    for (const write of this.#picture.safeWrites(unit)) {
      let isConfirmed = false;
      for (let attempt = 0; attempt < SAFE_TRIES && !isConfirmed; attempt++) isConfirmed = await this.bus.write(write);
      if (!isConfirmed) return false;
    }
    return true;
  }

  async #beatWatchdogs(): Promise<void> {
    this.#beat = (this.#beat + 1) % 65_536;
    for (const { unit, watchdog } of this.#parts.config.stations) {
      if (watchdog === null || !this.#picture.isUp(unit)) continue;
      await this.bus.write({ to: 'register', unit, address: watchdog.beat, value: this.#beat });
    }
  }

  #watchStations(): void {
    const nowMs = performance.now();
    for (const [unit, answeredMs] of this.#answeredAtMs) {
      const silentMs = nowMs - answeredMs;
      if (silentMs <= STATION_LOST_AFTER_MS) continue;
      this.#welcomed.delete(unit);
      this.#giveUpWrites(unit);
      this.#tell(this.#picture.stationLost(unit, this.#nowNs(), silentMs * NS_PER_MS));
    }
    this.#interrupt();
  }

  #isDue(unit: number): boolean {
    if (this.#picture.isUp(unit) || this.#welcomed.has(unit)) return true;
    return performance.now() - (this.#askedAtMs.get(unit) ?? 0) >= LOST_STATION_MS;
  }

  #interrupt(): void {
    for (const { device, reason } of this.#picture.interruptions()) {
      this.#endMotion(
        device,
        reason === 'link-lost' ? { status: 'failed', fault: 'link-lost' } : { status: 'refused', reason },
      );
    }
  }

  #endMotion(device: string, outcome: CommandOutcome): void {
    const motion = this.#picture.motions().find(([id]) => id === device)?.[1];
    if (motion !== undefined) {
      const { heightMm } = this.#picture.sense(device, performance.now());
      for (const write of stopWrites(motion, heightMm)) void this.#write(write, true);
    }
    this.#tell(this.#picture.setMotion(device, null, this.#nowNs()));
    this.#motionsEnd.get(device)?.(outcome);
    this.#motionsEnd.delete(device);
  }

  #stepMotions(): void {
    for (const [device, motion] of this.#picture.motions()) {
      const step = stepMotion(motion, this.#picture.sense(device, performance.now()));
      for (const write of step.writes) {
        const isStart = write.to === 'register' || write.value;
        void this.#write(write, !isStart).then((isConfirmed) => {
          if (!isConfirmed && isStart) this.#fail(device);
        });
      }
      const nowNs = this.#nowNs();
      this.#tell(this.#picture.pulsed(device, step.pulsed, nowNs));
      if (step.motion !== motion) this.#tell(this.#picture.setMotion(device, step.motion, nowNs));
      if (step.fault !== null && step.fault !== 'empty' && step.fault !== 'jam') {
        this.#tell(this.#picture.setFault(device, step.fault, nowNs));
      }
      if (step.outcome === null) continue;
      this.#motionsEnd.get(device)?.(step.outcome);
      this.#motionsEnd.delete(device);
    }
  }

  /** A module that did not take the order may have carried it out all the same: nothing is tried again. */
  #fail(device: string): void {
    const config = this.#parts.config.devices.find(({ id }) => id === device);
    const isUp = config !== undefined && this.#picture.isUp(unitOf(config));
    this.#endMotion(device, { status: 'failed', fault: isUp ? 'unknown' : 'link-lost' });
  }

  /** What stops something goes before what starts something, and is tried again while its station is there. */
  #write(write: Write, isUrgent = false, triesLeft = SAFE_TRIES): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (isConfirmed: boolean): void => {
        if (isConfirmed || !isUrgent || triesLeft <= 1) resolve(isConfirmed);
        else void this.#write(write, true, triesLeft - 1).then(resolve);
      };
      if (isUrgent) this.#writes.unshift({ write, done });
      else this.#writes.push({ write, done });
    });
  }

  /** Nothing waits for a line that comes back: a motor must not start later than somebody asked for it. */
  #giveUpWrites(unit: number): void {
    const given = this.#writes.filter(({ write }) => write.unit === unit);
    this.#writes = this.#writes.filter(({ write }) => write.unit !== unit);
    for (const { done } of given) done(false);
  }

  async #flush(): Promise<void> {
    for (let waiting = this.#writes.shift(); waiting !== undefined; waiting = this.#writes.shift()) {
      const isConfirmed = this.#picture.isUp(waiting.write.unit) && (await this.bus.write(waiting.write));
      if (isConfirmed) this.#answeredAtMs.set(waiting.write.unit, performance.now());
      waiting.done(isConfirmed);
    }
  }

  #tell(events: readonly HardwareEvent[]): void {
    if (events.length > 0) this.#parts.onTold(events, this.state());
  }

  #units(): number[] {
    return [...this.#answeredAtMs.keys()];
  }

  #nowNs(): number {
    return this.#parts.clock.monotonicNs();
  }
}

function beginMotion(command: HardwareCommand, device: ModbusDevice | undefined): Motion | null {
  const begin = { phase: 'begin', untilMs: 0 } as const;
  if (command.type === 'dispense' && device?.kind === 'dispenser') {
    return { type: 'dispense', device, ballsLeft: command.balls, countedBefore: null, ...begin };
  }
  if (device?.kind !== 'tee') return null;
  if (command.type === 'tee-ball') return { type: 'tee-ball', device, ...begin };
  return command.type === 'tee-height' ? { type: 'tee-height', device, heightMm: command.heightMm, ...begin } : null;
}

/** Says what an operator must know of modules that cannot look after themselves. */
export function describe({ port, devices, stations }: ModbusConfig): string {
  const driven = devices.filter(({ kind }) => kind === 'dispenser' || kind === 'tee' || kind === 'light').map(unitOf);
  const unwatched = [...new Set(driven)].filter(
    (unit) => stations.find((station) => station.unit === unit)?.watchdog == null,
  );
  const uncounted = devices
    .filter((device) => device.kind === 'dispenser' && device.counted === null)
    .map(({ id }) => id);
  return [
    `Modbus at ${port}`,
    ...(unwatched.length === 0
      ? []
      : [`unit ${unwatched.join(', ')} has no watchdog: outputs stay as they are when the line is lost`]),
    ...(uncounted.length === 0 ? [] : [`${uncounted.join(', ')}: pulses are counted, not balls`]),
  ].join('; ');
}
