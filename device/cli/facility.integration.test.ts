import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import type { FacilityLineState } from '../ports/facility-line.port.ts';
import { freePort } from './free-port.fixture.ts';
import { COMMAND_MS_MAX, swingbay } from './swingbay-command.fixture.ts';

interface Place {
  line: FacilityLineState | null;
}

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

  it(
    'says what the bay calls itself where the code is for another, and that a facility joins none',
    async () => {
      const [address = '', code = ''] = await enrolled('Bay 2');
      const { error } = await swingbay('facility', 'join', address, code, ...atBay);
      expect(error).toMatch(/^swingbay: facility\/enrolment-refused: .*This bay calls itself “Bay 1”/);
      expect(error).toContain("swingbay facility enrol 'Bay 1'");
      const own = await swingbay('facility', 'join', address, code, ...atFacility);
      expect(own.error).toMatch(/^swingbay: facility\/is-one: /);
      expect((await swingbay('facility', 'join', '--help')).out).toContain('the configuration of the bay');
    },
    COMMAND_MS_MAX,
  );
});

describe('swingbay facility line', () => {
  let bay: ApiInTest;
  const place: Place = { line: null };
  beforeAll(async () => {
    bay = await startApi({ facilityLine: () => ({ state: () => place.line, trust: () => null }) });
  });
  afterAll(() => bay.close());

  const configOf = (name: string, more: object = {}): readonly string[] => {
    const camera = { name: 'face-on', role: 'face-on', source: { kind: 'test' }, width: 64, height: 36, fps: 5 };
    const store = { dataDirectory: bay.store.dataDirectory, floorMiB: 0 };
    const api = { host: '127.0.0.1', port: Number(new URL(bay.origin).port) };
    return ['--config', describeAt(name, { bay: { name: 'Bay 3' }, cameras: [camera], store, api, ...more })];
  };

  it(
    'says that the bay has joined, where its configuration does not name the facility yet',
    async () => {
      const config = configOf('bay-3.yaml');
      expect((await swingbay('facility', 'line', ...config)).out).toContain('This bay belongs to no facility');
      const [address = '', code = ''] = await enrolled('Bay 3');
      expect((await swingbay('facility', 'join', address, code, ...config)).code).toBe(0);
      const { out } = await swingbay('facility', 'line', ...config);
      expect(out).toMatch(/^This bay has joined .*, but exchanges nothing yet. Name it in the configuration/);
      expect(out).toContain(`facility:\n  url: ${address}`);
    },
    COMMAND_MS_MAX,
  );

  it(
    'is text, and JSON on request',
    async () => {
      place.line = {
        ...{ facility: 'The Range', url: 'https://office.example', activity: 'resting', waiting: 2 },
        exchangedAt: '2026-06-01T10:00:00.000Z',
        trouble: { code: 'facility/unreachable', message: 'It cannot be reached.', hint: 'Check the network.' },
      };
      expect((await swingbay('facility', 'line', ...configOf('bay-3.yaml'))).out).toBe(
        'The Range · https://office.example · resting\n' +
          'everything was exchanged last at 2026-06-01T10:00:00.000Z · waiting 2\n' +
          'facility/unreachable: It cannot be reached. Check the network.\n',
      );
      const { out } = await swingbay('facility', 'line', '--json', ...configOf('bay-3.yaml'));
      expect(JSON.parse(out)).toMatchObject({ name: 'The Range', waiting: 2 });
    },
    COMMAND_MS_MAX,
  );
});

describe('at a facility', () => {
  it(
    'sync says what comes in, and the doctor that it is a facility',
    async () => {
      const sync = await swingbay('sync', ...atFacility);
      expect(sync.out).toMatch(/^The facility’s object store: s3 \(resting\)\ncame in 0 · waiting 0 · given up 0\n/);
      const doctor = await swingbay('doctor', ...atFacility);
      expect(doctor.out).toMatch(/^The facility runs.\n/);
      expect(doctor.out).toMatch(/– facility +This is the facility/);
    },
    COMMAND_MS_MAX,
  );
});
