import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { baysProve } from './configuration/proof-of-health.ts';
import { FleetInTest } from './fleet-bay.fixture.ts';

const STANDING = { bays: { enrolled: 3, heard: 2 }, arrivals: { waiting: 40, parked: 0 } };

let fleet: FleetInTest;
let heard: { lately: string[]; opened: string[] };
beforeEach(async () => {
  heard = { lately: ['Bay 1', 'Bay 2'], opened: [] };
  fleet = await FleetInTest.open();
  fleet.bay.change({ cameras: [], devices: [], hardwareLink: null });
  fleet.host = {
    ...{ calibration: null, facility: () => STANDING, proof: baysProve((since) => heard[since]) },
  };
});
afterEach(() => fleet.close());

describe('the appliance of a facility in its fleet', () => {
  it('tells how its bays are, in counts, and that it is none itself', async () => {
    await fleet.startBay();
    expect(await fleet.hear('state')).toMatchObject({ role: 'facility', facility: STANDING, cameras: [] });
  });

  it('refuses to calibrate with a code and the way out, and uses the id up', async () => {
    await fleet.startBay();
    const command = fleet.sign({ command: 'recalibrate' });
    expect(await fleet.ack(await fleet.send(command))).toMatchObject({
      ...{ status: 'refused', code: 'no-cameras', message: expect.stringContaining('Send it to the bay') as string },
    });
    await fleet.send(command);
    await fleet.until('it is used up', () => fleet.all('ack', command.document.id).length === 2);
    expect(fleet.desk.state().isCalibrationAsked).toBe(false);
  });

  it('goes back from a configuration with which no bay finds it any more', async () => {
    const before = readFileSync(fleet.configFile, 'utf8');
    await fleet.startBay();
    const change = { patch: { voice: { volume: 0.8 } }, healthyWithinMinutes: 2 };
    const id = await fleet.send(fleet.sign({ command: 'set-configuration', arguments: change }));
    await fleet.until('it restarts', () => fleet.restarts.length === 1);
    await fleet.stopBay();
    await fleet.startBay();
    fleet.clock.pass(125_000);
    await fleet.until('it restarts again', () => fleet.restarts.length === 2);
    expect(readFileSync(fleet.configFile, 'utf8')).toBe(before);
    await fleet.stopBay();
    await fleet.startBay();
    expect(await fleet.result(id)).toMatchObject({
      ...{ code: 'fleet/configuration-went-back', message: expect.stringContaining('none of the bays') as string },
    });
  });

  it('keeps a configuration with which one of its bays has come again', async () => {
    await fleet.startBay();
    const patch = { voice: { volume: 0.8 } };
    const id = await fleet.send(fleet.sign({ command: 'set-configuration', arguments: { patch } }));
    await fleet.until('it restarts', () => fleet.restarts.length === 1);
    await fleet.stopBay();
    await fleet.startBay();
    fleet.clock.pass(30_000);
    heard.opened = ['Bay 2'];
    // From the look at which it was heard.
    await fleet.until('it is kept', () => (fleet.clock.pass(1_000), fleet.all('result', id).length > 0));
    expect(await fleet.result(id)).toMatchObject({ status: 'done', result: { hasChanged: true } });
    expect(readFileSync(fleet.configFile, 'utf8')).toContain('0.8');
  });
});
