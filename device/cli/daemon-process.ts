/** The daemon as a child of a command: started from a configuration, known by its address, ended with the command. */
import type { ProcessExit } from '../process/tethered-process.ts';
import { TetheredProcess } from '../process/tethered-process.ts';
import type { DaemonMessage, DaemonRequest } from '../daemon-messages.ts';
import { BayError } from '../errors/bay-error.ts';
import { daemonEntry } from './daemon-entry.ts';

const OPEN_MS_MAX = 60_000;
const STOP_GRACE_MS = 8_000;

export class DaemonProcess {
  readonly url: string;
  readonly #process: TetheredProcess;

  private constructor(url: string, running: TetheredProcess) {
    this.url = url;
    this.#process = running;
  }

  /** Resolves when the bay is open; rejects with the daemon's last words where it is not. */
  static async start(configFile: string): Promise<DaemonProcess> {
    const running = new TetheredProcess({
      command: process.execPath,
      args: [daemonEntry, '--config', configFile],
      stdio: { more: ['ipc'] },
    });
    const url = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(notOpen('it took too long', running)), OPEN_MS_MAX);
      running.child.on('message', (message: DaemonMessage) => {
        if (message.type === 'ready') resolve(message.url);
      });
      void running.exited.then(() => reject(notOpen('it ended', running)));
      void Promise.allSettled([running.exited]).finally(() => clearTimeout(timer));
    });
    return new DaemonProcess(url, running);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get exited(): Promise<ProcessExit> {
    return this.#process.exited;
  }

  get lastWords(): string {
    return this.#process.lastWords;
  }

  resetLoopDelay(): void {
    this.#ask({ type: 'reset-loop-delay' });
  }

  loopDelay(): Promise<Extract<DaemonMessage, { type: 'loop-delay' }>> {
    return new Promise((resolve) => {
      const hear = (message: DaemonMessage): void => {
        if (message.type !== 'loop-delay') return;
        this.#process.child.off('message', hear);
        resolve(message);
      };
      this.#process.child.on('message', hear);
      this.#ask({ type: 'ask-loop-delay' });
    });
  }

  async stop(): Promise<void> {
    await this.#process.stop(STOP_GRACE_MS);
  }

  #ask(request: DaemonRequest): void {
    this.#process.child.send(request, () => undefined);
  }
}

function notOpen(why: string, running: TetheredProcess): BayError {
  return new BayError('bay/not-open', `The bay did not open: ${why}. ${running.lastWords}`);
}
