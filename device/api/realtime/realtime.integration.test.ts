import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { decodeLivePicture, type LivePicture } from '../contract/live-picture.ts';
import type { ServerMessage } from '../contract/realtime.ts';
import type { Ticket } from '../contract/rest.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';

let api: ApiInTest;
const screens: Screen[] = [];

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
afterEach(async () => {
  for (const screen of screens.splice(0)) screen.socket.terminate();
  await until(() => !api.bay.messages.observed);
});

interface Screen {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[];
  readonly pictures: LivePicture[];
  readonly closed: Promise<{ code: number; reason: string }>;
}

async function ticket(): Promise<string> {
  const answer = await api.fetch('/api/v1/realtime/ticket', { method: 'POST' });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as Ticket).ticket;
}

function address(path: string): string {
  return `${api.origin.replace('http', 'ws')}${path}`;
}

/** A screen that has heard `CONNECTED`. */
async function openScreen(): Promise<Screen> {
  const socket = new WebSocket(address(`/api/v1/realtime/connect?ticket=${await ticket()}`));
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
  const screen = { socket, messages, pictures, closed };
  screens.push(screen);
  await until(() => messages.length > 0);
  return screen;
}

/** The HTTP status with which a socket is refused. */
function refusal(path: string, options: ClientOptions = {}): Promise<number | undefined> {
  const socket = new WebSocket(address(path), options);
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode));
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
  });
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !condition(); tries++) await delay(10);
  expect(condition()).toBe(true);
}

describe('opening a socket', () => {
  it('takes a ticket, once', async () => {
    const path = `/api/v1/realtime/connect?ticket=${await ticket()}`;
    expect(await refusal(path)).toBe(101);
    expect(await refusal(path)).toBe(401);
    expect(await refusal('/api/v1/realtime/connect?ticket=guessed')).toBe(401);
    expect(await refusal('/api/v1/realtime/connect')).toBe(401);
    expect(await refusal(`/elsewhere?ticket=${await ticket()}`)).toBe(404);
  });

  it('is not for pages of other sites, even with a ticket', async () => {
    const path = async () => `/api/v1/realtime/connect?ticket=${await ticket()}`;
    expect(await refusal(await path(), { origin: 'http://evil.example' })).toBe(403);
    expect(await refusal(await path(), { headers: { Host: 'evil.example' } })).toBe(403);
    expect(await refusal(await path(), { origin: api.origin })).toBe(101);
  });

  it('begins with how the bay is', async () => {
    api.bay.currentState = 'address';
    const screen = await openScreen();
    expect(screen.messages[0]).toMatchObject({
      event: 'CONNECTED',
      data: { bay: 'bay-1', sessionId: 'visit-1', state: 'address', cameras: [{ name: 'face-on' }, {}] },
    });
  });
});

