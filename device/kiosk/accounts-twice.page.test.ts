import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { loginOf, type Person, personIn } from '../api/fixtures/people-in-test.ts';
import { type Clock, systemClock } from '../clock/clock.ts';
import { sampleReport } from '../store/fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from '../store/fixtures/store-in-directory.ts';
import { type BuiltPages, CHROMIUM, openBuiltPages } from './built-pages.fixture.ts';
import { holdsItsShape, notReachedByKeyboard, widerThanPage } from './page-checks.fixture.ts';

/** Accounts that were registered twice, on a facility's first page in a real Chromium and on its real API. */
if (CHROMIUM === undefined)
  process.stderr.write('tests of the page for accounts that were registered twice are left out: no Chromium\n');

const SHAPES = {
  desk: { width: 1366, height: 900 },
  portrait: { width: 800, height: 1280 },
  phone: { width: 390, height: 844 },
};
const YEAR_MS = 365 * 24 * 3_600_000;

let pages: BuiltPages;
let browser: Browser;
let facility: ApiInTest;
let page: Page;
let aheadNs = 0;
let shots = 0;
/** Every look at it is a second later, so that no limit of requests is met. */
const clock: Clock = { ...systemClock, monotonicNs: () => systemClock.monotonicNs() + (aheadNs += 1e9) };

/** Somebody of a bay that heard of nobody, as the exchange carries them. Answers the player. */
async function registeredApart(email: string, name: string, years: number): Promise<string> {
  const directory = temporaryDirectory();
  const wall = () => new Date(Date.now() - years * YEAR_MS);
  const store = await openStoreIn(join(directory.path, 'bay'), {}, { ...systemClock, wall });
  const account = { name, email, passwordHash: 'none', role: 'player', handedness: null } as const;
  const { player } = store.accounts.add(account);
  await facility.store.people.takeIn(store.people.changesSince(0, 100).records);
  await store.close();
  directory.remove();
  return player;
}

function played(player: string, bay: string, session: string, scores: readonly number[]): void {
  const { players, swings } = facility.store;
  players.beginSession(session, bay);
  for (const score of scores) {
    shots += 1;
    const { id } = swings.recordSwing(aSwing({ player, bay, session, monotonicNs: shots * 1e9 }));
    const report = sampleReport(id);
    const overall = { ...report.score, overall: score } as NonNullable<typeof report.score>;
    swings.storeRevision({ report: { ...report, session, bay, player, kind: 'shot', score: overall } });
  }
  players.endSession(session);
}

async function openAs(person: Person, path: string): Promise<void> {
  const login = {
    ...{ player: person.player, accessToken: person.accessToken, accessEndsAtMs: Date.now() + 800_000 },
    ...{ refreshToken: person.refreshToken, refreshEndsAtMs: Date.now() + 8_000_000 },
  };
  await page.addInitScript((kept) => localStorage.setItem('swingbay.login', kept), JSON.stringify(login));
  await page.goto(`${facility.origin}${path}`);
}

const looksRight = (name: string) =>
  holdsItsShape(page, { name: `accounts-${name}`, shapes: SHAPES, misfits: widerThanPage, isWhole: true });

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  pages = await openBuiltPages();
  ({ browser } = pages);
}, 240_000);
afterAll(() => pages?.close());

beforeEach(async () => {
  if (CHROMIUM === undefined) return;
  facility = await startApi({ clock, role: 'facility', pagesDirectory: pages.folder });
  const context = await browser.newContext({ viewport: SHAPES.desk, reducedMotion: 'reduce', hasTouch: true });
  page = await context.newPage();
});
afterEach(async () => {
  await page?.context().close();
  await facility?.close();
});

