import { decodeLivePicture, type LivePicture } from '../../api/contract/live-picture.ts';
import type { ClientEvent, ClientMessages, ServerMessage } from '../../api/contract/realtime.ts';
import { reconnectDelayMs } from './reconnect-delay.ts';

/**
 * The line to the bay: one WebSocket that comes back by itself.
 *
 * Each attempt takes a ticket of its own, which is good for one socket and thirty seconds. A socket that says nothing
 * for {@link SILENCE_MS_MAX} is taken for dead: the bay sends poses or pictures all the time.
 */
export interface RealtimeListener {
  onMessage(message: ServerMessage): void;
  onPicture(picture: LivePicture): void;
  /** @param closeCode how the bay closed the socket (`SOCKET_CLOSE`); null where the line was lost or no ticket given */
  onLost(closeCode: number | null): void;
}

export interface RealtimeConnection {
  /** Lost when there is no line; the caller says it again after `CONNECTED`. */
  send<E extends ClientEvent>(event: E, data: ClientMessages[E]): void;
  close(): void;
}

const SILENCE_MS_MAX = 20_000;
const OPENING_MS_MAX = 10_000;

export function connectRealtime(
  fetchTicket: (signal: AbortSignal) => Promise<string>,
  addressOf: (ticket: string) => string,
  listener: RealtimeListener,
): RealtimeConnection {
  let socket: WebSocket | null = null;
  let attempt = 0;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const watch = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => socket?.close(), ms);
  };

  const retry = (closeCode: number | null) => {
    clearTimeout(timer);
    if (isClosed) return;
    listener.onLost(closeCode);
    timer = setTimeout(() => void open(), reconnectDelayMs(attempt, Math.random()));
    attempt += 1;
  };

  const receive = (data: unknown) => {
    watch(SILENCE_MS_MAX);
    if (data instanceof ArrayBuffer) {
      const picture = decodeLivePicture(new Uint8Array(data));
      if (picture !== undefined) listener.onPicture(picture);
      return;
    }
    const message = parseMessage(String(data));
    if (message === null) return;
    if (message.event === 'CONNECTED') attempt = 0;
    listener.onMessage(message);
  };

  const open = async () => {
    let ticket: string;
    try {
      ticket = await fetchTicket(AbortSignal.timeout(OPENING_MS_MAX));
    } catch {
      retry(null);
      return;
    }
    if (isClosed) return;
    const opened = new WebSocket(addressOf(ticket));
    opened.binaryType = 'arraybuffer';
    socket = opened;
    watch(OPENING_MS_MAX);
    opened.addEventListener('message', (event: MessageEvent) => receive(event.data));
    opened.addEventListener('close', ({ code }) => {
      if (socket === opened) socket = null;
      retry(code);
    });
  };

  void open();
  return {
    send(event, data) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ event, data }));
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

/** The daemon and its pages are of one version, so a message needs no more than its envelope checked. */
function parseMessage(text: string): ServerMessage | null {
  try {
    const message = JSON.parse(text) as ServerMessage;
    return typeof message === 'object' && message !== null && typeof message.event === 'string' ? message : null;
  } catch {
    return null;
  }
}
