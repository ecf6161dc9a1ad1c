/**
 * WebSockets of `/api/v1/realtime/connect`, on the server that REST is on.
 *
 * Messages from screens are small and bounded; nothing is compressed, since pictures are compressed already and an
 * inflated message is a way to fill the memory.
 */
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer } from 'ws';
import { COUNTERS, type Counters } from '../../telemetry/counters.ts';
import { callerHeadersOf } from '../access.middleware.ts';
import type { Caller } from '../auth/auth-desk.ts';
import { BAY_VIEW, type BayView } from '../bay-view.port.ts';
import { tooManySockets } from '../errors.ts';
import { problemOf } from '../problem.filter.ts';
import { PeerHost } from './peers/peer-host.ts';
import { RealtimeSession, RIGHT_CHECK_MS } from './realtime-session.ts';
import { SocketAdmission } from './socket-admission.ts';

const PATH = '/api/v1/realtime/connect';
/** An offer of WebRTC is the longest. */
const MESSAGE_BYTES_MAX = 16 * 1024;
const SOCKETS_MAX = 32;
/** A screen takes 20 s of silence for a dead line; a peer that misses one beat is dead to us. */
const BEAT_MS = 8_000;
const CLOSING_MS = 1_000;

@Injectable()
export class RealtimeServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #http: HttpAdapterHost;
  readonly #admission: SocketAdmission;
  readonly #bay: BayView;
  readonly #counters: Counters;
  readonly #sessions = new Set<RealtimeSession>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES_MAX,
    perMessageDeflate: false,
  });
  readonly #peers: PeerHost;
  #beat: NodeJS.Timeout | undefined;
  #rightCheck: NodeJS.Timeout | undefined;

  constructor(
    @Inject(HttpAdapterHost) http: HttpAdapterHost,
    @Inject(SocketAdmission) admission: SocketAdmission,
    @Inject(BAY_VIEW) bay: BayView,
    @Inject(PeerHost) peers: PeerHost,
    @Inject(COUNTERS) counters: Counters,
  ) {
    this.#http = http;
    this.#admission = admission;
    this.#bay = bay;
    this.#peers = peers;
    this.#counters = counters;
  }

  onApplicationBootstrap(): void {
    const server = this.#http.httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#beat = setInterval(() => {
      for (const session of this.#sessions) session.beat();
    }, BEAT_MS);
    this.#beat.unref();
    this.#rightCheck = setInterval(() => {
      for (const session of this.#sessions) session.checkRight();
    }, RIGHT_CHECK_MS);
    this.#rightCheck.unref();
  }

  /** The HTTP server then waits for its connections to end: calls under way may, but not for ever. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#beat);
    clearInterval(this.#rightCheck);
    for (const session of this.#sessions) session.close();
    this.#sockets.close();
    const server = this.#http.httpAdapter.getHttpServer() as Server;
    const giveUp = setTimeout(() => {
      for (const session of this.#sessions) session.terminate();
      server.closeAllConnections();
    }, CLOSING_MS);
    server.once('close', () => clearTimeout(giveUp));
    await this.#peers.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until `ws` takes it over, nobody else listens to this socket's failures.
    const ignore = (): void => undefined;
    socket.on('error', ignore);
    const address = URL.parse(request.url ?? '/', 'http://bay');
    const admitted = this.#admit(address, request);
    if ('status' in admitted) {
      this.#counters.count('api_sockets_refused');
      refuseUpgrade(socket, admitted);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (opened) => {
      socket.off('error', ignore);
      const session = new RealtimeSession({
        ...{ socket: opened, bay: this.#bay, peers: this.#peers, counters: this.#counters },
        address: (request.socket.localAddress ?? '').replace(/^::ffff:/i, ''),
        stillMay: () => this.#admission.stillMay(admitted.caller),
      });
      this.#sessions.add(session);
      this.#counters.gauge('api_sockets', this.#sessions.size);
      opened.on('close', () => {
        this.#sessions.delete(session);
        this.#counters.gauge('api_sockets', this.#sessions.size);
      });
    });
  }

  #admit(address: URL | null, request: IncomingMessage): { caller: Caller } | { status: number; body: string } {
    if (address?.pathname !== PATH) return { status: 404, body: '' };
    const admitted = this.#admission.admit(callerHeadersOf(request), address.searchParams.get('ticket') ?? '');
    const isFull = this.#sessions.size >= SOCKETS_MAX;
    if ('caller' in admitted && !isFull) return admitted;
    const { status, problem } = problemOf('refusal' in admitted ? admitted.refusal : tooManySockets());
    return { status, body: JSON.stringify(problem) };
  }
}

function refuseUpgrade(socket: Duplex, { status, body }: { status: number; body: string }): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
