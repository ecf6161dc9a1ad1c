/**
 * A controller with a simulated bay as a child process, and its control channel: a word a line, an answer a line. The
 * words are in README.md beside this file. It ends with its input, so it cannot outlive its parent.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { ControllerProgramError } from './errors.ts';

const STARTS_WITHIN_MS = 10_000;
/** The program of this machine ends with its input at once; an emulator has to be told. */
const ENDS_WITHIN_MS = 500;
const HITS_MAX = 100;
/** Said without having been asked. */
const NEWS = /^(hit|started|line) /;

export class ControllerProgram {
  /** The terminal of its line. A new one after `plug`; a link given at the start stays. */
  path = '';
  /** The moments of hits on the controller's own clock, newest last: of the last {@link HITS_MAX}. */
  readonly hitsUs: number[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #asked: ((answer: string) => void)[] = [];
  #isUp: () => void = () => undefined;

  private constructor(child: ChildProcessWithoutNullStreams, linePattern: RegExp) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#take(line, linePattern));
    }
    child.stdin.on('error', () => undefined);
  }

  /** `linePattern`: how the program says where its line is; the path is the first group. */
  static async start(command: string, words: readonly string[], linePattern: RegExp): Promise<ControllerProgram> {
    const child = spawn(command, words, { stdio: 'pipe' });
    const program = new ControllerProgram(child, linePattern);
    const ended = new Promise<never>((_resolve, reject) => {
      child.once('error', (error) => reject(new ControllerProgramError(`cannot be started: ${error.message}`)));
      child.once('exit', (code) => reject(new ControllerProgramError(`ended with ${code} before it was up`)));
    });
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      late.reject(new ControllerProgramError('did not say where its line is'));
    }, STARTS_WITHIN_MS);
    const up = new Promise<void>((resolve) => {
      program.#isUp = resolve;
    });
    try {
      await Promise.race([up, ended, late.promise]);
    } finally {
      clearTimeout(timer);
    }
    ended.catch(() => undefined);
    return program;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Says one word and resolves with its answer: `ok`, `report …`, `error …`. Rejects when the program has ended. */
  async tell(word: string): Promise<string> {
    const answer = Promise.withResolvers<string>();
    const whenEnded = (): void => answer.reject(new ControllerProgramError('has ended'));
    if (this.#child.exitCode !== null) throw new ControllerProgramError('has ended');
    this.#child.once('exit', whenEnded);
    this.#asked.push(answer.resolve);
    this.say(word);
    try {
      return await answer.promise;
    } finally {
      this.#child.off('exit', whenEnded);
    }
  }

  /** Says one word to a controller that does not answer. */
  say(word: string): void {
    this.#child.stdin.write(`${word}\n`);
  }

  /** What really happens at the outputs, as `report` names it. */
  async report(): Promise<Readonly<Record<string, string>>> {
    const answer = await this.tell('report');
    return Object.fromEntries([...answer.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), ENDS_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  }

  #take(line: string, linePattern: RegExp): void {
    const path = linePattern.exec(line)?.[1];
    if (path !== undefined) {
      this.path = path;
      this.#isUp();
    }
    const hit = /^hit at=(\d+)/.exec(line)?.[1];
    if (hit !== undefined && this.hitsUs.push(Number(hit)) > HITS_MAX) this.hitsUs.shift();
    if (path === undefined && !NEWS.test(line) && /^(ok|error|report|clock|plugged)\b/.test(line)) {
      this.path = /^plugged (\S+)/.exec(line)?.[1] ?? this.path;
      this.#asked.shift()?.(line);
    }
  }
}
