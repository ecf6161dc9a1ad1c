/**
 * The days of an edge node that bring about everything that the clauses speak of. Each leaves a transcript; what a
 * scenario waits for is the host's view, so a node that does not do it makes the scenario fail with its name.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { TestBench } from './test-bench.ts';
import type { HeardMessage } from './test-host.ts';
import type { Transcript } from './transcript.ts';

const QUIET_MS = 300;
/** More than one round of `seq`. */
const CHANGES_FOR_A_ROUND = 300;

type Scenario = (mosquitto: string) => Promise<Transcript>;

const isType =
  (type: string, device: string | null = null) =>
  (message: HeardMessage): boolean =>
    message.type === type && message.device === device;

async function on(bench: TestBench, play: (bench: TestBench) => Promise<void>): Promise<Transcript> {
  try {
    await play(bench);
    await bench.stopNode();
    return bench.transcript();
  } finally {
    await bench.close();
  }
}

async function tellsOfNode(bench: TestBench, metric: string, value: unknown): Promise<void> {
  await bench.until(`${metric} = ${String(value)}`, () => (bench.host().newest(null, metric)?.value ?? null) === value);
}

async function tellsOfDevice(bench: TestBench, device: string, metric: string, value: unknown): Promise<void> {
  await bench.until(
    `${device}: ${metric} = ${String(value)}`,
    () => (bench.host().newest(device, metric)?.value ?? null) === value,
  );
}

/** Births, data, a fault, a lost device and its return, rebirth, commands, a round of `seq`, leaving, coming again. */
const ordinaryDay: Scenario = async (mosquitto) =>
  on(await TestBench.open({ name: 'ordinary day', mosquitto }), async (bench) => {
    const { bay, recorder } = bench;
    bench.startNode();
    await bench.heard('the camera’s birth', isType('DBIRTH', 'camera-face-on'));
    recorder.see({ kind: 'quiet' });
    await sleep(QUIET_MS);
    recorder.see({ kind: 'busy' });

    recorder.see({ kind: 'changed', device: null, metric: 'Bay/Availability', value: 'in-use' });
    bay.change({ availability: 'in-use', stage: 'occupied', session: 'visit-1' });
    await tellsOfNode(bench, 'Bay/Availability', 'in-use');
    bay.occur({ type: 'visit-began', session: 'visit-1' });
    bay.occur({ type: 'swing', swing: 'swing-1', kind: 'shot' });
    bay.occur({ type: 'result', swing: 'swing-1', score: 7.25 });
    await tellsOfNode(bench, 'Result/Score', 7.25);

    recorder.see({ kind: 'changed', device: 'tee', metric: 'Fault', value: 'jam' });
    bay.changeDevice('tee', { condition: 'fault', fault: 'jam' });
    await tellsOfDevice(bench, 'tee', 'Fault', 'jam');
    bench.noteDevices(['light']);
    recorder.see({ kind: 'device-lost', device: 'light' });
    bay.changeDevice('light', { condition: 'unknown' });
    await bench.heard('the light’s death', isType('DDEATH', 'light'));
    recorder.see({ kind: 'device-lost', device: 'camera-face-on' });
    bay.change({ cameras: [{ name: 'face-on', isWorking: false }] });
    await bench.heard('the camera’s death', isType('DDEATH', 'camera-face-on'));
    bay.change({ cameras: [{ name: 'face-on', isWorking: true }] });
    bay.changeDevice('light', { condition: 'ready', values: { level: 0.75 } });
    await tellsOfDevice(bench, 'light', 'Level', 0.75);
    bench.noteDevices();
    await sleep(QUIET_MS);

    const births = bench.host().heard.filter(isType('NBIRTH')).length;
    await bench.host().askForBirths();
    await bench.until('a second birth', () => bench.host().heard.filter(isType('NBIRTH')).length > births);
    await bench.host().write('dispenser', { 'Control/Dispense': 2 });
    await tellsOfDevice(bench, 'dispenser', 'Dispensed', 2);
    await bench.host().write('tee', { 'Control/Tee Ball': true });
    await tellsOfDevice(bench, 'tee', 'Command/Reason', 'device-fault');
    await bench.host().write(null, { 'Node Control/Out Of Order': true });
    await tellsOfNode(bench, 'Node Control/Out Of Order', true);

    for (let swings = 1; swings <= CHANGES_FOR_A_ROUND; swings++) {
      recorder.see({ kind: 'changed', device: null, metric: 'Bay/Swings Today', value: swings });
      bay.change({ swingsToday: swings });
      await tellsOfNode(bench, 'Bay/Swings Today', swings);
    }
    await bench.stopNode();
    await bench.heard('the node’s own death', isType('NDEATH'));

    const before = bench.host().heard.length;
    bench.startNode();
    await bench.until('births after a restart', () =>
      bench.host().heard.slice(before).some(isType('DBIRTH', 'camera-face-on')),
    );
  });

