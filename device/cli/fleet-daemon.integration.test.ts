/**
 * A bay in its fleet as it is shipped: the daemon from dist under its supervisor, a real broker, and commands that
 * really restart it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { callBay, type CallerOptions, type CallOrder } from '../../cloud-sync/fleet/fleet-caller.ts';
import { fleetConfigSchema } from '../../cloud-sync/fleet/fleet.config.ts';
import { makeKeys, readPrivateKey } from '../../cloud-sync/fleet/signed/signature.ts';
import { signCommand } from '../../cloud-sync/fleet/signed/signed-command.ts';
import {
  MOSQUITTO,
  type RunningBroker,
  startMosquitto,
} from '../../firmware-bridge/sparkplug/conformance/mosquitto.ts';
import { freePort } from './free-port.fixture.ts';
import { SupervisedDaemon } from './supervised-daemon.ts';

const PATIENCE_MS = 90_000;
const BASE = 'swingbay/v1/north/bay-7';
const keys = makeKeys();

if (MOSQUITTO === undefined) process.stdout.write('The fleet’s commands: Mosquitto is not installed.\n');

describe.skipIf(MOSQUITTO === undefined)('a daemon in its fleet', () => {
  let directory: string;
  let broker: RunningBroker;
  let configFile: string;
  let daemon: SupervisedDaemon;
  let desk: MqttClient;
  const heard: { what: string; id: string; command: string }[] = [];

  const order = (command: string, given: Record<string, unknown> = {}): CallOrder => ({
    ...{ facility: 'north', bay: 'bay-7', command, arguments: given, issuer: 'desk', lastsMs: 600_000 },
  });
  const call = (asked: CallOrder) => {
    const options: CallerOptions = {
      broker: fleetConfigSchema.shape.broker.parse({ url: `mqtt://127.0.0.1:${broker.port}` }),
      ...{ key: readPrivateKey(keys.privatePem), onAck: () => undefined, ackMsMax: 30_000, resultMsMax: PATIENCE_MS },
    };
    return callBay(asked, options);
  };
  const isOpen = async (): Promise<boolean> =>
    fetch(`${daemon.url}/api/v1/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'swingbay-fleet-'));
    broker = await startMosquitto(MOSQUITTO ?? '');
    desk = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
    desk.on('message', (topic, payload) => {
      const { id, command } = JSON.parse(payload.toString()) as { id: string; command: string };
      heard.push({ what: topic.slice(BASE.length + 1), id, command });
    });
    await desk.subscribeAsync(
      ['ack', 'result', 'status'].map((what) => `${BASE}/${what}`),
      { qos: 1 },
    );
    configFile = join(directory, 'bay.yaml');
    const configuration = {
      bay: { name: 'bay-7', posesPerSecondMax: 0 },
      cameras: [{ name: 'face-on', role: 'face-on', source: { kind: 'test' }, width: 320, height: 240, fps: 15 }],
      store: { dataDirectory: join(directory, 'data'), floorMiB: 0 },
      api: { port: await freePort() },
      fleet: {
        ...{ facility: 'north', broker: { url: `mqtt://127.0.0.1:${broker.port}` }, wallClock: 'trusted' },
        issuers: [
          { name: 'desk', publicKey: keys.publicKey, rights: ['ping', 'restart', 'set-configuration', 'collect-logs'] },
        ],
      },
      sync: { to: { kind: 'folder', path: join(directory, 'store'), mustBeMounted: false } },
    };
    writeFileSync(configFile, stringify(configuration));
    daemon = await SupervisedDaemon.start({ configFile });
    // A broker keeps commands for whom it has met.
    await vi.waitUntil(() => heard.some(({ what }) => what === 'status'), { timeout: PATIENCE_MS });
    expect((await call(order('ping'))).result?.status).toBe('done');
  }, PATIENCE_MS * 2);

  afterAll(async () => {
    await daemon?.stop();
    await desk?.endAsync(true);
    await broker?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it(
    'restarts when it is told to, and the next one answers',
    async () => {
      const { pid } = daemon;
      const { ack, result } = await call(order('restart', { reason: 'a test' }));
      expect([ack.status, result?.status]).toEqual(['accepted', 'done']);
      expect([daemon.restarts, daemon.pid === pid]).toEqual([1, false]);
      await expect.poll(isOpen).toBe(true);
    },
    PATIENCE_MS * 2,
  );

  it(
    'answers each command once, killed as it is in the middle of them',
    async () => {
      const key = readPrivateKey(keys.privatePem);
      const ids: string[] = [];
      for (let n = 0; n < 12; n++) {
        const command = signCommand({ ...order('ping'), issuedAtMs: Date.now() }, key);
        ids.push(command.document.id);
        void desk.publishAsync(`${BASE}/command`, JSON.stringify(command), { qos: 1 });
        if (n % 4 === 2 && daemon.pid !== undefined) process.kill(daemon.pid, 'SIGKILL');
        await new Promise((resolve) => setTimeout(resolve, n % 4 === 3 ? 4_000 : 20));
      }
      const answersOf = (what: string) => (id: string) =>
        new Set(heard.filter((each) => each.what === what && each.command === id).map((each) => each.id)).size;
      await expect.poll(() => ids.map(answersOf('result')), { timeout: PATIENCE_MS }).toEqual(ids.map(() => 1));
      expect(ids.map(answersOf('ack'))).toEqual(ids.map(() => 1));
      expect(daemon.restarts).toBeGreaterThanOrEqual(4);
    },
    PATIENCE_MS * 3,
  );

  it(
    'goes back from a configuration with which it does not open, and says so',
    async () => {
      const before = readFileSync(configFile, 'utf8');
      // Somebody else has this port.
      const { ack, result } = await call(order('set-configuration', { patch: { api: { port: broker.port } } }));
      expect([ack.status, ack.message, result?.status, result?.code]).toEqual([
        ...['accepted', null, 'failed', 'fleet/configuration-went-back'],
      ]);
      expect(readFileSync(configFile, 'utf8')).toBe(before);
      await expect.poll(isOpen).toBe(true);
    },
    PATIENCE_MS * 2,
  );

  it(
    'keeps a configuration with which it is healthy',
    async () => {
      const { result } = await call(order('set-configuration', { patch: { voice: { volume: 0.3 } } }));
      expect(result).toMatchObject({ status: 'done', result: { hasChanged: true } });
      expect(readFileSync(configFile, 'utf8')).toContain('volume: 0.3');
    },
    PATIENCE_MS * 2,
  );

  it(
    'gives its log out',
    async () => {
      const { result } = await call(order('collect-logs', { mebibytesMax: 1 }));
      expect(result?.result['key']).toMatch(/^appliances\/north\/bay-7\/logs\//);
    },
    PATIENCE_MS * 2,
  );
});
