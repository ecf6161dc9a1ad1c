import { expect, it } from 'vitest';
import { syncStateSchema } from './contract/sync.ts';
import { startApi } from './fixtures/api-in-test.ts';

it('tells staff what waits, since when and why, and lets what was given up try again', async () => {
  const api = await startApi();
  try {
    const state = async () => syncStateSchema.parse(await (await api.fetch('/api/v1/sync')).json());
    expect(await state()).toMatchObject({ pending: 3, parked: 1, trouble: { code: 'object-store/unreachable' } });
    const retried = await api.fetch('/api/v1/sync/retry', { method: 'POST' });
    expect(await retried.json()).toEqual({ retried: 1 });
    expect(await state()).toMatchObject({ pending: 4, parked: 0, parkedReasons: [] });
  } finally {
    await api.close();
  }
});
