import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfigurationFile } from './configuration/configuration-file.ts';
import { BASE, FleetInTest, STRANGER } from './fleet-bay.fixture.ts';

let fleet: FleetInTest;
beforeEach(async () => {
  fleet = await FleetInTest.open();
});
afterEach(() => fleet.close());

const set = (patch: object, more: object = {}) => ({ command: 'set-configuration', arguments: { patch, ...more } });
const text = (): string => readFileSync(fleet.configFile, 'utf8');
const desire = async (
  version: number,
  change: object = {},
  more: Parameters<FleetInTest['sign']>[0] = {},
): Promise<void> => {
  const given = { version, configuration: { voice: { volume: 0.7 } }, updateWindow: null, ...change };
  const signed = fleet.sign({ command: 'desired-state', arguments: given, ...more });
  await fleet.client.publishAsync(`${BASE}/desired`, JSON.stringify(signed), { qos: 1, retain: true });
};
const reported = (matches: (body: Record<string, unknown>) => boolean) => fleet.hear('reported', matches);

describe('a configuration that the fleet sets', () => {
  it('is on trial after a restart, answered when the bay is healthy with it, and the comment of the installer stays', async () => {
    await fleet.startBay();
    const id = await fleet.send(fleet.sign(set({ voice: { volume: 0.8 } })));
    expect(await fleet.ack(id)).toMatchObject({ status: 'accepted' });
    await fleet.until('it restarts', () => fleet.restarts.length === 1);
    expect(text()).toBe('# The bay by the door.\nvoice:\n  volume: 0.8\n');
    await fleet.stopBay();
    await fleet.startBay();
    expect(fleet.all('result', id)).toEqual([]);
    fleet.clock.pass(21_000);
    expect(await fleet.result(id)).toMatchObject({ status: 'done', result: { hasChanged: true } });
    expect(fleet.desk.troubles()).toEqual([]);
  });

  it('that loses a camera goes back in its time: the former one is there, and the answer says why', async () => {
    await fleet.startBay();
    const before = text();
    const id = await fleet.send(fleet.sign(set({ voice: { volume: 0.8 } }, { healthyWithinMinutes: 2 })));
    await fleet.until('it restarts', () => fleet.restarts.length === 1);
    await fleet.stopBay();
    fleet.bay.change({ cameras: [{ name: 'face-on', isWorking: false }] });
    await fleet.startBay();
    fleet.clock.pass(125_000);
    await fleet.until('it restarts again', () => fleet.restarts.length === 2);
    expect(text()).toBe(before);
    await fleet.stopBay();
    await fleet.startBay();
    expect(await fleet.result(id)).toMatchObject({
      ...{
        status: 'failed',
        code: 'fleet/configuration-went-back',
        message: 'The bay went back: no pictures of face-on.',
      },
    });
    expect(fleet.desk.troubles().map(({ code }) => code)).toEqual(['fleet/configuration-went-back']);
    expect(new Set(fleet.all('result', id).map(({ body }) => body.id)).size).toBe(1);
  });

  it('that no bay would open with, or that is not the fleet’s, is refused before a byte of it is written', async () => {
    await fleet.startBay();
    const before = text();
    const codeOf = async (order: object) => (await fleet.ack(await fleet.send(fleet.sign(order))))['code'];
    expect(await codeOf(set({ voice: { volume: 7 } }))).toBe('configuration-invalid');
    expect(await codeOf(set({ voise: { volume: 1 } }))).toBe('configuration-invalid');
    expect(await codeOf(set({ api: { port: 80, tokenFile: '/etc/shadow' } }))).toBe('configuration-protected');
    fleet.bay.change({ availability: 'in-use' });
    expect(await codeOf(set({ voice: { volume: 0.8 } }))).toBe('in-use');
    expect([text(), fleet.restarts]).toEqual([before, []]);
  });

  it('may wait for the next restart, also while somebody plays, and is then answered at once', async () => {
    fleet.bay.change({ availability: 'in-use' });
    await fleet.startBay();
    const id = await fleet.send(fleet.sign(set({ voice: { volume: 0.8 } }, { restarts: 'later' })));
    expect(await fleet.result(id)).toMatchObject({ status: 'done', result: { hasChanged: true, restartNeeded: true } });
    const second = await fleet.send(fleet.sign(set({ voice: { volume: 0.9 } }, { restarts: 'later' })));
    expect(await fleet.ack(second)).toMatchObject({ code: 'configuration-on-trial' });
    expect(fleet.restarts).toEqual([]);
  });

  it('is changed by nothing else while it is on trial: not by what was accepted before, and the way back stays', async () => {
    fleet.bay.change({ availability: 'in-use' });
    await fleet.startBay();
    const before = text();
    const first = await fleet.send(fleet.sign({ ...set({ voice: { volume: 0.8 } }), isForced: true }));
    await fleet.ack(first);
    await fleet.until('it is announced', () => fleet.desk.troubles().length > 0);
    const second = await fleet.send(fleet.sign({ ...set({ voice: { volume: 0.9 } }), isForced: true }));
    expect(await fleet.ack(second)).toMatchObject({ status: 'accepted' });
    fleet.clock.pass(61_000);
    await fleet.until('it restarts', () => fleet.restarts.length === 1);
    await fleet.stopBay();
    fleet.bay.change({ availability: 'free' });
    await fleet.startBay();
    expect(await fleet.result(second)).toMatchObject({ status: 'failed', code: 'fleet/configuration-on-trial' });
    expect([text().includes('0.8'), readFileSync(`${fleet.configFile}.former`, 'utf8')]).toEqual([true, before]);
    fleet.clock.pass(21_000);
    expect(await fleet.result(first)).toMatchObject({ status: 'done' });
    expect(fleet.restarts).toHaveLength(1);
  });

  it('that an installer edits while it is on trial stays as they left it, and the bay plays on', async () => {
    await fleet.startBay();
    const id = await fleet.send(fleet.sign(set({ voice: { volume: 0.8 } })));
    await fleet.until('it restarts', () => fleet.restarts.length === 1);
    await fleet.stopBay();
    await fleet.startBay();
    writeFileSync(fleet.configFile, 'voice: { volume: 0.3 }\n');
    fleet.clock.pass(21_000);
    expect(await fleet.result(id)).toMatchObject({ status: 'failed', code: 'fleet/configuration-went-back' });
    expect([text(), fleet.restarts.length]).toEqual(['voice: { volume: 0.3 }\n', 1]);
  });

  it('is not set where nobody would start the bay again', async () => {
    fleet.host = { restart: null };
    await fleet.startBay();
    const id = await fleet.send(fleet.sign(set({ voice: { volume: 0.8 } })));
    expect(await fleet.ack(id)).toMatchObject({ code: 'not-supervised' });
  });
});

