/** The stack's own object store, run as its container runs it, but on loopback and in a temporary folder. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../device/cli/free-port.fixture.ts';
import { projectRoot } from '../../../device/config/project-root.ts';
import { type ProcessExit, TetheredProcess } from '../../../device/process/tethered-process.ts';

const ACCESS_KEY = 'bays-of-a-test';
const READY_MS_MAX = 90_000;
const DISK_BYTES = 10 * 2 ** 30;

export interface RunStore {
  /** As the handbook has a bay's `sync.to`. */
  readonly forBays: Readonly<Record<string, unknown>>;
  /** Settles when the script has ended. */
  readonly exited: Promise<ProcessExit>;
  /** Process ids of a program that runs below the script. */
  pidsOf(program: string): readonly number[];
  /** Asks it to end, as a container is asked. */
  end(): Promise<ProcessExit>;
}

export class RunStoreFolder {
  readonly folder = mkdtempSync(join(tmpdir(), 'swingbay-run-store-'));
  #running: TetheredProcess | null = null;
  #port = 0;
  #monitor = 0;

  /** The first start makes everything, another goes on from there. Rejects where it does not say that it is ready. */
  async start(): Promise<RunStore> {
    if (this.#port === 0) await this.#make();
    let isReady = false;
    const store = new TetheredProcess({
      command: join(projectRoot, 'docker/cloud/object-store/run-store'),
      args: [],
      stdio: { stdout: 'pipe' },
      env: {
        STORE_DATA: join(this.folder, 'data'),
        STORE_LISTEN: `127.0.0.1:${this.#port}`,
        STORE_SECRETS: join(this.folder, 'secrets'),
        STORE_DISK: String(DISK_BYTES),
        STORE_MON_PORT: String(this.#monitor),
      },
    });
    this.#running = store;
    store.child.stdout?.on('data', (said: Buffer) => {
      isReady ||= said.includes('is ready');
    });
    for (const beganMs = performance.now(); !isReady; await sleep(100)) {
      const isLate = performance.now() - beganMs > READY_MS_MAX;
      if (isLate || !store.isRunning) throw new Error(`The store is not ready: ${store.lastWords}`);
    }
    return {
      forBays: {
        ...{ kind: 's3', endpoint: `http://127.0.0.1:${this.#port}`, bucket: 'swingbay', accessKeyId: ACCESS_KEY },
        secretKeyFile: join(this.folder, 'secrets/store-secret-key'),
      },
      exited: store.exited,
      pidsOf: (program) =>
        readFileSync(`/proc/${store.pid}/task/${store.pid}/children`, 'utf8')
          .split(' ')
          .filter((pid) => pid !== '' && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === program)
          .map(Number),
      end: () => {
        store.child.kill('SIGTERM');
        return store.exited;
      },
    };
  }

  async remove(): Promise<void> {
    this.#running?.child.kill('SIGTERM');
    await this.#running?.exited;
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #make(): Promise<void> {
    [this.#port, this.#monitor] = [await freePort(), await freePort()];
    const secrets = join(this.folder, 'secrets');
    mkdirSync(secrets);
    writeFileSync(join(secrets, 'store-access-key'), `${ACCESS_KEY}\n`);
    writeFileSync(join(secrets, 'store-secret-key'), execFileSync('openssl', ['rand', '-hex', '20']));
  }
}
