import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderObjectStore } from '../object-store/folder-object-store.ts';
import { BASE, FleetInTest, STRANGER } from './fleet-bay.fixture.ts';

let fleet: FleetInTest;
beforeEach(async () => {
  fleet = await FleetInTest.open();
});
afterEach(() => fleet.close());

describe('a command', () => {
  it('is acknowledged and answered once, and stands in the audit', async () => {
    await fleet.startBay();
    const id = await fleet.send(fleet.sign());
    expect(await fleet.ack(id)).toMatchObject({ status: 'accepted', name: 'ping' });
    expect(await fleet.result(id)).toMatchObject({ status: 'done', result: { version: '1.0.0' } });
    expect(fleet.store.fleet.audit(5)).toMatchObject([{ id, issuer: 'desk', state: 'answered', code: null }]);
  });

  it('is refused with a code: of a stranger, of another’s name, replayed, expired, not allowed, changed', async () => {
    await fleet.startBay();
    const codeOf = async (command: ReturnType<typeof fleet.sign>): Promise<unknown> =>
      (await fleet.ack(await fleet.send(command)))['code'];
    expect(await codeOf(fleet.sign({ issuer: 'nobody' }))).toBe('issuer-unknown');
    expect(await codeOf(fleet.sign({ issuer: 'desk' }, STRANGER.privatePem))).toBe('signature-wrong');
    expect(await codeOf(fleet.sign({ issuer: 'viewer', command: 'restart' }, STRANGER.privatePem))).toBe('not-allowed');
    expect(await codeOf(fleet.sign({ issuedAtMs: fleet.clock.wall().getTime() - 3_600_000 }))).toBe('expired');
    const { document, signature } = fleet.sign();
    expect(await codeOf({ document: { ...document, command: 'restart' }, signature })).toBe('signature-wrong');
    expect(fleet.restarts).toEqual([]);
    expect(fleet.store.fleet.audit(10).map(({ state, key }) => `${state} ${key === null}`)).toEqual([
      ...['refused true', 'refused false', 'refused false', 'refused true', 'refused true'],
    ]);
  });

  it('is carried out once, however often it is sent, and a stranger uses up nobody’s id', async () => {
    await fleet.startBay();
    const command = fleet.sign();
    await fleet.send({
      document: command.document,
      signature: fleet.sign({ id: command.document.id, isForced: true }).signature,
    });
    await fleet.ack(command.document.id);
    const id = await fleet.send(command);
    await fleet.result(id);
    await fleet.send(command);
    await fleet.until('the replay is refused', () => fleet.all('ack', id).length === 3);
    expect(fleet.all('ack', id).map(({ body }) => body['code'])).toEqual(['signature-wrong', null, 'replayed']);
    expect(fleet.all('result', id)).toHaveLength(1);
    expect(fleet.store.fleet.find(id)?.repeats).toBe(1);
  });

  it('that was refused is used up: it is not carried out later', async () => {
    fleet.bay.change({ availability: 'in-use', stage: 'occupied' });
    await fleet.startBay();
    const command = fleet.sign({ command: 'restart' });
    expect(await fleet.ack(await fleet.send(command))).toMatchObject({ code: 'in-use' });
    fleet.bay.change({ availability: 'free', stage: 'empty' });
    await fleet.send(command);
    await fleet.until('it is refused', () => fleet.all('ack', command.document.id).length === 2);
    expect(fleet.restarts).toEqual([]);
  });

  it('is passed over where a broker retains it, and where it is none', async () => {
    await fleet.startBay();
    await fleet.until('the bay is there', () => fleet.desk.state().isConnected);
    await fleet.stopBay();
    await fleet.client.publishAsync(`${BASE}/command`, JSON.stringify(fleet.sign()), { qos: 1, retain: true });
    await fleet.startBay();
    await fleet.client.publishAsync(`${BASE}/command`, 'nonsense', { qos: 1 });
    const ignored = (why: string) => fleet.counters.value('fleet_commands_ignored', { why });
    await fleet.until('it is ignored', () => ignored('unreadable') > 0 && ignored('retained') > 0);
    expect(fleet.all('ack').length).toBeLessThanOrEqual(1);
    await fleet.client.publishAsync(`${BASE}/command`, '', { retain: true });
  });

  it('waits at the broker for a bay that is away, and is answered when it is back', async () => {
    await fleet.startBay();
    await fleet.until('the bay is there', () => fleet.desk.state().isConnected);
    await fleet.stopBay();
    const id = await fleet.send(fleet.sign());
    await fleet.startBay();
    expect(await fleet.result(id)).toMatchObject({ status: 'done' });
  });

  it('that a killed daemon had accepted is answered exactly once by the next one', async () => {
    let isHeld = true;
    const objects = new FolderObjectStore({ path: fleet.directory.path, mustBeMounted: false });
    const put = objects.put.bind(objects);
    objects.put = async (...order) => {
      while (isHeld) await sleep(5);
      return put(...order);
    };
    const log = join(fleet.directory.path, 'swingbay.log');
    writeFileSync(log, '{"n":1}\n');
    fleet.host = { objects, logFiles: () => [{ path: log, bytes: 8 }] };
    await fleet.startBay();
    const id = await fleet.send(fleet.sign({ command: 'collect-logs' }));
    await fleet.ack(id);
    await fleet.until('it is begun', () => fleet.store.fleet.find(id)?.state === 'running');
    await fleet.killBay();
    isHeld = false;
    await fleet.startBay();
    expect(await fleet.result(id)).toMatchObject({ status: 'done' });
    await fleet.killBay();
    await fleet.startBay();
    const ping = await fleet.send(fleet.sign());
    await fleet.result(ping);
    expect(new Set(fleet.all('result', id).map(({ body }) => body.id)).size).toBe(1);
    expect(new Set(fleet.all('ack', id).map(({ body }) => body.id)).size).toBe(1);
  });
});

