/**
 * A bay that behaves: devices with state, commands that are carried out or refused as the real ones are, and changes
 * and occurrences that can be brought about.
 */
import { Subject } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import {
  type AskedCommand,
  type BayCommandsPort,
  REMEMBERED_COMMANDS,
} from '../../../device/ports/bay-commands.port.ts';
import type { CommandOutcome, DeviceState, HardwareCommand } from '../../../device/ports/bay-hardware.port.ts';
import type { BayOccurrence, BaySnapshot, BayStatePort } from '../../../device/ports/bay-state.port.ts';

const ready = (id: string, kind: DeviceState['kind'], values: DeviceState['values']): DeviceState => ({
  id,
  kind,
  condition: 'ready',
  fault: null,
  values,
});

type WithoutStamp<Occurrence> = Occurrence extends BayOccurrence ? Omit<Occurrence, 'id' | 'at'> : never;

export class FakeBay implements BayStatePort, BayCommandsPort {
  readonly #changes = new Subject<BaySnapshot>();
  readonly #occurrences = new Subject<BayOccurrence>();
  readonly changes = this.#changes.asObservable();
  readonly occurrences = this.#occurrences.asObservable();
  readonly #outcomes = new Map<string, CommandOutcome>();
  readonly asked: AskedCommand[] = [];
  #snapshot: BaySnapshot;

  constructor(name: string) {
    this.#snapshot = {
      bay: name,
      availability: 'free',
      stage: 'empty',
      session: null,
      isStopPressed: false,
      hardwareLink: 'up',
      devices: [
        ready('tee', 'tee', { heightMm: 20, heightMaxMm: 60, isBallPresent: true }),
        ready('dispenser', 'dispenser', { dispensed: 0, credit: 50, stock: 300 }),
        ready('light', 'light', { level: 0.5 }),
        ready('strobe', 'strobe', { isRunning: false, exposureUs: 0 }),
        ready('beam', 'ball-beam', { isBallPresent: true }),
        ready('stop', 'emergency-stop', { isPressed: false }),
      ],
      cameras: [{ name: 'face-on', isWorking: true }],
      warnings: [],
      swingsToday: 0,
    };
  }

  state(): BaySnapshot {
    return this.#snapshot;
  }

  change(changes: Partial<BaySnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes };
    this.#changes.next(this.#snapshot);
  }

  changeDevice(id: string, changes: Partial<DeviceState>): void {
    const devices = this.#snapshot.devices.map((device) => (device.id === id ? { ...device, ...changes } : device));
    this.change({ devices });
  }

  occur(what: WithoutStamp<BayOccurrence>): string {
    const occurrence = { id: uuidv7(), at: new Date().toISOString(), ...what } as BayOccurrence;
    this.#occurrences.next(occurrence);
    return occurrence.id;
  }

  async ask(asked: AskedCommand): Promise<CommandOutcome> {
    const before = this.#outcomes.get(asked.id);
    if (before !== undefined) return before;
    this.asked.push(asked);
    const outcome = this.#carryOut(asked);
    this.#outcomes.set(asked.id, outcome);
    const [oldest] = this.#outcomes.keys();
    if (this.#outcomes.size > REMEMBERED_COMMANDS && oldest !== undefined) this.#outcomes.delete(oldest);
    return outcome;
  }

  close(): void {
    this.#changes.complete();
    this.#occurrences.complete();
  }

  #carryOut({ command }: AskedCommand): CommandOutcome {
    if (command.type === 'out-of-order') {
      this.change({ availability: command.isOn ? 'out-of-order' : 'free' });
      return { status: 'done' };
    }
    const device = this.#snapshot.devices.find(({ id }) => id === command.command.device);
    if (device === undefined) return { status: 'refused', reason: 'device-absent' };
    if (this.#snapshot.isStopPressed) return { status: 'refused', reason: 'emergency-stop' };
    if (device.condition === 'fault' && command.command.type !== 'clear-fault') {
      return { status: 'refused', reason: 'device-fault' };
    }
    return this.#move(device, command.command);
  }

  #move({ id, values }: DeviceState, command: Exclude<HardwareCommand, { type: 'motion-lock' }>): CommandOutcome {
    const become = (changed: DeviceState['values']): CommandOutcome => {
      this.changeDevice(id, { values: { ...values, ...changed }, condition: 'ready', fault: null });
      return { status: 'done' };
    };
    switch (command.type) {
      case 'tee-height':
        if (command.heightMm < 0 || command.heightMm > (values.heightMaxMm ?? 0)) {
          return { status: 'refused', reason: 'out-of-range' };
        }
        return become({ heightMm: command.heightMm });
      case 'tee-ball':
        return become({ isBallPresent: true });
      case 'dispense': {
        const { credit = 0, stock = 0, dispensed = 0 } = values;
        if (command.balls < 1) return { status: 'refused', reason: 'out-of-range' };
        if (credit < command.balls) return { status: 'refused', reason: 'no-credit' };
        if (stock < command.balls) return { status: 'refused', reason: 'empty' };
        for (let ball = 0; ball < command.balls; ball++) this.occur({ type: 'ball-dispensed', device: id });
        return become({
          credit: credit - command.balls,
          stock: stock - command.balls,
          dispensed: dispensed + command.balls,
        });
      }
      case 'add-credit':
        return become({ credit: (values.credit ?? 0) + command.balls });
      case 'light-level':
        if (command.level < 0 || command.level > 1) return { status: 'refused', reason: 'out-of-range' };
        return become({ level: command.level });
      case 'strobe':
        if (command.exposureUs > 500) return { status: 'refused', reason: 'exposure-limit' };
        return become({ isRunning: command.isOn, exposureUs: command.exposureUs });
      case 'camera-trigger':
        return { status: 'refused', reason: 'not-supported' };
      case 'clear-fault':
        return become({});
    }
  }
}