describe('the desired state', () => {
  it('is reached by an empty bay, and a bay that is changed by hand is brought back and called drifted', async () => {
    await fleet.startBay();
    await reported(({ status }) => status === 'none');
    await desire(3);
    expect(await reported(({ status }) => status === 'pending')).toMatchObject({
      ...{ desiredVersion: 3, drift: ['voice.volume'] },
    });
    await fleet.until('it restarts', () => fleet.restarts.length === 1);
    await fleet.stopBay();
    await fleet.startBay();
    fleet.clock.pass(21_000);
    await fleet.until(
      'it is kept',
      () => fleet.desk.state().desiredStatus !== 'pending' || (fleet.clock.pass(11_000), false),
    );
    await reported(({ status }) => status === 'in-sync');
    fleet.bay.change({ availability: 'in-use' });
    writeFileSync(fleet.configFile, text().replace('0.7', '0.1'));
    fleet.clock.pass(11_000);
    expect(await reported(({ status }) => status === 'drifted')).toMatchObject({
      why: 'in-use',
      drift: ['voice.volume'],
    });
    fleet.bay.change({ availability: 'free' });
    fleet.clock.pass(11_000);
    await fleet.until('it is brought back', () => text().includes('0.7'));
  });

  it('waits for its own update window', async () => {
    await fleet.startBay();
    const updateWindow = { from: '03:00', to: '05:00', days: ['monday'], timeZone: 'UTC' };
    await desire(1, { updateWindow });
    expect(await reported(({ why }) => why === 'outside-window')).toMatchObject({ status: 'pending' });
    expect([fleet.desk.state().updateWindow, fleet.restarts]).toEqual([updateWindow, []]);
  });

  it('is refused where it is older, another under the same version, unsigned, or of who may not', async () => {
    await fleet.startBay();
    await desire(5, { configuration: {} });
    await reported(({ desiredVersion }) => desiredVersion === 5);
    const codeOf = async (version: number, change: object, more = {}) => {
      const before = fleet.all('reported').length;
      await desire(version, change, more);
      await fleet.until('it is reported', () => fleet.all('reported').length > before);
      const newest = fleet.all('reported').at(-1)?.body as { refused?: { code: string } } | undefined;
      return newest?.refused?.code;
    };
    expect(await codeOf(4, {})).toBe('version-old');
    expect(await codeOf(5, {})).toBe('version-used');
    expect(await codeOf(6, {}, { issuer: 'nobody' })).toBe('issuer-unknown');
    expect(await codeOf(6, { more: 1 })).toBe('arguments-wrong');
    expect(fleet.restarts).toEqual([]);
    const viewer = fleet.sign(
      { issuer: 'viewer', command: 'desired-state', arguments: { version: 9, configuration: {}, updateWindow: null } },
      STRANGER.privatePem,
    );
    await fleet.client.publishAsync(`${BASE}/desired`, JSON.stringify(viewer), { qos: 1, retain: true });
    await reported(({ refused }) => (refused as { code: string } | null)?.code === 'not-allowed');
    expect(fleet.desk.state()).toMatchObject({
      desiredVersion: 5,
      desiredRefused: { version: 9, code: 'not-allowed' },
    });
  });

  it('that was refused is one row of the audit, however often the broker brings it, and is taken once its issuer may', async () => {
    await fleet.startBay();
    const order = { command: 'desired-state', arguments: { version: 9, configuration: {}, updateWindow: null } };
    const publish = (signed: object) =>
      fleet.client.publishAsync(`${BASE}/desired`, JSON.stringify(signed), { qos: 1, retain: true });
    const rows = () =>
      fleet.store.fleet.audit(10).map(({ key, state, code, repeats }) => [key !== null, state, code, repeats]);
    await publish(fleet.sign({ ...order, issuer: 'nobody' }));
    await fleet.until('it is written down', () => rows().length === 1);
    await publish(fleet.sign({ ...order, issuer: 'viewer' }, STRANGER.privatePem));
    await fleet.until('it is written down', () => rows().length === 2);
    await fleet.stopBay();
    await fleet.startBay();
    await fleet.until('it has come again', () => rows()[0]?.[3] === 1);
    expect(rows()).toEqual([
      [true, 'refused', 'not-allowed', 1],
      [false, 'refused', 'issuer-unknown', 0],
    ]);
    await publish(fleet.sign(order));
    await fleet.until('it is taken', () => fleet.desk.state().desiredVersion === 9);
    expect(fleet.desk.state().desiredRefused).toBeNull();
    expect(rows()[0]).toEqual([true, 'answered', null, 0]);
  });

  it('that the bay cannot live with is said, and not tried again', async () => {
    await fleet.startBay();
    await desire(1, { configuration: { voice: { volume: 9 } } });
    expect(await reported(({ status }) => status === 'failed')).toMatchObject({
      ...{ why: expect.stringContaining('configuration-invalid') as string },
    });
    fleet.clock.pass(60_000);
    await fleet.stopBay();
    expect(fleet.restarts).toEqual([]);
  });

  it('that cannot be written down in the file is said to have failed, and the line stays', async () => {
    await fleet.startBay();
    await reported(({ status }) => status === 'none');
    // As on a disk where nothing can be written any more, whoever asks.
    mkdirSync(`${fleet.configFile}.former.next`);
    await desire(1);
    expect(await reported(({ status }) => status === 'failed')).toMatchObject({
      ...{ desiredVersion: 1, why: expect.stringContaining('configuration-unwritable') as string },
    });
    await fleet.result(await fleet.send(fleet.sign()));
    expect([fleet.counters.value('fleet_lines_lost'), fleet.restarts]).toEqual([0, []]);
  });

  it('that changes nothing restarts nothing', async () => {
    const change = vi.spyOn(ConfigurationFile.prototype, 'change').mockReturnValue(false);
    await fleet.startBay();
    await desire(1);
    await reported(({ status }) => status === 'failed');
    await fleet.result(await fleet.send(fleet.sign()));
    expect([change.mock.calls.length, fleet.restarts]).toEqual([1, []]);
    change.mockRestore();
  });

  it('is looked at every ten seconds and not with every look at the bay, and a file that nobody can read ends nothing', async () => {
    let looks = 0;
    const { prototype } = ConfigurationFile;
    const drift = vi.spyOn(prototype, 'drift').mockImplementation(() => (looks++, ['voice.volume']));
    fleet.host = { restart: null };
    await fleet.startBay();
    await desire(1);
    await reported(({ why }) => why === 'not-supervised');
    const before = looks;
    for (let n = 0; n < 100; n++) fleet.desk.troubles();
    for (let n = 0; n < 100; n++) expect(fleet.desk.state().drift).toEqual(['voice.volume']);
    expect(looks).toBe(before);
    drift.mockRestore();
    rmSync(fleet.configFile);
    fleet.clock.pass(11_000);
    await reported(({ why }) => why === 'configuration-unreadable');
    expect([fleet.desk.troubles(), fleet.desk.state()]).toMatchObject([[], { desiredStatus: 'pending', drift: [] }]);
  });
});
