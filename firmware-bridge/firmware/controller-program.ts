/**
 * A controller with a simulated bay as a child process, and its control channel: a word a line, an answer a line. The
 * words are in README.md beside this file. It cannot outlive its owner.
 */
import { createInterface } from 'node:readline';

import { TetheredProcess } from '../../device/process/tethered-process.ts';
import { ControllerProgramError } from './errors.ts';

const STARTS_WITHIN_MS = 10_000;
/** The program of this machine ends with its input at once; an emulator has to be told. */
const ENDS_BY_ITSELF_MS = 300;
const STOP_GRACE_MS = 1000;
const HITS_MAX = 100;

export class ControllerProgram {
  /** The terminal of its line. A new one after `plug`; a link given at the start stays. */
  path = '';
  /** The moments of hits on the controller's own clock, newest last: of the last {@link HITS_MAX}. */
  readonly hitsUs: number[] = [];
  readonly #process: TetheredProcess;
  /** One for each word that is not answered yet: as many as the owner has said. */
  readonly #asked: ((answer: string) => void)[] = [];
  readonly #linePattern: RegExp;
  readonly #isUp = Promise.withResolvers<void>();

  private constructor(command: string, words: readonly string[], linePattern: RegExp) {
    this.#linePattern = linePattern;
    const stdio = { stdin: 'pipe', stdout: 'pipe' } as const;
    this.#process = new TetheredProcess({ command, args: words, stdio, onErrorLine: (line) => this.#take(line) });
    const { stdin, stdout } = this.#process.child;
    stdin?.on('error', () => undefined);
    if (stdout) createInterface({ input: stdout }).on('line', (line) => this.#take(line));
  }

  /** `linePattern`: how the program says where its line is; the path is the first group. */
  static async start(command: string, words: readonly string[], linePattern: RegExp): Promise<ControllerProgram> {
    const program = new ControllerProgram(command, words, linePattern);
    const timer = setTimeout(() => void program.#process.kill(), STARTS_WITHIN_MS);
    try {
      await Promise.race([program.#isUp.promise, program.#rejectAtExit()]);
    } finally {
      clearTimeout(timer);
    }
    return program;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Says one word and resolves with its answer: `ok`, `report …`, `error …`. Rejects when the program has ended. */
  async tell(word: string): Promise<string> {
    const answer = new Promise<string>((resolve) => this.#asked.push(resolve));
    this.say(word);
    return Promise.race([answer, this.#rejectAtExit()]);
  }

  /** Says one word to a controller that does not answer. */
  say(word: string): void {
    this.#process.child.stdin?.write(`${word}\n`);
  }

  /** What really happens at the outputs, as `report` names it. */
  async report(): Promise<Readonly<Record<string, string>>> {
    const answer = await this.tell('report');
    return Object.fromEntries([...answer.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));
  }

  /** Idempotent; nothing is left running. */
  async close(): Promise<void> {
    this.#process.child.stdin?.end();
    const timer = setTimeout(() => void this.#process.stop(STOP_GRACE_MS), ENDS_BY_ITSELF_MS);
    await this.#process.exited;
    clearTimeout(timer);
  }

  async #rejectAtExit(): Promise<never> {
    const { code } = await this.#process.exited;
    throw new ControllerProgramError(`has ended with ${code}. ${this.#process.lastWords}`);
  }

  #take(line: string): void {
    const path = this.#linePattern.exec(line)?.[1];
    if (path !== undefined) {
      this.path = path;
      this.#isUp.resolve();
      return;
    }
    const hit = /^hit at=(\d+)/.exec(line)?.[1];
    if (hit !== undefined && this.hitsUs.push(Number(hit)) > HITS_MAX) this.hitsUs.shift();
    if (!/^(ok|error|report|clock|plugged)\b/.test(line)) return;
    this.path = /^plugged (\S+)/.exec(line)?.[1] ?? this.path;
    this.#asked.shift()?.(line);
  }
}