describe('a bay that does not know what time it is', () => {
  it('refuses with its own stamp, by which the command can be anchored and is then taken', async () => {
    fleet.isClockTrusted = false;
    fleet.clock.setWall(0);
    await fleet.startBay();
    const issuedAtMs = Date.parse('2026-06-01T12:00:00Z');
    const refused = await fleet.ack(await fleet.send(fleet.sign({ command: 'restart', issuedAtMs })));
    expect(refused).toMatchObject({ code: 'clock-not-trusted', at: { isWallTrusted: false } });
    const { bootId, monotonicMs } = refused['at'] as { bootId: string; monotonicMs: number };
    const anchored = fleet.sign({ command: 'restart', issuedAtMs, anchor: { bootId, monotonicMs } });
    expect(await fleet.ack(await fleet.send(anchored))).toMatchObject({ status: 'accepted' });
    await fleet.until('it restarts', () => fleet.restarts.length === 1);
  });
});

describe('a bay whose clock was once wrongly ahead', () => {
  it('asks for an anchor meanwhile, and knows the time again when the kernel has stood by it for an hour', async () => {
    await fleet.startBay();
    fleet.store.fleet.keepFact('surely-past', Date.parse('2040-01-01T00:00:00Z'));
    await fleet.stopBay();
    await fleet.startBay();
    await fleet.until('it is in doubt', () => !fleet.desk.state().isClockTrusted);
    for (const command of ['ping', 'restart']) {
      expect(await fleet.ack(await fleet.send(fleet.sign({ command })))).toMatchObject({ code: 'clock-not-trusted' });
    }
    fleet.clock.pass(61 * 60_000);
    await fleet.until('it is sure', () => fleet.desk.state().isClockTrusted);
    fleet.desk.tick();
    fleet.clock.pass(11 * 60_000);
    await fleet.until(
      'it is corrected',
      () => Number(fleet.store.fleet.fact('surely-past')) < Date.parse('2027-01-01'),
    );
    expect(await fleet.ack(await fleet.send(fleet.sign({ command: 'ping' })))).toMatchObject({ status: 'accepted' });
  });
});

describe('while somebody plays', () => {
  it('a forced command is announced on the screen, and carried out when the time is over', async () => {
    fleet.bay.change({ availability: 'in-use', stage: 'address' });
    await fleet.startBay();
    const id = await fleet.send(fleet.sign({ command: 'restart', isForced: true }));
    expect(await fleet.ack(id)).toMatchObject({ status: 'accepted' });
    await fleet.until('it is announced', () => fleet.desk.troubles().some(({ code }) => code === 'fleet/interruption'));
    expect([fleet.restarts.length, fleet.desk.troubles()[0]?.message]).toEqual([
      ...[0, 'The bay pauses for its upkeep in about 60 seconds.'],
    ]);
    fleet.clock.pass(61_000);
    await fleet.until('it restarts', () => fleet.restarts.length === 1);
    expect(fleet.desk.troubles()).toEqual([]);
    await fleet.killBay();
    await fleet.startBay();
    expect(await fleet.result(id)).toMatchObject({ status: 'done', name: 'restart' });
  });

  it('a forced command does not wait any longer than for the player to leave', async () => {
    fleet.bay.change({ availability: 'in-use', stage: 'address' });
    await fleet.startBay();
    await fleet.send(fleet.sign({ command: 'restart', isForced: true }));
    await fleet.until('it is announced', () => fleet.desk.troubles().length > 0);
    fleet.bay.change({ availability: 'free', stage: 'empty' });
    await fleet.until('it restarts', () => fleet.restarts.length === 1);
  });
});

