/**
 * Two bays and the appliance of their facility, as they are shipped: three daemons from dist, and an object store between
 * them. A player who is known in one bay plays in the other while the facility is down; when it is back all three agree,
 * and the player's phone shows both visits with both bays switched off.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { stringify } from 'yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { joinFacility } from '../../cloud-sync/facility/join-facility.ts';
import { membershipFile } from '../../cloud-sync/facility/membership.ts';
import { systemClock } from '../clock/clock.ts';
import { CHROMIUM, launchChromium, SCREENSHOTS } from '../kiosk/built-pages.fixture.ts';
import { renderMedia } from '../kiosk/dev/scripted-media.ts';
import { storeSwing } from '../kiosk/stored-swing.fixture.ts';
import { openStoreIn } from '../store/fixtures/store-in-directory.ts';
import type { Store } from '../store/store.ts';
import { freePort } from './free-port.fixture.ts';
import { SupervisedDaemon } from './supervised-daemon.ts';

const PATIENCE_MS = 90_000;
const ANA = { email: 'ana@example.org', password: 'a sound of rain on tin', name: 'Ana', handedness: 'right' };
const TABLES = ['players', 'accounts', 'visit_scores', 'consistency_scores'];
const directory = mkdtempSync(join(tmpdir(), 'swingbay-two-bays-'));
const open: Place[] = [];

/** One appliance: its data, and its daemon while it is switched on. */
class Place {
  readonly dataDirectory: string;
  readonly #configFile: string;
  #daemon: SupervisedDaemon | null = null;

