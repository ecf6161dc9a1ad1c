/** Lets the sending part of a bay run until nothing waits any more, and kills it on the way. */
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { S3ObjectStoreOptions } from '../../../../cloud-sync/object-store/s3-object-store.ts';
import { BayError } from '../../../errors/bay-error.ts';
import { TetheredProcess } from '../../../process/tethered-process.ts';
import type { SyncTold } from './sync-process.ts';

export interface Drain {
  readonly dataDirectory: string;
  readonly options: S3ObjectStoreOptions;
  readonly kills: number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly patienceMs: number;
}

export interface Drained {
  readonly kills: number;
  readonly parked: number;
  readonly memoryBytesMax: number;
  /** Of the last process: from when it began to send until nothing waited. */
  readonly lastMs: number;
  readonly failures: Readonly<Record<string, number>>;
}

const LIVES_MS_MIN = 700;
const LIVES_MS_SPREAD = 2_500;

/** Rejects with `bench/not-drained`. */
export async function drain({ dataDirectory, options, kills, random, patienceMs }: Drain): Promise<Drained> {
  const { ca: _none, ...s3 } = options;
  const endsAtMs = performance.now() + patienceMs;
  const failures: Record<string, number> = {};
  let memoryBytesMax = 0;
  for (let killed = 0; ; killed++) {
    const lives = killed < kills ? LIVES_MS_MIN + random() * LIVES_MS_SPREAD : endsAtMs - performance.now();
    const last = await runFor(JSON.stringify({ dataDirectory, options: s3 }), lives);
    memoryBytesMax = Math.max(memoryBytesMax, last?.memoryBytes ?? 0);
    for (const [code, times] of Object.entries(last?.failures ?? {})) failures[code] = (failures[code] ?? 0) + times;
    if (last?.pending === 0) {
      return { kills: killed, parked: last.parked, memoryBytesMax, failures, lastMs: last.ranMs };
    }
    if (performance.now() >= endsAtMs) {
      throw new BayError(
        'bench/not-drained',
        `${last?.pending ?? 'All'} things still wait: ${last?.trouble ?? 'slow'}.`,
      );
    }
  }
}

/** Kills it after that time, or when nothing waits; answers what it said last. */
async function runFor(argument: string, ms: number): Promise<SyncTold | undefined> {
  const program = fileURLToPath(new URL('sync-process.ts', import.meta.url));
  const running = new TetheredProcess({
    command: process.execPath,
    args: [program.replace(/\.ts$/, import.meta.url.endsWith('.js') ? '.js' : '.ts'), argument],
    stdio: { stdout: 'pipe' },
  });
  const kill = (): void => void running.child.kill('SIGKILL');
  const timer = setTimeout(kill, ms);
  let last: SyncTold | undefined;
  const lines = running.child.stdout === null ? null : createInterface(running.child.stdout);
  lines?.on('line', (line) => {
    last = JSON.parse(line) as SyncTold;
    if (last.pending === 0) kill();
  });
  await running.exited;
  clearTimeout(timer);
  return last;
}
