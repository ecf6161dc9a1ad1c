/**
 * A bay that behaves, without hardware: for proving what speaks to a bay. It remembers commands as a bay does, refuses
 * what a bay refuses, and tells what changed.
 */
import { type Observable, Subject } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { type AskedCommand, type BayCommandsPort, REMEMBERED_COMMANDS } from '../../device/ports/bay-commands.port.ts';
import type { CommandOutcome, DeviceState, HardwareCommand } from '../../device/ports/bay-hardware.port.ts';
import type { BayOccurrence, BaySnapshot, BayStatePort } from '../../device/ports/bay-state.port.ts';

type WithoutStamp<T> = T extends unknown ? Omit<T, 'id' | 'at'> : never;
export type NewOccurrence = WithoutStamp<BayOccurrence>;

const DONE: CommandOutcome = { status: 'done' };
const TEE_MM_MAX = 80;

const DEVICES: readonly DeviceState[] = [
  { ...ready('tee', 'tee'), values: { heightMm: 0, heightMaxMm: TEE_MM_MAX, isBallPresent: false } },
  { ...ready('dispenser', 'dispenser'), values: { dispensed: 0, credit: 50, stock: 300 } },
  { ...ready('light', 'light'), values: { level: 0.5 } },
  { ...ready('beam', 'ball-beam'), values: { isBallPresent: false } },
  { ...ready('mat', 'occupancy'), values: { isOccupied: false } },
  { ...ready('stop', 'emergency-stop'), values: { isPressed: false } },
];

export class FakeBay implements BayStatePort, BayCommandsPort {
  readonly #changes = new Subject<BaySnapshot>();
  readonly #occurrences = new Subject<BayOccurrence>();
  readonly #outcomes = new Map<string, CommandOutcome>();
  #snapshot: BaySnapshot;
  /** Every command that was carried out, in order. */
  readonly carriedOut: AskedCommand[] = [];

  constructor(bay: string) {
    this.#snapshot = {
      ...{ bay, availability: 'free', stage: 'empty', session: null, isStopPressed: false, hardwareLink: 'up' },
      ...{ devices: DEVICES, cameras: [{ name: 'face-on', isWorking: true }], warnings: [], swingsToday: 0 },
    };
  }

  get changes(): Observable<BaySnapshot> {
    return this.#changes;
  }

  get occurrences(): Observable<BayOccurrence> {
    return this.#occurrences;
  }

  state(): BaySnapshot {
    return this.#snapshot;
  }

  change(changes: Partial<BaySnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes };
    this.#changes.next(this.#snapshot);
  }

  occur(occurrence: NewOccurrence): BayOccurrence {
    const stamped = { ...occurrence, id: uuidv7(), at: new Date().toISOString() } as BayOccurrence;
    this.#occurrences.next(stamped);
    return stamped;
  }

  async ask(asked: AskedCommand): Promise<CommandOutcome> {
    const known = this.#outcomes.get(asked.id);
    if (known !== undefined) return known;
    const outcome = this.#carryOut(asked);
    this.#outcomes.set(asked.id, outcome);
    const [oldest] = this.#outcomes.keys();
    if (this.#outcomes.size > REMEMBERED_COMMANDS && oldest !== undefined) this.#outcomes.delete(oldest);
    if (outcome.status === 'done') this.carriedOut.push(asked);
    return outcome;
  }

  #carryOut({ command }: AskedCommand): CommandOutcome {
    if (command.type === 'out-of-order') {
      this.change({ availability: command.isOn ? 'out-of-order' : 'free' });
      return DONE;
    }
    const device = this.#snapshot.devices.find(({ id }) => id === command.command.device);
    if (device === undefined) return { status: 'refused', reason: 'device-absent' };
    if (this.#snapshot.isStopPressed) return { status: 'refused', reason: 'emergency-stop' };
    return this.#move(device, command.command);
  }

  #move(device: DeviceState, command: Exclude<HardwareCommand, { type: 'motion-lock' }>): CommandOutcome {
    const { values } = device;
    switch (command.type) {
      case 'tee-height':
        if (command.heightMm > TEE_MM_MAX) return { status: 'refused', reason: 'out-of-range' };
        return this.#set(device, { heightMm: command.heightMm });
      case 'tee-ball':
        return this.#set(device, { isBallPresent: true });
      case 'dispense': {
        const credit = (values.credit ?? 0) - command.balls;
        if (credit < 0) return { status: 'refused', reason: 'no-credit' };
        for (let ball = 0; ball < command.balls; ball++) this.occur({ type: 'ball-dispensed', device: device.id });
        return this.#set(device, { credit, stock: (values.stock ?? 0) - command.balls });
      }
      case 'add-credit':
        return this.#set(device, { credit: (values.credit ?? 0) + command.balls });
      case 'light-level':
        return this.#set(device, { level: command.level });
      case 'clear-fault':
        return DONE;
      case 'strobe':
      case 'camera-trigger':
        return { status: 'refused', reason: 'not-supported' };
    }
  }

  #set(device: DeviceState, values: DeviceState['values']): CommandOutcome {
    const changed = { ...device, values: { ...device.values, ...values } };
    this.change({ devices: this.#snapshot.devices.map((one) => (one.id === device.id ? changed : one)) });
    return DONE;
  }
}

function ready(id: string, kind: DeviceState['kind']): Omit<DeviceState, 'values'> {
  return { id, kind, condition: 'ready', fault: null };
}
