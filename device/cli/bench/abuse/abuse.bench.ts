/**
 * Whether a bay under attack still sees its golfer: the real daemon with two virtual cameras, a player with a token who
 * means no good, and every attack of the list in turns.
 *
 * The attackers share this machine's processors with the bay, which no attacker in the network does. So the bay is
 * measured twice with the same processes at work: while they do the same things to a server that closes each line at
 * once, and while they do them to the bay.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../../../config/environment.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { readMachineToken } from '../../../api/auth/machine-token.ts';
import { BayClient } from '../../bay-client.ts';
import { type DemoBay, openDemoBay } from '../../demo-bay.ts';
import { type Figure, told } from '../figure.ts';
import type { AttackOrder, AttackTally } from './attacker-process.ts';
import type { Target } from './attacks.ts';

const ROUNDS = 3;
const WARM_UP_MS = 4_000;
const MEASURED_MS = 8_000;
const QUICK_MEASURED_MS = 4_000;
const DEEDS_PER_SECOND = 60;
const LOOP_DELAY_MS_MAX = 50;
const POSES_KEPT_MIN = 0.95;
/** What the last deeds leave behind is tidied up within this. */
const SETTLE_MS = 2_500;

interface Span {
  readonly posesPerSecond: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly deeds: number;
}

export async function benchAbuse({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'swingbay-bench-abuse-'));
  const bay = await openDemoBay({
    cacheDirectory: readEnvironment().cacheDirectory ?? join(projectRoot, '.swingbay', 'virtual-bay'),
    ...{ directory, port: 0, virtual: { prepare: [], fps: 60, width: 1280, height: 720 } },
  });
  const sink = await openSink();
  const attackers = fork(new URL(`./attacker-process${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
  try {
    const data = join(directory, 'data');
    const target = await targetIn(bay, data);
    const { client } = await BayClient.connect(bay.daemon.url, data);
    await sleep(WARM_UP_MS);
    const forMs = quick ? QUICK_MEASURED_MS : MEASURED_MS;
    const aside = { ...target, port: (sink.address() as AddressInfo).port };
    const [quiet, attacked]: [Span[], Span[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      quiet.push(await span(bay, client, attackers, aside, forMs));
      attacked.push(await span(bay, client, attackers, target, forMs));
    }
    await order(attackers, { target: null, deedsPerSecond: 0 });
    await sleep(SETTLE_MS);
    const left = readdirSync(join(data, 'incoming')).length;
    const answers = await fetch(`${bay.daemon.url}/api/v1/health/live`);
    client.close();
    return figuresOf(quiet, attacked, left, answers.status);
  } finally {
    attackers.kill('SIGKILL');
    sink.close();
    await bay.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** A player with a token, as somebody who registered; the bay has an owner, so that every call says whose it is. */
async function targetIn(bay: DemoBay, dataDirectory: string): Promise<Target> {
  const call = async (path: string, body: object, token?: string | null): Promise<Record<string, string>> => {
    const headers = {
      'Content-Type': 'application/json',
      ...(token == null ? {} : { Authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(`${bay.daemon.url}/api/v1/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  const password = 'correct horse battery staple';
  const owner = { email: 'owner@range.example', password, name: 'Owner', role: 'operator' };
  await call('accounts', owner, readMachineToken(dataDirectory));
  const { accessToken = '' } = await call('auth/register', { email: 'eve@range.example', password, name: 'Eve' });
  const port = Number(new URL(bay.daemon.url).port);
  const page = await (await fetch(bay.daemon.url)).text();
  return { port, token: accessToken, file: /\/assets\/[^"]+\.js/.exec(page)?.[0] ?? '/' };
}

/** Closes every line as soon as something comes. */
function openSink(): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('HTTP/1.1 400 Refused\r\nContent-Length: 0\r\n\r\n'));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function order(attackers: ChildProcess, next: AttackOrder): Promise<AttackTally> {
  return new Promise((resolve) => {
    attackers.once('message', (tally) => resolve(tally as AttackTally));
    attackers.send(next);
  });
}

async function span(
  bay: DemoBay,
  client: BayClient,
  attackers: ChildProcess,
  target: Target,
  forMs: number,
): Promise<Span> {
  await order(attackers, { target, deedsPerSecond: DEEDS_PER_SECOND });
  let poses = 0;
  const stop = client.listen(({ event }) => {
    if (event === 'POSE_UPDATE') poses++;
  });
  bay.daemon.resetLoopDelay();
  const beganMs = performance.now();
  await sleep(forMs);
  const seconds = (performance.now() - beganMs) / 1_000;
  stop();
  const { p99Ms, maxMs } = await bay.daemon.loopDelay();
  const { deeds } = await order(attackers, { target: null, deedsPerSecond: 0 });
  return { posesPerSecond: poses / seconds, loopP99Ms: p99Ms, loopMaxMs: maxMs, deeds };
}

function figuresOf(quiet: readonly Span[], attacked: readonly Span[], left: number, status: number): Figure[] {
  const of = (spans: readonly Span[], value: (span: Span) => number): number => median(spans.map(value));
  const poses = of(attacked, ({ posesPerSecond }) => posesPerSecond);
  const before = of(quiet, ({ posesPerSecond }) => posesPerSecond);
  const loop = of(attacked, ({ loopP99Ms }) => loopP99Ms);
  const least = before * POSES_KEPT_MIN;
  return [
    {
      ...{ name: 'live poses a second under attack, both cameras', value: poses, unit: '1/s', floor: before },
      ...{ ratio: poses / before, limit: least, ok: poses >= least },
    },
    {
      ...{ name: 'event-loop delay of the daemon under attack, p99', value: loop, unit: 'ms' },
      ...{ floor: of(quiet, ({ loopP99Ms }) => loopP99Ms), ratio: loop / of(quiet, ({ loopP99Ms }) => loopP99Ms) },
      ...{ limit: LOOP_DELAY_MS_MAX, ok: loop <= LOOP_DELAY_MS_MAX },
    },
    told('the same, at most', Math.max(...attacked.map(({ loopMaxMs }) => loopMaxMs)), 'ms'),
    told(
      'deeds of the attackers at the bay',
      attacked.reduce((sum, { deeds }) => sum + deeds, 0),
      'deeds',
    ),
    exactly('files that attacks left on the data disk', left, 'files', 0),
    exactly('status of the bay’s answer afterwards', status, '', 200),
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function exactly(name: string, value: number, unit: string, limit: number): Figure {
  return { ...told(name, value, unit), limit, ok: value === limit };
}
