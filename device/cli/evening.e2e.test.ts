/**
 * A player's evening, from the walk to the mat to the deletion of everything, against a whole bay: the daemon from dist,
 * a virtual golfer, the bay's screen and a phone in a real Chromium. Each state is shot; the pictures lie in the
 * system's folder for temporary files, under swingbay-screens.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../api/contract/language.ts';
import { probeVideo } from '../capture/video-probe.ts';
import { projectRoot } from '../config/project-root.ts';
import { isBayError } from '../errors/bay-error.ts';
import { CHROMIUM, launchChromium, SCREENSHOTS, SHAPES } from '../kiosk/built-pages.fixture.ts';
import { de } from '../kiosk/locales/de.ts';
import { en, type TextKey } from '../kiosk/locales/en.ts';
import { ja } from '../kiosk/locales/ja.ts';
import { readQrCode } from '../kiosk/qr-code.fixture.ts';
import { BayClient } from './bay-client.ts';
import { type DemoBay, openDemoBay } from './demo-bay.ts';
import { freePort } from './free-port.fixture.ts';

const CACHE = join(projectRoot, '.swingbay', 'virtual-bay');
const PHONE = { width: 390, height: 844 };
const PASSWORD = 'seven quiet herons';
const RESULT_MS_MAX = 120_000;
const PATIENCE = { timeout: 60_000 };
const BALLS = 3;
/** Tries to have the golfer swing: half a minute of them. */
const PLAYS_MAX = 60;
const WORDS = { en, de, ja };

interface Evening {
  readonly who: string;
  readonly language: Language;
  readonly shape: keyof typeof SHAPES;
  readonly handedness: 'left' | 'right';
}

const EVENINGS: readonly Evening[] = [
  { who: 'a right-hander in English, before a wide screen', language: 'en', shape: 'landscape', handedness: 'right' },
  { who: 'a left-hander in German, before a high screen', language: 'de', shape: 'portrait', handedness: 'left' },
  { who: 'a left-hander in Japanese, before a high screen', language: 'ja', shape: 'portrait', handedness: 'left' },
];

if (CHROMIUM === undefined) console.info('The evening in a browser is left out: no Chromium in /usr/bin.');

