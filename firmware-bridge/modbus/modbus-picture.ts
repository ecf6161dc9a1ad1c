/**
 * What the bay knows of its bought devices, out of what was read: states, events with their times, and what forbids a
 * command. Pure.
 *
 * INVARIANTS
 * - A change lies between two readings: the event carries the middle and half of what lies between them.
 * - Of a station that is not heard of every device is `unknown`, and its first readings afterwards are no events.
 * - A fault that a motion met stays until it is cleared; one that a contact tells goes with the contact.
 * - A stop whose station is not heard of counts as pressed.
 */
import type {
  DeviceFault,
  DeviceState,
  DeviceValues,
  HardwareCommand,
  HardwareEvent,
  HardwareInstant,
  LinkState,
  RefusalReason,
} from '../../device/ports/bay-hardware.port.ts';
import { interruptionOf, refusalOf, type SafetyCondition } from '../protocol/safety-rules.ts';
import { safetyActionOf } from '../safety-action.ts';
import { isIn, isOutOfRange, isSupported, restWrites, touches, unitOf } from './device-map.ts';
import type { Contact, DispenserConfig, ModbusConfig, ModbusDevice, TeeConfig } from './modbus.config.ts';
import type { Motion, MotionSense, Write } from './motion.ts';
import type { ReadBlock } from './polling-plan.ts';
import { RegisterImage, type Sampled } from './register-image.ts';

interface Known {
  readonly config: ModbusDevice;
  fault: DeviceFault | null;
  motion: Motion | null;
  /** Balls given since the line was opened. */
  dispensed: number;
  told: DeviceState | null;
}

const COUNTER_VALUES = 65_536;
/** A counter that jumps further was set anew, or belongs to a module that was changed. */
const COUNTER_STEP_MAX = 100;

export class ModbusPicture {
  readonly #devices: ReadonlyMap<string, Known>;
  readonly #image = new RegisterImage();
  readonly #stations: Map<number, 'unknown' | 'up' | 'lost'>;
  readonly #bootId: string;
  readonly #config: ModbusConfig;
  #sequence = 0;
  #link: LinkState = 'connecting';
  isLocked = false;

