import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import { COMMAND_MS_MAX, swingbay } from './swingbay-command.fixture.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let key: string;

beforeAll(async () => {
  directory = temporaryDirectory();
  key = join(directory.path, 'desk.pem');
  expect((await swingbay('fleet', 'keys', 'new', key)).code).toBe(0);
}, COMMAND_MS_MAX);

afterAll(() => directory.remove());

const send = (...more: string[]) =>
  swingbay('fleet', 'send', 'bay-7', 'ping', '--facility', 'north', '--issuer', 'desk', '--key', key, ...more);

describe('swingbay fleet keys new', () => {
  it(
    'says that there is no such folder, and leaves nothing there',
    async () => {
      const file = join(directory.path, 'none', 'k.pem');
      const { code, error } = await swingbay('fleet', 'keys', 'new', file);
      expect(code).toBe(1);
      expect(error).toMatch(/^swingbay: fleet\/key-unwritable: .*Name a file in a folder that is there/);
      expect(existsSync(join(directory.path, 'none'))).toBe(false);
    },
    COMMAND_MS_MAX,
  );
});

describe('swingbay fleet send', () => {
  it(
    'says how the address of a broker is written, and that no login is empty',
    async () => {
      const { code, error } = await send('--broker', '127.0.0.1:18883');
      expect(code).toBe(1);
      expect(error).toMatch(/^swingbay: fleet\/broker-address: “127.0.0.1:18883”.*mqtts:\/\/host:8883/);
      const unnamed = await send('--broker', 'mqtt://127.0.0.1:1', '--username', '');
      expect(unnamed.error).toMatch(/^swingbay: fleet\/broker-login: /);
    },
    COMMAND_MS_MAX,
  );
});
