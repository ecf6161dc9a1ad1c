import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BuiltPages, CHROMIUM, openBuiltPages, SCREENSHOTS, SHAPES } from './built-pages.fixture.ts';
import { ScriptedBay } from './dev/scripted-bay.ts';
import type { ScriptedMedia } from './dev/scripted-media.ts';
import { mediaOfTheRun } from './scripted-media.fixture.ts';

/** The bay's voice in a real Chromium: what it plays, when it stops, and the tap that switches it off. */
if (CHROMIUM === undefined) process.stderr.write('voice tests are left out: no Chromium in /usr/bin\n');

let pages: BuiltPages;
let media: ScriptedMedia;
let bay: ScriptedBay;
let page: Page;

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  pages = await openBuiltPages();
  media = await mediaOfTheRun();
});

afterAll(async () => {
  await pages?.close();
});

beforeEach(async () => {
  bay = new ScriptedBay({ media, pages: pages.folder, session: 'visit-1' });
  const port = await bay.listen();
  page = await pages.browser.newPage({ viewport: SHAPES.landscape, reducedMotion: 'reduce' });
  // Every sound that the page opens, so that what plays can be asked.
  await page.addInitScript(() => {
    const opened: HTMLAudioElement[] = [];
    Object.assign(globalThis, {
      opened,
      Audio: class extends Audio {
        constructor(address: string) {
          super(address);
          opened.push(this as HTMLAudioElement);
        }
      },
    });
  });
  await page.goto(`http://localhost:${port}/`);
  await page.getByText('Bay 7').waitFor();
});

afterEach(async () => {
  await page.close();
  await bay.close();
});

/** How each sound stands: whether it plays, how loud, and how far it came. */
const sounds = () =>
  page.evaluate(() =>
    (globalThis as unknown as { opened: HTMLAudioElement[] }).opened.map(({ paused, volume, currentTime }) => ({
      isPlaying: !paused,
      volume,
      hasBegun: currentTime > 0,
    })),
  );

describe.skipIf(CHROMIUM === undefined)('the voice in Chromium', () => {
  it('plays a cue at the bay’s volume, and is silent at once when the golfer stands to the ball', async () => {
    bay.say('Lead arm long.');
    await expect.poll(sounds).toEqual([{ isPlaying: true, volume: 0.6, hasBegun: true }]);
    bay.hush();
    await expect.poll(async () => (await sounds())[0]?.isPlaying).toBe(false);
    expect(bay.voice.soundsAsked.length).toBeGreaterThan(0);
  });

  it('is written on the screen too, for whoever cannot hear it, in its own language, until it is hushed', async () => {
    const caption = page.getByRole('status', { name: 'Coach' });
    expect(await caption.textContent()).toBe('');
    bay.say('Smooth. Keep the same tempo.');
    await caption.getByText('Smooth. Keep the same tempo.').waitFor();
    expect(await caption.locator('[lang=en]').count()).toBe(1);
    expect(await caption.getAttribute('aria-live')).toBe('polite');
    await page.screenshot({ path: join(SCREENSHOTS, 'caption-landscape.png') });
    await page.setViewportSize(SHAPES.portrait);
    await page.screenshot({ path: join(SCREENSHOTS, 'caption-portrait.png') });
    bay.hush();
    await caption.getByText('Smooth').waitFor({ state: 'detached' });
  });

  it('lets a new cue take the place of the one before', async () => {
    bay.say('Lead arm long.');
    await expect.poll(sounds).toHaveLength(1);
    bay.say('Keep your seat back.');
    await expect.poll(async () => (await sounds()).map(({ isPlaying }) => isPlaying)).toEqual([false, true]);
  });

  it('is switched off at a tap or by keyboard, says so, and keeps its place in the header', async () => {
    const button = page.getByRole('button', { name: 'Voice on' });
    await button.waitFor();
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(60);
    await page.screenshot({ path: join(SCREENSHOTS, 'voice-on-landscape.png') });
    await button.click();
    await page.getByRole('button', { name: 'Voice off' }).waitFor();
    await expect.poll(() => bay.voice.isOn).toBe(false);
    await page.setViewportSize(SHAPES.portrait);
    await page.screenshot({ path: join(SCREENSHOTS, 'voice-off-portrait.png') });
    await page.getByRole('button', { name: 'Voice off' }).press('Enter');
    await expect.poll(() => bay.voice.isOn).toBe(true);
  });
});
