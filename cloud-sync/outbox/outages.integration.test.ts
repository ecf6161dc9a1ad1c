/**
 * What stands between a bay and its object store on a bad day, each as it really is: pages of a captive portal from a
 * real HTTP server, a certificate whose time is over, a gateway that refuses the key, the hour or one more object.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import {
  createServer as createSocketServer,
  type Server as SocketServer,
  type AddressInfo,
  type Socket,
} from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CephGateway, hasCeph, startCeph, WITHOUT_CEPH } from '../object-store/ceph-gateway.fixture.ts';
import { makeBucket } from '../object-store/made-bucket.fixture.ts';
import { ownerPrefix } from '../object-store/object-key.ts';
import { keysBelow } from '../object-store/object-store.suite.ts';
import { S3ObjectStore, type S3ObjectStoreOptions } from '../object-store/s3-object-store.ts';
import { makeCertificate } from './expired-certificate.fixture.ts';
import type { OutboxSync } from './outbox-sync.ts';
import { openSyncingBay, type SyncingBay } from './syncing-bay.fixture.ts';

if (!hasCeph()) process.stdout.write(WITHOUT_CEPH);

const MINUTE_MS = 60_000;
const OPTIONS: S3ObjectStoreOptions = {
  ...{ endpoint: 'http://127.0.0.1:1', region: 'us-east-1', bucket: 'swings', ca: null },
  ...{ accessKeyId: 'bay', secretAccessKey: 'secret', partBytes: 5 * 1024 * 1024, idleMs: 2_000 },
};

let bay: SyncingBay;
let player: string;
let swing: string;
const servers: (Server | SocketServer)[] = [];

beforeEach(async () => {
  bay = await openSyncingBay();
  player = bay.player();
  swing = await bay.swing(player);
});
afterEach(async () => {
  vi.useRealTimers();
  await bay.close();
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

function began(options: S3ObjectStoreOptions): OutboxSync {
  const sync = bay.sync(new S3ObjectStore(options));
  sync.start();
  return sync;
}

async function listening(server: Server | SocketServer): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The trouble is said in its own words, nothing counts as sent, nothing is given up. */
async function isHeldUpBy(sync: OutboxSync, code: string): Promise<void> {
  await expect.poll(() => sync.state().trouble?.code, { timeout: 30_000 }).toBe(code);
  expect(sync.state().trouble?.hint).toMatch(/\w+/);
  expect(sync.state()).toMatchObject({ sent: 0, parked: 0, pending: 4 });
  expect(bay.store.media.list(swing).every(({ syncedAt }) => syncedAt === null)).toBe(true);
}

const drained = (sync: OutboxSync) =>
  expect.poll(() => sync.state(), { timeout: 60_000 }).toMatchObject({ pending: 0, sent: 4, parked: 0, trouble: null });

const HTML = '<!doctype html><html><body><h1>Welcome! Please accept our terms.</h1></body></html>';
const PORTALS: Readonly<Record<string, RequestListener>> = {
  'a page with 200 for everything': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(HTML);
  },
  'an empty 200 for everything': (_request, response) => {
    response.writeHead(200).end();
  },
  'a redirection to its login': (_request, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/login' }).end();
  },
  'its login with 511': (_request, response) => {
    response.writeHead(511, { 'content-type': 'text/html' }).end(HTML);
  },
  'a page with 403': (_request, response) => {
    response.writeHead(403, { 'content-type': 'text/html' }).end(HTML);
  },
};

describe('a captive portal', () => {
  it.each(Object.entries(PORTALS))('that answers %s is no object store', async (_name, listener) => {
    const server = createServer((request, response) => {
      request.resume();
      request.once('end', () => listener(request, response));
    });
    const port = await listening(server);
    await isHeldUpBy(began({ ...OPTIONS, endpoint: `http://127.0.0.1:${port}` }), 'object-store/foreign-answer');
  });
});

