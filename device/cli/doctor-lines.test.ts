import { describe, expect, it } from 'vitest';
import { type Configuration, configurationSchema } from '../configuration.ts';
import { type LineCheck, linesOfClosed, linesOfRunning, type LinesSaid } from './doctor-lines.ts';

const CAMERA = { name: 'face-on', role: 'face-on', source: { kind: 'test' }, width: 64, height: 36, fps: 5 };
const NOW_MS = Date.parse('2026-06-01T12:00:00.000Z');
const trouble = { code: 'object-store/full', message: 'It has no room.', hint: 'Make room.' };
const standing = {
  pending: 4,
  withheld: 0,
  sent: 1,
  parked: 0,
  oldestPendingAt: null,
  trouble: null,
  parkedReasons: [],
};
const sync: LinesSaid['sync'] = { ...standing, to: 'folder', activity: 'idle', bytesSent: 0, warehouse: null };
const line: NonNullable<LinesSaid['facility']> = {
  ...{ name: 'The Range', url: 'https://office.example', activity: 'idle', waiting: 0, trouble: null },
  exchangedAt: '2026-06-01T11:59:00.000Z',
};
const fleet: LinesSaid['fleet'] = {
  ...{ broker: 'mqtts://fleet.example', facility: 'north', bay: 'bay-1', isConnected: true, waiting: 2 },
  ...{ waitingAlerts: 0, lost: 0, lostAlerts: 0, openAlerts: 0, isClockTrusted: true, updateWindow: null },
  ...{ desiredVersion: 4, desiredStatus: 'in-sync', desiredRefused: null, drift: [], isCalibrationAsked: false },
  trouble: null,
};

const configured = (more: object): Configuration =>
  configurationSchema.parse({
    store: {},
    cameras: [CAMERA],
    sync: { to: { kind: 'folder', path: '/mnt/clips' } },
    ...more,
  });

function running(said: Partial<LinesSaid>, configuration = configured({}), joined: string | null = null): LineCheck[] {
  const copies = { newest: 3, signAtMs: NOW_MS - 60_000 };
  const well = { sync, arrivals: null, facility: null, fleet, copiesTrouble: null, copies, nowMs: NOW_MS };
  return linesOfRunning({ configuration, joined }, { ...well, ...said });
}

const find = (id: LineCheck['id'], lines: LineCheck[]) => lines.find((each) => each.id === id);
const states = (lines: LineCheck[]) => lines.map(({ id, state }) => `${id} ${state}`);

describe('the lines of an appliance that runs', () => {
  it('are well where all of them are', () => {
    const warehouse = { ...standing, to: 'postgres', activity: 'idle' } as const;
    const lines = running({ sync: { ...sync, warehouse }, facility: line });
    expect(states(lines)).toEqual(['object-store ok', 'warehouse ok', 'copies ok', 'facility ok', 'fleet ok']);
  });

  it('are off where the configuration names none, which is no reason to send for somebody', () => {
    const none = { ...fleet, broker: null };
    const lines = running({ sync: { ...sync, to: null }, fleet: none }, configured({ sync: {} }));
    expect(states(lines)).toEqual(['object-store off', 'warehouse off', 'copies off', 'facility off', 'fleet off']);
  });

  it('say what holds the object store up, and how much was given up', () => {
    const held = find('object-store', running({ sync: { ...sync, trouble, parked: 38 } }));
    expect(held).toMatchObject({ state: 'failed', hint: 'Make room.' });
    expect(held?.message).toContain('38 were given up');
    const parkedReasons = [{ swing: 's', code: 'sync/file-gone', message: 'The file is gone.' }];
    const parked = find('object-store', running({ sync: { ...sync, parked: 1, parkedReasons } }));
    expect(parked).toMatchObject({ state: 'degraded', hint: expect.stringContaining('swingbay sync retry') as string });
    expect(parked?.message).toContain('The file is gone.');
  });

  it('say that no copy was looked after for three times as long as it should be, or ever', () => {
    const stale = (newest: number, minutes: number) =>
      find('copies', running({ copies: { newest, signAtMs: NOW_MS - minutes * 60_000 } }))?.state;
    expect([stale(3, 89), stale(3, 91), stale(0, 1)]).toEqual(['ok', 'degraded', 'degraded']);
    expect(find('copies', running({ copies: { newest: 0, signAtMs: null } }))?.state).toBe('unknown');
    const superseded = { code: 'restore/superseded', message: 'Another appliance has it.', hint: 'Switch it off.' };
    expect(find('copies', running({ copiesTrouble: superseded }))).toMatchObject({
      state: 'failed',
      hint: 'Switch it off.',
    });
  });

  it('say that a bay has joined a facility which its configuration does not name, or has not joined its own', () => {
    expect(find('facility', running({}, configured({}), 'The Range'))).toMatchObject({
      state: 'degraded',
      message: 'It has joined The Range, which its configuration does not name: nothing is exchanged.',
    });
    const not = { ...line, activity: 'not-joined', exchangedAt: null } as const;
    expect(find('facility', running({ facility: not }))?.state).toBe('failed');
    expect(find('facility', running({ facility: { ...line, exchangedAt: null } }))?.state).toBe('unknown');
  });

  it('say that the fleet is not reached, or wants what the bay refused', () => {
    expect(find('fleet', running({ fleet: { ...fleet, isConnected: false } }))?.state).toBe('failed');
    const refused = find(
      'fleet',
      running({ fleet: { ...fleet, desiredRefused: { version: 9, code: 'not-allowed' } } }),
    );
    expect(refused).toMatchObject({ state: 'degraded', message: expect.stringContaining('not-allowed') as string });
  });

  it('are those of a facility: what comes in, and no facility above it', () => {
    const arrivals = { isOn: true, waiting: 1, taken: 5, parked: 0, trouble: null, parkedReasons: [] };
    const facility = configured({ role: 'facility', cameras: [] });
    expect(states(running({ arrivals }, facility))).toEqual([
      ...['object-store ok', 'arrivals ok', 'warehouse off', 'copies ok', 'facility off', 'fleet ok'],
    ]);
    expect(find('arrivals', running({ arrivals: { ...arrivals, parked: 2 } }, facility))?.state).toBe('degraded');
  });
});

describe('the lines of an appliance that does not run', () => {
  it('are told from the configuration, which says that nobody was asked', () => {
    const facility = { url: 'https://office.example' };
    const broker = { url: 'mqtts://fleet.example:8883' };
    const configuration = configured({ facility, fleet: { facility: 'north', broker } });
    const lines = linesOfClosed({ configuration, joined: 'The Range' });
    expect(states(lines)).toEqual([
      ...['object-store unknown', 'warehouse off', 'copies unknown', 'facility unknown', 'fleet unknown'],
    ]);
    for (const { state, message } of lines) if (state === 'unknown') expect(message).toContain('It was not asked');
    expect(find('object-store', lines)?.message).toContain('/mnt/clips');
    expect(find('facility', linesOfClosed({ configuration, joined: null }))?.state).toBe('failed');
  });
});
