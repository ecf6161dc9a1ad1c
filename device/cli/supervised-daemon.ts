/**
 * The daemon as a child that is kept alive: started from a configuration, watched by its heartbeat, started again when
 * it dies or hangs. `start` and `demo` run it so; under a service manager it may also run alone.
 *
 * A daemon that never opened is not started again: its configuration is wrong, and it has said so.
 */
import type { DaemonMessage, DaemonRequest } from '../daemon-messages.ts';
import { BayError } from '../errors/bay-error.ts';
import { SupervisedChild } from '../process/supervised-child.ts';
import { daemonArguments } from './daemon-entry.ts';

const OPEN_MS_MAX = 60_000;
const STOP_GRACE_MS = 8_000;
/** The daemon's heart beats once a second; its event loop is never held this long. */
const SILENCE_MS_MAX = 8_000;
const RESTART = { firstDelayMs: 100, delayMsMax: 5_000, healthyAfterMs: 30_000 };

export interface SupervisedDaemonOptions {
  readonly configFile: string;
  /** Each line of the daemon's log. */
  readonly onLogLine?: (line: string) => void;
}

export class SupervisedDaemon {
  readonly #child: SupervisedChild;
  readonly #listeners = new Set<(message: DaemonMessage) => void>();
  #url: string | null = null;
  #settleStart: { resolve: () => void; reject: (error: Error) => void } | null = null;

  private constructor({ configFile, onLogLine }: SupervisedDaemonOptions) {
    this.#child = new SupervisedChild({
      name: 'daemon',
      command: process.execPath,
      args: daemonArguments(configFile),
      ipc: true,
      outputAgeMsMax: SILENCE_MS_MAX,
      startMsMax: OPEN_MS_MAX,
      restart: RESTART,
      stopGraceMs: STOP_GRACE_MS,
      onMessage: (message) => this.#hear(message as DaemonMessage),
      ...(onLogLine === undefined ? {} : { onErrorLine: onLogLine }),
      onStopped: ({ lastWords }) => {
        if (this.#url !== null) return;
        void this.#child.stop();
        this.#settleStart?.reject(new BayError('bay/not-open', `The bay did not open. ${lastWords}`.trim()));
      },
    });
  }

  /** Resolves when the bay is open; rejects with the daemon's last words where it does not open. */
  static async start(options: SupervisedDaemonOptions): Promise<SupervisedDaemon> {
    const daemon = new SupervisedDaemon(options);
    await new Promise<void>((resolve, reject) => {
      daemon.#settleStart = { resolve, reject };
      daemon.#child.start();
    });
    return daemon;
  }

  /** Address of the bay screen; of the newest start, where the configuration leaves the port free. */
  get url(): string {
    return this.#url ?? '';
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get restarts(): number {
    return this.#child.restarts;
  }

  resetLoopDelay(): void {
    this.#ask({ type: 'reset-loop-delay' });
  }

  loopDelay(): Promise<Extract<DaemonMessage, { type: 'loop-delay' }>> {
    return new Promise((resolve) => {
      const hear = (message: DaemonMessage): void => {
        if (message.type !== 'loop-delay') return;
        this.#listeners.delete(hear);
        resolve(message);
      };
      this.#listeners.add(hear);
      this.#ask({ type: 'ask-loop-delay' });
    });
  }

  /** Idempotent; resolves when the daemon is gone. */
  stop(): Promise<void> {
    return this.#child.stop();
  }

  #ask(request: DaemonRequest): void {
    this.#child.send({ ...request });
  }

  #hear(message: DaemonMessage): void {
    if (message.type === 'ready') {
      this.#url = message.url;
      this.#settleStart?.resolve();
    }
    for (const listener of this.#listeners) listener(message);
  }
}
