/**
 * A child process that cannot outlive its owner, and whose last words are kept.
 *
 * The kernel itself kills the child when the owner goes, however it goes and whatever state the child is in
 * (`setpriv --pdeathsig`, part of util-linux): a camera pipeline that waits for its source would otherwise stay and
 * keep the camera. The tether is to the owner's THREAD: spawn from a thread that lives as long as the child should.
 */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { LastLines } from './last-lines.ts';

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));

export type ProcessExit = { code: number | null; signal: NodeJS.Signals | null };

export interface TetheredProcessOptions {
  command: string;
  args: readonly string[];
  /** Added to the owner's environment. */
  env?: Readonly<Record<string, string>>;
  /** Standard error is always a pipe. Default: nothing in, standard output dropped. */
  stdio?: { stdin?: 'ignore' | 'pipe'; stdout?: 'ignore' | 'pipe'; more?: ('pipe' | 'ipc' | number)[] };
  onErrorLine?: (line: string) => void;
  /** Which lines of standard error are worth repeating when it dies. Default: all. */
  isLastWord?: (line: string) => boolean;
}

export class TetheredProcess {
  readonly child: ChildProcess;
  /** Settles once, when the process is gone; a program that could not be started counts as code 127. */
  readonly exited: Promise<ProcessExit>;
  readonly #lastLines: LastLines;

  constructor(options: TetheredProcessOptions) {
    const [command, args] = tethered(...withEnvironment(options));
    const { stdin = 'ignore', stdout = 'ignore', more = [] } = options.stdio ?? {};
    const stdio: StdioOptions = [stdin, stdout, 'pipe', ...more];
    // Advanced serialisation carries typed arrays, such as pictures and poses, as bytes.
    // A group of its own: Ctrl-C in a terminal is for the owner, which ends its children in the right order.
    this.child = spawn(command, args, { stdio, serialization: 'advanced', detached: true });
    this.#lastLines = new LastLines(options.onErrorLine, options.isLastWord);
    this.child.stderr?.on('data', (chunk: Buffer) => this.#lastLines.push(chunk));
    this.exited = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => resolve({ code, signal }));
      this.child.once('error', (error) => {
        this.#lastLines.push(Buffer.from(`${error.message}\n`));
        if (this.child.pid === undefined) resolve({ code: 127, signal: null });
      });
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get isRunning(): boolean {
    return this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What it wrote last to standard error, oldest line first. */
  get lastWords(): string {
    return this.#lastLines.toString();
  }

  /** Ends it at once, also when it is stopped or hangs. Idempotent. */
  async kill(): Promise<ProcessExit> {
    if (this.isRunning) this.child.kill('SIGKILL');
    return this.exited;
  }

  /** Asks it to end, and kills it when it has not within `graceMs`. Idempotent. */
  async stop(graceMs: number): Promise<ProcessExit> {
    if (this.isRunning) this.child.kill('SIGTERM');
    const timer = setTimeout(() => void this.kill(), graceMs);
    try {
      return await this.exited;
    } finally {
      clearTimeout(timer);
    }
  }
}

function tethered(command: string, args: readonly string[]): [string, string[]] {
  return SETPRIV === undefined ? [command, [...args]] : [SETPRIV, ['--pdeathsig', 'SIGKILL', '--', command, ...args]];
}

/** Additions go through `env`, so that only the one reader of the environment touches the environment itself. */
function withEnvironment({ command, args, env }: TetheredProcessOptions): [string, readonly string[]] {
  const additions = Object.entries(env ?? {}).map(([name, value]) => `${name}=${value}`);
  return additions.length === 0 ? [command, args] : ['env', [...additions, command, ...args]];
}
