import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type GdpHeader, GdpReader } from '../process/gdp.ts';
import { UnitServer } from './unit-server.ts';

const CAPS = 'video/x-h264, stream-format=(string)byte-stream';
const BACKLOG_BYTES = 64 * 1024;

let server: UnitServer | null = null;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.close();
  server = null;
});

async function open(): Promise<number> {
  server = new UnitServer(CAPS, BACKLOG_BYTES);
  return server.listen();
}

function listenTo(port: number): { socket: Socket; units: GdpHeader[] } {
  const units: GdpHeader[] = [];
  const reader = new GdpReader(({ header }) => {
    if (header.kind === 'buffer') units.push(header);
  });
  const socket = connect(port, '127.0.0.1');
  socket.on('data', (chunk) => reader.push(chunk));
  sockets.push(socket);
  return { socket, units };
}

/** Ten units of a stream, a key unit first; large ones fill a slow client's backlog. */
function send(from: number, bytes: number): void {
  for (let i = from; i < from + 10; i++) {
    server?.send({ data: new Uint8Array(bytes), ptsNs: i * 1000, durationNs: 1000, isKey: i % 10 === 0 });
  }
}

async function until(holds: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 5000;
  while (!holds() && Date.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a unit server', () => {
  it('begins every client’s stream with a key unit, and takes clients that come back', async () => {
    const port = await open();
    for (let visit = 0; visit < 2; visit++) {
      const { socket, units } = listenTo(port);
      await until(() => server?.counts.clients === 1);
      for (let i = 5; i < 10; i++) {
        server?.send({ data: new Uint8Array(10), ptsNs: i, durationNs: 1, isKey: false });
      }
      send(20, 100);
      await until(() => units.length === 10);
      expect(units.map((unit) => unit.ptsNs)).toEqual(Array.from({ length: 10 }, (_, i) => (20 + i) * 1000));
      expect(units[0]).toMatchObject({ isDelta: false, isDiscontinuous: true });
      socket.destroy();
      await until(() => server?.counts.clients === 0);
    }
  });

  it('drops whole units for a client that does not read, and goes on with a key unit', async () => {
    const port = await open();
    const { socket, units } = listenTo(port);
    await until(() => server?.counts.clients === 1);
    send(0, 100);
    await until(() => units.length === 10);
    socket.pause();
    for (let round = 1; round < 60; round++) send(round * 10, 100_000);
    expect(server?.counts.unitsDropped).toBeGreaterThan(100);
    socket.resume();
    const last = () => units.at(-1)?.ptsNs ?? 0;
    let round = 60;
    await until(() => {
      send(10 * round++, 100);
      return last() >= 600_000;
    });
    for (let i = 1; i < units.length; i++) {
      const gap = (units[i]?.ptsNs ?? 0) - (units[i - 1]?.ptsNs ?? 0);
      if (gap !== 1000) expect(units[i]).toMatchObject({ isDelta: false, isDiscontinuous: true });
    }
    expect(last()).toBeGreaterThanOrEqual(600_000);
  });
});