  constructor(config: ModbusConfig, bootId: string) {
    this.#config = config;
    this.#bootId = bootId;
    this.#devices = new Map(
      config.devices.map((device) => [
        device.id,
        { config: device, fault: null, motion: null, dispensed: 0, told: null },
      ]),
    );
    this.#stations = new Map(config.devices.map((device) => [unitOf(device), 'unknown']));
  }

  get link(): LinkState {
    return this.#link;
  }

  get isStopPressed(): boolean {
    return this.#stops().some(({ contact }) => this.#image.contact(contact)?.isOn === true);
  }

  states(): DeviceState[] {
    return [...this.#devices.values()].map((known) => this.#stateOf(known));
  }

  isUp(unit: number): boolean {
    return this.#stations.get(unit) === 'up';
  }

  /**
   * The station answers and its outputs are as they should be. Where the line was down, the others get their chance
   * before the link is told to be up, so that an up link has all devices that are there.
   */
  stationUp(unit: number, atNs: number): HardwareEvent[] {
    if (this.isUp(unit)) return [];
    if (this.#link === 'lost')
      for (const [other, standing] of this.#stations) if (standing === 'lost') this.#stations.set(other, 'unknown');
    this.#stations.set(unit, 'up');
    // The states before the link: who hears that it is up finds them known.
    return [...this.#tellStates({ atNs, uncertaintyNs: 0 }), ...this.#tellLink(atNs)];
  }

  /** Whether everything that the block holds was read since the station was last lost. */
  hasRead(block: ReadBlock): boolean {
    return this.#image.get(block) !== undefined;
  }

  /** @param unnoticedNs how much earlier it may have been lost */
  stationLost(unit: number, atNs: number, unnoticedNs: number): HardwareEvent[] {
    if (this.#stations.get(unit) === 'lost') return [];
    this.#stations.set(unit, 'lost');
    this.#image.forget(unit);
    const instant = { atNs: atNs - unnoticedNs / 2, uncertaintyNs: unnoticedNs / 2 };
    return [...this.#tellLink(atNs), ...this.#tellStates(instant)];
  }

  sampled(block: ReadBlock, values: readonly number[], sentNs: number, receivedNs: number): HardwareEvent[] {
    this.#image.sampled(block, values, sentNs, receivedNs);
    const events = [...this.#devices.values()]
      .filter(({ config }) => touches(config, block))
      .flatMap((known) => this.#happened(known, block));
    return [
      ...events,
      ...this.#tellStates({ atNs: (sentNs + receivedNs) / 2, uncertaintyNs: (receivedNs - sentNs) / 2 }),
    ];
  }

  /** Why a command may not be begun; null where it may. */
  refusal(command: HardwareCommand): RefusalReason | null {
    if (command.type === 'motion-lock') return this.#link === 'up' ? null : 'link-lost';
    const shut = new Set<RefusalReason>();
    const known = this.#devices.get(command.device);
    if (known === undefined) shut.add('device-absent');
    else {
      if (!this.isUp(unitOf(known.config))) shut.add('link-lost');
      if (!isSupported(command, known.config)) shut.add('not-supported');
      if (this.#isStopInForce()) shut.add('emergency-stop');
      if (this.isLocked) shut.add('player-swinging');
      if (known.motion !== null) shut.add('device-busy');
      const fault = this.#faultOf(known);
      if (fault === 'empty') shut.add('empty');
      else if (fault !== null) shut.add('device-fault');
      if (isOutOfRange(command, known.config)) shut.add('out-of-range');
    }
    return refusalOf(safetyActionOf(command), shut) ?? null;
  }

  /** What must end now, with the reason: the stop, the lock, or a station that is not heard of. */
  interruptions(): { readonly device: string; readonly reason: SafetyCondition }[] {
    return [...this.#devices].flatMap(([device, { config, motion }]) => {
      const conditions = new Set<SafetyCondition>();
      if (!this.isUp(unitOf(config))) conditions.add('link-lost');
      if (this.#isStopInForce()) conditions.add('emergency-stop');
      if (this.isLocked) conditions.add('player-swinging');
      const activity = motion?.type === 'dispense' ? 'dispenser' : 'tee';
      const reason = motion === null ? undefined : interruptionOf(activity, conditions);
      return reason === undefined ? [] : [{ device, reason }];
    });
  }

  motions(): (readonly [string, Motion])[] {
    return [...this.#devices].flatMap(([id, { motion }]) => (motion === null ? [] : [[id, motion] as const]));
  }

  setMotion(device: string, motion: Motion | null, atNs: number): HardwareEvent[] {
    const known = this.#devices.get(device);
    if (known === undefined) return [];
    known.motion = motion;
    return this.#tellStates({ atNs, uncertaintyNs: 0 });
  }

  setFault(device: string, fault: DeviceFault | null, atNs: number): HardwareEvent[] {
    const known = this.#devices.get(device);
    if (known === undefined) return [];
    known.fault = fault;
    return this.#tellStates({ atNs, uncertaintyNs: 0 });
  }

  /** Balls whose pulse is over, where nothing counts balls. */
  pulsed(device: string, balls: number, atNs: number): HardwareEvent[] {
    const known = this.#devices.get(device);
    if (known === undefined || balls === 0) return [];
    known.dispensed += balls;
    const { config } = known;
    const uncertaintyNs = config.kind === 'dispenser' ? config.pulseMs * 1e6 : 0;
    return [
      this.#event('ball-dispensed', device, { atNs, uncertaintyNs }),
      ...this.#tellStates({ atNs, uncertaintyNs }),
    ];
  }

  sense(device: string, nowMs: number): MotionSense {
    const known = this.#devices.get(device);
    const config = known?.config;
    const relay = config?.kind === 'dispenser' ? config.pulse : config?.kind === 'tee' ? config.ball?.pulse : undefined;
    const closed = relay === undefined ? undefined : this.#image.get({ ...relay, table: 'coil' });
    return {
      nowMs,
      counted: config?.kind === 'dispenser' && config.counted !== null ? (known?.dispensed ?? 0) : null,
      isRelayClosed: closed === undefined ? null : closed.value !== 0,
      isBallPresent: config?.kind === 'tee' ? (this.#contactOf(config.present) ?? null) : null,
      heightMm: config?.kind === 'tee' ? (this.#heightOf(config) ?? null) : null,
      fault: config?.kind === 'dispenser' ? this.#contactFault(config) : null,
    };
  }

  /** Outputs of a station, at rest. */
  safeWrites(unit: number): Write[] {
    return this.#config.devices.filter((device) => unitOf(device) === unit).flatMap(restWrites);
  }

  #happened(known: Known, block: ReadBlock): HardwareEvent[] {
    const { config } = known;
    switch (config.kind) {
      case 'ball-beam':
        return this.#edge(config.id, config.contact, block, 'ball-present', 'ball-gone');
      case 'occupancy':
        return this.#edge(config.id, config.contact, block, 'occupied', 'vacant');
      case 'emergency-stop':
        return this.#edge(config.id, config.contact, block, 'stop-pressed', 'stop-released');
      case 'tee':
        return config.present === null ? [] : this.#edge(config.id, config.present, block, 'ball-present', 'ball-gone');
      case 'dispenser':
        return this.#counted(known, config, block);
      case 'light':
        return [];
    }
  }

  #edge(
    device: string,
    contact: Contact,
    block: ReadBlock,
    on: 'ball-present' | 'occupied' | 'stop-pressed',
    off: 'ball-gone' | 'vacant' | 'stop-released',
  ): HardwareEvent[] {
    const read = isIn(contact, block) ? this.#image.contact(contact) : undefined;
    if (read === undefined || read.wasOn === null || read.isOn === read.wasOn) return [];
    return [this.#event(read.isOn ? on : off, device, betweenReadings(read.sampled))];
  }

  #counted(known: Known, { id, counted }: DispenserConfig, block: ReadBlock): HardwareEvent[] {
    if (counted === null) return [];
    let balls = 0;
    let sampled: Sampled | undefined;
    if ('contact' in counted) {
      const read = isIn(counted.contact, block) ? this.#image.contact(counted.contact) : undefined;
      sampled = read?.sampled;
      balls = read?.isOn === true && read.wasOn === false ? 1 : 0;
    } else if (isIn(counted.counter, block)) {
      sampled = this.#image.get(counted.counter);
      const before = sampled?.before?.value;
      const step =
        sampled === undefined || before === undefined ? 0 : (sampled.value - before + COUNTER_VALUES) % COUNTER_VALUES;
      balls = step <= COUNTER_STEP_MAX ? step : 0;
    }
    if (sampled === undefined || balls === 0) return [];
    known.dispensed += balls;
    const instant = betweenReadings(sampled);
    return Array.from({ length: balls }, () => this.#event('ball-dispensed', id, instant));
  }

  #tellLink(atNs: number): HardwareEvent[] {
    const standings = [...this.#stations.values()];
    const isDecided = !standings.includes('unknown');
    const link: LinkState = !isDecided ? this.#link : standings.includes('up') ? 'up' : 'lost';
    if (link === this.#link) return [];
    this.#link = link;
    return [{ type: 'link-changed', link, atNs }];
  }

  #tellStates(instant: Pick<HardwareInstant, 'atNs' | 'uncertaintyNs'>): HardwareEvent[] {
    return [...this.#devices.values()].flatMap((known): HardwareEvent[] => {
      const state = this.#stateOf(known);
      if (JSON.stringify(state) === JSON.stringify(known.told)) return [];
      known.told = state;
      return [{ type: 'device-changed', state, ...this.#instant(instant) }];
    });
  }

  #event(
    type: Exclude<HardwareEvent['type'], 'card-shown' | 'triggered' | 'device-changed' | 'link-changed'>,
    device: string,
    instant: Pick<HardwareInstant, 'atNs' | 'uncertaintyNs'>,
  ): HardwareEvent {
    return { type, device, ...this.#instant(instant) };
  }

  #instant(instant: Pick<HardwareInstant, 'atNs' | 'uncertaintyNs'>): HardwareInstant {
    this.#sequence++;
    return { bootId: this.#bootId, sequence: this.#sequence, ...instant };
  }

  #stateOf(known: Known): DeviceState {
    const { config, motion } = known;
    const { id, kind } = config;
    if (!this.isUp(unitOf(config))) return { id, kind, condition: 'unknown', fault: null, values: {} };
    const fault = this.#faultOf(known);
    const isStopped = this.#isStopInForce() && (kind === 'tee' || kind === 'dispenser');
    const condition = motion !== null ? 'busy' : fault !== null ? 'fault' : isStopped ? 'safe' : 'ready';
    return { id, kind, condition, fault, values: this.#valuesOf(known) };
  }

  #valuesOf({ config, dispensed }: Known): DeviceValues {
    switch (config.kind) {
      case 'dispenser':
        return { dispensed };
      case 'tee': {
        const heightMm = this.#heightOf(config);
        const isBallPresent = this.#contactOf(config.present);
        return {
          ...(heightMm === undefined ? {} : { heightMm }),
          ...(config.height === null ? {} : { heightMaxMm: config.height.mmMax }),
          ...(isBallPresent === undefined ? {} : { isBallPresent }),
        };
      }
      case 'light': {
        const level = this.#image.get({ ...config.level, table: 'holding-register' });
        return level === undefined ? {} : { level: Math.min(1, level.value / config.atFull) };
      }
      default: {
        const isOn = this.#contactOf(config.contact);
        if (isOn === undefined) return {};
        if (config.kind === 'ball-beam') return { isBallPresent: isOn };
        return config.kind === 'occupancy' ? { isOccupied: isOn } : { isPressed: isOn };
      }
    }
  }

  #faultOf({ config, fault }: Known): DeviceFault | null {
    return fault ?? (config.kind === 'dispenser' ? this.#contactFault(config) : null);
  }

  #contactFault({ jam, empty }: DispenserConfig): DeviceFault | null {
    if (this.#contactOf(jam) === true) return 'jam';
    return this.#contactOf(empty) === true ? 'empty' : null;
  }

  #contactOf(contact: Contact | null): boolean | undefined {
    return contact === null ? undefined : this.#image.contact(contact)?.isOn;
  }

  #heightOf({ height }: TeeConfig): number | undefined {
    const actual = height === null ? undefined : this.#image.get(height.actual);
    return actual === undefined || height === null ? undefined : actual.value * height.mmPerCount;
  }

  #stops(): { contact: Contact }[] {
    return [...this.#devices.values()].flatMap(({ config }) => (config.kind === 'emergency-stop' ? [config] : []));
  }

  #isStopInForce(): boolean {
    return this.#stops().some(({ contact }) => this.#image.contact(contact)?.isOn !== false);
  }
}

function betweenReadings({ atNs, before, halfTripNs }: Sampled): Pick<HardwareInstant, 'atNs' | 'uncertaintyNs'> {
  const beforeNs = before?.atNs ?? atNs;
  return { atNs: (beforeNs + atNs) / 2, uncertaintyNs: (atNs - beforeNs) / 2 + halfTripNs };
}
