import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Aedes } from 'aedes';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fleetConfigSchema } from '../fleet.config.ts';
import { FleetLine } from './fleet-line.ts';

let aedes: Aedes;
let server: ReturnType<typeof createServer>;
let line: FleetLine;
beforeEach(async () => {
  aedes = await Aedes.createBroker();
  server = createServer((socket) => aedes.handle(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { broker: config } = fleetConfigSchema.parse({ facility: 'north', broker: { url } });
  line = await FleetLine.open(
    { config, secrets: {}, clientId: 'bay', will: { topic: 'will', payload: 'x' }, onMessage: () => undefined },
    ['command'],
  );
});
afterEach(async () => {
  vi.restoreAllMocks();
  line.drop('the test is over');
  server.close();
  await new Promise<void>((resolve) => aedes.close(() => resolve()));
});

describe('a line that lasts', () => {
  it('keeps nothing of what it has told: no timer, and nothing that waits for its end', async () => {
    const waitsForItsEnd = vi.spyOn(line.closed, 'then');
    const [started, stopped] = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'clearTimeout')];
    for (let n = 0; n < 50; n++) await line.publish('state', `${n}`, false);
    expect(waitsForItsEnd).not.toHaveBeenCalled();
    const cleared = new Set(stopped.mock.calls.map(([timer]) => timer));
    // Of this file: the library has timers of its own.
    const own = started.mock.results
      .filter((_, n) => started.mock.calls[n]?.[1] === 15_000)
      .map(({ value }) => value as NodeJS.Timeout);
    expect(own.length).toBeGreaterThanOrEqual(50);
    expect(own.filter((timer) => !cleared.has(timer))).toEqual([]);
  });

  it('gives up all that is on its way when it ends', async () => {
    aedes.authorizePublish = () => undefined;
    const told = Promise.allSettled([line.publish('state', 'a', false), line.publish('state', 'b', false)]);
    line.drop('it was cut');
    expect((await told).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(line.publish('state', 'c', false)).rejects.toMatchObject({ code: 'fleet/line-lost' });
    expect(await line.closed).toBe('it was cut');
  });
});
