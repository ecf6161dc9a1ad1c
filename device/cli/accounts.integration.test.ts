import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { call } from '../api/fixtures/people-in-test.ts';
import { openStoreIn } from '../store/fixtures/store-in-directory.ts';
import { freePort } from './free-port.fixture.ts';
import { COMMAND_MS_MAX } from './swingbay-command.fixture.ts';

const program = fileURLToPath(new URL('main.ts', import.meta.url));
const PASSWORD = 'Wiese-Lampe-Dach';

let facility: ApiInTest;
beforeEach(async () => {
  facility = await startApi({ role: 'facility' });
});
afterEach(() => facility.close());

/** An appliance of the data directory that listens there, as its configuration says. */
function describedAt(dataDirectory: string, api: object): string {
  const file = join(facility.directory, 'facility.yaml');
  const bay = { name: 'The office' };
  writeFileSync(file, stringify({ role: 'facility', bay, store: { dataDirectory, floorMiB: 0 }, api }));
  return file;
}

async function add(config: string, email: string, password: string, role = 'operator') {
  const words = ['accounts', 'add', email, '--name', 'Jo', '--role', role, '--config', config];
  const command = spawn(process.execPath, [program, ...words]);
  command.stdin.end(`${password}\n`);
  const [out, error, [code]] = await Promise.all([
    ...[text(command.stdout), text(command.stderr), once(command, 'exit')],
  ] as [Promise<string>, Promise<string>, Promise<[number]>]);
  return { code, out, error };
}

const logsIn = async (email: string): Promise<number> => {
  const answer = await call(facility, 'POST /api/v1/auth/login', { json: { email, password: PASSWORD } });
  return answer.status;
};

describe('swingbay accounts add', () => {
  it(
    'makes the first operator of a running facility, and whoever runs its process more of them',
    async () => {
      const port = Number(new URL(facility.origin).port);
      const config = describedAt(facility.store.dataDirectory, { host: '127.0.0.1', port });
      expect(await add(config, 'jo@range.example', PASSWORD)).toEqual({
        ...{ code: 0, out: 'Jo logs in as jo@range.example and is operator at The office.\n', error: '' },
      });
      expect(facility.store.accounts.hasOwner).toBe(true);
      expect(await logsIn('jo@range.example')).toBe(200);
      expect(await add(config, 'sam@range.example', PASSWORD, 'staff')).toMatchObject({ code: 0 });
      expect(await add(config, 'jo@range.example', PASSWORD)).toMatchObject({
        ...{ code: 1, error: expect.stringMatching(/^swingbay: store\/email-taken: /) as string },
      });
      expect((await add(config, 'kim@range.example', 'password1')).error).toContain('auth/password-too-easy');
    },
    COMMAND_MS_MAX,
  );

  it(
    'makes them before a facility that is to listen on its network starts, which it does not without an owner',
    async () => {
      const dataDirectory = join(facility.directory, 'new');
      const config = describedAt(dataDirectory, { host: '0.0.0.0', port: await freePort() });
      expect(await add(config, 'jo', 'short')).toMatchObject({
        ...{ code: 1, error: expect.stringMatching(/^swingbay: accounts\/unfit: .*email: .*password: /) as string },
      });
      expect(await add(config, 'jo@range.example', PASSWORD)).toMatchObject({ code: 0, error: '' });
      const store = await openStoreIn(dataDirectory);
      expect(store.accounts.hasOwner).toBe(true);
      expect(store.accounts.findByEmail('jo@range.example')).toMatchObject({ role: 'operator' });
      await store.close();
    },
    COMMAND_MS_MAX,
  );
});
