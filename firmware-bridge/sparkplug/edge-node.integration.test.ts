import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Aedes } from 'aedes';
import { afterEach, describe, expect, it } from 'vitest';
import { TestBench, type TestBenchOptions } from './conformance/test-bench.ts';
import { checkTranscripts } from './conformance/check.ts';
import { MOSQUITTO, type RunningBroker } from './conformance/mosquitto.ts';
import { playScenarios } from './conformance/scenarios.ts';
import { encodePayload } from './payload.ts';

if (MOSQUITTO === undefined) process.stderr.write('Skipped: mosquitto is not installed (Debian: mosquitto).\n');

let bench: TestBench | undefined;

async function openBench(options: Partial<TestBenchOptions> = {}): Promise<TestBench> {
  bench = await TestBench.open({ name: 'test', mosquitto: MOSQUITTO ?? '', ...options });
  return bench;
}

/** Takes everybody and grants no node what it asks to hear. */
async function startDeafBroker(): Promise<RunningBroker> {
  const aedes = await Aedes.createBroker({
    authorizeSubscribe: (client, subscription, done) =>
      done(null, client?.id.startsWith('swingbay-') ? null : subscription),
  });
  const server = createServer((socket) => aedes.handle(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    freeze: () => undefined,
    thaw: () => undefined,
    async stop() {
      server.close();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
    },
  };
}

afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

describe.skipIf(MOSQUITTO === undefined)('a bay at a real broker', () => {
  it('keeps every clause that can be seen from outside', async () => {
    const verdicts = checkTranscripts(await playScenarios(MOSQUITTO ?? ''));
    process.stdout.write(`${verdicts.filter(({ seen }) => seen > 0).length} clauses of Sparkplug 3.0.0 checked.\n`);
    expect(verdicts.filter(({ breaches }) => breaches.length > 0)).toEqual([]);
    expect(verdicts.filter(({ seen }) => seen === 0).map(({ id }) => id)).toEqual([]);
  });

  it('tells afterwards what happened while the line was down: all of it, once, in its order, before what is new', async () => {
    const here = await openBench();
    const { bay } = here;
    here.startNode();
    await here.heard('births', ({ device }) => device === 'camera-face-on');
    here.tap().cut();
    await here.heard('the will', ({ type }) => type === 'NDEATH');
    const ids = Array.from({ length: 200 }, (_, swing) =>
      bay.occur({ type: 'swing', swing: `${swing}`, kind: 'shot' }),
    );
    here.tap().mend();
    const live = bay.occur({ type: 'swing', swing: 'live', kind: 'shot' });
    const told = () =>
      here
        .host()
        .heard.flatMap(({ payload, device }) =>
          payload.metrics.flatMap((metric) =>
            metric.datatype === undefined && here.host().nameOf(device, metric) === 'Event/Id' ? [metric] : [],
          ),
        );
    await here.until('all of it', () => told().length > 200);
    expect(told().map(({ value }) => value)).toEqual([...ids, live]);
    expect(
      told()
        .slice(0, 200)
        .every(({ isHistorical }) => isHistorical === true),
    ).toBe(true);
    await here.until('nothing kept', () => here.node.state().occurrencesKept === 0);
  });

  it('loses nothing to a broker that stops to read, and tells what was in flight again', async () => {
    const here = await openBench({ config: { keepaliveSeconds: 1 } });
    here.startNode();
    await here.heard('births', ({ device }) => device === 'camera-face-on');
    here.broker().freeze();
    const ids = Array.from({ length: 60 }, (_, swing) =>
      here.bay.occur({ type: 'swing', swing: `${swing}`, kind: 'shot' }),
    );
    await here.until('the loss', () => here.node.state().link === 'connecting');
    expect(here.node.state().occurrencesKept).toBe(60);
    here.broker().thaw();
    await here.until('nothing kept', () => here.node.state().occurrencesKept === 0);
    const values = new Set(here.host().heard.flatMap(({ payload }) => payload.metrics.map(({ value }) => value)));
    expect(ids.filter((id) => !values.has(id))).toEqual([]);
  });

  it('lets the oldest make way where too much happens, and says how many', async () => {
    const here = await openBench({ config: { occurrencesKeptMax: 100 } });
    here.tap().cut();
    here.startNode();
    for (let swing = 0; swing < 130; swing++) here.bay.occur({ type: 'swing', swing: `${swing}`, kind: 'shot' });
    expect(here.node.state()).toMatchObject({ occurrencesKept: 100, occurrencesDropped: 30 });
    here.tap().mend();
    await here.until('the count', () => here.host().newest(null, 'Line/Occurrences Dropped')?.value === 30);
  });

  it('carries a command out once, and no command that was kept, is old, or is not allowed', async () => {
    const here = await openBench();
    here.startNode();
    await here.heard('births', ({ device }) => device === 'camera-face-on');
    const now = Date.now();
    await here.host().write('dispenser', { 'Control/Dispense': 1 }, now);
    await here.host().write('dispenser', { 'Control/Dispense': 1 }, now);
    await here.until('a ball', () => here.host().newest('dispenser', 'Dispensed')?.value === 1);
    await here.host().write('dispenser', { 'Control/Dispense': 1 }, now - 3_600_000);
    await here.until('a refusal', () => here.host().newest('dispenser', 'Command/Reason')?.value === 'stale');
    const topic = 'spBv1.0/Range North/DCMD/bay-7/dispenser';
    const kept = encodePayload(
      { timestamp: Date.now(), metrics: [{ name: 'Control/Dispense', value: 1 }] },
      () => 'Int32',
    );
    await here.stopNode();
    await here.host().publish(topic, kept, true);
    here.startNode();
    await here.until(
      'the kept command',
      () => here.counters.value('sparkplug_commands_ignored', { why: 'retained' }) > 0,
    );
    await here.host().publish(topic, Uint8Array.of(255, 255), false);
    await here.until('nonsense', () => here.counters.value('sparkplug_commands_ignored', { why: 'unreadable' }) > 0);
    expect(here.bay.asked).toHaveLength(1);
    await here.host().publish(topic, new Uint8Array(), true);
  });

  it('refuses everything where commands are switched off, and says so', async () => {
    const here = await openBench({ config: { commandsAllowed: false } });
    here.startNode();
    await here.heard('births', ({ device }) => device === 'camera-face-on');
    await here.host().write('light', { 'Control/Level': 1 });
    await here.until('a refusal', () => here.host().newest('light', 'Command/Reason')?.value === 'not-allowed');
    expect(here.bay.asked).toEqual([]);
  });

  it('begins where it stopped: what happened before a restart is told after it', async () => {
    const here = await openBench();
    here.tap().cut();
    here.startNode();
    const id = here.bay.occur({ type: 'shot', shot: 'shot-1', swing: null });
    await here.stopNode();
    here.tap().mend();
    here.startNode();
    await here.until('the shot', () =>
      here
        .host()
        .heard.some(({ payload }) => payload.metrics.some(({ value, isHistorical }) => value === id && isHistorical)),
    );
  });

  it('tries again, one connection at a time, where the broker lets it in and tells it nothing', async () => {
    const here = await openBench({ startBroker: startDeafBroker });
    here.startNode();
    await here.until('three tries', () => here.counters.value('sparkplug_lines_lost') >= 3);
    expect(here.node.state().link).not.toBe('up');
    await here.stopNode();
    const single = 'operational-behavior-primary-application-state-with-multiple-servers-single-server';
    const verdict = checkTranscripts([here.transcript()]).find(({ id }) => id === single);
    expect(verdict).toMatchObject({ breaches: [] });
    expect(verdict?.seen).toBeGreaterThan(1);
  });

  it('closes at once where no broker answers, and twice does no harm', async () => {
    const here = await openBench();
    here.tap().cut();
    here.startNode();
    await sleep(100);
    const { node } = here;
    await node.close();
    await node.close();
    expect(node.state().link).toBe('closed');
  });
});
