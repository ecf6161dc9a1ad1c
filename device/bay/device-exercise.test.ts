import { describe, expect, it } from 'vitest';
import type { HardwareCommand } from '../ports/bay-hardware.port.ts';
import type { BayStage } from './bay-machine.ts';
import { hardwareChecks, launchMonitorCheck } from './device-check.ts';
import { exerciseDevice } from './device-exercise.ts';
import { ScriptedHardware } from './scripted-hardware.fixture.ts';

function bayOf(hardware: ScriptedHardware, stages: BayStage[] = ['empty']) {
  let look = 0;
  return {
    stage: () => stages[Math.min(look++, stages.length - 1)] ?? 'empty',
    state: () => hardware.state(),
    command: (command: HardwareCommand) => hardware.command(command),
    pause: () => Promise.resolve(),
  };
}

describe('exercising a device', () => {
  it('moves the tee and brings it back to where it was', async () => {
    const hardware = new ScriptedHardware();
    expect(await exerciseDevice(bayOf(hardware), 'tee')).toMatchObject({ outcome: 'done' });
    expect(hardware.told).toMatchObject([{ heightMm: 50 }, { heightMm: 30 }]);
  });

  it('moves nothing while somebody is in the bay, by the cameras or by the mat', async () => {
    const hardware = new ScriptedHardware();
    await expect(exerciseDevice(bayOf(hardware, ['occupied']), 'tee')).rejects.toMatchObject({
      code: 'hardware/bay-in-use',
      retryable: true,
    });
    const occupancy = { id: 'mat', kind: 'occupancy', condition: 'ready', fault: null } as const;
    const devices = [...hardware.state().devices, { ...occupancy, values: { isOccupied: true } }];
    hardware.say({ type: 'occupied', device: 'mat' }, { devices });
    await expect(exerciseDevice(bayOf(hardware), 'tee')).rejects.toMatchObject({ code: 'hardware/bay-in-use' });
    expect(hardware.told).toEqual([]);
  });

  it('stops when somebody comes, and still puts the light back', async () => {
    const hardware = new ScriptedHardware();
    const tee = await exerciseDevice(bayOf(hardware, ['empty', 'empty', 'occupied']), 'tee');
    expect(tee).toMatchObject({ outcome: 'refused', reason: 'bay-in-use' });
    expect(hardware.told).toHaveLength(1);
    await exerciseDevice(bayOf(hardware, ['empty', 'empty', 'occupied']), 'light-1');
    expect(hardware.told.at(-1)).toEqual({ type: 'light-level', device: 'light-1', level: 0 });
  });

  it('says why a device refused, and of one that only senses that there is nothing to move', async () => {
    const hardware = new ScriptedHardware();
    hardware.answer = () => ({ status: 'refused', reason: 'emergency-stop' });
    expect(await exerciseDevice(bayOf(hardware), 'dispenser')).toMatchObject({ reason: 'emergency-stop' });
    expect(await exerciseDevice(bayOf(hardware), 'beam')).toMatchObject({ outcome: 'nothing-to-move' });
    await expect(exerciseDevice(bayOf(hardware), 'nothing')).rejects.toMatchObject({ code: 'hardware/device-unknown' });
  });
});

describe('the devices in the doctor’s words', () => {
  it('say what each measures, what is wrong, and that nothing is known when the line is lost', () => {
    const hardware = new ScriptedHardware();
    const words = (): string[] =>
      hardwareChecks(hardware.state()).map(({ id, state, message }) => `${id} ${state} ${message}`);
    expect(words()).toEqual([
      'controller ok It answers: a scripted controller.',
      'tee ok 30 mm high.',
      'beam ok No ball lies there.',
      'dispenser ok 240 balls in store, 12 balls of credit.',
      'light-1 ok 0 % bright.',
    ]);
    hardware.change('dispenser', { condition: 'fault', fault: 'empty' });
    expect(words()[3]).toBe('dispenser failed The ball dispenser is empty (dispenser).');
    hardware.say({ type: 'link-changed', link: 'lost' }, { link: 'lost' });
    expect(words()[0]).toContain('controller failed It does not answer');
    expect(words()[1]).toContain('tee unknown');
  });

  it('say that nothing moves while the emergency stop is pressed', () => {
    const hardware = new ScriptedHardware();
    const stop = { id: 'stop', kind: 'emergency-stop', condition: 'ready', fault: null } as const;
    const devices = [...hardware.state().devices, { ...stop, values: { isPressed: true } }];
    hardware.say({ type: 'stop-pressed', device: 'stop' }, { isStopPressed: true, devices });
    expect(hardwareChecks(hardware.state()).at(-1)).toMatchObject({
      ...{ id: 'stop', state: 'degraded', message: expect.stringContaining('nothing in the bay moves') },
    });
  });

  it('tell a launch monitor that waits from one that is off, and one that cannot listen from both', () => {
    const monitor = { isReady: false, isBallDetected: false, description: 'Open Connect on port 921' };
    expect(launchMonitorCheck({ ...monitor, link: 'waiting' })).toMatchObject({ state: 'degraded' });
    expect(launchMonitorCheck({ ...monitor, link: 'off' })).toMatchObject({ state: 'unknown' });
    const obstacle = { code: 'launch-monitor/cannot-listen', message: 'The port is taken.', hint: 'Set another.' };
    expect(launchMonitorCheck({ ...monitor, link: 'waiting', obstacle })).toMatchObject({
      state: 'failed',
      hint: 'Set another.',
    });
  });
});
