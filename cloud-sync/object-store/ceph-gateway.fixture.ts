/**
 * A real S3 server for tests: Ceph's object gateway with one monitor and one disk, from Debian's packages, on loopback
 * and ports that were free. Its processes die with whoever started them.
 */
import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../device/cli/free-port.fixture.ts';
import { TetheredProcess } from '../../device/process/tethered-process.ts';
import type { S3ObjectStoreOptions } from './s3-object-store.ts';

const run = promisify(execFile);

const STARTS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 10_000;
const DISK_BYTES = 10 * 2 ** 30;
export const WITHOUT_CEPH =
  'Ceph is not installed (`./swingbay test --install-servers` does it): S3 is not tried against a real server.\n';

export function hasCeph(): boolean {
  const found = spawnSync('sh', [
    '-c',
    'command -v radosgw && command -v ceph-mon && command -v ceph-osd && command -v ceph',
  ]);
  // Its disk is made and owned by root.
  return found.status === 0 && process.getuid?.() === 0;
}

export interface CephGateway {
  readonly url: string;
  readonly port: number;
  /** A new user with a new bucket of its own; `objectsMax` is a quota. */
  user(quota?: {
    readonly objectsMax: number;
  }): Promise<Pick<S3ObjectStoreOptions, 'accessKeyId' | 'secretAccessKey'> & { readonly uid: string }>;
  /** Runs `radosgw-admin` and answers what it printed. */
  admin(...words: string[]): Promise<string>;
  stop(): Promise<void>;
}

interface Cluster {
  readonly directory: string;
  readonly file: string;
  readonly id: string;
  /** Port of the monitor. */
  readonly monitor: number;
}

/** Rejects where it does not answer within a minute. */
export async function startCeph(): Promise<CephGateway> {
  const directory = mkdtempSync(join(tmpdir(), 'swingbay-ceph-'));
  for (const folder of ['mon', 'osd', 'rgw', 'log', 'run']) mkdirSync(join(directory, folder));
  const [monitor, port] = [await freePort(), await freePort()];
  const file = join(directory, 'ceph.conf');
  const cluster = { directory, file, id: randomUUID(), monitor };
  writeFileSync(file, configuration(cluster, port));
  const daemons: TetheredProcess[] = [];
  const begin = (program: string, ...words: string[]): void => {
    daemons.unshift(new TetheredProcess({ command: program, args: ['-c', file, '-f', ...words] }));
  };
  const gateway: CephGateway = {
    url: `http://127.0.0.1:${port}`,
    port,
    async user(quota) {
      const uid = `u${randomUUID().slice(0, 8)}`;
      const secretAccessKey = randomUUID();
      const names = ['--uid', uid, '--display-name', uid, '--access-key', uid, '--secret-key', secretAccessKey];
      await gateway.admin('user', 'create', ...names);
      if (quota !== undefined) {
        const scope = ['--uid', uid, '--quota-scope', 'user'];
        await gateway.admin('quota', 'set', ...scope, '--max-objects', String(quota.objectsMax));
        await gateway.admin('quota', 'enable', ...scope);
      }
      return { uid, accessKeyId: uid, secretAccessKey };
    },
    async admin(...words) {
      return (await run('radosgw-admin', ['-c', file, ...words], { timeout: STARTS_WITHIN_MS })).stdout;
    },
    async stop() {
      // The gateway first: without its disk it does not end.
      for (const daemon of daemons.splice(0)) await end(daemon);
      rmSync(directory, { recursive: true, force: true });
    },
  };
  try {
    await bringUp(cluster, begin);
    await answers(gateway.url);
    return gateway;
  } catch (error) {
    await gateway.stop();
    throw error;
  }
}

async function bringUp(
  { directory, file, id, monitor }: Cluster,
  begin: (program: string, ...words: string[]) => void,
): Promise<void> {
  const tool = (program: string, ...words: string[]) => run(program, words, { timeout: STARTS_WITHIN_MS });
  const ceph = (...words: string[]) => tool('ceph', '-c', file, '--connect-timeout', '30', ...words);
  const keyring = join(directory, 'keyring');
  const key = (name: string, ...caps: string[]) =>
    tool('ceph-authtool', keyring, '--gen-key', '-n', name, ...caps.flatMap((cap) => ['--cap', ...cap.split(' = ')]));
  await tool('ceph-authtool', '--create-keyring', keyring);
  await key('mon.', 'mon = allow *');
  await key('client.admin', 'mon = allow *', 'osd = allow *', 'mgr = allow *', 'mds = allow *');
  await key('osd.0', 'mon = allow profile osd', 'osd = allow *');
  await key('client.rgw.a', 'mon = allow rw', 'osd = allow rwx');
  const map = join(directory, 'monmap');
  await tool('monmaptool', '--create', '--addv', 'a', `[v2:127.0.0.1:${monitor}]`, '--fsid', id, map);
  const data = ['--mon-data', join(directory, 'mon')];
  await tool('ceph-mon', '-c', file, '--mkfs', '-i', 'a', '--monmap', map, '--keyring', keyring, ...data);
  begin('ceph-mon', '-i', 'a', ...data);
  const disk = randomUUID();
  await ceph('osd', 'new', disk);
  await ceph('auth', 'get', 'osd.0').catch(() =>
    ceph('auth', 'add', 'osd.0', '-i', keyring, 'mon', 'allow profile osd', 'osd', 'allow *'),
  );
  await tool(
    'ceph-osd',
    '-c',
    file,
    '-i',
    '0',
    '--mkfs',
    '--osd-uuid',
    disk,
    '--setuser',
    'root',
    '--setgroup',
    'root',
  );
  await ceph('osd', 'crush', 'add', 'osd.0', '1.0', 'host=localhost', 'root=default');
  begin('ceph-osd', '-i', '0');
  begin('radosgw', '-n', 'client.rgw.a', '--setuser', 'root', '--setgroup', 'root');
}

async function answers(url: string): Promise<void> {
  for (const beganMs = performance.now(); ; await sleep(200)) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer?.status === 200) return;
    if (performance.now() - beganMs > STARTS_WITHIN_MS) throw new Error('Ceph did not answer in time.');
  }
}

async function end({ child, exited }: TetheredProcess): Promise<void> {
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
  await exited;
  clearTimeout(patience);
}

function configuration({ directory, id, monitor }: Cluster, port: number): string {
  return `
[global]
fsid = ${id}
mon host = [v2:127.0.0.1:${monitor}]
mon initial members = a
public addr = 127.0.0.1
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
ms bind ipv6 = false
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = ${directory}/keyring
log file = ${directory}/log/$name.log
admin socket = ${directory}/run/$name.asok
run dir = ${directory}/run
pid file = ${directory}/run/$name.pid
crash dir = ${directory}/run
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
mon allow pool size one = true
mon warn on pool no redundancy = false
mon max pg per osd = 1000
osd crush chooseleaf type = 0
mon data avail warn = 1
mon data avail crit = 1
auth allow insecure global id reclaim = false
[mon.a]
mon data = ${directory}/mon
[osd.0]
osd data = ${directory}/osd
osd objectstore = bluestore
bluestore block size = ${DISK_BYTES}
bluestore block create = true
osd memory target = 939524096
bluestore fsck on mount = false
osd max object name len = 256
osd max object namespace len = 64
[client.rgw.a]
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw data = ${directory}/rgw
rgw dns name = localhost
rgw enable usage log = false
`;
}
