import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SOCKET_CLOSE } from '../contract/realtime.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { openScreen as openScreenOf, type Screen, ticketFor, until } from './screen-in-test.fixture.ts';

let api: ApiInTest;
const screens: Screen[] = [];
const peers: Socket[] = [];

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
afterEach(async () => {
  for (const screen of screens.splice(0)) screen.socket.terminate();
  for (const peer of peers.splice(0)) peer.destroy();
  await until(() => !api.bay.messages.observed);
});

async function openScreen(): Promise<Screen> {
  const screen = await openScreenOf(api);
  screens.push(screen);
  return screen;
}

/** A peer that speaks WebSocket by hand. */
async function openRaw(): Promise<Socket> {
  const peer = connect(Number(new URL(api.origin).port), '127.0.0.1');
  peers.push(peer);
  const path = `/api/v1/realtime/connect?ticket=${await ticketFor(api)}`;
  const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  const head = [`GET ${path} HTTP/1.1`, 'Host: localhost', ...upgrade, 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='];
  peer.write(`${head.join('\r\n')}\r\n\r\n`);
  await once(peer, 'data');
  return peer;
}

const swing = (number: number) => ({
  event: 'ANALYSIS_COMPLETE' as const,
  data: { swingId: `swing-${number}`, revision: 1, status: 'completed' as const },
});
const bigState = () => {
  const warning = { code: 'a/b', message: 'x'.repeat(10_000), hint: null, camera: null };
  return { event: 'BAY_STATE' as const, data: { state: 'empty' as const, warnings: [warning] } };
};
const pose = (capturedAtNs: number) => ({
  event: 'POSE_UPDATE' as const,
  data: {
    ...{ camera: 'face-on', capturedAtNs, landmarks: Array<number>(99).fill(0.1234), phase: null },
    ...{ angles: null, errors: [] },
  },
});

describe('a reader that is really slow', () => {
  it('loses poses and no result', async () => {
    const peer = await openRaw();
    const text: Buffer[] = [];
    // A poor line, while the bay says ten times as much: more than the system keeps for a connection.
    peer.pause();
    const reading = setInterval(() => {
      const chunk = peer.read(16_384) as Buffer | null;
      if (chunk !== null) text.push(chunk);
      else peer.read(0);
    }, 20);
    const leftOut = api.counters.value('api_poses_left_out');
    for (let round = 0; round < 100; round++) {
      for (let number = 0; number < 240; number++) api.bay.messages.next(pose(round * 240 + number));
      api.bay.messages.next(swing(round));
      await delay(10);
    }
    clearInterval(reading);
    // The line gets better.
    peer.on('data', (chunk: Buffer) => text.push(chunk));
    peer.resume();
    await until(() => Buffer.concat(text.slice(-2)).includes('"swing-99"'));
    const heard = Buffer.concat(text).toString('latin1');
    for (let round = 0; round < 100; round++) expect(heard).toContain(`"swing-${round}"`);
    expect(api.counters.value('api_poses_left_out')).toBeGreaterThan(leftOut);
    expect(heard.split('POSE_UPDATE').length).toBeLessThan(24_000);
  });

  it('that is behind even with results is closed with a code, so that it comes back and reads again', async () => {
    const screen = await openScreen();
    screen.socket.pause();
    for (let message = 0; message < 3_000 && api.bay.messages.observed; message++) {
      api.bay.messages.next(bigState());
      if (message % 200 === 0) await delay(5);
    }
    expect(api.counters.value('api_sockets_too_slow')).toBe(1);
    expect(api.bay.messages.observed).toBe(false);
    screen.socket.resume();
    expect((await screen.closed).code).toBe(SOCKET_CLOSE.tooSlow);
  });

  it('that never reads at all is given up, whatever it was told', async () => {
    const peer = await openRaw();
    peer.pause();
    const gone = once(peer, 'close');
    for (let message = 0; message < 3_000 && api.bay.messages.observed; message++) {
      api.bay.messages.next(bigState());
      if (message % 200 === 0) await delay(5);
    }
    await until(() => api.counters.value('api_sockets') === 0);
    peer.resume();
    await gone;
  });
});

describe('whoever talks nonsense', () => {
  it.each([
    ['words', 'hello', 'JSON'],
    ['an order that nobody knows', '{"event":"ARM","data":{}}', 'START_STREAM'],
    ['a key too many', '{"event":"STOP_STREAM","data":{"camera":"face-on","fps":1}}', 'fps'],
    ['an offer that is none', '{"event":"WEBRTC_OFFER","data":{"camera":"face-on","sdp":"v=1"}}', 'data.sdp'],
  ])('is told what is wrong with %s, and may go on', async (_what, message, named) => {
    const screen = await openScreen();
    screen.socket.send(message);
    await until(() => screen.heard('ERROR').length === 1);
    expect(screen.heard('ERROR')[0]?.message).toContain(named);
    screen.say('START_STREAM', { camera: 'face-on' });
    await until(() => api.bay.watchers('face-on'));
  });

  it('is hung up on where it does not listen to that', async () => {
    const screen = await openScreen();
    for (let message = 0; message < 25; message++) screen.socket.send('{');
    expect((await screen.closed).code).toBe(SOCKET_CLOSE.refused);
    expect(screen.heard('ERROR')).toHaveLength(20);
  });

  it.each([
    ['bytes', (screen: Screen) => screen.socket.send(Buffer.from([1, 2, 3])), SOCKET_CLOSE.refused],
    ['a message as long as a book', (screen: Screen) => screen.socket.send('x'.repeat(20_000)), 1009],
    [
      'a hundred messages at once',
      (screen: Screen) => {
        for (let message = 0; message < 100; message++) screen.say('STOP_STREAM', { camera: 'face-on' });
      },
      SOCKET_CLOSE.refused,
    ],
  ])('is hung up on for %s', async (_what, talk, code) => {
    const screen = await openScreen();
    talk(screen);
    expect((await screen.closed).code).toBe(code);
  });

  it('is not opened, and no harm is done, by an address that is none', async () => {
    const peer = connect(Number(new URL(api.origin).port), '127.0.0.1');
    peers.push(peer);
    peer.write('GET //[ HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const [answer] = (await once(peer, 'data')) as [Buffer];
    expect(answer.toString()).toContain('404');
    expect((await api.fetch('/api/v1/health/live')).status).toBe(200);
  });

  it('does the bay no harm by breaking the protocol, nor by a frame that says it is as large as a disk', async () => {
    const frames = [
      // Unmasked: a client may not send one.
      Buffer.from([0x81, 0x02, 0x68, 0x69]),
      Buffer.from([0x82, 0xff, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 1, 2, 3, 4]),
      // A fragment that continues nothing.
      Buffer.from([0x80, 0x80, 1, 2, 3, 4]),
    ];
    for (const frame of frames) {
      const peer = await openRaw();
      peer.write(frame);
      await once(peer, 'close');
    }
    expect((await api.fetch('/api/v1/health/live')).status).toBe(200);
  });

  it('does not slow the bay down: others hear every result while twenty pages flood it', async () => {
    const listener = await openScreen();
    const flooding = (async () => {
      for (let page = 0; page < 20; page++) {
        const flood = await openScreen();
        for (let message = 0; message < 500; message++)
          flood.say('WEBRTC_OFFER', { camera: 'face-on', sdp: 'x'.repeat(9_000) });
        await flood.closed;
      }
    })();
    for (let number = 0; number < 50; number++) {
      api.bay.messages.next(swing(number));
      await delay(10);
    }
    await flooding;
    await until(() => listener.heard('ANALYSIS_COMPLETE').length === 50);
    expect(listener.heard('ANALYSIS_COMPLETE').map(({ swingId }) => swingId)).toEqual(
      Array.from({ length: 50 }, (_, number) => `swing-${number}`),
    );
  });
});
