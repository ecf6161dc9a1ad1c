/**
 * A child process that is kept alive: watched from outside by the age of its newest output, killed when it hangs,
 * started again with a bounded backoff.
 *
 * INVARIANTS
 * - At most one process runs at a time; the next starts only after the last is gone.
 * - A child that says nothing for `outputAgeMsMax` is killed with SIGKILL: a hanging process takes no other signal.
 * - After `stop()` nothing is started any more, whatever was under way.
 * - `onStopped` is called once for every `onStarted`.
 */
import type { ChildProcess, Serializable } from 'node:child_process';
import { Backoff, type BackoffOptions } from './backoff.ts';
import { type ProcessExit, TetheredProcess } from './tethered-process.ts';

export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

export type StopReason = 'stalled' | 'exited' | 'stopped';

export interface SupervisedChildOptions {
  /** Names the child in the log. */
  name: string;
  command: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Gives the child an IPC channel; every message counts as output. */
  ipc?: boolean;
  /** How many output pipes the child gets from file descriptor 3 on, before the IPC channel. */
  pipes?: number;
  /** The longest silence of a healthy child once it has spoken; null where silence means nothing. */
  outputAgeMsMax: number | null;
  /** The longest a child may take until its first output. Default: five times `outputAgeMsMax`. */
  startMsMax?: number;
  /** When to start again after a death; null: never. */
  restart: BackoffOptions | null;
  /** How long a child may take to end by itself in `stop()`. */
  stopGraceMs?: number;
  /** Processes that must die before the child does, such as the writer of a FIFO that it may be blocked on. */
  killBefore?: () => readonly number[];
  onStarted?: (pid: number | undefined, child: ChildProcess) => void;
  onMessage?: (message: Serializable) => void;
  onErrorLine?: (line: string) => void;
  /** Which lines of standard error are worth repeating when it dies. Default: all. */
  isLastWord?: (line: string) => boolean;
  onStopped?: (why: { reason: StopReason; exit: ProcessExit; lastWords: string; restartInMs: number | null }) => void;
  log?: Log;
}

const CHECKS_PER_OUTPUT_AGE = 5;

export class SupervisedChild {
  readonly #options: SupervisedChildOptions;
  readonly #backoff: Backoff | null;
  #process: TetheredProcess | null = null;
  #watchdog: NodeJS.Timeout | undefined;
  #restartTimer: NodeJS.Timeout | undefined;
  #startedAtMs = 0;
  #newestOutputAtMs: number | null = null;
  #stalled = false;
  #stopping = false;
  #starts = 0;

  constructor(options: SupervisedChildOptions) {
    this.#options = options;
    this.#backoff = options.restart === null ? null : new Backoff(options.restart);
  }

  /** How often the child was started again after its first start. */
  get restarts(): number {
    return Math.max(0, this.#starts - 1);
  }

  get pid(): number | undefined {
    return this.#process?.isRunning ? this.#process.pid : undefined;
  }

  /** Milliseconds since the child's newest output, or since its start where there was none; null while none runs. */
  get outputAgeMs(): number | null {
    return this.#process === null ? null : performance.now() - (this.#newestOutputAtMs ?? this.#startedAtMs);
  }

  /** Starts the child. Idempotent while it runs or waits for its restart. */
  start(): void {
    if (this.#process !== null || this.#restartTimer !== undefined || this.#stopping) return;
    this.#launch();
  }

  /** Says that the child showed life by another way than IPC, such as a frame in shared memory. */
  noteOutput(): void {
    this.#newestOutputAtMs = performance.now();
  }

  /**
   * False where there is no child to hear it, or its queue is broken: nothing is kept for a later one. `onTaken` is
   * called when the system has taken the message or it is lost.
   */
  send(message: Serializable, onTaken: () => void = () => undefined): boolean {
    const child = this.#process?.child;
    if (child === undefined || !child.connected) {
      onTaken();
      return false;
    }
    // The callback takes the error of a channel that closes at this moment; the child's end is reported by itself.
    return child.send(message, () => onTaken());
  }

  /** Kills the child now; it is started again as after any death. */
  async killNow(): Promise<void> {
    this.#killBefore();
    await this.#process?.kill();
  }

  /** Ends the child for good. Idempotent; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restartTimer);
    this.#restartTimer = undefined;
    const running = this.#process;
    if (running === null) return;
    if (running.child.connected) running.child.disconnect();
    await running.stop(this.#options.stopGraceMs ?? 2000);
  }

  #launch(): void {
    const { command, args, env, ipc, pipes = 0, onErrorLine, isLastWord } = this.#options;
    this.#restartTimer = undefined;
    this.#starts++;
    this.#stalled = false;
    this.#newestOutputAtMs = null;
    this.#startedAtMs = performance.now();
    const running = new TetheredProcess({
      command,
      args,
      ...(env === undefined ? {} : { env }),
      ...(onErrorLine === undefined ? {} : { onErrorLine }),
      ...(isLastWord === undefined ? {} : { isLastWord }),
      stdio: { more: [...Array<'pipe'>(pipes).fill('pipe'), ...(ipc ? ['ipc' as const] : [])] },
    });
    this.#process = running;
    running.child.on('message', (message: Serializable) => {
      this.noteOutput();
      this.#options.onMessage?.(message);
    });
    this.#startWatchdog();
    this.#options.onStarted?.(running.pid, running.child);
    void running.exited.then((exit) => this.#ended(running, exit));
  }

  #startWatchdog(): void {
    const { outputAgeMsMax, startMsMax } = this.#options;
    if (outputAgeMsMax === null) return;
    const startMs = startMsMax ?? outputAgeMsMax * 5;
    const isSilent = (): boolean =>
      (this.outputAgeMs ?? 0) > (this.#newestOutputAtMs === null ? startMs : outputAgeMsMax);
    const watched = this.#process;
    this.#watchdog = setInterval(() => {
      if (this.#stalled || !isSilent()) return;
      // After a pause of this very process the child's messages are still to be read: they come first.
      setImmediate(() => {
        if (this.#stalled || this.#process !== watched || !isSilent()) return;
        this.#stalled = true;
        void this.killNow();
      });
    }, outputAgeMsMax / CHECKS_PER_OUTPUT_AGE);
  }

  #ended(running: TetheredProcess, exit: ProcessExit): void {
    clearInterval(this.#watchdog);
    this.#process = null;
    const reason: StopReason = this.#stopping ? 'stopped' : this.#stalled ? 'stalled' : 'exited';
    const restartInMs =
      this.#stopping || this.#backoff === null
        ? null
        : this.#backoff.delayAfterRunOf(performance.now() - this.#startedAtMs);
    const { name, log, onStopped } = this.#options;
    const data = { child: name, reason, ...exit, restartInMs, lastWords: running.lastWords };
    if (reason === 'stopped') log?.info(data, 'A child process was stopped.');
    else log?.warn(data, 'A child process ended.');
    if (restartInMs !== null) this.#restartTimer = setTimeout(() => this.#launch(), restartInMs);
    onStopped?.({ reason, exit, lastWords: running.lastWords, restartInMs });
  }

  #killBefore(): void {
    for (const pid of this.#options.killBefore?.() ?? []) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It is gone already, which is what was wanted.
      }
    }
  }
}
