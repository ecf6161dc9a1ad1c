import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fleetAuditSchema, fleetStateSchema } from './contract/fleet.ts';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';

let api: ApiInTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const row = (n: number) => ({
  ...{ key: `id-${n}`, id: `id-${n}`, issuer: 'desk', command: 'ping', isForced: false, arguments: {} },
  ...{ issuedAt: '2026-06-01T12:00:00.000Z', expiresAt: '2026-06-01T12:10:00.000Z', state: 'waiting' as const },
});

describe('the fleet, as staff see it', () => {
  it('is reached or not, with why, what waits and where the bay has drifted', async () => {
    const state = fleetStateSchema.parse(await (await api.fetch('/api/v1/fleet')).json());
    expect(state).toMatchObject({ waitingAlerts: 2, drift: ['voice.volume'], trouble: { code: 'fleet/line-lost' } });
  });

  it('has an audit of every command, newest first, page by page', async () => {
    for (let n = 0; n < 5; n++) {
      const { ordinal } = api.store.fleet.record(row(n));
      if (n < 4) api.store.fleet.answer(ordinal, { status: 'done', result: { n } });
    }
    api.store.fleet.record({ ...row(9), key: null, state: 'refused', code: 'signature-wrong' });
    const page = async (query: string) =>
      fleetAuditSchema.parse(await (await api.fetch(`/api/v1/fleet/audit${query}`)).json());
    const first = await page('?limit=4');
    expect(first.commands.map(({ id, state, isVerified }) => `${id} ${state} ${isVerified}`)).toEqual([
      ...['id-9 refused false', 'id-4 waiting true', 'id-3 answered true', 'id-2 answered true'],
    ]);
    const second = await page(`?limit=4&before=${first.nextBefore}`);
    expect(second.commands.map(({ id }) => id)).toEqual(['id-1', 'id-0']);
    expect([second.nextBefore, second.commands[0]?.answer]).toEqual([null, { status: 'done', result: { n: 1 } }]);
    expect((await api.fetch('/api/v1/fleet/audit?limit=1000')).status).toBe(400);
  });
});
