/**
 * What the interface costs with a hundred thousand swings behind it: the list of a player's own, a report and a range of
 * a video, each called with the player's token, beside a bare Nest route that answers the same bytes. Both servers run
 * in processes of their own for the whole time, and are asked in turns by the same callers.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProgressLine } from '../../progress-line.ts';
import { type Figure, told } from '../figure.ts';
import type { ServerReady } from './api-server-process.ts';
import { type LoadTally, load } from './load-client.ts';
import { CLIP_BYTES, fillStore, swingIdAt } from './stored-swings.ts';

const WHOLE = { swings: 100_000, players: 400, rounds: 5, forMs: 2_000 };
const QUICK = { swings: 5_000, players: 400, rounds: 2, forMs: 800 };
const CALLERS = 8;
const RANGE_BYTES = 64 * 1024;
const SLOWER_THAN_BARE_MAX = 3;
const START_MS_MAX = 120_000;
const WARM_UP_MS = 1_000;

interface Question {
  readonly name: string;
  readonly bare: string;
  readonly path: (call: number, player: number) => string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
}

export async function benchApi({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const size = quick ? QUICK : WHOLE;
  const directory = await mkdtemp(join(tmpdir(), 'swingbay-bench-api-'));
  const servers: ChildProcess[] = [];
  try {
    const data = join(directory, 'data');
    const beganMs = performance.now();
    await fillStore(data, size);
    const filledS = (performance.now() - beganMs) / 1_000;
    const [child, ready] = await start(['swingbay', data, String(size.players)]);
    servers.push(child);
    const bodies = join(directory, 'bare');
    await keepBodies(bodies, ready, questionsOf(size));
    const [bareChild, bare] = await start(['bare', bodies]);
    servers.push(bareChild);
    const figures = await compare(ready, bare, questionsOf(size), size);
    return [...figures, told(`storing ${size.swings} swings before`, filledS, 's')];
  } finally {
    for (const server of servers) server.kill('SIGKILL');
    await rm(directory, { recursive: true, force: true });
  }
}

/** A player's swings are every `players`th one. */
function questionsOf({ swings, players }: typeof WHOLE): Question[] {
  const swingOf = (call: number, player: number): string => {
    const turn = 1 + ((call * 7) % (Math.floor(swings / players) - 2));
    return swingIdAt(turn * players + player);
  };
  return [
    { name: 'list of 20 own swings', bare: '/list', path: () => '/api/v1/swings', status: 200 },
    {
      ...{ name: 'report', bare: '/report', status: 200 },
      path: (call, player) => `/api/v1/swings/${swingOf(call, player)}/analysis`,
    },
    {
      ...{ name: 'video, a range of 64 kB', bare: '/video', status: 206 },
      path: (call, player) => `/api/v1/swings/${swingOf(call, player)}/video`,
      headers: { Range: `bytes=1000000-${1_000_000 + RANGE_BYTES - 1}` },
    },
  ];
}

async function start(args: readonly string[]): Promise<[ChildProcess, ServerReady]> {
  const file = new URL(`./api-server-process${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
  const child = fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ready = await new Promise<ServerReady>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The server did not start.')), START_MS_MAX);
    child.once('message', (message) => {
      clearTimeout(timer);
      resolve(message as ServerReady);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  return [child, ready];
}

/** The bare route answers what the real one did, byte for byte. */
async function keepBodies(directory: string, ready: ServerReady, questions: readonly Question[]): Promise<void> {
  await mkdir(directory);
  const [login] = ready.logins;
  for (const { bare, path, status } of questions) {
    if (status === 206) continue;
    const headers = { Authorization: `Bearer ${login?.token}` };
    const answer = await fetch(`${ready.origin}${path(0, 0)}`, { headers });
    if (answer.status !== status) throw new Error(`${bare} answered ${answer.status}: ${await answer.text()}`);
    await writeFile(join(directory, `${bare.slice(1)}.json`), await answer.text());
  }
  await writeFile(join(directory, 'video'), Buffer.alloc(CLIP_BYTES));
}

async function compare(
  ready: ServerReady,
  bare: ServerReady,
  questions: readonly Question[],
  { rounds, forMs }: typeof WHOLE,
): Promise<Figure[]> {
  const progress = new ProgressLine('asking');
  const rows = new Map(questions.map(({ name }) => [name, [] as { real: LoadTally; bare: LoadTally }[]]));
  const trivial: LoadTally[] = [];
  // One counter for all of it, so that every login has its turn.
  let asked = 0;
  const ask = (question: Question, ms: number): Promise<LoadTally> =>
    load({
      ...{ origin: ready.origin, callers: CALLERS, forMs: ms },
      requestOf: () => {
        const call = asked++;
        const player = call % ready.logins.length;
        const token = ready.logins[player]?.token ?? '';
        return {
          path: question.path(call, player),
          headers: { ...question.headers, Authorization: `Bearer ${token}` },
        };
      },
    });
  const askBare = (path: string, headers: Readonly<Record<string, string>> = {}, ms = forMs): Promise<LoadTally> =>
    load({ origin: bare.origin, callers: CALLERS, forMs: ms, requestOf: () => ({ path, headers }) });
  for (const question of questions) {
    await ask(question, WARM_UP_MS);
    await askBare(question.bare, question.headers, WARM_UP_MS);
  }
  for (let round = 0; round < rounds; round++) {
    trivial.push(await askBare('/nothing'));
    for (const question of questions) {
      const row = { bare: await askBare(question.bare, question.headers), real: await ask(question, forMs) };
      rows.get(question.name)?.push(row);
    }
    progress.show((round + 1) / rounds);
  }
  progress.end();
  const bareP99 = median(trivial.map(({ p99Ms }) => p99Ms));
  return [
    ...questions.flatMap((question) => figuresOf(question, rows.get(question.name) ?? [], bareP99)),
    told('bare route that answers a word, p99', bareP99, 'ms'),
    told(
      'bare route that answers a word, requests a second',
      median(trivial.map((one) => one.requestsPerSecond)),
      '1/s',
    ),
  ];
}

function figuresOf(
  { name, status }: Question,
  rows: readonly { readonly real: LoadTally; readonly bare: LoadTally }[],
  trivialP99: number,
): Figure[] {
  const p99 = median(rows.map(({ real }) => real.p99Ms));
  const floor = median(rows.map(({ bare }) => bare.p99Ms));
  const wrong = rows.reduce((sum, { real }) => {
    const others = Object.entries(real.statuses).filter(([of]) => Number(of) !== status);
    return sum + others.reduce((all, [, many]) => all + many, 0);
  }, 0);
  return [
    {
      ...{ name: `${name}, p99 beside a bare route of the same bytes`, value: p99, unit: 'ms', floor },
      ...{ ratio: p99 / floor, limit: SLOWER_THAN_BARE_MAX * floor, ok: p99 <= SLOWER_THAN_BARE_MAX * floor },
    },
    {
      ...told(`${name}, p99 beside a bare route that answers a word`, p99, 'ms'),
      floor: trivialP99,
      ratio: p99 / trivialP99,
    },
    told(`${name}, median`, median(rows.map(({ real }) => real.p50Ms)), 'ms'),
    told(`${name}, requests a second`, median(rows.map(({ real }) => real.requestsPerSecond)), '1/s'),
    told(`${name}, requests a second of the bare route`, median(rows.map(({ bare }) => bare.requestsPerSecond)), '1/s'),
    { ...told(`${name}, answers that were not ${status}`, wrong, 'answers'), limit: 0, ok: wrong === 0 },
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
