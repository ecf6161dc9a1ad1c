/**
 * The host's picture of the controller's devices: what was announced, what was last told, and that nothing is known once
 * the link is lost. Pure: reports go in, the port's events come out.
 *
 * INVARIANTS
 * - A report becomes at most one event, however often it is repeated.
 * - While the link is not up, every device that was known is `unknown`, and nothing of it that changes by itself is told.
 * - A report of a device that has not been announced yet waits for its announcement; at most {@link HELD_MAX} wait.
 */
import type {
  DeviceState,
  DeviceValues,
  HardwareEvent,
  HardwareState,
  LinkState,
} from '../../device/ports/bay-hardware.port.ts';
import type { Fields } from '../protocol/message.ts';
import type { PassedChange, PassedPulse, PassedReport } from './passed-report.ts';
import { ReportLedger } from './report-ledger.ts';
import type { AnnouncedDevice } from './wire-command.ts';

/** A controller sends what it had in flight before it announces itself: one report, were it not for other firmwares. */
const HELD_MAX = 16;
const HEX_DIGITS = 8;

export class HardwarePicture {
  readonly #ledger = new ReportLedger();
  /** Names the host's own events, which no controller sent. */
  readonly #hostId: string;
  #hostSequence = 0;
  #bootId = 0;
  /** By the controller's index, of the boot above. */
  readonly #announced = new Map<number, AnnouncedDevice>();
  readonly #devices = new Map<string, DeviceState>();
  #held: PassedChange[] = [];
  #link: LinkState = 'connecting';
  #description: string;
  #isMotionLocked = false;
  #isStopPressed = false;

  constructor(hostId: string, description: string) {
    this.#hostId = hostId;
    this.#description = description;
  }

  get link(): LinkState {
    return this.#link;
  }