/** The line is cut twice over the turn of `bdSeq`; what happened meanwhile comes afterwards, and is marked as late. */
const lineCut: Scenario = async (mosquitto) =>
  on(await TestBench.open({ name: 'line cut', mosquitto, lastBirthDeathSequence: 253 }), async (bench) => {
    const { bay } = bench;
    bench.startNode();
    await bench.heard('births', isType('DBIRTH', 'camera-face-on'));
    for (const cut of [1, 2]) {
      const before = bench.host().heard.length;
      const since = () => bench.host().heard.slice(before);
      bench.tap().cut();
      await bench.until('the will', () => since().some(isType('NDEATH')));
      for (let swing = 1; swing <= 120; swing++)
        bay.occur({ type: 'swing', swing: `swing-${cut}-${swing}`, kind: 'shot' });
      bay.change({ swingsToday: 120 * cut });
      bench.tap().mend();
      await bench.until(
        'what happened meanwhile',
        () => since().filter(({ payload }) => payload.metrics.some(({ isHistorical }) => isHistorical)).length >= 120,
      );
      bay.occur({ type: 'swing', swing: `swing-live-${cut}`, kind: 'practice' });
      await tellsOfNode(bench, 'Swing/Id', `swing-live-${cut}`);
      await bench.until('nothing kept', () => bench.node.state().occurrencesKept === 0);
    }
  });

/** One broker: the node waits for its host, is not misled, leaves when the host does and comes back with it. */
const primaryHost: Scenario = async (mosquitto) =>
  on(await TestBench.open({ name: 'primary host', mosquitto, primaryHost: 'fleet' }), async (bench) => {
    const births = () => bench.host().heard.filter(isType('NBIRTH')).length;
    const connections = () => bench.recorder.observations.filter(({ kind }) => kind === 'connack').length;
    const start = Date.now();
    await bench.host().state('another', true);
    await bench.host().state('fleet', false, start);
    bench.startNode();
    await bench.until('a connection', () => bench.node.state().link === 'waiting-for-host');
    await sleep(QUIET_MS);
    await bench.host().state('fleet', true, start - 1_000);
    await sleep(QUIET_MS);
    await bench.host().state('fleet', true, start + 1);
    await bench.until('births with the host', () => births() === 1);
    await bench.host().state('fleet', false, start);
    await sleep(QUIET_MS);
    bench.bay.change({ swingsToday: 1 });
    await tellsOfNode(bench, 'Bay/Swings Today', 1);
    const before = connections();
    await bench.host().state('fleet', false, start + 2);
    await bench.heard('the node’s death', isType('NDEATH'));
    await bench.until('a new connection', () => connections() > before);
    await sleep(QUIET_MS);
    await bench.host().state('fleet', true, start + 3);
    await bench.until('births with the host’s return', () => births() === 2);
  });

/** Two brokers: the host leaves the first, and the node follows it to the second. */
const twoBrokers: Scenario = async (mosquitto) =>
  on(await TestBench.open({ name: 'two brokers', mosquitto, brokers: 2, primaryHost: 'fleet' }), async (bench) => {
    await bench.host(0).state('fleet', true);
    await bench.host(1).state('fleet', true);
    bench.startNode();
    await bench.heard('births at the first', isType('DBIRTH', 'camera-face-on'), 0);
    await bench.host(0).state('fleet', false);
    await bench.heard('births at the second', isType('DBIRTH', 'camera-face-on'), 1);
  });

const SCENARIOS: readonly Scenario[] = [ordinaryDay, lineCut, primaryHost, twoBrokers];

/** One after the other. Rejects with what a scenario waited for in vain. */
export async function playScenarios(mosquitto: string): Promise<Transcript[]> {
  const transcripts: Transcript[] = [];
  for (const scenario of SCENARIOS) transcripts.push(await scenario(mosquitto));
  return transcripts;
}
