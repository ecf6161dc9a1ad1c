/**
 * Has a film made by an FFmpeg of its own, at the lowest priority: it can be halted while somebody swings, and ends
 * with whoever asked for it. What it writes has no name yet; who asked gives it one.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TetheredProcess } from '../process/tethered-process.ts';
import { filmFailed, filmTookTooLong, noRoom } from './errors.ts';
import { filmArguments } from './film-command.ts';
import type { FilmScript } from './film-script.ts';

export interface FilmRun {
  /** Rejects with `export/failed`, `export/took-too-long`, `export/disk-full`; then no file is left. */
  readonly made: Promise<void>;
  /** 0–1. */
  readonly progress: number;
  /** What the daemon's own work takes goes first; idempotent. A halted run's time does not count. */
  halt(): void;
  goOn(): void;
  /** `made` then rejects. Idempotent. */
  end(): Promise<void>;
}

const NICENESS = 15;
/** Ten times what a film takes on two slow cores. */
const RUN_SECONDS_MAX = 300;
const LOOK_MS = 250;

export function makeFilm(script: FilmScript, outputFile: string): FilmRun {
  const run = new Run(script.timing.ticks);
  return Object.assign(run, { made: run.start(script, outputFile) });
}

class Run {
  readonly #ticks: number;
  #process: TetheredProcess | undefined;
  #ticksDone = 0;
  #isHalted = false;
  #isEnded = false;
  #runningMs = 0;

  constructor(ticks: number) {
    this.#ticks = ticks;
  }

  get progress(): number {
    return Math.min(1, this.#ticksDone / this.#ticks);
  }

  halt(): void {
    this.#isHalted = true;
    this.#process?.child.kill('SIGSTOP');
  }

  goOn(): void {
    this.#isHalted = false;
    this.#process?.child.kill('SIGCONT');
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#process?.kill();
  }

  async start(script: FilmScript, outputFile: string): Promise<void> {
    const scratch = await mkdtemp(join(tmpdir(), 'swingbay-film-'));
    try {
      const overlayFile = join(scratch, 'overlay.ass');
      await writeFile(overlayFile, script.overlay);
      const { size, ground, clips, timing } = script;
      await this.#run(filmArguments({ size, ground, clips, timing, overlayFile, outputFile }));
    } catch (error) {
      await rm(outputFile, { force: true });
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw noRoom();
      throw error;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  async #run(args: readonly string[]): Promise<void> {
    if (this.#isEnded) throw filmFailed('it was given up', true);
    const process = new TetheredProcess({
      command: 'nice',
      args: ['-n', String(NICENESS), 'ffmpeg', ...args],
      stdio: { stdout: 'pipe' },
    });
    this.#process = process;
    if (this.#isHalted) this.halt();
    process.child.stdout?.on('data', (chunk: Buffer) => this.#read(chunk.toString()));
    let tookTooLong = false;
    const watch = setInterval(() => {
      if (!this.#isHalted) this.#runningMs += LOOK_MS;
      if (this.#runningMs < RUN_SECONDS_MAX * 1_000) return;
      tookTooLong = true;
      void process.kill();
    }, LOOK_MS);
    const { code, signal } = await process.exited;
    clearInterval(watch);
    if (code === 0) return;
    if (tookTooLong) throw filmTookTooLong(RUN_SECONDS_MAX);
    const words = process.lastWords;
    if (/No space left on device|Disk quota exceeded/i.test(words)) throw noRoom();
    const how = signal === null ? `FFmpeg ended with ${code}` : `FFmpeg was ended by ${signal}`;
    const last = words.split('\n').at(-1) ?? '';
    // A signal comes from outside; what FFmpeg itself refuses it refuses again.
    throw filmFailed(last === '' ? how : `${how}: ${last.replace(/\.$/, '')}`, signal !== null);
  }

  #read(text: string): void {
    const frames = [...text.matchAll(/^frame=\s*(\d+)$/gm)].at(-1)?.[1];
    if (frames !== undefined) this.#ticksDone = Number(frames);
  }
}
