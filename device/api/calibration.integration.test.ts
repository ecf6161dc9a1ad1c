import { afterEach, beforeEach, expect, it } from 'vitest';
import { calibrationStatusSchema } from './contract/calibration.ts';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';

let api: ApiInTest;
const ADDRESS = '/api/v1/calibration';

beforeEach(async () => {
  api = await startApi();
});

afterEach(async () => {
  await api.fetch(ADDRESS, { method: 'DELETE' });
  await api.close();
});

const status = async () => calibrationStatusSchema.parse(await (await api.fetch(ADDRESS)).json());

it('a calibration is begun, led to the mat and given up', async () => {
  expect(await status()).toMatchObject({ stage: 'idle', result: null });
  expect((await api.fetch(ADDRESS, { method: 'POST' })).status).toBe(201);
  const begun = await status();
  expect(begun).toMatchObject({ stage: 'carry', guidance: { step: 'show-board' } });
  expect(begun.cameras.map(({ name }) => name)).toEqual(['face-on', 'down-the-line']);
  await api.fetch(`${ADDRESS}/mat`, { method: 'POST' });
  expect((await status()).guidance.step).toBe('lay-on-mat');
  expect((await api.fetch(ADDRESS, { method: 'DELETE' })).status).toBe(204);
  expect((await status()).stage).toBe('idle');
});

it('nothing is saved before there is a result, and no picture is shown before there is one', async () => {
  expect((await api.fetch(`${ADDRESS}/save`, { method: 'POST' })).status).toBe(409);
  await api.fetch(ADDRESS, { method: 'POST' });
  const refused = await api.fetch(`${ADDRESS}/save`, { method: 'POST' });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'calibration/not-solved']);
  expect((await api.fetch(`${ADDRESS}/pictures/face-on`)).status).toBe(404);
});
