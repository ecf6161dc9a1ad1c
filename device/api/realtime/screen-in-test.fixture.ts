/** A page's end of the socket, as a test holds it. */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { decodeLivePicture, type LivePicture } from '../contract/live-picture.ts';
import type { ServerEvent, ServerMessage, ServerMessages } from '../contract/realtime.ts';
import type { Ticket } from '../contract/rest.ts';
import type { ApiInTest } from '../fixtures/api-in-test.ts';

export interface Screen {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[];
  readonly pictures: LivePicture[];
  readonly closed: Promise<{ code: number; reason: string }>;
  say(event: string, data: unknown): void;
  heard<E extends ServerEvent>(event: E): ServerMessages[E][];
}

/** @param token of whoever asks; the machine of a bay that nobody owns needs none */
export async function ticketFor(api: ApiInTest, token?: string): Promise<string> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const answer = await api.fetch('/api/v1/realtime/ticket', { method: 'POST', headers });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as Ticket).ticket;
}

function socketAddress(api: ApiInTest, ticket: string): string {
  return `${api.origin.replace('http', 'ws')}/api/v1/realtime/connect?ticket=${ticket}`;
}

/** A screen that has heard `CONNECTED`. */
export async function openScreen(api: ApiInTest, token?: string): Promise<Screen> {
  const socket = new WebSocket(socketAddress(api, await ticketFor(api, token)));
  const messages: ServerMessage[] = [];
  const pictures: LivePicture[] = [];
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) return messages.push(JSON.parse(data.toString()) as ServerMessage);
    const picture = decodeLivePicture(data);
    return picture === undefined ? expect.fail('not a picture') : pictures.push(picture);
  });
  const closed = once(socket, 'close').then(([code, reason]: unknown[]) => ({
    code: Number(code),
    reason: String(reason),
  }));
  await until(() => messages.length > 0);
  return {
    ...{ socket, messages, pictures, closed },
    say: (event, data) => socket.send(JSON.stringify({ event, data })),
    heard: <E extends ServerEvent>(event: E) =>
      messages.filter((message) => message.event === event).map(({ data }) => data as ServerMessages[E]),
  };
}

export async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_000 && !condition(); tries++) await delay(10);
  expect(condition()).toBe(true);
}
