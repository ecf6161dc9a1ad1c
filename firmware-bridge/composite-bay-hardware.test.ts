import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type {
  BayHardware,
  CommandOutcome,
  DeviceState,
  HardwareCommand,
  HardwareEvent,
  HardwareState,
} from '../device/ports/bay-hardware.port.ts';
import { CompositeBayHardware, isStopInForce, mergeStates } from './composite-bay-hardware.ts';

const device = (id: string, kind: DeviceState['kind'], changes: Partial<DeviceState> = {}): DeviceState => ({
  id,
  kind,
  condition: 'ready',
  fault: null,
  values: {},
  ...changes,
});

/** Carries out everything, and writes down what it was asked. */
class ScriptedPart implements BayHardware {
  readonly events = new Subject<HardwareEvent>();
  readonly asked: HardwareCommand[] = [];
  outcome: CommandOutcome = { status: 'done' };
  isClosed = false;
  #state: HardwareState;

  constructor(...devices: DeviceState[]) {
    this.#state = { link: 'up', description: 'part', isMotionLocked: false, isStopPressed: false, devices };
  }

  state(): HardwareState {
    return this.#state;
  }

  become(changes: Partial<HardwareState>, event: HardwareEvent): void {
    this.#state = { ...this.#state, ...changes };
    this.events.next(event);
  }

  async command(command: HardwareCommand): Promise<CommandOutcome> {
    this.asked.push(command);
    return this.outcome;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.events.complete();
  }
}

const instant = { bootId: 'b', sequence: 1, atNs: 1, uncertaintyNs: 0 };
const press = (part: ScriptedPart): void =>
  part.become({ isStopPressed: true }, { type: 'stop-pressed', device: 'stop', ...instant });
const release = (part: ScriptedPart): void =>
  part.become({ isStopPressed: false }, { type: 'stop-released', device: 'stop', ...instant });
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function twoParts(): { controller: ScriptedPart; bought: ScriptedPart; bay: CompositeBayHardware } {
  const controller = new ScriptedPart(device('tee', 'tee'), device('stop', 'emergency-stop'));
  const bought = new ScriptedPart(device('dispenser', 'dispenser'), device('light', 'light'));
  return { controller, bought, bay: new CompositeBayHardware([controller, bought]) };
}

describe('several drivers as one hardware', () => {
  it('shows the devices of all, and asks the one that has it', async () => {
    const { controller, bought, bay } = twoParts();
    expect(bay.state().devices.map(({ id }) => id)).toEqual(['tee', 'stop', 'dispenser', 'light']);
    await bay.command({ type: 'dispense', device: 'dispenser', balls: 1 });
    await bay.command({ type: 'tee-ball', device: 'tee' });
    expect(bought.asked.map(({ type }) => type)).toEqual(['dispense']);
    expect(controller.asked.map(({ type }) => type)).toEqual(['tee-ball']);
  });

  it('locks motions everywhere, and says when one part did not', async () => {
    const { controller, bought, bay } = twoParts();
    expect(await bay.command({ type: 'motion-lock', isOn: true })).toEqual({ status: 'done' });
    expect([controller, bought].map(({ asked }) => asked.at(-1))).toEqual([
      { type: 'motion-lock', isOn: true },
      { type: 'motion-lock', isOn: true },
    ]);
    bought.outcome = { status: 'refused', reason: 'link-lost' };
    expect(await bay.command({ type: 'motion-lock', isOn: true })).toEqual(bought.outcome);
  });

  it('lets a stop at one part stop the others, which are refused with that reason until it is released', async () => {
    const { controller, bought, bay } = twoParts();
    press(controller);
    await settled();
    expect(bought.asked).toEqual([{ type: 'motion-lock', isOn: true }]);
    expect(await bay.command({ type: 'dispense', device: 'dispenser', balls: 1 })).toEqual({
      status: 'refused',
      reason: 'emergency-stop',
    });
    expect(await bay.command({ type: 'light-level', device: 'light', level: 1 })).toEqual({ status: 'done' });
    expect(bay.state().isMotionLocked).toBe(false);
    release(controller);
    await settled();
    expect(bought.asked.at(-1)).toEqual({ type: 'motion-lock', isOn: false });
  });

  it('keeps a player’s lock when a stop is released', async () => {
    const { controller, bought, bay } = twoParts();
    await bay.command({ type: 'motion-lock', isOn: true });
    press(controller);
    release(controller);
    await settled();
    expect(bought.asked.filter(({ type }) => type === 'motion-lock')).toEqual([{ type: 'motion-lock', isOn: true }]);
  });

  it('takes a stop that is not heard of for pressed', () => {
    const lost = device('stop', 'emergency-stop', { condition: 'unknown' });
    expect(isStopInForce({ ...new ScriptedPart(lost).state() })).toBe(true);
    expect(isStopInForce({ ...new ScriptedPart(device('stop', 'emergency-stop')).state() })).toBe(false);
  });

  it('shows the first of two devices of one name, and says that there are two', async () => {
    const first = new ScriptedPart(device('tee', 'tee'));
    const second = new ScriptedPart(device('tee', 'light'));
    const merged = mergeStates([first.state(), second.state()]);
    expect(merged.devices.map(({ kind }) => kind)).toEqual(['tee']);
    expect(merged.description).toContain('two devices are called tee');
    const bay = new CompositeBayHardware([first, second]);
    const heard: HardwareEvent[] = [];
    bay.events.subscribe((event) => heard.push(event));
    second.events.next({ type: 'ball-gone', device: 'tee', ...instant });
    expect(heard).toEqual([]);
  });

  it('is up while one part is, and lost when all are', () => {
    const { controller, bought, bay } = twoParts();
    const links: string[] = [];
    bay.events.subscribe((event) => event.type === 'link-changed' && links.push(event.link));
    controller.become({ link: 'lost' }, { type: 'link-changed', link: 'lost', atNs: 1 });
    expect(links).toEqual([]);
    bought.become({ link: 'lost' }, { type: 'link-changed', link: 'lost', atNs: 2 });
    controller.become({ link: 'up' }, { type: 'link-changed', link: 'up', atNs: 3 });
    expect(links).toEqual(['lost', 'up']);
  });

  it('closes every part, and completes', async () => {
    const { controller, bought, bay } = twoParts();
    let isCompleted = false;
    bay.events.subscribe({ complete: () => (isCompleted = true) });
    await Promise.all([bay.close(), bay.close()]);
    expect([controller.isClosed, bought.isClosed, isCompleted]).toEqual([true, true, true]);
  });
});