  state(isLockWanted: boolean): HardwareState {
    return {
      link: this.#link,
      description: this.#description,
      isMotionLocked: isLockWanted || this.#isMotionLocked,
      isStopPressed: this.#isStopPressed,
      devices: [...this.#devices.values()],
    };
  }

  announced(id: string): AnnouncedDevice | undefined {
    return [...this.#announced.values()].find((device) => device.id === id);
  }

  describe(description: string): void {
    this.#description = description;
  }

  vitals(vitals: { readonly isMotionLocked: boolean; readonly isStopPressed: boolean }): void {
    this.#isMotionLocked = vitals.isMotionLocked;
    this.#isStopPressed = vitals.isStopPressed;
  }

  /** A controller with another boot id may have other devices; what it had is forgotten when it has told its own. */
  welcomed(bootId: number): void {
    if (bootId === this.#bootId) return;
    this.#bootId = bootId;
    this.#announced.clear();
    this.#held = [];
  }

  up(atNs: number): HardwareEvent[] {
    const there = new Set([...this.#announced.values()].map(({ id }) => id));
    for (const id of this.#devices.keys()) if (!there.has(id)) this.#devices.delete(id);
    return this.#become('up', atNs);
  }

  /** @param uncertaintyNs how much earlier it may have happened than it was noticed */
  lost(atNs: number, uncertaintyNs: number): HardwareEvent[] {
    this.#isMotionLocked = false;
    const changed = [...this.#devices.values()].flatMap((device): HardwareEvent[] => {
      if (device.condition === 'unknown') return [];
      const state = unheard(device);
      this.#devices.set(device.id, state);
      this.#hostSequence++;
      const instant = { bootId: this.#hostId, sequence: this.#hostSequence, atNs, uncertaintyNs };
      return [{ type: 'device-changed', state, ...instant }];
    });
    // Before it was up for the first time, there is nothing to lose.
    return this.#link === 'up' ? [...this.#become('lost', atNs), ...changed] : changed;
  }

  /** Null where it was not taken charge of: it must come again. */
  report(passed: PassedReport): HardwareEvent[] | null {
    const { bootId, sequence } = passed;
    if (bootId !== this.#bootId) return null;
    if (this.#ledger.standing(bootId, sequence) === 'handed-on') return [];
    const isEarly = passed.at !== null && !this.#announced.has(passed.report.device);
    if (isEarly && this.#held.length >= HELD_MAX) return null;
    this.#ledger.handedOn(bootId, sequence);
    if (passed.at !== null) return this.#tell(passed);
    const { device: index, id, kind, fields: limits } = passed.report;
    this.#announced.set(index, { index, id, kind, limits });
    if (this.#devices.get(id)?.kind !== kind) {
      this.#devices.set(id, { id, kind, condition: 'unknown', fault: null, values: valuesOf({}, limits) });
    }
    const freed = this.#held.filter(({ report }) => report.device === index);
    this.#held = this.#held.filter(({ report }) => report.device !== index);
    return freed.flatMap((held) => this.#tell(held));
  }

  pulse({ bootId, sequence, pulse, at }: PassedPulse): HardwareEvent[] {
    const device = this.#announced.get(pulse.device);
    if (bootId !== this.#bootId || device === undefined) return [];
    // Pulses are counted apart from acknowledged reports, so their numbers alone would name two things.
    const instant = { bootId: `${nameOf(bootId)}-pulse`, sequence, ...at };
    return [{ type: 'triggered', device: device.id, pulse: pulse.pulse, ...instant }];
  }

  #tell(change: PassedChange): HardwareEvent[] {
    const { bootId, sequence, report, at } = change;
    const device = this.#announced.get(report.device);
    if (device === undefined) {
      this.#held.push(change);
      return [];
    }
    const instant = { bootId: nameOf(bootId), sequence, ...at };
    if (report.type === 'state') {
      const { condition, fault, fields } = report;
      const { id, kind, limits } = device;
      const state: DeviceState = { id, kind, condition, fault, values: valuesOf(fields, limits) };
      this.#devices.set(id, state);
      return [{ type: 'device-changed', state, ...instant }];
    }
    if (report.event !== 'card-shown') return [{ type: report.event, device: device.id, ...instant }];
    return [{ type: 'card-shown', device: device.id, card: Buffer.from(report.card).toString('hex'), ...instant }];
  }

  #become(link: LinkState, atNs: number): HardwareEvent[] {
    if (link === this.#link) return [];
    this.#link = link;
    return [{ type: 'link-changed', link, atNs }];
  }
}

function nameOf(bootId: number): string {
  return bootId.toString(16).padStart(HEX_DIGITS, '0');
}

/** Of a device that is not heard of only what does not change by itself. */
function unheard({ id, kind, values: { heightMaxMm } }: DeviceState): DeviceState {
  return { id, kind, condition: 'unknown', fault: null, values: heightMaxMm === undefined ? {} : { heightMaxMm } };
}

/** The wire's whole numbers in the port's units; absent where the device does not tell them. */
function valuesOf(fields: Fields, limits: Fields): DeviceValues {
  const scaled = (value: number | undefined, per: number): number | undefined => value && value / per;
  const flag = (value: number | undefined): boolean | undefined => (value === undefined ? undefined : value !== 0);
  const values: { [name in keyof DeviceValues]: DeviceValues[name] | undefined } = {
    heightMm: scaled(fields.heightUm, 1_000),
    heightMaxMm: scaled(limits.heightMaxUm, 1_000),
    isBallPresent: flag(fields.isBallPresent),
    dispensed: fields.dispensed,
    credit: fields.credit,
    stock: fields.stock,
    level: scaled(fields.levelPer10000, 10_000),
    isRunning: flag(fields.isRunning),
    rateHz: scaled(fields.rateMilliHz, 1_000),
    exposureUs: fields.exposureUs,
    pulses: fields.pulses,
    isOccupied: flag(fields.isOccupied),
    isPressed: flag(fields.isPressed),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
