import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { personIn } from '../api/fixtures/people-in-test.ts';
import { aSwing } from '../store/fixtures/store-in-directory.ts';
import { freePort } from './free-port.fixture.ts';
import { BayClient } from './bay-client.ts';
import { bayOrStore, findBay } from './bay-or-store.ts';

let api: ApiInTest;
let config: string;

beforeEach(async () => {
  api = await startApi();
  config = describeBay(Number(new URL(api.origin).port));
});
afterEach(() => api.close());

function describeBay(port: number): string {
  const file = join(api.directory, 'bay.yaml');
  const sections = {
    bay: { name: 'bay-1' },
    cameras: [
      {
        name: 'face-on',
        role: 'face-on',
        source: { kind: 'virtual', host: '127.0.0.1', port: 1 },
        width: 640,
        height: 360,
        fps: 60,
      },
    ],
    store: { dataDirectory: api.store.dataDirectory },
    api: { host: '127.0.0.1', port },
  };
  writeFileSync(file, stringify(sections));
  return file;
}

describe('the commands of a machine whose bay has an owner', () => {
  it('may change things, while whoever else is at the machine may look only', async () => {
    const { id } = api.store.swings.recordSwing(aSwing({ session: 'visit-0' }));
    await personIn(api, 'operator');
    const { bay } = await findBay(config);
    // It has come past the guard, to a swing that has no report yet.
    const problem = { code: 'store/report-unknown' };
    await expect(bay?.call('POST', `swings/${id}/reanalyze`)).rejects.toMatchObject(problem);
    expect((await api.fetch(`/api/v1/swings/${id}/reanalyze`, { method: 'POST' })).status).toBe(403);
    const { client } = await BayClient.connect(api.origin, api.store.dataDirectory);
    expect(await client.get(`swings/${id}`)).toMatchObject({ id });
    client.close();
  });

  it('show a token that only the user who runs the bay can read', () => {
    const { mode } = statSync(join(api.store.dataDirectory, 'keys', 'machine-token'));
    expect(mode & 0o777).toBe(0o600);
  });
});

describe('a data directory that a living bay has open', () => {
  it('is not opened beside it by a command that asks for the bay elsewhere', async () => {
    const elsewhere = describeBay(await freePort());
    await expect(bayOrStore(elsewhere)).rejects.toMatchObject({ code: 'store/in-use' });
  });

  it('is not opened either where the bay takes the call and answers nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    try {
      const hanging = describeBay((silent.address() as AddressInfo).port);
      await expect(findBay(hanging)).rejects.toMatchObject({ code: 'bay/not-answering', retryable: true });
    } finally {
      silent.close();
    }
  });

  it('is opened where nobody has it and nobody listens', async () => {
    await api.store.close();
    const found = await bayOrStore(describeBay(await freePort()));
    expect(found.kind).toBe('store');
    if (found.kind === 'store') await found.store.close();
  });
});
