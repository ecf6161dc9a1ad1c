/**
 * A bay that sends what it has to a real S3 server: its configuration, and the daemon as a service manager runs it, to
 * be killed at any moment. Its one camera is a small test pattern in which nobody plays.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { S3ObjectStoreOptions } from '../../../../cloud-sync/object-store/s3-object-store.ts';
import { type SyncStateTold, syncStateSchema } from '../../../api/contract/sync.ts';
import { TetheredProcess } from '../../../process/tethered-process.ts';
import { findBay } from '../../bay-or-store.ts';
import { daemonArguments } from '../../daemon-entry.ts';
import { freePort } from '../../free-port.fixture.ts';

const MIB = 1024 * 1024;
const KIB = 1024;

export interface BayToSend {
  readonly configFile: string;
  readonly dataDirectory: string;
}

/** @param sections beside those that every bay of the benches has */
export async function describeBay(
  directory: string,
  options: S3ObjectStoreOptions,
  sections: Readonly<Record<string, unknown>> = {},
): Promise<BayToSend> {
  const dataDirectory = join(directory, 'data');
  const configFile = join(directory, 'bay.yaml');
  mkdirSync(directory, { recursive: true });
  const described = {
    bay: { name: 'bay-1', posesPerSecondMax: 0 },
    cameras: [
      {
        ...{ name: 'face-on', role: 'face-on', source: { kind: 'test', pattern: 'black' } },
        ...{ width: 64, height: 36, fps: 5, keyFrameEvery: 5 },
      },
    ],
    store: { dataDirectory, floorMiB: 0, reserveMiB: 0 },
    sync: { to: s3Section(directory, options) },
    api: { host: '127.0.0.1', port: await freePort() },
    log: { level: 'warn' },
    ...sections,
  };
  writeFileSync(configFile, stringify(described));
  return { configFile, dataDirectory };
}

/** The `sync.to` of a configuration; the secret goes into a file of the directory. */
export function s3Section(directory: string, options: S3ObjectStoreOptions): Record<string, unknown> {
  const secretKeyFile = join(directory, 'secret');
  writeFileSync(secretKeyFile, `${options.secretAccessKey}\n`, { mode: 0o600 });
  const { endpoint, region, bucket, accessKeyId, partBytes, idleMs } = options;
  const amounts = { partMiB: partBytes / MIB, idleSeconds: idleMs / 1_000 };
  return { kind: 's3', endpoint, region, bucket, accessKeyId, secretKeyFile, ...amounts };
}

export class SendingBay {
  readonly #bay: BayToSend;
  readonly #daemon: TetheredProcess;

  constructor(bay: BayToSend) {
    this.#bay = bay;
    this.#daemon = new TetheredProcess({ command: process.execPath, args: daemonArguments(bay.configFile) });
  }

  get isRunning(): boolean {
    return this.#daemon.isRunning;
  }

  /** What it said when it ended by itself. */
  get lastWords(): string {
    return this.#daemon.lastWords;
  }

  /** How its sending stands, asked as the command line asks; null while it is not open. */
  async standing(): Promise<SyncStateTold | null> {
    try {
      const { bay } = await findBay(this.#bay.configFile);
      return bay === null ? null : syncStateSchema.parse(await (await bay.call('GET', 'sync')).json());
    } catch {
      // It is being opened, or was just killed.
      return null;
    }
  }

  /** The most that the daemon had in memory since it was started, as the kernel counts. */
  memoryBytesMax(): number {
    try {
      const status = readFileSync(`/proc/${this.#daemon.pid}/status`, 'utf8');
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * KIB;
    } catch {
      return 0;
    }
  }

  async kill(): Promise<void> {
    await this.#daemon.kill();
  }
}
