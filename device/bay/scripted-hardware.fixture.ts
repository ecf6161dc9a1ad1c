/** Hardware that says what a test tells it to say, and remembers what it was told to do. */
import { Subject } from 'rxjs';
import type {
  BayHardware,
  CommandOutcome,
  DeviceState,
  HardwareCommand,
  HardwareEvent,
  HardwareState,
} from '../ports/bay-hardware.port.ts';

type Said = HardwareEvent extends infer E
  ? E extends HardwareEvent
    ? Omit<E, 'bootId' | 'sequence' | 'atNs' | 'uncertaintyNs'> & { readonly atNs?: number }
    : never
  : never;

export class ScriptedHardware implements BayHardware {
  readonly events = new Subject<HardwareEvent>();
  readonly told: HardwareCommand[] = [];
  answer: (command: HardwareCommand) => CommandOutcome = () => ({ status: 'done' });
  #state: HardwareState = {
    link: 'up',
    description: 'a scripted controller',
    isMotionLocked: false,
    isStopPressed: false,
    devices: [
      scriptedDevice('tee', 'tee', { heightMm: 30, heightMaxMm: 80 }),
      scriptedDevice('beam', 'ball-beam', { isBallPresent: false }),
      scriptedDevice('dispenser', 'dispenser', { stock: 240, credit: 12 }),
      scriptedDevice('light-1', 'light', { level: 0 }),
    ],
  };
  #sequence = 0;

  state(): HardwareState {
    return this.#state;
  }

  /** The new state first, then the event that tells of it. */
  say(event: Said, state: Partial<HardwareState> = {}): void {
    this.#state = { ...this.#state, ...state };
    const instant = { bootId: 'boot', sequence: ++this.#sequence, atNs: event.atNs ?? 0, uncertaintyNs: 1e5 };
    this.events.next({ ...event, ...instant });
  }

  change(id: string, change: Partial<DeviceState>): void {
    const before = this.#state.devices.find((device) => device.id === id) ?? scriptedDevice(id, 'tee');
    const state = { ...before, ...change };
    const devices = this.#state.devices.map((device) => (device.id === id ? state : device));
    this.say({ type: 'device-changed', state }, { devices });
  }

  command(command: HardwareCommand): Promise<CommandOutcome> {
    this.told.push(command);
    const outcome = this.answer(command);
    if (command.type === 'motion-lock' && outcome.status === 'done') {
      this.#state = { ...this.#state, isMotionLocked: command.isOn };
    }
    return Promise.resolve(outcome);
  }

  close(): Promise<void> {
    this.events.complete();
    return Promise.resolve();
  }
}

function scriptedDevice(id: string, kind: DeviceState['kind'], values: DeviceState['values'] = {}): DeviceState {
  return { id, kind, condition: 'ready', fault: null, values };
}
