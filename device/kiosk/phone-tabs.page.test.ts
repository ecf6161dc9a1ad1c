import { describe, expect, it } from 'vitest';
import { personIn } from '../api/fixtures/people-in-test.ts';
import { CHROMIUM, launchChromium } from './built-pages.fixture.ts';
import { PHONE, PhoneBench, type PhoneInTest } from './phone-pages.fixture.ts';

/** One login in several tabs, and a page that came over plain HTTP; before a real API. */
const bench = new PhoneBench('a phone’s tabs');
let phone: PhoneInTest;

/** As if a quarter of an hour had passed: the access token is not good any more. */
const spoilToken = () => {
  const login = JSON.parse(localStorage.getItem('swingbay.login') ?? '{}') as Record<string, unknown>;
  localStorage.setItem('swingbay.login', JSON.stringify({ ...login, accessToken: 'worn-out' }));
};

describe.skipIf(CHROMIUM === undefined)('one login in several tabs', () => {
  it('is refreshed once, by one tab for all, and goes on in each', async () => {
    phone = await bench.open();
    await phone.walkIn();
    const tabs = [phone.page, await phone.context.newPage(), await phone.context.newPage()];
    const refreshes: number[] = [];
    for (const tab of tabs) {
      await tab.goto(`${phone.origin}/phone#swings`);
      await tab.getByText('No swings yet').waitFor();
      tab.on('response', (response) => {
        if (response.url().endsWith('/auth/refresh')) refreshes.push(response.status());
      });
    }
    await phone.page.evaluate(spoilToken);
    await Promise.all(tabs.map((tab) => tab.reload()));
    for (const tab of tabs) await tab.getByText('No swings yet').waitFor();
    expect(refreshes).toEqual([200]);
  });

  it('ends in every tab when it ends in one', async () => {
    phone = await bench.open();
    await phone.walkIn();
    const other = await phone.context.newPage();
    await other.goto(`${phone.origin}/phone#me`);
    await other.getByRole('button', { name: 'Log out' }).click();
    await phone.page.getByRole('heading', { name: 'Your swings, in your pocket' }).waitFor();
    expect(await phone.copies()).toEqual([]);
  });

  it('that the bay has ended asks to log in, and leaves nothing on the phone', async () => {
    phone = await bench.open();
    await phone.walkIn();
    await phone.page.evaluate(spoilToken);
    await phone.page.evaluate(() => {
      const login = JSON.parse(localStorage.getItem('swingbay.login') ?? '{}') as Record<string, unknown>;
      localStorage.setItem('swingbay.login', JSON.stringify({ ...login, refreshToken: 'never-was' }));
    });
    await phone.page.reload();
    await phone.page.getByRole('heading', { name: 'Your swings, in your pocket' }).waitFor();
    expect(await phone.copies()).toEqual([]);
  });
});

describe.skipIf(CHROMIUM === undefined)('a page that came over plain HTTP', () => {
  it('works without locks and workers, and still shows what its player has seen when the bay is away', async () => {
    const name = 'bay-7.range.example';
    const browser = await launchChromium(`--host-resolver-rules=MAP ${name} 127.0.0.1`);
    try {
      const context = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true });
      phone = await bench.open({ context, name });
      // A bay that nobody owns answers no other name than its own.
      await personIn(phone.api, 'admin');
      const { page } = phone;
      const anna = await phone.walkIn();
      expect(await page.evaluate(() => [isSecureContext, 'locks' in navigator, 'serviceWorker' in navigator])).toEqual([
        ...[false, false, false],
      ]);
      await phone.swing({ session: 'visit-1', player: anna });
      await page.evaluate(spoilToken);
      await page.reload();
      await page.locator('.swing-row[data-swing]').first().click();
      const picture = page.locator('.replay-tile__picture');
      await expect.poll(() => picture.getAttribute('data-skeleton'), { timeout: 15_000 }).toBe('drawn');
      await page.getByRole('link', { name: 'Me', exact: true }).click();
      await page.getByText('Without a secure connection').waitFor();
      await phone.holdsItsShape('plain-http');
      await context.setOffline(true);
      await page.getByRole('link', { name: 'Swings', exact: true }).click();
      await page.getByText(/Offline, as of \d/).waitFor();
      await page.locator('.swing-row[data-swing]').first().click();
      await expect.poll(() => picture.getAttribute('data-skeleton'), { timeout: 15_000 }).toBe('drawn');
      expect(phone.errors).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
