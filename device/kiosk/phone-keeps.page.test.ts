import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { personIn } from '../api/fixtures/people-in-test.ts';
import { CHROMIUM } from './built-pages.fixture.ts';
import { PASSWORD, PhoneBench, type PhoneInTest } from './phone-pages.fixture.ts';

/** What a phone keeps, what it gives back, and what is left when its player goes; before a real API and store. */
const bench = new PhoneBench('what a phone keeps');
let phone: PhoneInTest;
let anna: string;

beforeEach(async () => {
  if (CHROMIUM === undefined) return;
  phone = await bench.open();
  anna = await phone.walkIn();
});

const rows = () => phone.page.locator('.swing-row[data-swing]');

async function seeOneSwing(): Promise<string> {
  const id = await phone.swing({ session: 'visit-1', player: anna, club: 'I7' });
  await phone.page.reload();
  await rows().first().click();
  await expect
    .poll(() => phone.page.locator('.replay-tile__picture').getAttribute('data-skeleton'), { timeout: 15_000 })
    .toBe('drawn');
  return id;
}

describe.skipIf(CHROMIUM === undefined)('a phone without its bay', () => {
  it('opens anew and shows what its player has seen, with the time from which it is', async () => {
    const { page, context } = phone;
    const id = await seeOneSwing();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await expect.poll(() => phone.shellFiles(), { timeout: 15_000 }).toContain('/phone');
    await expect.poll(async () => (await phone.copies()).some((path) => path.includes('/video'))).toBe(true);
    await context.setOffline(true);
    await page.goto(`${phone.origin}/phone#swings`);
    await page.reload();
    await page.getByText(/Offline, as of \d/).waitFor();
    await expect.poll(() => rows().count()).toBe(1);
    await phone.holdsItsShape('offline-swings');
    await rows().first().click();
    await expect
      .poll(() => page.locator('.replay-tile__picture').getAttribute('data-skeleton'), { timeout: 15_000 })
      .toBe('drawn');
    await page.getByText(/Offline, as of \d/).waitFor();
    await phone.holdsItsShape('offline-swing');
    // A swing that was never opened is not there, and the page says why.
    await page.goto(`${phone.origin}/phone#swing/${id.slice(0, -4)}0000`);
    await page.getByText('This phone keeps no copy of it').waitFor();
    await page.getByRole('link', { name: 'Me' }).click();
    await context.setOffline(false);
    await page.reload();
    await page.getByRole('heading', { name: 'Anna' }).waitFor();
    expect(await page.getByText('Offline').count()).toBe(0);
  });

  it('keeps no token and no answer of the API in its caches', async () => {
    const { page } = phone;
    await seeOneSwing();
    await expect.poll(() => phone.shellFiles(), { timeout: 15_000 }).toContain('/phone');
    expect((await phone.shellFiles()).filter((path) => path.startsWith('/api/'))).toEqual([]);
    const kept = await phone.copies();
    expect(kept.filter((path) => /auth|ticket/.test(path))).toEqual([]);
    expect(kept.length).toBeGreaterThan(5);
    expect(await page.evaluate(() => localStorage.getItem('swingbay.login'))).toContain(anna);
  });

  it('forgets everything of a player who logs out, and lets them in again', async () => {
    const { page } = phone;
    await seeOneSwing();
    await page.getByRole('link', { name: 'Me' }).click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Your swings, in your pocket' }).waitFor();
    await phone.holdsItsShape('login');
    expect(await phone.copies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.getItem('swingbay.login'))).toBeNull();
    await page.getByLabel('E-mail').fill('anna@range.example');
    await page.getByLabel('Password').fill('wrong and wrong again');
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByText('E-mail or password is wrong').waitFor();
    await phone.holdsItsShape('login-wrong');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByRole('heading', { name: 'Anna' }).waitFor();
  });
});

describe.skipIf(CHROMIUM === undefined)('a player’s own page', () => {
  it('changes what is said of them, and sends no more than that', async () => {
    const { page, api } = phone;
    await page.getByRole('link', { name: 'Me' }).click();
    await page.getByLabel('Height, cm').fill('172');
    await page.getByLabel('Handicap').fill('-1.4');
    await page.getByLabel('Club in hand').selectOption('7 iron');
    await page.getByLabel('Usual miss').selectOption('Slice');
    await page.getByLabel('Goals').fill('break 80\n\n  hit it straight ');
    const sent = page.waitForRequest((request) => request.method() === 'PATCH');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Saved' }).waitFor();
    const change = { heightCm: 172, handicap: -1.4, goals: ['break 80', 'hit it straight'] };
    expect((await sent).postDataJSON()).toEqual({ ...change, club: 'I7', usualMiss: 'slice' });
    expect(api.store.players.profile(anna)).toMatchObject(change);
    await phone.holdsItsShape('me');
    await phone.walksByKeyboard();
  });

  it('gives consent and takes it back, chooses a coach, sets a PIN and takes everything along', async () => {
    const { page, api } = phone;
    const coach = await personIn(api, 'coach', 'carla');
    await phone.swing({ session: 'visit-1', player: anna });
    await page.getByRole('link', { name: 'Me' }).click();
    const consent = page.getByRole('switch', { name: 'My swings may leave the bay' });
    await consent.click();
    await expect.poll(() => api.store.players.profile(anna).sharesSince).not.toBeNull();
    await consent.click();
    await expect.poll(() => api.store.players.profile(anna).sharesSince).toBeNull();
    const chosen = page.getByRole('switch', { name: 'carla may see my swings' });
    await chosen.click();
    await expect.poll(() => api.store.accounts.coaches(coach.player, anna)).toBe(true);
    await chosen.click();
    await expect.poll(() => api.store.accounts.coaches(coach.player, anna)).toBe(false);
    await page.getByLabel('New PIN').fill('480213');
    await page.getByRole('button', { name: 'Set PIN' }).click();
    await page.getByRole('button', { name: 'PIN is set' }).waitFor();
    await page.getByRole('button', { name: 'Bind my card' }).click();
    await page.getByText(/No card was held to the reader|You are not in this bay/).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export my data' }).click();
    const exported = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
      profile: { name: string };
      swings: { reports: unknown[] }[];
    };
    expect(exported.profile.name).toBe('Anna');
    expect(exported.swings.map(({ reports }) => reports.length)).toEqual([1]);
    await phone.holdsItsShape('me-coach');
  });

  it('deletes everything once its word is typed: from the store, the caches and the phone’s own copy', async () => {
    const { page, api } = phone;
    const id = await seeOneSwing();
    await expect.poll(() => phone.shellFiles(), { timeout: 15_000 }).toContain('/phone');
    await page.getByRole('link', { name: 'Me' }).click();
    await page.getByRole('button', { name: 'Delete everything' }).click();
    const last = page.getByRole('button', { name: 'Delete all of it' });
    expect(await last.isDisabled()).toBe(true);
    await page.getByLabel('Type “delete”').fill('Delete');
    await phone.holdsItsShape('delete');
    await last.click();
    await page.getByRole('heading', { name: 'Your swings, in your pocket' }).waitFor();
    expect(api.store.players.find(anna)).toBeUndefined();
    expect(api.store.accounts.find(anna)).toBeUndefined();
    expect(api.store.media.list(id)).toEqual([]);
    expect(() => api.store.swings.find(id)).toThrow(expect.objectContaining({ code: 'store/swing-deleted' }));
    expect(await phone.copies()).toEqual([]);
    expect(await phone.shellFiles()).toEqual([]);
    expect(await page.evaluate(() => localStorage.getItem('swingbay.login'))).toBeNull();
  });
});
