/**
 * The appliance of a facility in its fleet as it is shipped: the daemon from dist under its supervisor, a real broker,
 * and a bay that speaks with it by the line that bays have.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aBay, type BayInTest } from '../../cloud-sync/facility/facility-in-test.fixture.ts';
import { joinFacility } from '../../cloud-sync/facility/join-facility.ts';
import { membershipFile, readMembership } from '../../cloud-sync/facility/membership.ts';
import { callBay, type CallOutcome } from '../../cloud-sync/fleet/fleet-caller.ts';
import { fleetConfigSchema } from '../../cloud-sync/fleet/fleet.config.ts';
import { makeKeys, readPrivateKey } from '../../cloud-sync/fleet/signed/signature.ts';
import { heartbeatMessage, metricsMessage, stateMessage } from '../../cloud-sync/fleet/told/messages.ts';
import {
  MOSQUITTO,
  type RunningBroker,
  startMosquitto,
} from '../../firmware-bridge/sparkplug/conformance/mosquitto.ts';
import { EXCHANGE_TYPE } from '../ports/facility-exchange.port.ts';
import { freePort } from './free-port.fixture.ts';
import { SupervisedDaemon } from './supervised-daemon.ts';

const PATIENCE_MS = 90_000;
const BASE = 'swingbay/v1/north/The-Range';
const keys = makeKeys();

if (MOSQUITTO === undefined) process.stdout.write('A facility in its fleet: Mosquitto is not installed.\n');

describe.skipIf(MOSQUITTO === undefined)('the daemon of a facility in its fleet', () => {
  const directory = mkdtempSync(join(tmpdir(), 'swingbay-facility-fleet-'));
  const configFile = join(directory, 'facility.yaml');
  const heard: { what: string; body: unknown }[] = [];
  let broker: RunningBroker;
  let daemon: SupervisedDaemon;
  let desk: MqttClient;
  let bay: BayInTest;

  const call = (command: string, given: Record<string, unknown> = {}, onAck = () => undefined): Promise<CallOutcome> =>
    callBay(
      { facility: 'north', bay: 'The-Range', command, arguments: given, issuer: 'desk', lastsMs: 600_000 },
      {
        broker: fleetConfigSchema.shape.broker.parse({ url: `mqtt://127.0.0.1:${broker.port}` }),
        ...{ key: readPrivateKey(keys.privatePem), onAck, ackMsMax: 30_000, resultMsMax: PATIENCE_MS },
      },
    );
  const newest = (what: string): unknown => heard.findLast((each) => each.what === what)?.body;
  const bodies = (what: string): { status?: string; why?: string; change?: string; alert?: { code: string } }[] =>
    heard.filter((each) => each.what === what).map(({ body }) => body as Record<string, never>);

  const alerts = () => bodies('alert').map(({ change, alert }) => `${change} ${alert?.code}`);

  beforeAll(async () => {
    broker = await startMosquitto(MOSQUITTO ?? '');
    desk = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
    desk.on('message', (topic, payload) => {
      heard.push({ what: topic.slice(BASE.length + 1), body: JSON.parse(payload.toString()) });
    });
    const told = ['status', 'heartbeat', 'state', 'metrics', 'alert'];
    await desk.subscribeAsync(
      told.map((what) => `${BASE}/${what}`),
      { qos: 1 },
    );
    const configuration = {
      ...{ role: 'facility', bay: { name: 'The Range' }, api: { port: await freePort() } },
      // More than there is anywhere.
      store: { dataDirectory: join(directory, 'data'), floorMiB: 1e9 },
      sync: { to: { kind: 'folder', path: join(directory, 'objects'), mustBeMounted: false } },
      fleet: {
        ...{ facility: 'north', broker: { url: `mqtt://127.0.0.1:${broker.port}` }, wallClock: 'trusted' },
        ...{ heartbeatSeconds: 1, metricsSeconds: 1 },
        issuers: [
          {
            ...{ name: 'desk', publicKey: keys.publicKey },
            rights: ['ping', 'recalibrate', 'restart', 'set-configuration', 'collect-logs', 'update-window'],
          },
        ],
      },
    };
    writeFileSync(configFile, stringify(configuration));
    daemon = await SupervisedDaemon.start({ configFile });
    bay = await aBay('Bay 1', daemon.url);
    const invited = await fetch(`${daemon.url}/api/v1/facility/bays`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Bay 1' }),
    });
    const { code } = (await invited.json()) as { code: string };
    const file = membershipFile(bay.store.dataDirectory, null);
    await joinFacility({ url: daemon.url, caFile: null }, { bay: 'Bay 1', code, file });
    bay.line.start();
  }, PATIENCE_MS);

  afterAll(async () => {
    await bay?.close();
    await daemon?.stop();
    await desk?.endAsync(true);
    await broker?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  /** An exchange of the bay that has begun and whose end is still on the way. */
  async function slowExchange(): Promise<{ asked: ClientRequest; answered: Promise<number> }> {
    const { credential } = readMembership(membershipFile(bay.store.dataDirectory, null));
    const telling = { nonce: 'a nonce of this test', people: [], swings: [], peopleAfter: 0, deletionsAfter: 0 };
    const body = JSON.stringify({ ...telling, isCaughtUp: true });
    const asked = request(`${daemon.url}/api/v1/facility/exchange`, {
      ...{ method: 'POST', agent: false },
      headers: {
        'content-type': EXCHANGE_TYPE,
        authorization: `Bearer ${credential}`,
        'content-length': body.length,
      },
    });
    const answered = new Promise<number>((resolve, reject) => {
      asked.on('error', reject);
      asked.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode ?? 0)));
    });
    answered.catch(() => undefined);
    asked.write(body.slice(0, 10));
    setTimeout(() => asked.end(body.slice(10)), 2_500);
    // It is known by then who calls.
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { asked, answered };
  }

  it(
    'tells its heartbeat, its metrics, and how many bays it hears',
    async () => {
      const standing = { bays: { enrolled: 1, heard: 1 }, arrivals: { waiting: 0, parked: 0 } };
      await expect
        .poll(() => newest('state'), { timeout: PATIENCE_MS, interval: 500 })
        .toMatchObject({ name: 'The Range', role: 'facility', availability: 'free', facility: standing, cameras: [] });
      stateMessage.parse(newest('state'));
      await vi.waitUntil(() => newest('heartbeat') !== undefined && newest('metrics') !== undefined, {
        timeout: PATIENCE_MS,
      });
      heartbeatMessage.parse(newest('heartbeat'));
      metricsMessage.parse(newest('metrics'));
    },
    PATIENCE_MS * 2,
  );

  it(
    'raises an alert when its disk is short of space',
    async () => {
      await expect.poll(alerts, { timeout: PATIENCE_MS }).toEqual(['raised store/disk-full']);
    },
    PATIENCE_MS * 2,
  );

  it(
    'takes what makes sense for it and refuses to calibrate',
    async () => {
      expect((await call('ping')).result?.status).toBe('done');
      expect((await call('update-window', { window: null })).result?.status).toBe('done');
      expect((await call('recalibrate')).ack).toMatchObject({ status: 'refused', code: 'no-cameras' });
      const { result } = await call('collect-logs', { mebibytesMax: 1 });
      expect(result?.result['key']).toMatch(/^appliances\/north\/The-Range\/logs\//);
    },
    PATIENCE_MS * 2,
  );

  it(
    'restarts when it is told to, lets the bay that is speaking end, and hears it again afterwards',
    async () => {
      const { pid } = daemon;
      const { answered } = await slowExchange();
      const { ack, result } = await call('restart', { reason: 'a test' });
      expect([ack.status, result?.status, await answered]).toEqual(['accepted', 'done', 200]);
      expect([daemon.restarts, daemon.pid === pid]).toEqual([1, false]);
      expect(bodies('status').map(({ status, why }) => `${status} ${why}`)).toEqual([
        ...['online connected', 'offline closed', 'online connected'],
      ]);
      await vi.waitUntil(() => bay.line.state().trouble === null, { timeout: PATIENCE_MS });
    },
    PATIENCE_MS * 2,
  );

  it(
    'keeps a configuration with which its bay finds it, and clears what that mends',
    async () => {
      const { result } = await call('set-configuration', { patch: { store: { floorMiB: 0 } } });
      expect(result).toMatchObject({ status: 'done', result: { hasChanged: true } });
      expect(readFileSync(configFile, 'utf8')).toContain('floorMiB: 0');
      await expect
        .poll(alerts, { timeout: PATIENCE_MS })
        .toEqual(['raised store/disk-full', 'cleared store/disk-full']);
    },
    PATIENCE_MS * 2,
  );
});
