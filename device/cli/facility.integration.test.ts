import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { freePort } from './free-port.fixture.ts';
import { COMMAND_MS_MAX, swingbay } from './swingbay-command.fixture.ts';

let facility: ApiInTest;
let facilityPort: number;
let atFacility: readonly string[];
let atBay: readonly string[];

beforeAll(async () => {
  facility = await startApi({ role: 'facility' });
  facilityPort = Number(new URL(facility.origin).port);
  const store = { dataDirectory: facility.store.dataDirectory, floorMiB: 0 };
  const api = { host: '127.0.0.1', port: facilityPort };
  atFacility = ['--config', describeAt('facility.yaml', { role: 'facility', store, api })];
  const camera = { name: 'face-on', role: 'face-on', source: { kind: 'test' }, width: 64, height: 36, fps: 5 };
  const dataDirectory = join(facility.directory, 'bay');
  mkdirSync(dataDirectory);
  const bay = {
    ...{ bay: { name: 'Bay 1' }, cameras: [camera], store: { dataDirectory, floorMiB: 0 } },
    api: { host: '127.0.0.1', port: await freePort() },
  };
  atBay = ['--config', describeAt('bay.yaml', bay)];
});

afterAll(() => facility.close());

function describeAt(name: string, configuration: object): string {
  const file = join(facility.directory, name);
  writeFileSync(file, stringify(configuration));
  return file;
}

/** The command that `enrol` prints for the bay. */
async function enrolled(name: string): Promise<readonly string[]> {
  const { out } = await swingbay('facility', 'enrol', name, ...atFacility);
  const [, address = '', code = ''] = /swingbay facility join (\S+) (\S+)/.exec(out) ?? [];
  return [address, code];
}

describe('swingbay facility join', () => {
  it(
    'takes what `facility enrol` prints as it stands, and its address without the scheme too',
    async () => {
      const [address = '', code = ''] = await enrolled('Bay 1');
      expect(address).toBe(`http://127.0.0.1:${facilityPort}`);
      const { out, error } = await swingbay('facility', 'join', address.slice('http://'.length), code, ...atBay);
      expect(error).toBe('');
      expect(out).toContain('Bay 1 is a bay of');
      expect(out).toContain(`url: ${address}`);
    },
    COMMAND_MS_MAX,
  );

  it(
    'says how an address is written, where it is given none',
    async () => {
      const { code, error } = await swingbay('facility', 'join', 'the office', 'ABCD-EFGH-JKLM-NPQR', ...atBay);
      expect(code).toBe(1);
      expect(error).toMatch(/^swingbay: facility\/address-wrong: “the office”.*https:\/\/host:port/);
      const wrong = describeAt('wrong.yaml', { role: 'bay', facility: { url: 'the office' } });
      const started = await swingbay('facility', 'line', '--config', wrong);
      expect(started.error).toContain('“facility.url”');
    },
    COMMAND_MS_MAX,
  );
});
