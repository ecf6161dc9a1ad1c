import { describe, expect, it } from 'vitest';
import type { DeviceState } from '../../device/ports/bay-hardware.port.ts';
import { type Commanded, commandedOfDevice, commandedOfNode } from './commanded.ts';
import { FakeBay } from './conformance/fake-bay.ts';
import type { MetricValue } from './payload.ts';
import { reportedBay } from './reported-metrics.ts';

const bay = new FakeBay('bay-1');
bay.change({
  devices: [
    ...bay.state().devices,
    { id: 'trigger', kind: 'camera-trigger', condition: 'ready', fault: null, values: {} } satisfies DeviceState,
  ],
});

function written(device: string, values: Record<string, MetricValue>): readonly Commanded[] {
  const reported = reportedBay(bay.state()).devices.find(({ id }) => id === device);
  if (reported === undefined) throw new Error(device);
  return commandedOfDevice(
    reported,
    Object.entries(values).map(([name, value]) => ({ name, metric: { name, value } })),
  );
}

const hardware = (command: object): object => ({ is: 'command', command: { type: 'hardware', command } });

describe('what a host writes', () => {
  it('becomes the command that it means', () => {
    expect(written('tee', { 'Control/Height mm': 35 })).toEqual([
      hardware({ type: 'tee-height', device: 'tee', heightMm: 35 }),
    ]);
    expect(written('dispenser', { 'Control/Dispense': 2 })).toEqual([
      hardware({ type: 'dispense', device: 'dispenser', balls: 2 }),
    ]);
    expect(written('light', { 'Control/Level': 0.25 })).toEqual([
      hardware({ type: 'light-level', device: 'light', level: 0.25 }),
    ]);
    expect(written('trigger', { 'Control/Running': true, 'Control/Rate Hz': 120, 'Control/Phase us': 0 })).toEqual([
      hardware({ type: 'camera-trigger', device: 'trigger', isOn: true, rateHz: 120, phaseUs: 0 }),
    ]);
  });

  it('is refused with its reason where it means none', () => {
    const reasonOf = (answers: readonly Commanded[]) =>
      answers.map((answer) => (answer.is === 'refused' ? answer.reason : answer.is));
    expect(reasonOf(written('tee', { Kind: 'light' }))).toEqual(['unknown-metric']);
    expect(reasonOf(written('tee', { 'Control/Tee Ball': false }))).toEqual(['bad-value']);
    expect(reasonOf(written('dispenser', { 'Control/Dispense': 1.5 }))).toEqual(['bad-value']);
    expect(reasonOf(written('strobe', { 'Control/Running': true }))).toEqual(['incomplete']);
    expect(reasonOf(written('camera-face-on', { 'Control/Running': true }))).toEqual(['unknown-metric']);
    expect(reasonOf(commandedOfNode([{ name: null, metric: { alias: 999, value: true } }]))).toEqual([
      'unknown-metric',
    ]);
  });
});
