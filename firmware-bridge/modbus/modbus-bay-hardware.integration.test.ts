import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../device/clock/clock.ts';
import type { DeviceState, HardwareEvent } from '../../device/ports/bay-hardware.port.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { type ModbusBayHardware, openModbusHardware } from './modbus-bay-hardware.ts';
import { modbusConfigSchema } from './modbus.config.ts';
import { hasPymodbus, ModbusSlave } from './modbus-slave.fixture.ts';

if (!hasPymodbus) process.stderr.write('Skipped: pymodbus is not installed (Debian: python3-pymodbus).\n');

const DEVICES = [
  {
    id: 'dispenser',
    kind: 'dispenser',
    pulse: { unit: 1, address: 3 },
    pulseMs: 60,
    pauseMs: 100,
    ballMsMax: 800,
    counted: { contact: { unit: 1, address: 4 } },
    empty: { unit: 1, address: 8 },
    jam: { unit: 1, address: 9 },
  },
  {
    id: 'tee',
    kind: 'tee',
    ball: { pulse: { unit: 1, address: 5 }, pulseMs: 60 },
    present: { unit: 1, address: 6 },
    motionMsMax: 1_000,
    height: {
      target: { unit: 1, address: 30 },
      actual: { unit: 1, table: 'holding-register', address: 31 },
      mmMax: 60,
    },
  },
  { id: 'light', kind: 'light', level: { unit: 2, address: 10 }, atFull: 200, safeLevel: 0.25 },
  { id: 'beam', kind: 'ball-beam', contact: { unit: 1, address: 1 } },
  { id: 'mat', kind: 'occupancy', contact: { unit: 1, address: 2 } },
  { id: 'stop', kind: 'emergency-stop', contact: { unit: 1, address: 0, isInverted: true } },
];

let slave: ModbusSlave;
let hardware: ModbusBayHardware;
let events: HardwareEvent[];

const until = async (what: string, isTrue: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> => {
  const end = performance.now() + ms;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(5);
  }
};

const stateOf = (id: string): DeviceState | undefined => hardware.state().devices.find((device) => device.id === id);
const typesOf = (device: string): string[] =>
  events.flatMap((event) => ('device' in event && event.device === device ? [event.type] : []));

async function open(changes: object = {}): Promise<void> {
  const config = modbusConfigSchema.parse({
    port: slave.port,
    baudRate: 115_200,
    stations: [{ unit: 1, watchdog: { beat: 100, timeout: { address: 101, value: 400 } } }],
    devices: DEVICES,
    ...changes,
  });
  hardware = openModbusHardware({ config, clock: systemClock, log: silentLog });
  events = [];
  hardware.events.subscribe((event) => events.push(event));
  await until('all devices', () => hardware.state().devices.every(({ condition }) => condition !== 'unknown'));
}

