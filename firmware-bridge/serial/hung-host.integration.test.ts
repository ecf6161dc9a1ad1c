import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HungHost } from './bench/hung-host.ts';
import { canRunController } from './bench/serial-bay.ts';

const HANGS_MS = 2_000;
/** By the controller's own clock, whatever this machine does. */
const SAFE_WITHIN_US = 500_000;

if (!canRunController) process.stderr.write('The controller is left out: no make or no C compiler.\n');

describe.skipIf(!canRunController)('a daemon that is stopped while the process of its line runs', () => {
  let host: HungHost;

  beforeEach(async () => {
    host = await HungHost.open();
  });

  afterEach(() => host.close());

  it('leaves the controller safe soon after its last packet, and is told why it lost the link', async () => {
    await host.outcomeOf({ type: 'light-level', device: 'light', level: 1 });
    await host.outcomeOf({ type: 'camera-trigger', device: 'camera-trigger', isOn: true, rateHz: 100, phaseUs: 0 });
    await host.outcomeOf({ type: 'strobe', device: 'strobe', isOn: true, delayUs: 0, exposureUs: 100 });
    expect(await host.controller.report()).toMatchObject({ on: '1', trigger: '1', light: '10000' });
    host.stop();
    await sleep(HANGS_MS);
    const report = await host.controller.report();
    expect(report).toMatchObject({ on: '0', trigger: '0', light: '3000' });
    expect(Number(report['off']) - Number(report['heard'])).toBeLessThanOrEqual(SAFE_WITHIN_US);
    host.goOn();
    await sleep(HANGS_MS / 2);
    await host.isUp();
    expect(host.links).toEqual(['up', 'lost', 'up']);
    expect(host.troubles[1]).toBe('serial/unattended');
  });

  it('gives each of its balls once, whenever it is stopped', async () => {
    expect(await host.outcomeOf({ type: 'add-credit', device: 'dispenser', balls: 5 })).toBe('done');
    const dispensing = host.outcomeOf({ type: 'dispense', device: 'dispenser', balls: 1 });
    host.stop();
    await sleep(HANGS_MS);
    host.goOn();
    await dispensing;
    await sleep(HANGS_MS / 2);
    await host.isUp();
    expect(await host.outcomeOf({ type: 'dispense', device: 'dispenser', balls: 1 })).toBe('done');
    // The one that the stop fell into was given, broken off, or never asked for.
    expect(['498', '499']).toContain((await host.controller.report())['stock']);
  });
});
