import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS_TABLE } from './api/access-table.ts';
import { healthSchema } from './api/contract/rest.ts';
import { roleOfRoute } from './api/role-routes.ts';
import { openAppliance, type Appliance } from './appliance.ts';
import { ClosedBay } from './cli/doctor-closed-bay.ts';
import { parseConfig } from './config/load-config.ts';
import { configurationSchema } from './configuration.ts';
import { temporaryDirectory } from './store/fixtures/store-in-directory.ts';

const directory = temporaryDirectory();
const configuration = parseConfig(
  configurationSchema,
  `
role: facility
bay: { name: The Range }
store: { dataDirectory: ${join(directory.path, 'data')}, floorMiB: 0 }
api: { port: 0 }
log: { level: silent }
`,
  'the configuration',
);
let facility: Appliance;
/** An access token. */
let player: string;

beforeAll(async () => {
  facility = await openAppliance(configuration, {
    ...{ configFile: join(directory.path, 'facility.yaml'), trial: null, restart: null },
  });
  const registration = {
    email: 'ana@example.org',
    password: 'a sound of rain on tin',
    name: 'Ana',
    handedness: 'left',
  };
  const registered = await fetch(`${facility.url}/api/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(registration),
  });
  player = ((await registered.json()) as { accessToken: string }).accessToken;
});
afterAll(async () => {
  await facility.close();
  directory.remove();
});

describe('an appliance with the role of a facility', () => {
  it('opens without cameras and is well', async () => {
    const health = await fetch(`${facility.url}/api/v1/health`);
    expect(health.status).toBe(200);
    const { status, parts } = healthSchema.parse(await health.json());
    expect([status, parts.map(({ name }) => name)]).toEqual(['ok', ['store', 'disk']]);
    const devices = await fetch(`${facility.url}/api/v1/devices`);
    expect(await devices.json()).toMatchObject({ devices: [{ kind: 'disk' }, { kind: 'phones' }] });
  });

  const ofBays = Object.keys(ACCESS_TABLE).filter((name) => roleOfRoute(name) === 'bay');
  it.each(ofBays)('says of %s that it is a bay’s', async (route) => {
    const [method, path] = route.split(' ') as [string, string];
    // What is of the caller themselves is nobody's who has no account.
    const headers: Record<string, string> =
      ACCESS_TABLE[route]?.subject === 'self' ? { authorization: `Bearer ${player}` } : {};
    const url = facility.url + path.replaceAll(/:\w+/g, '01234567-89ab-7def-8123-456789abcdef');
    const answer = await fetch(url, { method, headers });
    expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 'api/needs-bay' })]);
  });

  it('has as many of them as the table of roles names', () => {
    // One that is misspelt there would be none of the access table.
    expect(ofBays.length).toBe(37);
  });

  it('keeps accounts, and serves what is not of a bay', async () => {
    const headers = { authorization: `Bearer ${player}` };
    expect((await fetch(`${facility.url}/api/v1/users/me`, { headers })).status).toBe(200);
    expect((await fetch(`${facility.url}/api/v1/players`)).status).toBe(200);
    expect((await fetch(`${facility.url}/api/v1/leaderboards`)).status).toBe(200);
  });

  it('does not show the pages of a bay', async () => {
    for (const page of ['/games', '/calibrate', '/index.html']) {
      const answer = await fetch(facility.url + page);
      expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 'api/needs-bay' })]);
    }
  });

  it('is looked over by the doctor while it is closed', async () => {
    const closed = await ClosedBay.open(configuration, () => Promise.resolve(null));
    expect((await closed.devices()).map(({ kind, state }) => [kind, state])).toEqual([['disk', 'ok']]);
    await closed.close();
  });
});

describe('the configuration of a role', () => {
  const parse = (text: string) => parseConfig(configurationSchema, `${text}\nstore: { dataDirectory: /tmp/x }`, 'it');
  it('gives a bay at least one camera', () => {
    expect(() => parse('role: bay')).toThrow('a bay has at least one camera');
  });
  it('gives a facility neither microphone nor hardware', () => {
    const source = '{ kind: alsa, device: default }';
    expect(() => parse(`role: facility\nmicrophone: { source: ${source}, distanceM: 1 }`)).toThrow('no microphone');
  });
  it('lets a facility belong to a fleet, and to no other facility', () => {
    const fleet = "fleet: { facility: north, broker: { url: 'mqtts://fleet.example:8883' } }";
    expect(parse(`role: facility\n${fleet}`).fleet?.facility).toBe('north');
    expect(() => parse("role: facility\nfacility: { url: 'https://range.example' }")).toThrow('belongs to no other');
  });
});
