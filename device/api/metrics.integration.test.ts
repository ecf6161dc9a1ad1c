import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';
import { call } from './fixtures/people-in-test.ts';

const METRICS_TOKEN = 'for-a-scraper-and-nothing-else-0123456789';
const STRANGER = 'phone.range.example';
const TOKEN = 'for-everything-at-all-0123456789-abcdef-012';

let api: ApiInTest;
let directory: ReturnType<typeof temporaryDirectory>;

beforeEach(async () => {
  directory = temporaryDirectory();
  const [tokenFile, metricsTokenFile] = [join(directory.path, 'token'), join(directory.path, 'metrics-token')];
  writeFileSync(tokenFile, `${TOKEN}\n`);
  writeFileSync(metricsTokenFile, `${METRICS_TOKEN}\n`);
  api = await startApi({ config: { tokenFile, metricsTokenFile } });
});
afterEach(async () => {
  await api.close();
  directory.remove();
});

const shown = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

describe('what a Prometheus reads', () => {
  it('is text of its version, with everything that was counted', async () => {
    api.counters.count('swings_stored', { kind: 'shot' }, 3);
    const answer = await api.fetch('/metrics', shown(METRICS_TOKEN));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toContain('swingbay_swings_stored_total{kind="shot"} 3\n');
  });

  it('is read with its own token, which opens nothing else', async () => {
    for (const [path, status] of [
      ['/metrics', 200],
      ['/api/v1/health', 403],
      ['/api/v1/swings', 403],
      ['/api/v1/players', 403],
      ['/api/v1/openapi.json', 403],
    ] as const) {
      expect([path, (await api.fetch(path, shown(METRICS_TOKEN))).status]).toEqual([path, status]);
    }
    expect((await api.fetch('/metrics', shown(TOKEN))).status).toBe(200);
  });

  it('is refused to whoever shows another token, or none from elsewhere', async () => {
    expect((await api.fetch('/metrics', shown(`${METRICS_TOKEN}0`))).status).toBe(401);
    expect((await call(api, 'GET /metrics', { host: STRANGER })).status).toBe(401);
  });
});
