/**
 * A serial line in software that can be made bad: bytes are passed on between two pseudo-terminals, and noise may be
 * added. For tests and benches; `socat` makes the terminals, since Node cannot.
 *
 *     driver ── link ══ socat ── socket ── this ── socket ── socat ══ the controller's own line
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { TetheredProcess } from '../../../device/process/tethered-process.ts';

const WAIT_MS_MAX = 5_000;
const LOOK_MS = 10;

export const canMakeBadLine = spawnSync('socat', ['-V'], { stdio: 'ignore' }).status === 0;

interface Losses {
  isLost: () => boolean;
}

export class BadLine {
  /** Where the driver finds its end. */
  readonly link: string;
  readonly #driverEnd: Socket;
  readonly #losses: Losses;
  readonly #stops: (() => Promise<unknown>)[];
  #bytes = 0;

  private constructor(link: string, driverEnd: Socket, losses: Losses, stops: (() => Promise<unknown>)[]) {
    this.#losses = losses;
    this.link = link;
    this.#driverEnd = driverEnd;
    this.#stops = stops;
  }

  /** Puts itself between `controllerLine` and a new terminal that `link` leads to. */
  static async between(controllerLine: string, link: string): Promise<BadLine> {
    const driver = await endOf(`PTY,link=${link},raw,echo=0`, `${link}.driver`);
    const controller = await endOf(`FILE:${controllerLine},raw,echo=0`, `${link}.controller`);
    const losses: Losses = { isLost: () => false };
    driver.socket.pipe(losing(losses)).pipe(controller.socket);
    controller.socket.pipe(losing(losses)).pipe(driver.socket);
    for (const deadlineMs = performance.now() + WAIT_MS_MAX; !existsSync(link); await sleep(LOOK_MS)) {
      if (performance.now() > deadlineMs) throw new Error(`socat made no ${link}`);
    }
    return new BadLine(link, driver.socket, losses, [driver.stop, controller.stop]);
  }

  /** Which bytes are lost from now on, either way. */
  lose(isLost: () => boolean): void {
    this.#losses.isLost = isLost;
  }

  /** How many bytes of noise the driver's end has taken. */
  get noiseBytes(): number {
    return this.#bytes;
  }

  /** Adds noise towards the driver at this rate, between whatever the controller says. */
  async flood(bytesPerSecond: number, forMs: number, noise: (length: number) => Uint8Array): Promise<void> {
    const beganMs = performance.now();
    let sent = 0;
    for (;;) {
      const elapsedMs = performance.now() - beganMs;
      if (elapsedMs >= forMs) return;
      const due = Math.floor((elapsedMs / 1_000) * bytesPerSecond) - sent;
      if (due > 0 && !this.#driverEnd.writableNeedDrain) {
        sent += due;
        this.#bytes += due;
        this.#driverEnd.write(noise(due));
      }
      await sleep(LOOK_MS / 2);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#stops.map((stop) => stop()));
  }
}

function losing(losses: Losses): Transform {
  return new Transform({
    transform: (bytes: Buffer, _, done) =>
      done(
        null,
        bytes.filter(() => !losses.isLost()),
      ),
  });
}

async function endOf(terminal: string, path: string): Promise<{ socket: Socket; stop: () => Promise<unknown> }> {
  const server: Server = createServer().listen(path);
  await once(server, 'listening');
  const socat = new TetheredProcess({ command: 'socat', args: [terminal, `UNIX-CONNECT:${path}`] });
  const [socket] = (await Promise.race([
    once(server, 'connection'),
    socat.exited.then(() => Promise.reject(new Error(`socat ended: ${socat.lastWords}`))),
  ])) as [Socket];
  socket.on('error', () => undefined);
  const stop = async (): Promise<unknown> => {
    socket.destroy();
    server.close();
    return socat.kill();
  };
  return { socket, stop };
}
