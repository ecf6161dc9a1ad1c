/**
 * The floor of a round trip: bytes to a bare child process, through a pseudo-terminal to `cat` and back, at the same
 * moments as what is held against it. On a machine that is busy with something else both wait.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TetheredProcess } from '../../../device/process/tethered-process.ts';
import { until } from './until.ts';

/** As long as a command and its acknowledgement are. */
const BYTES = new Uint8Array(40).fill(0x55);
const LINE_WITHIN_MS = 5_000;

export class BareEcho {
  readonly #child: TetheredProcess;
  readonly #line: TetheredProcess;
  readonly #directory: string;

  private constructor(child: TetheredProcess, line: TetheredProcess, directory: string) {
    this.#child = child;
    this.#line = line;
    this.#directory = directory;
  }

  /** Needs `socat`. */
  static async open(): Promise<BareEcho> {
    const directory = await mkdtemp(join(tmpdir(), 'swingbay-echo-'));
    const link = join(directory, 'line');
    const line = new TetheredProcess({ command: 'socat', args: [`PTY,link=${link},raw,echo=0`, 'EXEC:cat'] });
    await until(() => existsSync(link), LINE_WITHIN_MS);
    const entry = fileURLToPath(new URL(`./echo-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
    const child = new TetheredProcess({ command: process.execPath, args: [entry, link], stdio: { more: ['ipc'] } });
    await once(child.child, 'message');
    return new BareEcho(child, line, directory);
  }

  /** Milliseconds there and back. */
  async roundTripMs(): Promise<number> {
    const beganMs = performance.now();
    const answered = once(this.#child.child, 'message');
    this.#child.child.send({ bytes: BYTES });
    await answered;
    return performance.now() - beganMs;
  }

  async close(): Promise<void> {
    await Promise.all([this.#child.kill(), this.#line.kill()]);
    await rm(this.#directory, { recursive: true, force: true });
  }
}