describe('an open socket', () => {
  it('hears what the bay says, in its order', async () => {
    const screen = await openScreen();
    api.bay.messages.next({ event: 'BAY_STATE', data: { state: 'swinging', warnings: [] } });
    api.bay.messages.next({ event: 'SWING_DETECTED', data: { swingId: 's', kind: 'shot', impactAtNs: 7e9 } });
    api.bay.messages.next({ event: 'ANALYSIS_PROGRESS', data: { swingId: 's', stage: 'pose', fraction: 0.5 } });
    api.bay.messages.next({ event: 'ANALYSIS_COMPLETE', data: { swingId: 's', revision: 1, status: 'completed' } });
    await until(() => screen.messages.length === 5);
    expect(screen.messages.map((message) => message.event)).toEqual([
      'CONNECTED',
      'BAY_STATE',
      'SWING_DETECTED',
      'ANALYSIS_PROGRESS',
      'ANALYSIS_COMPLETE',
    ]);
  });

  it('gets pictures of the cameras it asked for, from a key frame on, until it has had enough', async () => {
    const screen = await openScreen();
    screen.socket.send(JSON.stringify({ event: 'START_STREAM', data: { camera: 'down-the-line' } }));
    screen.socket.send(JSON.stringify({ event: 'START_STREAM', data: { camera: 'down-the-line' } }));
    await until(() => api.bay.watchers('down-the-line'));
    for (const isKeyFrame of [false, true, false]) api.bay.show('down-the-line', isKeyFrame);
    api.bay.show('face-on', true);
    await until(() => screen.pictures.length === 2);
    expect(screen.pictures).toMatchObject([
      { cameraIndex: 1, isKeyFrame: true, capturedAtNs: 5e9 },
      { cameraIndex: 1, isKeyFrame: false },
    ]);
    screen.socket.send(JSON.stringify({ event: 'STOP_STREAM', data: { camera: 'down-the-line' } }));
    await until(() => !api.bay.watchers('down-the-line'));
  });

  it('loses pictures and poses when it does not read, never another message', async () => {
    const screen = await openScreen();
    screen.socket.send(JSON.stringify({ event: 'START_STREAM', data: { camera: 'face-on' } }));
    await until(() => api.bay.watchers('face-on'));
    screen.socket.pause();
    const landmarks = Array.from({ length: 99 }, () => 0.123456);
    for (let picture = 0; picture < 400; picture++) {
      api.bay.show('face-on', picture % 30 === 0, 100_000);
      const data = { camera: 'face-on', capturedAtNs: picture, landmarks, phase: null };
      api.bay.messages.next({ event: 'POSE_UPDATE', data });
      if (picture % 100 === 0) await delay(20);
    }
    for (let swing = 0; swing < 50; swing++) {
      const data = { swingId: String(swing), kind: 'shot', impactAtNs: 1 } as const;
      api.bay.messages.next({ event: 'SWING_DETECTED', data });
    }
    screen.socket.resume();
    await until(() => screen.messages.filter((message) => message.event === 'SWING_DETECTED').length === 50);
    expect(screen.pictures.length).toBeLessThan(400);
    expect(api.counters.value('api_poses_left_out')).toBeGreaterThan(0);
    expect(api.counters.value('api_pictures_left_out', { camera: 'face-on' })).toBeGreaterThan(0);

    const seen = screen.pictures.length;
    for (const isKeyFrame of [false, true, false]) api.bay.show('face-on', isKeyFrame);
    await until(() => screen.pictures.length === seen + 2);
    expect(screen.pictures[seen]?.isKeyFrame).toBe(true);
  });

  it('that never reads at all is given up instead of filling the memory', async () => {
    const screen = await openScreen();
    screen.socket.pause();
    const warning = { code: 'a/b', message: 'x'.repeat(10_000), hint: null, camera: null };
    for (let message = 0; message < 3_000 && api.bay.messages.observed; message++) {
      api.bay.messages.next({ event: 'BAY_STATE', data: { state: 'empty', warnings: [warning] } });
      if (message % 200 === 0) await delay(5);
    }
    expect(api.counters.value('api_sockets_too_slow')).toBe(1);
    expect(api.bay.messages.observed).toBe(false);
  });

  it.each([
    ['words', 'hello'],
    ['an order that it does not know', '{"event":"ARM","data":{}}'],
    ['a key too many', '{"event":"START_STREAM","data":{"camera":"face-on","fps":1}}'],
    ['a camera that is not there', '{"event":"START_STREAM","data":{"camera":"above"}}'],
    ['bytes', Buffer.from([1, 2, 3])],
  ])('is closed with 1008 for %s', async (_what, message) => {
    const screen = await openScreen();
    screen.socket.send(message);
    const { code, reason } = await screen.closed;
    expect(code).toBe(1008);
    expect(reason).not.toBe('');
  });

  it('is closed for a message that is too long, and for too many', async () => {
    const long = await openScreen();
    long.socket.send('x'.repeat(5_000));
    expect((await long.closed).code).toBe(1009);
    const many = await openScreen();
    const order = JSON.stringify({ event: 'STOP_STREAM', data: { camera: 'face-on' } });
    for (let message = 0; message < 100; message++) many.socket.send(order);
    expect((await many.closed).code).toBe(1008);
  });

  it('is not opened, and no harm is done, by an address that is none', async () => {
    const { port } = new URL(api.origin);
    const peer = connect(Number(port), '127.0.0.1');
    peer.write('GET //[ HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const [answer] = (await once(peer, 'data')) as [Buffer];
    expect(answer.toString()).toContain('404');
    expect((await api.fetch('/api/v1/health/live')).status).toBe(200);
  });

  it('that breaks the protocol does the bay no harm', async () => {
    const { port } = new URL(api.origin);
    const peer = connect(Number(port), '127.0.0.1');
    const path = `/api/v1/realtime/connect?ticket=${await ticket()}`;
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    const head = [`GET ${path} HTTP/1.1`, 'Host: localhost', ...upgrade, 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='];
    peer.write(`${head.join('\r\n')}\r\n\r\n`);
    await once(peer, 'data');
    // An unmasked frame: a client may not send one.
    peer.write(Buffer.from([0x81, 0x02, 0x68, 0x69]));
    await once(peer, 'close');
    expect((await api.fetch('/api/v1/health/live')).status).toBe(200);
  });
});
