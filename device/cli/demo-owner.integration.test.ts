import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { call } from '../api/fixtures/people-in-test.ts';
import { ensureDemoOwner, ownerFile, readDemoOwner } from './demo-owner.ts';

let api: ApiInTest;
let directory: string;

beforeEach(async () => {
  api = await startApi();
  directory = await mkdtemp(join(tmpdir(), 'swingbay-demo-owner-'));
});
afterEach(async () => {
  await api.close();
  await rm(directory, { recursive: true, force: true });
});

it('a demo on the network has an operator who can log in, and whose password only its user reads', async () => {
  await ensureDemoOwner(api.origin, directory, directory);
  const owner = await readDemoOwner(directory);
  const { email = '', password = '', pin = '' } = owner ?? {};
  expect(api.store.accounts.hasOwner).toBe(true);
  expect((await call(api, 'POST /api/v1/auth/login', { json: { email, password } })).status).toBe(200);
  expect((await call(api, 'POST /api/v1/auth/pin', { json: { pin } })).status).toBe(200);
  expect((await stat(ownerFile(directory))).mode & 0o777).toBe(0o600);
});
