import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { FolderObjectStore } from '../../cloud-sync/object-store/folder-object-store.ts';
import { RemoteSwingMedia } from '../../cloud-sync/object-store/remote-swing-media.ts';
import { unreachable } from '../../cloud-sync/object-store/errors.ts';
import { OutboxSync } from '../../cloud-sync/outbox/outbox-sync.ts';
import { syncConfigSchema } from '../../cloud-sync/outbox/sync.config.ts';
import { SwingArrivals } from '../../cloud-sync/restore/swing-arrivals.ts';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { loginOf, type Person, personIn } from '../api/fixtures/people-in-test.ts';
import { type Clock, systemClock } from '../clock/clock.ts';
import type { ObjectStore } from '../ports/object-store.port.ts';
import { openStoreIn, temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import type { Store } from '../store/store.ts';
import { Counters } from '../telemetry/counters.ts';
import { silentLog } from '../telemetry/log.ts';
import { WORDS } from './after-swing.fixture.ts';
import { type BuiltPages, CHROMIUM, openBuiltPages } from './built-pages.fixture.ts';
import { holdsItsShape, keepPicture, notReachedByKeyboard, settled, widerThanPage } from './page-checks.fixture.ts';
import { mediaOfTheRun } from './scripted-media.fixture.ts';
import { storeSwing } from './stored-swing.fixture.ts';

/** The pages of a facility in a real Chromium, on the real API: its swings came from two bays, through an object store. */
if (CHROMIUM === undefined)
  process.stderr.write('tests of the facility’s page are left out: no Chromium in /usr/bin\n');

const SHAPES = { desk: { width: 1366, height: 900 }, phone: { width: 390, height: 844 } };
const PHONE = SHAPES.phone;

const folder = mkdtempSync(join(tmpdir(), 'swingbay-facility-'));
const directory = temporaryDirectory();
let pages: BuiltPages;
let browser: Browser;
let facility: ApiInTest;
let arrivals: SwingArrivals;
let ana: string;
let page: Page;
let isLineDown = false;
let aheadNs = 0;
/** Every look at it is a second later, so that no limit of requests is met. */
const clock: Clock = { ...systemClock, monotonicNs: () => systemClock.monotonicNs() + (aheadNs += 1e9) };

const folderStore = (): FolderObjectStore => new FolderObjectStore({ path: folder, mustBeMounted: false });

/** A bay that is switched off again when its swings lie in the object store. */
async function visit(bay: string, session: string, clubs: readonly [string, number][]): Promise<void> {
  const store = await openStoreIn(join(directory.path, bay), {}, systemClock, { guestsMayLeave: false });
  await exchange(facility.store, store);
  store.players.beginSession(session, bay);
  const media = await mediaOfTheRun();
  for (const [club, score] of clubs) await storeSwing(store, media, { session, bay, player: ana, club, score });
  store.players.endSession(session);
  const config = syncConfigSchema.parse({ to: { kind: 'folder', path: folder } });
  const surroundings = { clock: systemClock, log: silentLog, counters: new Counters(), isBusy: () => false };
  const sync = new OutboxSync({ config, objects: folderStore(), store, ...surroundings });
  sync.start();
  await until(() => sync.state().pending === 0 && sync.state().activity === 'idle');
  await sync.stop();
  await exchange(store, facility.store);
  await store.close();
}

/** Before the tests begin; the time that a hook has is the limit. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(50);
}

/** What the exchange between a bay and its facility carries. */
async function exchange(from: Store, to: Store): Promise<void> {
  for (let after = 0; ; ) {
    const { records, next } = from.people.changesSince(after, 500);
    if (records.length === 0) return;
    await to.people.takeIn(records);
    after = next;
  }
}

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  pages = await openBuiltPages();
  ({ browser } = pages);
  facility = await startApi({
    clock,
    role: 'facility',
    arrivals: { state: () => arrivals.state(), retryParked: () => arrivals.retryParked() },
    pagesDirectory: pages.folder,
    remote: {
      rule: { guestsMayLeave: false },
      media: (store) => {
        const objects = folderStore();
        const seen: Pick<ObjectStore, 'read'> = {
          read: (key, range) => (isLineDown ? Promise.reject(unreachable('down')) : objects.read(key, range)),
        };
        const parts = { store, clock, log: silentLog, counters: new Counters() };
        return new RemoteSwingMedia({ ...parts, objects: seen as ObjectStore });
      },
    },
  });
  await personIn(facility, 'operator', 'Olga');
  ({ player: ana } = await personIn(facility, 'player', 'Ana'));
  facility.store.players.change(ana, { sharesSince: '2026-01-01T00:00:00.000Z', isOnLeaderboard: true });
  await visit('Bay 1', 'visit-1', [
    ['driver', 6.4],
    ['iron-7', 7.2],
  ]);
  await visit('Bay 2', 'visit-2', [['wedge-pitching', 8.1]]);
  const parts = { store: facility.store, clock: systemClock, log: silentLog, counters: new Counters() };
  arrivals = new SwingArrivals({ ...parts, objects: folderStore() });
  arrivals.start();
  await until(() => arrivals.state().waiting === 0 && arrivals.state().taken === 3);
}, 240_000);

