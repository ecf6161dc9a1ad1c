/**
 * TrackMan Range's local site as far as a listener meets it: its documented answers and messages over real HTTP and a
 * real WebSocket. Its paths are others than the documented ones, so that only who follows links finds them.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface StubRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export class TrackmanStub {
  /** Every request, in order. */
  readonly requests: StubRequest[] = [];
  apiKey = 'key-1';
  expiresIn: number | undefined;
  /** Where its links say that it is; itself when null. */
  linkHost: string | null = null;
  isAnsweringPings = true;
  readonly #http = createServer((request, response) => void this.#answer(request, response));
  readonly #sockets = new Set<WebSocket>();
  readonly #subscribed: ((socket: WebSocket) => void)[] = [];
  readonly #tickets = new Set<string>();
  #tokens = 0;
  #goodTokens = new Set<string>();
  #webSockets: WebSocketServer | null = null;
  #newest: WebSocket | null = null;

  async open(): Promise<void> {
    this.#http.listen(0, '127.0.0.1');
    await once(this.#http, 'listening');
    this.#webSockets = new WebSocketServer({ noServer: true, autoPong: false });
    this.#http.on('upgrade', (request, socket, head) => {
      const ticket = new URL(request.url ?? '', this.url).searchParams.get('ticketId') ?? '';
      if (!this.#tickets.delete(ticket)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      this.#webSockets?.handleUpgrade(request, socket, head, (webSocket) => {
        this.#sockets.add(webSocket);
        this.#newest = webSocket;
        webSocket.on('close', () => this.#sockets.delete(webSocket));
        webSocket.on('ping', (data) => {
          if (this.isAnsweringPings) webSocket.pong(data);
        });
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** The next socket whose listener has subscribed. */
  subscribed(): Promise<WebSocket> {
    return new Promise((resolve) => this.#subscribed.push(resolve));
  }

  forgetTokens(): void {
    this.#goodTokens = new Set();
  }

  dropConnections(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  async close(): Promise<void> {
    this.dropConnections();
    this.#webSockets?.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { authorization } = request.headers;
    const seen = { method: request.method ?? '', path: request.url ?? '', authorization, body };
    this.requests.push(seen);
    const [status, answer] = this.#answerTo(seen);
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(answer === null ? '' : JSON.stringify(answer));
  }

  #answerTo({ method, path, authorization, body }: StubRequest): [number, object | null] {
    if (path === '/connect/token') {
      const form = new URLSearchParams(body);
      if (form.get('grant_type') !== 'api_key' || form.get('api_key') !== this.apiKey) return [401, null];
      const token = `token-${++this.#tokens}`;
      this.#goodTokens.add(token);
      return [200, { access_token: token, token_type: 'Bearer', expires_in: this.expiresIn }];
    }
    if (!this.#goodTokens.has(authorization?.replace('Bearer ', '') ?? '')) return [401, null];
    const place = this.linkHost === null ? this.url : `http://${this.linkHost}`;
    if (method === 'GET' && path === '/api') {
      return [
        200,
        { _links: { self: { href: `${place}/api` }, measurements_ticket: { href: '/m/t1', method: 'POST' } } },
      ];
    }
    if (method === 'POST' && path === '/m/t1') {
      const ticketId = `ticket-${this.requests.length}`;
      this.#tickets.add(ticketId);
      return [
        200,
        {
          ticketId,
          _links: {
            measurements: { href: `${place.replace('http', 'ws')}/channel?type=all&ticketId=${ticketId}` },
            subscribe: { method: 'POST', href: `${place}/m/s1` },
          },
        },
      ];
    }
    if (method === 'POST' && path === '/m/s1') {
      const socket = this.#newest;
      if (socket !== null) setImmediate(() => this.#subscribed.shift()?.(socket));
      return [204, null];
    }
    return [404, null];
  }
}