describe.skipIf(CHROMIUM === undefined)('accounts that were registered twice', () => {
  it.each(['en', 'de', 'ja'])('stand side by side with what tells them apart, in %s', async (language) => {
    const kept = await registeredApart('ana@range.example', 'Ana', 1);
    const other = await registeredApart('ana@range.example', 'Anastasia-Konstantina Papadopoulou-Wagner', 0.1);
    await registeredApart('cem@range.example', 'Cem', 1);
    const coach = await registeredApart('cem@range.example', 'Cem Y.', 0.2);
    facility.store.players.change(coach, { isMinor: true });
    played(kept, 'Bay 1', 'visit-1', [6.4, 7.2]);
    played(kept, 'Bay 3, by the tall pines', 'visit-2', [5.1]);
    played(other, 'Bay 2', 'visit-3', [8.1]);
    await openAs(await personIn(facility, 'staff', 'Sam'), `/?lang=${language}`);
    await expect.poll(() => page.locator('.twice__pair').count()).toBe(2);
    await expect.poll(() => page.locator('.twice__name').first().textContent()).toBe('Ana');
    await looksRight(`twice-${language}`);
    expect(await notReachedByKeyboard(page)).toEqual([]);
    await page.locator('.twice__ask button').click();
    await expect.poll(() => page.locator('.twice__sure').count()).toBe(1);
    await looksRight(`sure-${language}`);
    expect(await notReachedByKeyboard(page)).toEqual([]);
    await page.locator('.twice__choice .action').first().click();
    await expect.poll(() => page.locator('.twice__row').count()).toBe(1);
    // The rest of the page knows of it at once.
    const visitors = page.locator('section[aria-labelledby="facility-today"] strong');
    await expect.poll(() => visitors.allTextContents()).toEqual(['Ana', 'Ana', 'Ana']);
    await looksRight(`joined-${language}`);
  });

  it('are joined and taken apart by the keyboard alone, and nothing is done before it was said twice', async () => {
    const kept = await registeredApart('ana@range.example', 'Ana', 1);
    const other = await registeredApart('ana@range.example', 'Ana B.', 0.1);
    await openAs(await personIn(facility, 'operator', 'Olga'), '/');
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    await press('Join these two');
    // The words that say what will be are read first, then the choice.
    const focused = () =>
      page.evaluate(() => `${document.activeElement?.tagName}: ${document.activeElement?.textContent}`);
    await expect.poll(focused).toMatch(/^P: .*You can take it back\.$/);
    await press('Leave it as it is');
    await expect.poll(focused).toBe('BUTTON: Join these two');
    expect(facility.store.players.personOf(other)).toBe(other);
    await press('Join these two');
    await press('Yes, it is one person');
    await page.getByText('The two accounts are one now.').waitFor();
    await page.getByText('Ana B. is Ana as well').waitFor();
    await page.getByText(/^Since .*, by Olga$/).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('facility-twice');
    expect(facility.store.players.personOf(other)).toBe(kept);
    await press('Take apart');
    await press('Yes, take them apart');
    await page.getByText('They are two accounts again.').waitFor();
    await page.getByText('Cannot log in').waitFor();
    expect(facility.store.players.personOf(other)).toBe(other);
  });

  it('say what is wrong when somebody else was quicker', async () => {
    await registeredApart('ana@range.example', 'Ana', 1);
    const other = await registeredApart('ana@range.example', 'Ana B.', 0.1);
    await openAs(await personIn(facility, 'operator', 'Olga'), '/');
    await page.getByRole('button', { name: 'Join these two' }).click();
    facility.store.players.remove(other);
    await page.getByRole('button', { name: 'Yes, it is one person' }).click();
    await page.getByText('These two do not share an address any more').waitFor();
  });

  it('show their player the visits of both, and one name on the board', async () => {
    const kept = await registeredApart('ana@range.example', 'Ana', 1);
    const other = await registeredApart('ana@range.example', 'Ana B.', 0.1);
    facility.store.players.change(kept, { isOnLeaderboard: true });
    played(kept, 'Bay 1', 'visit-1', [6.4]);
    played(other, 'Bay 2', 'visit-2', [8.1, 7.9]);
    const { accessToken: token } = await personIn(facility, 'operator', 'Olga');
    const answer = await facility.fetch('/api/v1/facility/accounts/joins', {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ kept, other }),
    });
    expect(answer.status).toBe(204);
    expect(facility.store.visitScores.best('2000-01-01', 10)).toMatchObject([
      { name: 'Ana', bay: 'Bay 2', scoreBest: 8.1, shots: 3 },
    ]);
    await page.setViewportSize(SHAPES.phone);
    await openAs(await loginOf(facility, kept), '/phone');
    await expect.poll(() => page.locator('.swings__bay').allTextContents()).toEqual(['Bay 2', 'Bay 1']);
    expect(await page.locator('.swing-row').count()).toBe(3);
    await holdsItsShape(page, { name: 'accounts-visits', shapes: { phone: SHAPES.phone }, misfits: widerThanPage });
    // The swing that was the other's opens as one of theirs.
    await page.locator('.swing-row').first().click();
    await page.getByText('· Bay 2').waitFor();
  });

  it('are not there where there are none, nor for an installer', async () => {
    await openAs(await personIn(facility, 'installer', 'Ines'), '/');
    await page.getByRole('heading', { name: 'Bays' }).waitFor();
    await registeredApart('ana@range.example', 'Ana', 1);
    await registeredApart('ana@range.example', 'Ana B.', 0.1);
    await page.reload();
    await page.getByText('One account was registered twice').waitFor();
    expect(await page.locator('.twice').count()).toBe(0);
  });
});
