import { beforeEach, describe, expect, it } from 'vitest';
import { CHROMIUM } from './built-pages.fixture.ts';
import { PhoneBench, type PhoneInTest } from './phone-pages.fixture.ts';

/** A phone of 390 × 844 before a real API: who scans a code, joins, claims, and says what may leave the bay. */
const bench = new PhoneBench('walking in with a phone');
let phone: PhoneInTest;

beforeEach(async () => {
  if (CHROMIUM !== undefined) phone = await bench.open();
});

describe.skipIf(CHROMIUM === undefined)('a guest with a phone', () => {
  it('scans, registers with three fields, and the swings of the visit are theirs', async () => {
    const { api, page } = phone;
    api.visits.stepUp();
    const { session } = api.visits;
    for (const score of [5.9, 7.4, 6.8]) await phone.swing({ session, score, club: 'I7' });
    await phone.scan();
    await page.getByRole('heading', { name: 'Take your swings along' }).waitFor();
    await phone.holdsItsShape('register');
    await phone.register('Anna', 'Left-handed');
    await page.getByRole('heading', { name: 'Hello Anna' }).waitFor();
    await phone.holdsItsShape('join');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('heading', { name: 'May your swings leave this bay?' }).waitFor();
    await phone.holdsItsShape('consent');
    await page.getByRole('button', { name: 'No, keep them here' }).click();
    await page.getByRole('heading', { name: '3 swings are yours' }).waitFor();
    await phone.holdsItsShape('claimed');
    await page.getByRole('button', { name: 'See my swings' }).click();
    await expect.poll(() => page.locator('.swing-row[data-swing]').count()).toBe(3);
    await expect.poll(() => page.locator('.swing-row__picture[data-shown="true"]').count()).toBe(3);
    await phone.holdsItsShape('swings');
    const anna = phone.playerId('Anna');
    expect(api.store.players.profile(anna)).toMatchObject({ name: 'Anna', handedness: 'left', sharesSince: null });
    expect(api.visits.playerInTurn).toBe(anna);
    expect(page.url()).not.toContain('join');
    expect(phone.errors).toEqual([]);
  });

  it('who is a minor says so, and nothing leaves before a guardian agreed', async () => {
    const { api, page } = phone;
    await phone.scan();
    await phone.register('Ben');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('switch', { name: 'I am under 18' }).click();
    await page.getByRole('button', { name: 'Yes, they may leave' }).click();
    await page.getByRole('heading', { name: 'You’re in' }).waitFor();
    expect(api.store.players.profile(phone.playerId('Ben'))).toMatchObject({ isMinor: true, guardianAgreedAt: null });
    await page.getByRole('button', { name: 'See my swings' }).click();
    await page.getByRole('link', { name: 'Me' }).click();
    await page.getByText('until a parent or guardian has said yes').waitFor();
    expect(await page.getByRole('switch', { name: 'I am under 18' }).isDisabled()).toBe(true);
    await phone.holdsItsShape('minor');
  });

  it('who is known already joins another visit in one tap', async () => {
    const { api, page } = phone;
    const anna = await phone.walkIn();
    api.visits.end();
    api.visits.stepUp();
    expect(api.visits.visit.players).toEqual([]);
    await page.evaluate((hash) => location.assign(hash), `#join=${await phone.joinCode()}`);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('heading', { name: 'You’re in' }).waitFor();
    expect(api.visits.playerInTurn).toBe(anna);
  });

  it('hears that a code is too old, and what to do, in the language of the page', async () => {
    const { page } = phone;
    await phone.walkIn();
    await page.goto(`${phone.origin}/phone?lang=de#join=used-long-ago`);
    await page.getByRole('button', { name: 'Mitspielen' }).click();
    await page.getByRole('alert').getByText('Dieser Code ist benutzt oder zu alt').waitFor();
    await phone.holdsItsShape('code-refused-de');
    await page.goto(`${phone.origin}/phone?lang=ja#join=used-long-ago`);
    await page.getByRole('button', { name: '参加する' }).waitFor();
    await phone.holdsItsShape('join-ja');
  });

  it('walks in by keyboard alone', async () => {
    const { page } = phone;
    await phone.scan();
    await page.getByLabel('Name').focus();
    for (const words of ['Kim', 'kim@range.example', 'seven quiet herons']) {
      await page.keyboard.type(words);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Hello Kim' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'May your swings leave this bay?' }).waitFor();
  });
});
