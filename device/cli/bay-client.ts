/** Talks to a running bay as any program would: REST for what is stored, one WebSocket for what happens. */
import { WebSocket } from 'ws';
import { readMachineToken } from '../api/auth/machine-token.ts';
import { decodeLivePicture, type LivePicture } from '../api/contract/live-picture.ts';
import type { ClientMessage, ServerEvent, ServerMessage, ServerMessages } from '../api/contract/realtime.ts';
import { BayError } from '../errors/bay-error.ts';
import { type SwingReport, swingReportSchema } from '../swing/report/swing-report.ts';

const CONNECT_MS_MAX = 10_000;

export class BayClient {
  readonly #url: string;
  readonly #socket: WebSocket;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #listeners = new Set<(message: ServerMessage) => void>();
  onPicture: ((picture: LivePicture) => void) | null = null;

  private constructor(url: string, socket: WebSocket, headers: Readonly<Record<string, string>>) {
    this.#url = url;
    this.#headers = headers;
    this.#socket = socket;
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (!isBinary) {
        const message = JSON.parse(data.toString()) as ServerMessage;
        for (const listener of this.#listeners) listener(message);
        return;
      }
      const picture = decodeLivePicture(data);
      if (picture !== undefined) this.onPicture?.(picture);
    });
  }

  /**
   * Resolves with the client and the bay's greeting. With the bay's data directory it calls as this machine's commands
   * do, which a bay that has an owner lets do everything; without, as whoever stands at the machine.
   */
  static async connect(
    url: string,
    dataDirectory?: string,
  ): Promise<{ client: BayClient; greeting: ServerMessages['CONNECTED'] }> {
    const token = dataDirectory === undefined ? null : readMachineToken(dataDirectory);
    const headers: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/api/v1/realtime/ticket`, { method: 'POST', headers });
    if (!answer.ok) throw new BayError('bay/no-ticket', `The bay refused a connection with status ${answer.status}.`);
    const { ticket } = (await answer.json()) as { ticket: string };
    const address = `${url.replace(/^http/, 'ws')}/api/v1/realtime/connect?ticket=${encodeURIComponent(ticket)}`;
    const socket = new WebSocket(address, { handshakeTimeout: CONNECT_MS_MAX });
    const client = new BayClient(url, socket, headers);
    const greeting = await new Promise<ServerMessages['CONNECTED']>((resolve, reject) => {
      socket.once('error', reject);
      void client.next('CONNECTED', CONNECT_MS_MAX).then(resolve, reject);
    });
    socket.on('error', () => undefined);
    return { client, greeting };
  }

  /** The next message of a kind, from now on; rejects with `bay/silent` after `timeoutMs`. */
  next<E extends ServerEvent>(
    event: E,
    timeoutMs: number,
    matches: (data: ServerMessages[E]) => boolean = () => true,
  ): Promise<ServerMessages[E]> {
    return new Promise((resolve, reject) => {
      const stop = this.listen((message) => {
        if (message.event !== event || !matches(message.data as ServerMessages[E])) return;
        clearTimeout(timer);
        stop();
        resolve(message.data as ServerMessages[E]);
      });
      const timer = setTimeout(() => {
        stop();
        reject(new BayError('bay/silent', `The bay said no ${event} within ${timeoutMs / 1000} s.`));
      }, timeoutMs);
    });
  }

  /** The answer ends the listening. */
  listen(listener: (message: ServerMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  send(message: ClientMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  async report(swing: string): Promise<SwingReport> {
    return swingReportSchema.parse(await this.get(`swings/${swing}/analysis`));
  }

  async get(path: string): Promise<unknown> {
    const answer = await fetch(`${this.#url}/api/v1/${path}`, { headers: this.#headers });
    if (!answer.ok) throw new BayError('bay/refused', `The bay answered ${answer.status} for ${path}.`);
    return answer.json();
  }

  close(): void {
    this.#socket.terminate();
  }
}
