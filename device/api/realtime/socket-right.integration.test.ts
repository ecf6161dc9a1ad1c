import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SOCKET_CLOSE } from '../contract/realtime.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { call, type Person, personIn } from '../fixtures/people-in-test.ts';
import { openScreen as openScreenOf, type Screen, ticketFor, until } from './screen-in-test.fixture.ts';

/** How long a socket lives once its right has ended: it is looked for every two seconds. */
let api: ApiInTest;
let players = 0;
let player: Person;
const screens: Screen[] = [];

beforeAll(async () => {
  api = await startApi();
  await personIn(api, 'operator');
});
afterAll(() => api.close());
beforeEach(async () => {
  player = await personIn(api, 'player', `player-${players++}`);
  api.bay.currentPlayers = [player.player];
});
afterEach(() => {
  for (const screen of screens.splice(0)) screen.socket.terminate();
});

async function openScreen(token?: string): Promise<Screen> {
  const screen = await openScreenOf(api, token);
  screens.push(screen);
  return screen;
}

/** Whether a socket is still open after every right has been looked at. */
async function survives(screen: Screen): Promise<boolean> {
  const other = await personIn(api, 'player', `probe-${players++}`);
  api.bay.currentPlayers = [...api.bay.currentPlayers, other.player];
  const probe = await openScreen(other.accessToken);
  await call(api, 'POST /api/v1/auth/logout', { json: { refreshToken: other.refreshToken } });
  await probe.closed;
  return screen.socket.readyState === screen.socket.OPEN;
}

describe('a socket ends with the right to it', () => {
  it('when its player logs out', async () => {
    const screen = await openScreen(player.accessToken);
    await call(api, 'POST /api/v1/auth/logout', { json: { refreshToken: player.refreshToken } });
    expect((await screen.closed).code).toBe(SOCKET_CLOSE.rightEnded);
  });

  it('when a copied refresh token ends the login', async () => {
    const screen = await openScreen(player.accessToken);
    for (let use = 0; use < 2; use++) {
      await call(api, 'POST /api/v1/auth/refresh', { json: { refreshToken: player.refreshToken } });
    }
    expect((await screen.closed).code).toBe(SOCKET_CLOSE.rightEnded);
  });

  it('when the player leaves the bay or the visit ends', async () => {
    const screen = await openScreen(player.accessToken);
    api.bay.currentPlayers = [];
    expect((await screen.closed).code).toBe(SOCKET_CLOSE.rightEnded);
    const again = await call(api, 'POST /api/v1/realtime/ticket', { token: player.accessToken });
    expect(again.status).toBe(403);
  });

  it('when the account is deleted', async () => {
    const screen = await openScreen(player.accessToken);
    const deleted = await call(api, 'DELETE /api/v1/users/me', { token: player.accessToken });
    expect(deleted.status).toBe(204);
    expect((await screen.closed).code).toBe(SOCKET_CLOSE.rightEnded);
  });

  it('and lives on through a refreshed login and another visit that the player is in', async () => {
    const screen = await openScreen(player.accessToken);
    await call(api, 'POST /api/v1/auth/refresh', { json: { refreshToken: player.refreshToken } });
    expect(await survives(screen)).toBe(true);
  });

  it('also before it is opened: a ticket of a login that ended is worth nothing', async () => {
    const ticket = await ticketFor(api, player.accessToken);
    await call(api, 'POST /api/v1/auth/logout', { json: { refreshToken: player.refreshToken } });
    const answer = await call(api, `GET /api/v1/realtime/connect?ticket=${ticket}`, {
      headers: {
        ...{ Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' },
        'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      },
    });
    expect(answer.status).toBe(401);
  });

  it('but the bay’s own screen is not asked for a login', async () => {
    const screen = await openScreen();
    expect(await survives(screen)).toBe(true);
    api.bay.messages.next({ event: 'BAY_STATE', data: { state: 'address', warnings: [] } });
    await until(() => screen.heard('BAY_STATE').length > 0);
  });
});
