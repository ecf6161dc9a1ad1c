/**
 * The floor of a round trip: a message to a bare child process and back, at the same moments as what is held against it.
 * On a machine that is busy with something else both wait.
 */
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TetheredProcess } from '../../../device/process/tethered-process.ts';

export class BareEcho {
  readonly #process: TetheredProcess;

  constructor() {
    const entry = fileURLToPath(new URL(`./echo-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
    this.#process = new TetheredProcess({ command: process.execPath, args: [entry], stdio: { more: ['ipc'] } });
  }

  /** Milliseconds there and back. */
  async roundTripMs(): Promise<number> {
    const beganMs = performance.now();
    const answered = once(this.#process.child, 'message');
    this.#process.child.send({ type: 'echo' });
    await answered;
    return performance.now() - beganMs;
  }

  async close(): Promise<void> {
    await this.#process.kill();
  }
}
