/**
 * The promise about power: nothing that was acknowledged is lost when it goes, at whatever moment.
 *
 * A process that keeps swings is traced call by call; its disk is then cut at moments drawn by dice, with every write
 * that was not flushed surviving or not by itself, and what is left is opened as a bay opens it. The same is done to a
 * process whose database flushes as most recipes have it: where nothing is lost there, the measurement proves nothing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { BayError } from '../../../errors/bay-error.ts';
import { seededRandom } from '../../../virtual-bay/random.ts';
import { atMost, type Figure, told } from '../figure.ts';
import type { Acknowledged } from './acknowledged.ts';
import { checkFound, writeFound } from './check-found.ts';
import { CutDisk } from './cut-disk.ts';
import { type DiskEvent, diskEvents } from './disk-events.ts';
import { STRING_BYTES_MAX, systemCalls } from './system-calls.ts';

const CUTS = 300;
const QUICK_CUTS = 30;
const SWINGS = 40;
const QUICK_SWINGS = 10;
const SEED = 7;
/** Tracing slows every call down; forty swings take some seconds. */
const TRACE_MS_MAX = 300_000;
const TRACED =
  'trace=%file,write,pwrite64,writev,pwritev,pwritev2,ftruncate,fallocate,fsync,fdatasync,copy_file_range,sendfile';

export interface CutTally {
  readonly cuts: number;
  readonly facts: number;
  readonly flushes: number;
  readonly cutsWithLoss: number;
  readonly lostAtOnceMax: number;
  readonly damaged: number;
}

export async function benchPowerCut(options: { quick: boolean }): Promise<Figure[]> {
  const extent = options.quick ? { swings: QUICK_SWINGS, cuts: QUICK_CUTS } : { swings: SWINGS, cuts: CUTS };
  const ours = await cutPower({ ...extent, isSafe: true });
  const unsafe = await cutPower({ ...extent, isSafe: false });
  return [
    told('cuts', ours.cuts, 'cuts'),
    told('facts that were acknowledged before the last cut', ours.facts, 'facts'),
    told('flushes', ours.flushes, 'flushes'),
    atMost('cuts that lost an acknowledged fact', ours.cutsWithLoss, 'cuts', 0),
    atMost('cuts after which the database is damaged', ours.damaged, 'cuts', 0),
    {
      ...told('the same with synchronous = NORMAL: cuts that lost a fact', unsafe.cutsWithLoss, 'cuts'),
      ok: unsafe.cutsWithLoss > 0,
    },
    told('the same with synchronous = NORMAL: facts lost at once, most', unsafe.lostAtOnceMax, 'facts'),
    atMost('the same with synchronous = NORMAL: cuts after which the database is damaged', unsafe.damaged, 'cuts', 0),
  ];
}

/** Rejects with `bench/no-strace` where nothing can be traced. */
export async function cutPower(extent: { swings: number; cuts: number; isSafe: boolean }): Promise<CutTally> {
  const directory = await mkdtemp(join(tmpdir(), 'swingbay-power-cut-'));
  try {
    const data = join(directory, 'data');
    const trace = join(directory, 'trace');
    await record(data, trace, extent);
    const events: DiskEvent[] = [];
    for (const event of diskEvents(systemCalls(await linesOf(trace)), data)) events.push(event);
    await rm(trace);
    return await cutAll(events, extent.cuts, directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function record(data: string, trace: string, { swings, isSafe }: { swings: number; isSafe: boolean }) {
  const program = fileURLToPath(new URL(`./facts-process${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
  const strace = ['-f', '-y', '-xx', '-s', String(STRING_BYTES_MAX), '-e', TRACED, '-o', trace];
  const args = [process.execPath, program, data, String(swings), ...(isSafe ? [] : ['unsafe'])];
  const writer = spawn('strace', [...strace, ...args], { stdio: ['ignore', 'pipe', 'pipe'], timeout: TRACE_MS_MAX });
  let complaints = '';
  // Nobody reads what is acknowledged here: the trace has it, at its place among the other calls.
  writer.stdout.resume();
  writer.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const [code] = (await once(writer, 'close').catch(noStrace)) as [number | null];
  if (code !== 0) throw new BayError('bench/trace-failed', `The traced process ended with ${code}: ${complaints}`);
}

function noStrace(error: unknown): never {
  throw new BayError('bench/no-strace', 'System calls cannot be traced here.', {
    hint: 'Install the package strace.',
    cause: error,
  });
}

async function linesOf(file: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(file, 'latin1'), crlfDelay: Infinity })) {
    lines.push(line);
  }
  return lines;
}

async function cutAll(events: readonly DiskEvent[], cuts: number, directory: string): Promise<CutTally> {
  const random = seededRandom(SEED);
  const moments = Array.from({ length: cuts }, () => 1 + Math.floor(random.next() * (events.length - 1)));
  const disk = new CutDisk();
  const promised: Acknowledged[] = [];
  const tally = { cutsWithLoss: 0, lostAtOnceMax: 0, damaged: 0 };
  let happened = 0;
  for (const [number, moment] of moments.toSorted((a, b) => a - b).entries()) {
    for (; happened < moment; happened++) {
      const event = events[happened] as DiskEvent;
      disk.happen(event);
      if (event.type === 'acknowledged') promised.push(JSON.parse(event.line) as Acknowledged);
    }
    const found = join(directory, `found-${number}`);
    await mkdir(found);
    await writeFound(
      disk.cut(() => random.next()),
      found,
    );
    const { lost, damage } = await checkFound(found, promised);
    await rm(found, { recursive: true });
    if (lost.length > 0) tally.cutsWithLoss++;
    if (damage !== null) tally.damaged++;
    tally.lostAtOnceMax = Math.max(tally.lostAtOnceMax, lost.length);
  }
  const flushes = events.filter(({ type }) => type === 'synced').length;
  return { cuts, facts: promised.length, flushes, ...tally };
}
