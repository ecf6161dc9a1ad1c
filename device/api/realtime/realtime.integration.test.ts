import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { openScreen as openScreenOf, type Screen, ticketFor, until } from './screen-in-test.fixture.ts';

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

const ticket = (): Promise<string> => ticketFor(api);
const address = (path: string): string => `${api.origin.replace('http', 'ws')}${path}`;

async function openScreen(): Promise<Screen> {
  const screen = await openScreenOf(api);
  screens.push(screen);
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
      const data = { camera: 'face-on', capturedAtNs: picture, landmarks, phase: null, angles: null, errors: [] };
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

  it('gets a smaller picture where it asks for one, and the one that is recorded where it asks again', async () => {
    const screen = await openScreen();
    screen.say('START_STREAM', { camera: 'face-on', width: 700 });
    await until(() => api.bay.watchers('face-on', 'half'));
    expect(api.bay.watchers('face-on')).toBe(false);
    api.bay.show('face-on', true, 500, 'half');
    await until(() => screen.pictures.length === 1);
    screen.say('START_STREAM', { camera: 'face-on' });
    await until(() => api.bay.watchers('face-on') && !api.bay.watchers('face-on', 'half'));
    expect(screen.heard('STREAM_STARTED')).toEqual([
      { camera: 'face-on', resolution: 'half', width: 640, height: 360, fps: 30 },
      { camera: 'face-on', resolution: 'full', width: 1280, height: 720, fps: 60 },
    ]);
  });

  it('is told what there is where it asks for a stream that there is not, and stays open', async () => {
    const screen = await openScreen();
    screen.say('START_STREAM', { camera: 'face-on', resolution: 'full', maxFps: 25 });
    screen.say('START_STREAM', { camera: 'above' });
    await until(() => screen.heard('ERROR').length === 2);
    expect(screen.heard('ERROR')).toMatchObject([
      {
        ...{ code: 'realtime/rendition-unknown', event: 'START_STREAM', retryable: false },
        renditions: [{ resolution: 'full' }, { resolution: 'half', fps: 30 }, { resolution: 'quarter' }],
      },
      { code: 'realtime/camera-unknown', hint: 'There are: face-on, down-the-line.' },
    ]);
    expect(screen.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('ends the streams of a page that goes', async () => {
    const screen = await openScreen();
    screen.say('START_STREAM', { camera: 'face-on', resolution: 'quarter' });
    await until(() => api.bay.watchers('face-on', 'quarter'));
    screen.socket.terminate();
    await until(() => !api.bay.watchers('face-on', 'quarter'));
  });
});