describe('a line that is not what it seems', () => {
  it('a certificate whose time is over is not trusted, though its authority is', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'swingbay-certificate-'));
    try {
      const made = makeCertificate(directory, new Date('2024-01-01'), new Date('2024-02-01'));
      const port = await listening(createSecureServer(made, (_request, response) => response.end()));
      const sync = began({ ...OPTIONS, endpoint: `https://127.0.0.1:${port}`, ca: made.cert });
      await isHeldUpBy(sync, 'object-store/not-trusted');
      expect(sync.state().trouble?.message).toMatch(/expired/);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('a certificate of nobody whom the bay trusts is not trusted', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'swingbay-certificate-'));
    try {
      const made = makeCertificate(directory, new Date('2024-01-01'), new Date('2044-01-01'));
      const port = await listening(createSecureServer(made, (_request, response) => response.end()));
      await isHeldUpBy(began({ ...OPTIONS, endpoint: `https://127.0.0.1:${port}` }), 'object-store/not-trusted');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('nobody there, and somebody who takes everything and never answers, are both no line', async () => {
    await isHeldUpBy(began(OPTIONS), 'object-store/unreachable');
    const sockets: Socket[] = [];
    const port = await listening(
      createSocketServer((socket) => void sockets.push(socket.on('error', () => undefined).resume())),
    );
    await isHeldUpBy(began({ ...OPTIONS, endpoint: `http://127.0.0.1:${port}` }), 'object-store/unreachable');
    for (const socket of sockets) socket.destroy();
  });
});

describe.runIf(hasCeph())('a real gateway that refuses', () => {
  let ceph: CephGateway;
  let options: S3ObjectStoreOptions;
  beforeAll(async () => {
    ceph = await startCeph();
    options = await makeBucket(ceph);
  }, 120_000);
  afterAll(() => ceph?.stop());

  const arrived = async (): Promise<number> => {
    const store = new S3ObjectStore(options);
    const { length } = await keysBelow(store, ownerPrefix(player));
    await store.close();
    return length;
  };

  it('the key: said, and gone on with when the key is right', async () => {
    const sync = began({ ...options, secretAccessKey: 'wrong' });
    await isHeldUpBy(sync, 'object-store/not-allowed');
    await sync.stop();
    await drained(began(options));
    expect(await arrived()).toBe(5);
  });

  it('one more object, because there is no room: said, and gone on with by itself when there is', async () => {
    const small = await makeBucket(ceph, { objectsMax: 2 });
    const sync = began(small);
    await expect.poll(() => sync.state().trouble?.code, { timeout: 30_000 }).toBe('object-store/full');
    expect(sync.state()).toMatchObject({ parked: 0 });
    expect(sync.state().pending).toBeGreaterThan(0);
    await ceph.admin('quota', 'disable', '--uid', small.accessKeyId, '--quota-scope', 'user');
    await drained(sync);
  });

  it('a bucket that is not there', async () => {
    await isHeldUpBy(began({ ...options, bucket: 'not-there' }), 'object-store/no-bucket');
  });

  it.each([
    ['20 minutes ahead', 20 * MINUTE_MS],
    ['20 minutes behind', -20 * MINUTE_MS],
    ['in 1970', -Date.now() + MINUTE_MS],
  ])('the hour: a bay whose clock is %s says so at most, and gets everything there', async (_name, skewMs) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skewMs, shouldAdvanceTime: false });
    await drained(began(options));
    expect(await arrived()).toBe(5);
    // The SDK learns the difference from a refusal, and sends what it has in memory again; a stream is the outbox's.
    const failed = bay.counters.snapshot().filter(({ name }) => name === 'sync_failed');
    for (const { labels } of failed) expect(labels['code']).toBe('object-store/clock-skewed');
  });

  it('the hour: a clock that jumps in the middle loses nothing and doubles nothing', async () => {
    for (let n = 0; n < 5; n++) await bay.swing(player);
    const sync = began(options);
    await expect.poll(() => sync.state().sent, { timeout: 30_000, interval: 5 }).toBeGreaterThan(3);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 40 * MINUTE_MS });
    await expect.poll(() => sync.state(), { timeout: 60_000 }).toMatchObject({ pending: 0, sent: 24, parked: 0 });
    expect(await arrived()).toBe(30);
  });
});
