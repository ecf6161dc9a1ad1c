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

it('a calibration is begun, goes nowhere without a board, and is given up', async () => {
  expect(await status()).toMatchObject({ stage: 'idle', result: null });
  expect((await api.fetch(ADDRESS, { method: 'POST' })).status).toBe(201);
  const begun = await status();
  expect(begun).toMatchObject({ stage: 'carry', guidance: { step: 'show-board' } });
  expect(begun.cameras.map(({ name }) => name)).toEqual(['face-on', 'down-the-line']);
  const refused = await api.fetch(`${ADDRESS}/mat`, { method: 'POST' });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
    409,
    'calibration/too-little-seen',
  ]);
  expect(await status()).toMatchObject({ stage: 'carry', mayGoToMat: false, mayClap: false });
  expect((await api.fetch(ADDRESS, { method: 'DELETE' })).status).toBe(204);
  expect((await status()).stage).toBe('idle');
});

it('claps are refused before there is a result, and without the microphone’s place', async () => {
  await api.fetch(ADDRESS, { method: 'POST' });
  const early = await api.fetch(`${ADDRESS}/clap?distanceM=1.6&heightM=1`, { method: 'POST' });
  expect([early.status, ((await early.json()) as { code: string }).code]).toEqual([409, 'calibration/no-claps-now']);
  expect((await api.fetch(`${ADDRESS}/clap?distanceM=far&heightM=1`, { method: 'POST' })).status).toBe(400);
});

it('nothing is saved before there is a result, and no picture is shown before there is one', async () => {
  expect((await api.fetch(`${ADDRESS}/save`, { method: 'POST' })).status).toBe(409);
  await api.fetch(ADDRESS, { method: 'POST' });
  const refused = await api.fetch(`${ADDRESS}/save`, { method: 'POST' });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'calibration/not-solved']);
  expect((await api.fetch(`${ADDRESS}/pictures/face-on`)).status).toBe(404);
});
