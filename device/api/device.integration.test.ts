import { afterAll, beforeAll, expect, it } from 'vitest';
import { deviceListSchema, exerciseSchema } from './contract/devices.ts';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';

let api: ApiInTest;

beforeAll(async () => {
  api = await startApi();
});

afterAll(() => api.close());

it('lists every device with its state', async () => {
  const answer = await api.fetch('/api/v1/devices');
  expect(deviceListSchema.parse(await answer.json()).devices).toMatchObject([
    { id: 'tee', state: 'ok' },
    { id: 'phones', state: 'unknown' },
  ]);
});

it('moves a device on request, and only where nobody is in the bay', async () => {
  const moved = await api.fetch('/api/v1/devices/tee/exercise', { method: 'POST' });
  expect(exerciseSchema.parse(await moved.json())).toEqual({ device: 'tee', outcome: 'done', reason: null });
  api.bay.currentState = 'occupied';
  const refused = await api.fetch('/api/v1/devices/tee/exercise', { method: 'POST' });
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ code: 'hardware/bay-in-use' });
});

it('moves nothing for a page of another site, nor for a name that is none', async () => {
  api.bay.currentState = 'empty';
  const headers = { Origin: 'https://elsewhere.example' };
  const stranger = await api.fetch('/api/v1/devices/tee/exercise', { method: 'POST', headers });
  expect(stranger.status).toBe(403);
  expect((await api.fetch('/api/v1/devices/..%2Ftee/exercise', { method: 'POST' })).status).toBe(400);
});