describe.skipIf(!hasPymodbus)('bought inputs and outputs on a real Modbus line', () => {
  beforeEach(async () => {
    slave = await ModbusSlave.start();
    // The stop is a contact that is closed at rest, as stops are.
    await slave.set('discrete', 0, 1);
  });

  afterEach(async () => {
    await hardware?.close();
    await slave.close();
  });

  it('begins with everything at rest, and says what it cannot promise', async () => {
    await slave.set('coil', 3, 1);
    await slave.set('holding', 10, 200, 2);
    await open();
    expect(hardware.state()).toMatchObject({ link: 'up', isStopPressed: false, isMotionLocked: false });
    expect(await slave.get('coil', 3)).toBe(0);
    expect(await slave.get('holding', 10, 2)).toBe(50);
    expect(hardware.state().description).toContain('unit 2 has no watchdog');
    expect(hardware.state().description).not.toContain('unit 1');
  });

  it('gives balls one after another, done when the last was counted', async () => {
    await open();
    expect(await hardware.command({ type: 'dispense', device: 'dispenser', balls: 3 })).toEqual({ status: 'done' });
    expect(await slave.counts()).toMatchObject({ pulses: 3 });
    expect(typesOf('dispenser').filter((type) => type === 'ball-dispensed')).toHaveLength(3);
    expect(stateOf('dispenser')).toMatchObject({ condition: 'ready', values: { dispensed: 3 } });
    expect(await slave.get('coil', 3)).toBe(0);
  });

  it('ends in a fault when no ball comes, which stays until it is cleared', async () => {
    await open();
    await slave.behave({ balls: false });
    expect(await hardware.command({ type: 'dispense', device: 'dispenser', balls: 1 })).toEqual({
      status: 'failed',
      fault: 'timeout',
    });
    expect(stateOf('dispenser')).toMatchObject({ condition: 'fault', fault: 'timeout' });
    expect(await hardware.command({ type: 'dispense', device: 'dispenser', balls: 1 })).toEqual({
      status: 'refused',
      reason: 'device-fault',
    });
    expect(await hardware.command({ type: 'clear-fault', device: 'dispenser' })).toEqual({ status: 'done' });
    await slave.behave({ balls: true });
    expect(await hardware.command({ type: 'dispense', device: 'dispenser', balls: 1 })).toEqual({ status: 'done' });
  });

  it('brings a ball to the tee and drives it, and gives up a drive that does not arrive', async () => {
    await open();
    expect(await hardware.command({ type: 'tee-ball', device: 'tee' })).toEqual({ status: 'done' });
    expect(stateOf('tee')?.values.isBallPresent).toBe(true);
    expect(await hardware.command({ type: 'tee-height', device: 'tee', heightMm: 20 })).toEqual({ status: 'done' });
    await slave.behave({ jammed_tee: true });
    expect(await hardware.command({ type: 'tee-height', device: 'tee', heightMm: 40 })).toEqual({
      status: 'failed',
      fault: 'timeout',
    });
    await until(
      'the drive at rest',
      async () => Math.abs((await slave.get('holding', 30)) - (await slave.get('holding', 31))) <= 1,
    );
  });

  it('dims lights, and tells what the dimmer has', async () => {
    await open();
    expect(await hardware.command({ type: 'light-level', device: 'light', level: 0.5 })).toEqual({ status: 'done' });
    expect(await slave.get('holding', 10, 2)).toBe(100);
    await until('the level', () => stateOf('light')?.values.level === 0.5);
  });

  it('tells each contact once, with an interval that holds the instant', async () => {
    await open();
    const before = systemClock.monotonicNs();
    await slave.set('discrete', 1, 1);
    const after = systemClock.monotonicNs();
    await until('a ball', () => typesOf('beam').includes('ball-present'));
    await slave.set('discrete', 1, 0);
    await slave.set('discrete', 2, 1);
    await until('somebody', () => typesOf('mat').includes('occupied') && typesOf('beam').includes('ball-gone'));
    expect(typesOf('beam').filter((type) => type !== 'device-changed')).toEqual(['ball-present', 'ball-gone']);
    const ball = events.find(({ type }) => type === 'ball-present');
    if (ball === undefined || !('uncertaintyNs' in ball)) throw new Error('no ball');
    expect(ball.atNs + ball.uncertaintyNs).toBeGreaterThanOrEqual(before);
    expect(ball.atNs - ball.uncertaintyNs).toBeLessThanOrEqual(after);
    const names = events.flatMap((event) => ('sequence' in event ? [`${event.bootId}/${event.sequence}`] : []));
    expect(new Set(names).size).toBe(names.length);
  });

  it('moves nothing while the stop is pressed or a player swings, and says which', async () => {
    await open();
    await hardware.command({ type: 'motion-lock', isOn: true });
    expect(hardware.state().isMotionLocked).toBe(true);
    expect(await hardware.command({ type: 'dispense', device: 'dispenser', balls: 1 })).toEqual({
      status: 'refused',
      reason: 'player-swinging',
    });
    expect(await hardware.command({ type: 'light-level', device: 'light', level: 1 })).toEqual({ status: 'done' });
    await hardware.command({ type: 'motion-lock', isOn: false });
    await slave.set('discrete', 0, 0);
    await until('the stop', () => hardware.state().isStopPressed);
    expect(typesOf('stop')).toContain('stop-pressed');
    expect(await hardware.command({ type: 'tee-ball', device: 'tee' })).toEqual({
      status: 'refused',
      reason: 'emergency-stop',
    });
    expect(await slave.counts()).toMatchObject({ pulses: 0 });
  });

  it('opens a closed relay at once when a player begins to swing', async () => {
    await open({
      devices: DEVICES.map((device) => (device.id === 'dispenser' ? { ...device, pulseMs: 2_000 } : device)),
    });
    const outcome = hardware.command({ type: 'dispense', device: 'dispenser', balls: 5 });
    await until('the relay', async () => (await slave.get('coil', 3)) === 1);
    await hardware.command({ type: 'motion-lock', isOn: true });
    expect(await outcome).toEqual({ status: 'refused', reason: 'player-swinging' });
    await until('the open relay', async () => (await slave.get('coil', 3)) === 0, 1_000);
    expect(await slave.counts()).toMatchObject({ pulses: 1, watchdog: 0 });
  });

  it('refuses what is absent, not supported, out of range, busy, empty or jammed, and says which', async () => {
    await open();
    const ask = async (command: Parameters<ModbusBayHardware['command']>[0]) => {
      const outcome = await hardware.command(command);
      return outcome.status === 'refused' ? outcome.reason : outcome.status;
    };
    expect(await ask({ type: 'tee-ball', device: 'tee-9' })).toBe('device-absent');
    expect(await ask({ type: 'strobe', device: 'light', isOn: true, delayUs: 0, exposureUs: 1 })).toBe('not-supported');
    expect(await ask({ type: 'dispense', device: 'dispenser', balls: 11 })).toBe('out-of-range');
    expect(await ask({ type: 'tee-height', device: 'tee', heightMm: 61 })).toBe('out-of-range');
    expect(await ask({ type: 'light-level', device: 'light', level: Number.NaN })).toBe('out-of-range');
    const first = hardware.command({ type: 'dispense', device: 'dispenser', balls: 1 });
    expect(await ask({ type: 'dispense', device: 'dispenser', balls: 1 })).toBe('device-busy');
    await first;
    await slave.set('discrete', 8, 1);
    await until('empty', () => stateOf('dispenser')?.fault === 'empty');
    expect(await ask({ type: 'dispense', device: 'dispenser', balls: 1 })).toBe('empty');
    await slave.set('discrete', 9, 1);
    await until('a jam', () => stateOf('dispenser')?.fault === 'jam');
    expect(await ask({ type: 'dispense', device: 'dispenser', balls: 1 })).toBe('device-fault');
    expect(await hardware.command({ type: 'clear-fault', device: 'dispenser' })).toEqual({
      status: 'failed',
      fault: 'jam',
    });
  });

  it('notices a module that is silent, keeps the others, and finds it again', async () => {
    await open();
    await slave.behave({ muted: [2] });
    await until('the light’s loss', () => stateOf('light')?.condition === 'unknown');
    expect(hardware.state().link).toBe('up');
    expect(stateOf('beam')?.condition).toBe('ready');
    expect(await hardware.command({ type: 'light-level', device: 'light', level: 1 })).toEqual({
      status: 'refused',
      reason: 'link-lost',
    });
    await slave.set('holding', 10, 200, 2);
    await slave.behave({ muted: [] });
    await until('the light', () => stateOf('light')?.condition === 'ready');
    expect(await slave.get('holding', 10, 2)).toBe(50);
  });

  it('takes a stop that is not heard of for pressed', async () => {
    await open({
      devices: DEVICES.map((device) =>
        device.id === 'stop' ? { ...device, contact: { unit: 2, address: 0, isInverted: true } } : device,
      ),
    }).catch(() => undefined);
    await slave.set('discrete', 0, 1, 2);
    await until('everything', () => !hardware.state().isStopPressed && stateOf('dispenser')?.condition === 'ready');
    await slave.behave({ muted: [2] });
    await until('the loss', () => stateOf('stop')?.condition === 'unknown');
    expect(await hardware.command({ type: 'dispense', device: 'dispenser', balls: 1 })).toEqual({
      status: 'refused',
      reason: 'emergency-stop',
    });
  });

  it('survives an adapter that is pulled in the middle of a motion, and the module’s watchdog opens the relay', async () => {
    await open({
      devices: DEVICES.map((device) => (device.id === 'dispenser' ? { ...device, pulseMs: 2_000 } : device)),
    });
    const outcome = hardware.command({ type: 'dispense', device: 'dispenser', balls: 1 });
    await until('the relay', async () => (await slave.get('coil', 3)) === 1);
    await slave.unplug();
    expect(await outcome).toEqual({ status: 'failed', fault: 'link-lost' });
    expect(hardware.state().devices.every(({ condition }) => condition === 'unknown')).toBe(true);
    expect(await hardware.command({ type: 'tee-ball', device: 'tee' })).toEqual({
      status: 'refused',
      reason: 'link-lost',
    });
    await until('the watchdog', async () => (await slave.counts()).watchdog === 1);
    await slave.plug();
    await until('all devices', () => hardware.state().devices.every(({ condition }) => condition !== 'unknown'));
    const links = events.flatMap((event) => (event.type === 'link-changed' ? [event.link] : []));
    expect(links.slice(-2)).toEqual(['lost', 'up']);
  });

  it('does nothing later that was asked while the line was being lost', async () => {
    await open();
    await slave.unplug();
    const asked = await Promise.all([
      hardware.command({ type: 'light-level', device: 'light', level: 1 }),
      hardware.command({ type: 'dispense', device: 'dispenser', balls: 1 }),
    ]);
    expect(asked.every(({ status }) => status !== 'done')).toBe(true);
    await slave.plug();
    await until('all devices', () => hardware.state().devices.every(({ condition }) => condition === 'ready'));
    await sleep(300);
    expect(await slave.get('holding', 10, 2)).toBe(50);
    expect(await slave.counts()).toMatchObject({ pulses: 0 });
  });

  it('notices a process that is frozen, and begins again with everything at rest', async () => {
    await open();
    const { pid } = hardware.standing;
    if (pid === undefined) throw new Error('no process');
    process.kill(pid, 'SIGSTOP');
    await until('the loss', () => hardware.state().link === 'lost');
    await until('all devices', () => hardware.state().link === 'up' && stateOf('light')?.condition === 'ready');
    expect(hardware.standing.pid).not.toBe(pid);
  });

  it('is not misled by noise on the line', async () => {
    await open();
    for (let burst = 0; burst < 40; burst++) {
      await slave.noise([1, 2, 1, 0xff, burst, 1, 3, 2, 0xff, 0xff, 0, 0]);
      await sleep(10);
    }
    expect(events.filter(({ type }) => type !== 'device-changed' && type !== 'link-changed')).toEqual([]);
    await until('all devices', () => hardware.state().devices.every(({ condition }) => condition === 'ready'));
  });

  it('puts everything to rest when it is closed, once, and answers nothing afterwards', async () => {
    await open();
    await hardware.command({ type: 'light-level', device: 'light', level: 1 });
    const { pid } = hardware.standing;
    await Promise.all([hardware.close(), hardware.close()]);
    expect(await slave.get('holding', 10, 2)).toBe(50);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    await expect(hardware.command({ type: 'tee-ball', device: 'tee' })).rejects.toMatchObject({
      code: 'hardware/closed',
    });
  });
});