describe('the update window', () => {
  it('is kept, shown, and obeyed by a restart', async () => {
    await fleet.startBay();
    const window = { from: '03:00', to: '05:00', days: ['monday'], timeZone: 'UTC' };
    await fleet.result(await fleet.send(fleet.sign({ command: 'update-window', arguments: { window } })));
    expect(fleet.desk.state().updateWindow).toEqual(window);
    expect(await fleet.ack(await fleet.send(fleet.sign({ command: 'restart' })))).toMatchObject({
      code: 'outside-window',
    });
    await fleet.stopBay();
    fleet.clock.setWall(Date.parse('2026-06-08T03:30:00Z'));
    await fleet.startBay();
    expect(await fleet.ack(await fleet.send(fleet.sign({ command: 'restart' })))).toMatchObject({ status: 'accepted' });
    await fleet.hear('state', (body) => JSON.stringify(body['updateWindow']) === JSON.stringify(window));
  });
});

describe('a calibration that the fleet asks for', () => {
  it('is asked for until there is another one, over restarts', async () => {
    let calibration = 'one';
    let opened = 0;
    fleet.host = { calibration: { hash: () => calibration, open: async () => void opened++ } };
    await fleet.startBay();
    const order = { command: 'recalibrate', arguments: { reason: 'the left camera was hit', opens: true } };
    expect(await fleet.result(await fleet.send(fleet.sign(order)))).toMatchObject({ result: { isOpened: true } });
    expect([opened, fleet.desk.troubles()[0]?.message]).toEqual([
      ...[1, 'The cameras are to be calibrated again: the left camera was hit.'],
    ]);
    await fleet.stopBay();
    await fleet.startBay();
    expect(fleet.desk.state().isCalibrationAsked).toBe(true);
    calibration = 'another';
    await fleet.until('it is done', () => !fleet.desk.state().isCalibrationAsked);
    expect(fleet.desk.troubles()).toEqual([]);
  });
});

describe('the log that the fleet asks for', () => {
  it('goes to the object store, bounded and without what is somebody’s, and the key is the answer', async () => {
    const objects = new FolderObjectStore({ path: fleet.directory.path, mustBeMounted: false });
    const log = join(fleet.directory.path, 'swingbay.log');
    const line = (n: number): string =>
      `${JSON.stringify({ n, email: 'anna@range.example', filling: 'x'.repeat(900) })}\n`;
    writeFileSync(log, Array.from({ length: 2_000 }, (_, n) => line(n)).join(''));
    fleet.host = { objects, logFiles: () => [{ path: log, bytes: 0 }] };
    await fleet.startBay();
    const id = await fleet.send(fleet.sign({ command: 'collect-logs', arguments: { mebibytesMax: 1 } }));
    const { status, result } = (await fleet.result(id)) as { status: string; result: { key: string; lines: number } };
    expect([status, result.key]).toEqual([
      'done',
      expect.stringMatching(/^appliances\/north\/bay-7\/logs\/.*\.ndjson\.gz$/),
    ]);
    const text = gunzipSync(readFileSync(join(fleet.directory.path, result.key))).toString();
    expect(text.length).toBeLessThanOrEqual(1024 * 1024);
    expect(text).not.toContain('anna@');
    const lines = text.trimEnd().split('\n');
    expect([lines.length, (JSON.parse(lines.at(-1) ?? '') as { n: number }).n]).toEqual([result.lines, 1_999]);
  });

  it('is answered with the reason where there is none, or nowhere to put it', async () => {
    await fleet.startBay();
    const ask = async () => fleet.result(await fleet.send(fleet.sign({ command: 'collect-logs' })));
    expect(await ask()).toMatchObject({ status: 'failed', code: 'fleet/no-log-kept' });
    await fleet.stopBay();
    fleet.host = { logFiles: () => [] };
    await fleet.startBay();
    expect(await ask()).toMatchObject({ status: 'failed', code: 'fleet/no-object-store' });
  });
});
