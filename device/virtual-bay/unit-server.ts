import { createServer, type Server, type Socket } from 'node:net';
import { encodeGdpBufferHeader, encodeGdpStart } from '../process/gdp.ts';

/**
 * Sends timed units to whoever connects, as GStreamer Data Protocol over TCP on the loopback interface; a pipeline
 * reads it with `tcpclientsrc ! gdpdepay`. Times are CLOCK_MONOTONIC nanoseconds.
 *
 * A client's stream begins at a key unit. One that does not keep up loses whole units until the next key unit after
 * it has caught up, so that it never gets what it cannot decode and costs at most `backlogBytesMax` of memory.
 */
export interface TimedUnit {
  readonly data: Uint8Array;
  readonly ptsNs: number;
  readonly durationNs: number;
  readonly isKey: boolean;
}

interface Client {
  readonly socket: Socket;
  waitsForKey: boolean;
}

export interface UnitServerCounts {
  readonly clients: number;
  readonly unitsDropped: number;
}

export class UnitServer {
  private readonly server: Server;
  private readonly clients = new Set<Client>();
  private readonly caps: string;
  private readonly backlogBytesMax: number;
  private unitsDropped = 0;

  constructor(caps: string, backlogBytesMax: number) {
    this.caps = caps;
    this.backlogBytesMax = backlogBytesMax;
    this.server = createServer((socket) => this.welcome(socket));
  }

  /** Resolves with the port; 0 asks the system for a free one. */
  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  send(unit: TimedUnit): void {
    for (const client of this.clients) {
      if (client.socket.writableLength > this.backlogBytesMax) client.waitsForKey = true;
      if (client.waitsForKey && (!unit.isKey || client.socket.writableLength > this.backlogBytesMax / 2)) {
        this.unitsDropped++;
        continue;
      }
      const header = encodeGdpBufferHeader(unit.data.length, {
        ptsNs: unit.ptsNs,
        dtsNs: unit.ptsNs,
        durationNs: unit.durationNs,
        isKeyFrame: unit.isKey,
        isDiscontinuous: client.waitsForKey,
      });
      client.waitsForKey = false;
      client.socket.cork();
      client.socket.write(header);
      client.socket.write(unit.data);
      client.socket.uncork();
    }
  }

  get counts(): UnitServerCounts {
    return { clients: this.clients.size, unitsDropped: this.unitsDropped };
  }

  async close(): Promise<void> {
    for (const { socket } of this.clients) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private welcome(socket: Socket): void {
    socket.setNoDelay(true);
    const client: Client = { socket, waitsForKey: true };
    this.clients.add(client);
    const leave = () => {
      this.clients.delete(client);
      socket.destroy();
    };
    /** Clients die and come back at will; that is no fault of the bay's. */
    socket.on('error', leave);
    socket.on('close', leave);
    socket.write(encodeGdpStart(this.caps));
  }
}