afterAll(async () => {
  await arrivals?.stop();
  await facility?.close();
  await pages?.close();
  directory.remove();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  if (CHROMIUM === undefined) return;
  isLineDown = false;
  const context = await browser.newContext({ viewport: PHONE, reducedMotion: 'reduce', hasTouch: true });
  page = await context.newPage();
});
afterEach(() => page?.context().close());

async function openAs(person: Person, path: string): Promise<void> {
  const login = {
    ...{ player: person.player, accessToken: person.accessToken, accessEndsAtMs: Date.now() + 800_000 },
    ...{ refreshToken: person.refreshToken, refreshEndsAtMs: Date.now() + 8_000_000 },
  };
  await page.addInitScript((kept) => localStorage.setItem('swingbay.login', kept), JSON.stringify(login));
  await page.goto(`${facility.origin}${path}`);
}

const looksRight = (name: string) =>
  holdsItsShape(page, { name: `facility-${name}`, shapes: SHAPES, misfits: widerThanPage, isWhole: true });

const openAsAna = async (path: string): Promise<void> => openAs(await loginOf(facility, ana), path);

describe.skipIf(CHROMIUM === undefined)('after the visit, with every bay switched off', () => {
  it('a player finds the way to their swings at the facility’s address', async () => {
    await page.goto(facility.origin);
    await page.getByRole('link', { name: 'Open my swings' }).waitFor();
    await looksRight('doors');
    expect(await notReachedByKeyboard(page)).toEqual([]);
    await page.getByRole('link', { name: 'Open my swings' }).click();
    await page.getByText('Log in, or make the account by which every bay knows you.').waitFor();
  });

  it('they see the visits of both bays, each with its bay, and every swing moves again', async () => {
    await openAsAna('/phone');
    await expect.poll(() => page.locator('.swings__bay').allTextContents()).toEqual(['Bay 2', 'Bay 1']);
    expect(await page.locator('.swing-row').count()).toBe(3);
    await settled(page);
    await holdsItsShape(page, { name: 'facility-swings', shapes: { phone: PHONE }, misfits: widerThanPage });
    await page.locator('.swing-row').last().click();
    await page.locator('.replay-tile[data-ready="true"]').waitFor();
    await page.locator('canvas[data-skeleton="drawn"]').waitFor();
    await page.getByText('· Bay 1').waitFor();
    // What takes a bay is not offered.
    expect(await page.getByRole('button', { name: /left-handed|right-handed/i }).count()).toBe(0);
    await holdsItsShape(page, { name: 'facility-swing', shapes: { phone: PHONE }, misfits: widerThanPage });
  });

  it('says in their words that a video is away just now, and fetches it when it is there again', async () => {
    facility.store.borrowed.reclaimNow(1e9);
    isLineDown = true;
    await openAsAna('/phone');
    await page.locator('.swing-row').first().click();
    await page.getByText('The video cannot be fetched just now').waitFor();
    await settled(page);
    await keepPicture(page, 'facility-video-away-phone');
    isLineDown = false;
    // A store that was just not there rests for some seconds: who is quicker is told so once more.
    const again = page.getByRole('button', { name: 'Try again' });
    const isThere = async (): Promise<number> => {
      if (await again.isVisible()) await again.click().catch(() => undefined);
      return page.locator('.replay-tile[data-ready="true"]').count();
    };
    await expect.poll(isThere, { timeout: 30_000, interval: 500 }).toBe(1);
  });

  it('they give out a link, which a stranger opens', async () => {
    const { accessToken } = await loginOf(facility, ana);
    const swing = facility.store.swings.list({ player: ana }, 1).swings[0]?.id;
    const given = await facility.fetch(`/api/v1/swings/${swing}/shares`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
      body: '{}',
    });
    const { path } = (await given.json()) as { path: string };
    await page.goto(`${facility.origin}${path}`);
    await expect.poll(() => page.locator('.replay-tile[data-ready="true"]').count()).toBeGreaterThan(0);
  });

  it.each(['en', 'de', 'ja'] as const)(
    'whoever is new makes an account there and says what may come, in %s',
    async (language) => {
      const words = WORDS[language];
      const email = `noa-${Math.random()}@range.example`;
      await page.goto(`${facility.origin}/phone?lang=${language}`);
      await page.getByText(words['facility.phone.welcome.hint']).waitFor();
      await page.getByText(words['facility.phone.welcome.promise']).waitFor();
      await page.getByRole('radio', { name: words['phone.welcome.new'] }).check();
      expect(await page.locator('body').innerText()).toContain(words['facility.phone.welcome.hint']);
      await looksRight(`register-${language}`);
      await page.getByLabel(words['phone.field.name']).fill('Noa');
      await page.getByLabel(words['phone.field.email']).fill(email);
      await page.getByLabel(words['phone.field.password']).fill('seven quiet herons');
      await page.getByRole('button', { name: words['phone.welcome.register'] }).click();
      await page.getByRole('heading', { name: words['facility.phone.consent.question'] }).waitFor();
      await page.getByText(words['facility.phone.consent.explained']).waitFor();
      await page.getByRole('button', { name: words['facility.phone.consent.no'] }).waitFor();
      await looksRight(`consent-${language}`);
      await page.getByRole('button', { name: words['phone.consent.yes'] }).click();
      await page.getByText(words['facility.phone.swings.none.hint']).waitFor();
      const { people } = facility.store;
      const told = people.changesSince(0, 10_000).records.filter(({ row }) => row?.['email'] === email);
      // The exchange takes it to every bay, where the same login holds.
      expect(told.map(({ table }) => table)).toEqual(['accounts']);
      const noa = facility.store.players.profile(told[0]?.key ?? '');
      expect([noa?.name, typeof noa?.sharesSince]).toEqual(['Noa', 'string']);
      // Nothing that is said of the player's own speaks of the bay that they do not stand in.
      await page.goto(`${facility.origin}/phone?lang=${language}#me`);
      await page.getByText(words['facility.phone.export.hint']).waitFor();
      const said = await page.locator('body').innerText();
      for (const ofABay of ['phone.export.hint', 'phone.coaches.none', 'phone.consent.explained'] as const)
        expect(said).not.toContain(words[ofABay]);
    },
  );

  it('has nothing of a bay’s that does not work there', async () => {
    await openAsAna('/phone#me');
    await page.getByRole('heading', { name: 'Ana' }).waitFor();
    expect(await page.getByRole('button', { name: /card/i }).count()).toBe(0);
    await page.goto(`${facility.origin}/phone#live`);
    await page.getByText('Live pictures come from a bay').waitFor();
  });
});

