import { describe, expect, it } from 'vitest';
import { type Clock, NS_PER_S, systemClock } from '../clock/clock.ts';
import { silentLog } from '../telemetry/log.ts';
import { BayEquipment } from './bay-equipment.ts';
import type { BayFact } from './bay-fact.ts';
import type { BayEvent } from './bay-machine.ts';
import { cycleConfigSchema } from './cycle.config.ts';
import { LiveBayCommands } from './live-bay-commands.ts';
import { ScriptedHardware } from './scripted-hardware.fixture.ts';

function openEquipment(hardware = new ScriptedHardware(), clock: Clock = systemClock) {
  const events: BayEvent[] = [];
  const facts: BayFact[] = [];
  const equipment = new BayEquipment({
    hardware,
    cycle: cycleConfigSchema.parse({}),
    clock,
    log: silentLog,
    onEvent: (event) => events.push(event),
    onFact: (fact) => facts.push(fact),
  });
  equipment.open();
  return { hardware, equipment, events, facts };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the bay’s equipment', () => {
  it('hears balls of the beam alone: a tee that feels one does not know the instant', () => {
    const { hardware, events } = openEquipment();
    hardware.say({ type: 'ball-present', device: 'tee', atNs: 5 });
    hardware.say({ type: 'ball-gone', device: 'beam', atNs: 7 });
    expect(events.filter(({ type }) => type === 'ball')).toEqual([
      { type: 'ball', change: { type: 'gone', atNs: 7, uncertaintyNs: 1e5 } },
    ]);
  });

  it('says that the beam is silent while the line is lost, and that the controller does not answer', () => {
    const { hardware, events, equipment, facts } = openEquipment();
    expect(events).toContainEqual({ type: 'witness', witness: 'beam', isWorking: true });
    hardware.say({ type: 'link-changed', link: 'lost' }, { link: 'lost' });
    expect(events.at(-1)).toEqual({ type: 'witness', witness: 'beam', isWorking: false });
    expect(equipment.troubles.map(({ code }) => code)).toEqual(['hardware/link-lost']);
    expect(facts).toContainEqual({ type: 'warnings-changed' });
  });

  it('says that its controller was never found, once it has had the time to be, and which line was tried', () => {
    const hardware = new ScriptedHardware();
    hardware.say({ type: 'link-changed', link: 'connecting' }, { link: 'connecting', description: 'nothing at X' });
    let nowNs = 0;
    const { equipment, facts } = openEquipment(hardware, { ...systemClock, monotonicNs: () => nowNs });
    nowNs = 9 * NS_PER_S;
    equipment.tell({ type: 'tick' });
    expect(equipment.troubles).toEqual([]);
    nowNs = 11 * NS_PER_S;
    equipment.tell({ type: 'tick' });
    expect(equipment.troubles).toMatchObject([
      { code: 'hardware/not-found', hint: expect.stringContaining('nothing at X') },
    ]);
    expect(facts).toContainEqual({ type: 'warnings-changed' });
  });

  it('tells the operator what is jammed and what to do', () => {
    const { hardware, equipment } = openEquipment();
    hardware.change('tee', { condition: 'fault', fault: 'jam' });
    expect(equipment.troubles).toMatchObject([{ code: 'hardware/tee-jam', hint: expect.stringContaining('blocks') }]);
  });

  it('locks motions before anything else when the golfer stands to the ball', async () => {
    const { hardware, equipment } = openEquipment();
    hardware.change('beam', { values: { isBallPresent: true } });
    equipment.tell({ type: 'stage', stage: 'occupied' });
    await settled();
    hardware.told.length = 0;
    equipment.tell({ type: 'stage', stage: 'address' });
    expect(hardware.told[0]).toEqual({ type: 'motion-lock', isOn: true });
  });

  it('tells nothing to a stopped bay, and nothing after it was closed', async () => {
    const { hardware, equipment } = openEquipment();
    await settled();
    hardware.say({ type: 'stop-pressed', device: 'stop' }, { isStopPressed: true });
    hardware.told.length = 0;
    equipment.tell({ type: 'stage', stage: 'address' });
    expect(hardware.told).toEqual([]);
    equipment.close();
    hardware.say({ type: 'stop-released', device: 'stop' }, { isStopPressed: false });
    expect(hardware.told).toEqual([]);
  });
});

describe('commands from outside', () => {
  const bayOf = (hardware: ScriptedHardware, stage: 'occupied' | 'swinging' = 'occupied') => {
    const { equipment } = openEquipment(hardware);
    const told: boolean[] = [];
    return { stage, equipment, told, setOutOfOrder: (isOn: boolean) => void told.push(isOn) };
  };
  const ball = { type: 'hardware', command: { type: 'tee-ball', device: 'tee' } } as const;

  it('move nothing twice for one id, however often it is asked', async () => {
    const hardware = new ScriptedHardware();
    const commands = new LiveBayCommands(bayOf(hardware), silentLog);
    const asked = { id: 'a', by: 'test', command: ball };
    expect(await Promise.all([commands.ask(asked), commands.ask(asked)])).toEqual([
      { status: 'done' },
      { status: 'done' },
    ]);
    await commands.ask(asked);
    expect(hardware.told.filter(({ type }) => type === 'tee-ball')).toHaveLength(1);
  });

  it('are refused with the reason while somebody swings, the stop is pressed, or the device is not there', async () => {
    const hardware = new ScriptedHardware();
    const swinging = new LiveBayCommands(bayOf(hardware, 'swinging'), silentLog);
    expect(await swinging.ask({ id: '1', by: 't', command: ball })).toMatchObject({ reason: 'player-swinging' });
    const commands = new LiveBayCommands(bayOf(hardware), silentLog);
    const absent = { type: 'hardware', command: { type: 'tee-ball', device: 'nothing' } } as const;
    expect(await commands.ask({ id: '2', by: 't', command: absent })).toMatchObject({ reason: 'device-absent' });
    hardware.say({ type: 'stop-pressed', device: 'stop' }, { isStopPressed: true });
    expect(await commands.ask({ id: '3', by: 't', command: ball })).toMatchObject({ reason: 'emergency-stop' });
    const light = { type: 'hardware', command: { type: 'light-level', device: 'light-1', level: 1 } } as const;
    expect(await commands.ask({ id: '4', by: 't', command: light })).toEqual({ status: 'done' });
  });

  it('take the bay out of service', async () => {
    const bay = bayOf(new ScriptedHardware());
    const command = { type: 'out-of-order', isOn: true } as const;
    expect(await new LiveBayCommands(bay, silentLog).ask({ id: '1', by: 't', command })).toEqual({ status: 'done' });
    expect(bay.told).toEqual([true]);
  });
});