  constructor(name: string, configuration: Record<string, unknown>) {
    this.dataDirectory = join(directory, name, 'data');
    mkdirSync(this.dataDirectory, { recursive: true });
    this.#configFile = join(directory, name, 'appliance.yaml');
    const common = {
      store: { dataDirectory: this.dataDirectory, floorMiB: 0 },
      sync: { to: { kind: 'folder', path: join(directory, 'objects'), mustBeMounted: false } },
    };
    writeFileSync(this.#configFile, stringify({ ...common, ...configuration }));
    open.push(this);
  }

  get url(): string {
    return this.#daemon?.url ?? '';
  }

  async on(): Promise<void> {
    this.#daemon = await SupervisedDaemon.start({ configFile: this.#configFile });
  }

  async off(): Promise<void> {
    await this.#daemon?.stop();
    this.#daemon = null;
  }

  /** What somebody does in the bay, while its daemon is off: a database has one writer. */
  async play(work: (store: Store) => Promise<void>): Promise<void> {
    const store = await openStoreIn(this.dataDirectory, {}, systemClock, { guestsMayLeave: false });
    await work(store);
    await store.close();
  }

  async ask(path: string, body?: unknown, token?: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await fetch(`${this.url}/api/v1/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  /** Her access token; undefined where she is not known. */
  async login(): Promise<string | undefined> {
    const { email, password } = ANA;
    return (await this.ask('auth/login', { email, password })).body['accessToken'] as string | undefined;
  }

  rowsOf(table: string): unknown[] {
    const database = new Database(join(this.dataDirectory, 'swingbay.sqlite'), { readonly: true });
    try {
      return database.prepare(`select * from ${table} order by 1`).all();
    } finally {
      database.close();
    }
  }
}

afterAll(async () => {
  for (const place of open) await place.off();
  rmSync(directory, { recursive: true, force: true });
});

async function threePlaces(): Promise<{ facility: Place; bays: readonly [Place, Place] }> {
  const facility = new Place('facility', {
    ...{ role: 'facility', bay: { name: 'The Range' }, api: { port: await freePort() } },
  });
  await facility.on();
  const bay = (name: string) =>
    new Place(name, {
      bay: { name, posesPerSecondMax: 0 },
      cameras: [{ name: 'face-on', role: 'face-on', source: { kind: 'test' }, width: 320, height: 240, fps: 15 }],
      api: { port: 0 },
      facility: { url: facility.url, everySeconds: 0.5 },
    });
  const bays = [bay('Bay 1'), bay('Bay 2')] as const;
  for (const [at, each] of bays.entries()) {
    const name = `Bay ${at + 1}`;
    const code = (await facility.ask('facility/bays', { name })).body['code'] as string;
    const file = membershipFile(resolve(each.dataDirectory), null);
    await joinFacility({ url: facility.url, caFile: null }, { bay: name, code, file });
  }
  return { facility, bays };
}

const anaIn = (store: Store): string => store.accounts.findByEmail(ANA.email)?.player ?? '';
const boardOf = async (place: Place): Promise<unknown> => (await place.ask('leaderboards')).body['rows'];

describe('two bays and their facility', () => {
  it(
    'agree on players, swings and the board when the facility is back, and the phone needs no bay',
    async () => {
      const media = await renderMedia();
      const { facility, bays } = await threePlaces();
      const [first, second] = bays;
      await first.on();
      expect((await first.ask('auth/register', ANA)).status).toBe(201);
      await first.off();
      await first.play(async (store) => {
        const id = anaIn(store);
        store.players.change(id, { sharesSince: '2026-01-01T00:00:00.000Z', isOnLeaderboard: true });
        store.players.beginSession('visit-1', 'Bay 1');
        for (const score of [6.4, 7.2]) {
          await storeSwing(store, media, { session: 'visit-1', bay: 'Bay 1', player: id, score });
        }
        store.players.endSession('visit-1');
      });
      await Promise.all([first.on(), second.on()]);
      await expect.poll(() => second.login(), { timeout: PATIENCE_MS, interval: 500 }).toBeDefined();

      await facility.off();
      await second.off();
      await second.play(async (store) => {
        store.players.beginSession('visit-2', 'Bay 2');
        await storeSwing(store, media, { session: 'visit-2', bay: 'Bay 2', player: anaIn(store), score: 8.1 });
        store.players.endSession('visit-2');
      });
      await second.on();
      expect(await second.login()).toBeDefined();

      await facility.on();
      const token = await facility.login();
      const swings = async () => (await facility.ask('swings', undefined, token)).body['swings'] as { bay: string }[];
      await expect
        .poll(async () => (await swings()).map(({ bay }) => bay), { timeout: PATIENCE_MS, interval: 500 })
        .toEqual(['Bay 2', 'Bay 1', 'Bay 1']);
      const board = [expect.objectContaining({ name: 'Ana', bay: 'Bay 2', scoreBest: 8.1, shots: 3 })];
      for (const place of [facility, first, second]) {
        await expect.poll(() => boardOf(place), { timeout: PATIENCE_MS, interval: 500 }).toEqual(board);
      }
      await expect
        .poll(async () => (await facility.ask('facility/arrivals')).body, { timeout: PATIENCE_MS, interval: 500 })
        .toMatchObject({ taken: 3, waiting: 0, parked: 0 });
      await Promise.all([first.off(), second.off()]);

      if (CHROMIUM === undefined) process.stdout.write('The phone is not tried: no Chromium in /usr/bin.\n');
      else await seesBothVisits(facility);
      await facility.off();
      for (const table of TABLES) {
        const rows = facility.rowsOf(table);
        expect([table, first.rowsOf(table)]).toEqual([table, rows]);
        expect([table, second.rowsOf(table)]).toEqual([table, rows]);
      }
    },
    PATIENCE_MS * 3,
  );
});

async function seesBothVisits(facility: Place): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
    await page.goto(facility.url);
    await page.getByRole('link', { name: 'Open my swings' }).click();
    await page.getByLabel('E-mail').fill(ANA.email);
    await page.getByLabel('Password').fill(ANA.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect
      .poll(() => page.locator('.swings__bay').allTextContents(), { timeout: 20_000 })
      .toEqual([...['Bay 2', 'Bay 1']]);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(SCREENSHOTS, 'two-bays-visits.png') });
    for (const at of [0, 2]) {
      await page.locator('.swing-row').nth(at).click();
      await page.locator('.replay-tile[data-ready="true"]').waitFor();
      await page.screenshot({ path: join(SCREENSHOTS, `two-bays-swing-${at}.png`) });
      await page.goBack();
      await page.locator('.swing-row').first().waitFor();
    }
  } finally {
    await browser.close();
  }
}
