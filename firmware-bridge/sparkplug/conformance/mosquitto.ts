/** A real broker for checks: Debian's mosquitto on loopback, at a free port, forgetting everything when it ends. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TetheredProcess } from '../../../device/process/tethered-process.ts';
import { brokerUnreachable } from '../errors.ts';

/** Undefined where it is not installed. */
export const MOSQUITTO = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto'].find((path) => existsSync(path));

const START_MS_MAX = 10_000;

export interface RunningBroker {
  readonly port: number;
  /** Stops it from doing anything, without anybody being told. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** Rejects where it does not listen within {@link START_MS_MAX}. `settings` are further lines of its configuration. */
export async function startMosquitto(program: string, settings = 'allow_anonymous true'): Promise<RunningBroker> {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'swingbay-mosquitto-'));
  const file = join(directory, 'mosquitto.conf');
  writeFileSync(file, `listener ${port} 127.0.0.1\n${settings}\npersistence false\nlog_dest stderr\n`);
  const broker = new TetheredProcess({ command: program, args: ['-c', file] });
  const stop = async (): Promise<void> => {
    await broker.stop(2_000);
    rmSync(directory, { recursive: true, force: true });
  };
  const until = performance.now() + START_MS_MAX;
  while (performance.now() < until && broker.isRunning) {
    if (await answers(port)) {
      return { port, stop, freeze: () => broker.child.kill('SIGSTOP'), thaw: () => broker.child.kill('SIGCONT') };
    }
    await sleep(20);
  }
  const { lastWords } = broker;
  await stop();
  throw brokerUnreachable(`127.0.0.1:${port}`, lastWords);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const settle = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
