/** A phone before a real API with a real store: what the tests of its page share. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { type BuiltPages, CHROMIUM, openBuiltPages } from './built-pages.fixture.ts';
import type { ScriptedMedia } from './dev/scripted-media.ts';
import { storeSwing, type SwingToStore } from './stored-swing.fixture.ts';
import { holdsItsShape, keepPicture, notReachedByKeyboard, widerThanPage } from './page-checks.fixture.ts';
import { mediaOfTheRun } from './scripted-media.fixture.ts';

export const PHONE = { width: 390, height: 844 };
export const PASSWORD = 'seven quiet herons';

/** The pages, and a Chromium that the tests of a file share. */
export class PhoneBench {
  #pages: BuiltPages | undefined;
  #media: ScriptedMedia | undefined;
  readonly #open: PhoneInTest[] = [];

  /**
   * To be called where the tests of a file are declared.
   * @param what is left out, said once, where there is no browser
   */
  constructor(what: string) {
    if (CHROMIUM === undefined) process.stderr.write(`tests of ${what} are left out: no Chromium in /usr/bin\n`);
    beforeAll(async () => {
      if (CHROMIUM === undefined) return;
      this.#pages = await openBuiltPages();
      this.#media = await mediaOfTheRun();
    });
    afterEach(() => Promise.all(this.#open.splice(0).map((phone) => phone.close())));
    afterAll(() => this.#pages?.close());
  }

  get media(): ScriptedMedia {
    if (this.#media === undefined) throw new Error('a browser is needed, and there is none');
    return this.#media;
  }

  /**
   * A bay of its own with a phone of its own; both are closed after the test.
   * @param options a browser of the test's own, and the name by which it calls the bay
   */
  async open(options: { context?: BrowserContext; name?: string } = {}): Promise<PhoneInTest> {
    const { media } = this;
    const pages = this.#pages!;
    const api = await startApi({ pagesDirectory: pages.folder });
    const context = options.context ?? (await newPhone(pages.browser));
    const phone = new PhoneInTest(media, api, await context.newPage(), options.name ?? 'localhost');
    this.#open.push(phone);
    return phone;
  }
}

/** A bay of its own with a phone of its own. */
export class PhoneInTest {
  readonly #media: ScriptedMedia;
  readonly api: ApiInTest;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly origin: string;
  /** What the page threw. */
  readonly errors: string[] = [];

  constructor(media: ScriptedMedia, api: ApiInTest, page: Page, name: string) {
    this.#media = media;
    this.api = api;
    this.context = page.context();
    this.page = page;
    this.origin = api.origin.replace('127.0.0.1', name);
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.api.close();
  }

  swing(swing: SwingToStore): Promise<string> {
    return storeSwing(this.api.store, this.#media, swing);
  }

  /** As the bay's screen shows it. */
  async joinCode(session = this.api.visits.session): Promise<string> {
    const answer = await this.api.fetch(`/api/v1/sessions/${session}/join-code`, { method: 'POST' });
    return ((await answer.json()) as { code: string }).code;
  }

  async scan(session?: string): Promise<void> {
    await this.page.goto(`${this.origin}/phone#join=${await this.joinCode(session)}`);
  }

  async register(name: string, hand: 'Right-handed' | 'Left-handed' = 'Right-handed'): Promise<void> {
    const { page } = this;
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('E-mail').fill(`${name.toLowerCase()}@range.example`);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('radio', { name: hand }).check();
    await page.getByRole('button', { name: 'Create my account' }).click();
  }

  /** Registers by a code, joins, keeps everything in the bay, and is at the list of swings. */
  async walkIn(name = 'Anna'): Promise<string> {
    const { page } = this;
    await this.scan();
    await this.register(name);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('button', { name: 'No, keep them here' }).click();
    await page.getByRole('button', { name: 'See my swings' }).waitFor();
    const player = this.playerId(name);
    this.api.bay.currentPlayers = [player];
    await page.getByRole('button', { name: 'See my swings' }).click();
    await page.getByRole('heading', { name: 'My swings' }).waitFor();
    return player;
  }

  playerId(name: string): string {
    const account = this.api.store.accounts.findByEmail(`${name.toLowerCase()}@range.example`);
    if (account === undefined) throw new Error(`${name} has no account`);
    return account.player;
  }

  /** The paths of the phone's own copy. */
  copies(): Promise<string[]> {
    return this.page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const asked = indexedDB.open('swingbay-seen');
          asked.addEventListener('success', () => {
            const keys = asked.result.transaction('contents').objectStore('contents').getAllKeys();
            keys.addEventListener('success', () => {
              asked.result.close();
              resolve((keys.result as string[]).map((key) => key.split(' ')[1] ?? ''));
            });
          });
        }),
    );
  }

  /** The paths in all caches of the page's origin. */
  shellFiles(): Promise<string[]> {
    return this.page.evaluate(async () => {
      const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().map(({ url }) => new URL(url).pathname);
    });
  }

  async walksByKeyboard(): Promise<void> {
    expect(await notReachedByKeyboard(this.page)).toEqual([]);
  }

  /** Axe has no objection, nothing lies beside the screen or is missed by a thumb, and pictures are kept. */
  async holdsItsShape(name: string): Promise<void> {
    const misfits = async () => [...(await widerThanPage(this.page)), ...(await smallTargets(this.page))];
    await keepPicture(this.page, `phone-${name}`);
    await holdsItsShape(this.page, { name: `phone-${name}`, shapes: { whole: PHONE }, misfits, isWhole: true });
  }
}

function newPhone(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({
    ...{ viewport: PHONE, deviceScaleFactor: 2, isMobile: true, hasTouch: true, reducedMotion: 'reduce' },
  });
}

/** Whatever can be pressed and is smaller than a thumb needs; the handle of the timeline is as wide as the page. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('a[href], button, select, summary, input:not([type="radio"]), .choice__option')]
      .filter((element) => !element.matches('.timeline__handle'))
      .flatMap((element) => {
        // A tick is pressed by its words as well.
        const pressed = (element.matches('input') ? element.closest('label') : null) ?? element;
        const { width, height } = pressed.getBoundingClientRect();
        if (width === 0 || height === 0) return [];
        return width < 43.5 || height < 43.5
          ? [`${element.className} ${Math.round(width)} × ${Math.round(height)}: ${element.textContent}`]
          : [];
      }),
  );
}