describe.skipIf(CHROMIUM === undefined).each(EVENINGS)('the evening of $who', ({ language, shape, handedness }) => {
  let directory: string;
  let bay: DemoBay;
  let client: BayClient;
  let browser: Browser;
  let screen: Page;
  let phone: Page;
  let address: string;
  const swings: string[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'swingbay-evening-'));
    await mkdir(SCREENSHOTS, { recursive: true });
    const port = await freePort();
    // Chromium takes localhost for a secure place, as a certificate would make the bay's own address.
    address = `http://localhost:${port}`;
    bay = await openDemoBay({
      ...{ cacheDirectory: CACHE, directory, port },
      virtual: { width: 640, height: 360, fps: 30, prepare: ['swing'], handedness },
      configuration: { api: { host: '127.0.0.1', port, publicAddress: address } },
    });
    ({ client } = await BayClient.connect(bay.daemon.url));
    browser = await launchChromium();
    screen = await browser.newPage({ viewport: SHAPES[shape] });
    const pocket = await browser.newContext({
      ...{ viewport: PHONE, deviceScaleFactor: 2, isMobile: true, hasTouch: true, acceptDownloads: true },
    });
    phone = await pocket.newPage();
    for (const page of [screen, phone]) page.on('pageerror', ({ message }) => errors.push(message));
    await screen.goto(`${bay.daemon.url}/?lang=${language}`);
  }, RESULT_MS_MAX * 2);

  afterAll(async () => {
    client?.close();
    await browser?.close();
    await bay?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const say = (key: TextKey): string => WORDS[language][key];
  const button = (page: Page, key: TextKey): Locator => page.getByRole('button', { name: say(key), exact: true });

  async function shoot(page: Page, name: string): Promise<void> {
    await page.evaluate('document.fonts.ready');
    await sleep(500);
    await page.screenshot({ path: join(SCREENSHOTS, `evening-${language}-${name}.png`) });
  }

  /** A result may be there while the golfer still holds the finish. */
  async function playWhenFree(): Promise<void> {
    for (let turn = 0; ; turn++) {
      try {
        await bay.play('swing');
        return;
      } catch (error) {
        if (!isBayError(error) || error.code !== 'virtual-bay/busy' || turn === PLAYS_MAX) throw error;
        await sleep(500);
      }
    }
  }

  async function hit(): Promise<void> {
    const done = client.next('ANALYSIS_COMPLETE', RESULT_MS_MAX, ({ status }) => status === 'completed');
    await Promise.all([done, playWhenFree()]);
    swings.push((await done).swingId);
  }

  /** The virtual golfer stands to the next ball at once, and a busy machine measures for longer than the screen waits. */
  async function resultShown(count: number): Promise<void> {
    const isShown = async (): Promise<boolean> => {
      const showIt = button(screen, 'session.open');
      if (await showIt.isVisible()) await showIt.click();
      const drawn = await screen.locator('.replay-tile canvas[data-skeleton="drawn"]').count();
      return drawn === 2 && (await screen.locator('.session-list__swing').count()) === count;
    };
    await expect.poll(isShown, PATIENCE).toBe(true);
  }

  it('begins as a guest: three balls, three results, nothing asked', async () => {
    for (let ball = 1; ball <= BALLS; ball++) {
      await hit();
      await resultShown(ball);
      await shoot(screen, `result-${ball}`);
    }
    const report = await client.report(swings[0] ?? '');
    expect(report.handedness).toBe(handedness);
    expect(report.player).toBeNull();
  });

  it('joins from a phone by the code on the screen, and the swings are the player’s', async () => {
    await button(screen, 'result.live').click();
    await button(screen, 'join.open').click();
    await screen.locator('.qr-code').waitFor();
    await shoot(screen, 'join');
    const code = await readQrCode(screen);
    expect(code).toContain(`${address}/phone#join=`);
    await phone.goto(code.replace('/phone#', `/phone?lang=${language}#`));
    await phone.getByLabel(say('phone.field.name'), { exact: true }).fill('Aiko');
    await phone.getByLabel(say('phone.field.email')).fill('aiko@range.example');
    await phone.getByLabel(say('phone.field.password')).fill(PASSWORD);
    await phone.getByRole('radio', { name: say(`phone.hand.${handedness}`) }).check();
    await shoot(phone, 'phone-register');
    await button(phone, 'phone.welcome.register').click();
    await button(phone, 'phone.join.press').click();
    await button(phone, 'phone.consent.no').click();
    await phone.getByRole('heading', { name: say('phone.join.claimed.other').replace('{count}', '3') }).waitFor();
    await button(phone, 'phone.join.open').click();
    await expect.poll(() => phone.locator('.swing-row[data-swing]').count(), PATIENCE).toBe(BALLS);
    await expect.poll(() => phone.locator('.swing-row__picture[data-shown="true"]').count(), PATIENCE).toBe(BALLS);
    await shoot(phone, 'phone-swings');
  });

  it('sees a swing again and compares two', async () => {
    await phone.locator('.swing-row[data-swing]').first().click();
    const picture = phone.locator('.replay-tile__picture');
    await expect.poll(() => picture.getAttribute('data-skeleton'), PATIENCE).toBe('drawn');
    await shoot(phone, 'phone-swing');
    await phone.goto(`${address}/phone?lang=${language}#compare/${swings[0]}/${swings[2]}`);
    await phone.getByRole('heading', { name: say('compare.title') }).waitFor();
    for (const side of ['first', 'second']) {
      await phone.locator(`.replay-pair__side[data-side="${side}"][data-ready="true"]`).waitFor(PATIENCE);
    }
    await shoot(phone, 'phone-compare');
  });

  it('marks a drill done and looks at progress', async () => {
    await phone.goto(
      `${address}/phone?lang=${language}#drills/${(await client.report(swings[0] ?? '')).drills[0] ?? 'pump'}`,
    );
    await button(phone, 'practice.done').click();
    await phone.getByText(say('practice.said')).waitFor();
    await shoot(phone, 'phone-drill');
    await phone.goto(`${address}/phone?lang=${language}#progress`);
    await phone.getByRole('heading', { name: say('progress.title') }).waitFor();
    await shoot(phone, 'phone-progress');
  });

  it('takes a swing home as a video', async () => {
    await phone.goto(`${address}/phone?lang=${language}#swing/${swings[1]}`);
    await button(phone, 'take-home.make').click();
    const save = phone.getByRole('link', { name: say('take-home.save') });
    await save.waitFor({ timeout: RESULT_MS_MAX });
    await shoot(phone, 'phone-video');
    const download = phone.waitForEvent('download');
    await save.click();
    const file = join(directory, 'home.mp4');
    await (await download).saveAs(file);
    const film = await probeVideo(file);
    expect([film.width, film.height]).toEqual([1080, 1920]);
    expect(film.durationMs).toBeGreaterThan(2_000);
  });

  it('deletes everything, and nothing is left of the player', async () => {
    await phone.goto(`${address}/phone?lang=${language}#me`);
    await button(phone, 'phone.delete').click();
    await phone
      .getByLabel(say('phone.delete.type').replace('{word}', say('phone.delete.word')))
      .fill(say('phone.delete.word'));
    await button(phone, 'phone.delete.yes').click();
    await phone.getByRole('heading', { name: say('phone.welcome') }).waitFor();
    await shoot(phone, 'phone-deleted');
    for (const swing of swings) {
      expect((await fetch(`${bay.daemon.url}/api/v1/swings/${swing}`)).status).toBe(410);
    }
    await button(screen, 'panel.back').click();
    await shoot(screen, 'after');
    expect(errors).toEqual([]);
  });
});