/** As a facility with bays answers; the exchange itself has tests of its own. */
async function withBays(): Promise<void> {
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
  const bays = [
    { name: 'Bay 1', state: 'enrolled', enrolledAt: ago(9e8), seenAt: ago(4_000), isCaughtUp: true },
    { name: 'Bay 2', state: 'enrolled', enrolledAt: ago(9e8), seenAt: ago(12_000), isCaughtUp: false },
    {
      name: 'Bay 3, by the tall pines',
      state: 'enrolled',
      enrolledAt: ago(9e8),
      seenAt: ago(7_400_000),
      isCaughtUp: true,
    },
    { name: 'Bay 4', state: 'invited', enrolledAt: null, seenAt: null, isCaughtUp: false },
  ];
  await page.route('**/api/v1/facility/bays', (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ json: { bays, conflicts: [{ player: ana, what: 'email', holder: ana }] } })
      : route.fulfill({ json: { code: 'ABCD-EFGH-JKMN-PQRS', expiresAt: ago(-900_000) } }),
  );
}

describe.skipIf(CHROMIUM === undefined)('whoever looks after the bays', () => {
  it.each(['en', 'de', 'ja'] as const)(
    'sees how they are, what waits, who played and who plays best, in %s',
    async (language) => {
      await withBays();
      const operator = await personIn(facility, 'operator', `Olga ${language}`);
      await openAs(operator, `/?lang=${language}`);
      await expect.poll(() => page.locator('.facility__row[data-standing]').count()).toBe(4);
      await expect.poll(() => page.locator('.facility__figure dd').allTextContents()).toEqual(['3', '0', '0']);
      await page.getByText(WORDS[language]['facility.trouble.object-store/unreachable']).waitFor();
      await expect.poll(() => page.locator('.facility__card').nth(3).locator('.facility__row').count()).toBe(1);
      await looksRight(`overview-${language}`);
      expect(await notReachedByKeyboard(page)).toEqual([]);
    },
  );

  it('adds a bay by a code that is shown once, to be scanned or typed', async () => {
    await withBays();
    await openAs(await personIn(facility, 'operator', 'Olga adds'), '/');
    await page.getByLabel('Add a bay').fill('Bay 5');
    await page.getByRole('button', { name: 'Make a code' }).click();
    await page.getByText('ABCD-EFGH-JKMN-PQRS', { exact: true }).waitFor();
    await page.getByRole('img', { name: 'Command by which Bay 5 joins' }).waitFor();
    await looksRight('code');
  });

  it('sees as an installer what is theirs to see, and nothing that they are refused', async () => {
    await withBays();
    const refused: string[] = [];
    page.on('response', (answer) => void (answer.status() >= 400 && refused.push(answer.url())));
    await openAs(await personIn(facility, 'installer', 'Ines'), '/');
    await expect.poll(() => page.locator('.facility__row[data-standing]').count()).toBe(4);
    await expect.poll(() => page.locator('.facility__figure dd').allTextContents()).toEqual(['3', '0', '0']);
    await settled(page);
    const cards = await page.locator('.facility__card-title').allTextContents();
    expect(cards).toEqual(['Bays', 'Swings and lines', expect.stringContaining('30')]);
    expect(await page.locator('.problem-note').count()).toBe(0);
    // A code for a bay is the operator's to make.
    expect(await page.getByLabel('Add a bay').count()).toBe(0);
    expect(refused).toEqual([]);
    await looksRight('installer');
  });

  it('is told apart from players, who are shown the way to their swings alone', async () => {
    await openAsAna('/');
    await page.getByRole('link', { name: 'Open my swings' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Bays' }).count()).toBe(0);
  });
});
