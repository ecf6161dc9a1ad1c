/**
 * WebSockets of `/api/v1/realtime/connect`, on the server that REST is on.
 *
 * Messages from screens are tiny and bounded; nothing is compressed, since pictures are compressed already and an
 * inflated message is a way to fill the memory.
 */
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer } from 'ws';
import { COUNTERS, type Counters } from '../../telemetry/counters.ts';
import { callerHeadersOf } from '../access.middleware.ts';
import { AccessPolicy } from '../access-policy.ts';
import { BAY_VIEW, type BayView } from '../bay-view.port.ts';
import { ticketWrong, tooManySockets } from '../errors.ts';
import { problemOf } from '../problem.filter.ts';
import { RealtimeSession } from './realtime-session.ts';
import { TicketOffice } from './ticket-office.ts';

const PATH = '/api/v1/realtime/connect';
const MESSAGE_BYTES_MAX = 4 * 1024;
const SOCKETS_MAX = 32;
/** A screen takes 20 s of silence for a dead line; a peer that misses one beat is dead to us. */
const BEAT_MS = 8_000;
const CLOSING_MS = 1_000;

@Injectable()
export class RealtimeServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #http: HttpAdapterHost;
  readonly #policy: AccessPolicy;
  readonly #office: TicketOffice;
  readonly #bay: BayView;
  readonly #counters: Counters;
  readonly #sessions = new Set<RealtimeSession>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES_MAX,
    perMessageDeflate: false,
  });
  #beat: NodeJS.Timeout | undefined;

  constructor(
    @Inject(HttpAdapterHost) http: HttpAdapterHost,
    @Inject(AccessPolicy) policy: AccessPolicy,
    @Inject(TicketOffice) office: TicketOffice,
    @Inject(BAY_VIEW) bay: BayView,
    @Inject(COUNTERS) counters: Counters,
  ) {
    this.#http = http;
    this.#policy = policy;
    this.#office = office;
    this.#bay = bay;
    this.#counters = counters;
  }

  onApplicationBootstrap(): void {
    const server = this.#http.httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#beat = setInterval(() => {
      for (const session of this.#sessions) session.beat();
    }, BEAT_MS);
    this.#beat.unref();
  }

  /** The HTTP server then waits for its connections to end: calls under way may, but not for ever. */
  beforeApplicationShutdown(): void {
    clearInterval(this.#beat);
    for (const session of this.#sessions) session.close();
    this.#sockets.close();
    const server = this.#http.httpAdapter.getHttpServer() as Server;
    const giveUp = setTimeout(() => {
      for (const session of this.#sessions) session.terminate();
      server.closeAllConnections();
    }, CLOSING_MS);
    server.once('close', () => clearTimeout(giveUp));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until `ws` takes it over, nobody else listens to this socket's failures.
    const ignore = (): void => undefined;
    socket.on('error', ignore);
    const address = URL.parse(request.url ?? '/', 'http://bay');
    const refusal = this.#refusalOf(address, request);
    if (refusal !== null) {
      this.#counters.count('api_sockets_refused');
      refuseUpgrade(socket, refusal);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (opened) => {
      socket.off('error', ignore);
      const session = new RealtimeSession(opened, this.#bay, this.#counters);
      this.#sessions.add(session);
      this.#counters.gauge('api_sockets', this.#sessions.size);
      opened.on('close', () => {
        this.#sessions.delete(session);
        this.#counters.gauge('api_sockets', this.#sessions.size);
      });
    });
  }

  #refusalOf(address: URL | null, request: IncomingMessage): { status: number; body: string } | null {
    if (address?.pathname !== PATH) return { status: 404, body: '' };
    const ticket = address.searchParams.get('ticket') ?? '';
    const refusal =
      this.#policy.refuseStranger(callerHeadersOf(request)) ??
      (this.#office.redeem(ticket) ? null : ticketWrong()) ??
      (this.#sessions.size >= SOCKETS_MAX ? tooManySockets() : null);
    if (refusal === null) return null;
    const { status, problem } = problemOf(refusal);
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
