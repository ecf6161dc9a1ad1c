import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WebSocket as Socket, WebSocket } from 'ws';
import type { Log } from '../telemetry/log.ts';
import { catalogueSchema, healthSchema } from './contract/rest.ts';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';

let api: ApiInTest;
const logged: { data: object; message: string }[] = [];
const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (data, message) => logged.push({ data, message }),
};

beforeEach(async () => {
  api = await startApi({ log });
});
afterEach(() => api.close());

async function health(): Promise<[number, ReturnType<typeof healthSchema.parse>]> {
  const answer = await api.fetch('/api/v1/health');
  return [answer.status, healthSchema.parse(await answer.json())];
}

describe('health', () => {
  it('is told part by part, and is no better than the worst of them', async () => {
    expect(await health()).toMatchObject([200, { status: 'ok', version: '0.0.0-test' }]);
    const warning = { code: 'camera/stalled', message: 'It stalled.', hint: 'Look at it.', camera: 'face-on' };
    api.bay.currentWarnings = [warning];
    const [status, body] = await health();
    expect([status, body.status]).toEqual([200, 'degraded']);
    expect(body.parts.find((part) => part.code === 'camera/stalled')).toMatchObject({
      name: 'camera face-on',
      status: 'failed',
      hint: 'Look at it.',
    });
  });

  it('says that the bay has failed when its database does not answer', async () => {
    await api.store.close();
    expect(await health()).toMatchObject([503, { status: 'failed' }]);
    expect((await api.fetch('/api/v1/health/ready')).status).toBe(503);
    expect((await api.fetch('/api/v1/health/live')).status).toBe(200);
  });

  it('names a full disk', async () => {
    await api.close();
    api = await startApi({ store: { floorMiB: 1e9 } });
    const [status, body] = await health();
    expect([status, body.status]).toEqual([200, 'degraded']);
    expect(body.parts.find((part) => part.name === 'disk')?.code).toBe('store/disk-full');
  });
});

describe('a defect', () => {
  it('is logged in full and told in general', async () => {
    await api.store.close();
    const answer = await api.fetch('/api/v1/swings');
    expect(answer.status).toBe(500);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ code: 'api/internal' });
    expect(text).not.toContain('database');
    expect(logged.at(-1)).toMatchObject({ data: { code: 'api/internal' } });
  });
});

describe('the catalogue', () => {
  it('has a name for every metric, fault and drill', async () => {
    const catalogue = catalogueSchema.parse(await (await api.fetch('/api/v1/catalogue')).json());
    const entries = [...catalogue.metrics, ...catalogue.faults, ...catalogue.drills];
    expect(entries.length).toBeGreaterThan(20);
    expect(entries.filter(({ name }) => name.includes('.'))).toEqual([]);
    const spoken = catalogue.drills.flatMap(({ steps, feel, easier, equipment }) => [
      ...steps,
      feel,
      easier,
      ...equipment,
    ]);
    expect(spoken.filter((words) => /^(drill|equipment)\./.test(words))).toEqual([]);
  });

  it('is in the language that was asked for, else in that of the bay', async () => {
    const asked = async (path: string) => catalogueSchema.parse(await (await api.fetch(path)).json());
    expect((await asked('/api/v1/catalogue')).language).toBe('en');
    const japanese = await asked('/api/v1/catalogue?lang=ja');
    expect(japanese.metrics.find(({ id }) => id === 'shoulder-turn')?.name).toBe('肩の回転');
    expect((await asked('/api/v1/catalogue?lang=de')).texts['phase.downswing']).toBe('Abschwung');
    expect((await api.fetch('/api/v1/catalogue?lang=xx')).status).toBe(400);
    const drawing = await api.fetch('/api/v1/catalogue/drills/wall-behind-hips/drawing?lang=ja');
    expect(await drawing.text()).toContain('<title>お尻を壁に</title>');
  });

  it('draws every drill, for either hand, and refuses one that it does not know', async () => {
    const catalogue = catalogueSchema.parse(await (await api.fetch('/api/v1/catalogue')).json());
    for (const { drawing, name } of catalogue.drills) {
      const answer = await api.fetch(`${drawing}?hand=left`);
      expect(answer.headers.get('content-type')).toContain('image/svg+xml');
      expect(await answer.text()).toContain(`<title>${name}</title>`);
    }
    expect((await api.fetch('/api/v1/catalogue/drills/unheard-of/drawing')).status).toBe(404);
  });
});

describe('stopping', () => {
  it('does not wait for a screen that does not answer, nor for a call that does not end', async () => {
    const { ticket } = (await (await api.fetch('/api/v1/realtime/ticket', { method: 'POST' })).json()) as {
      ticket: string;
    };
    const screen: Socket = new WebSocket(
      `${api.origin.replace('http', 'ws')}/api/v1/realtime/connect?ticket=${ticket}`,
    );
    screen.on('error', () => undefined);
    await new Promise((resolve) => screen.once('message', resolve));
    screen.pause();
    const headers = { 'Content-Type': 'multipart/form-data; boundary=b', 'Content-Length': '1000' };
    const call = request(`${api.origin}/api/v1/swings/upload`, { method: 'POST', headers });
    call.on('error', () => undefined);
    call.write('--b\r\n');
    const startedAt = performance.now();
    await api.close();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    screen.terminate();
    api = await startApi();
  });
});
