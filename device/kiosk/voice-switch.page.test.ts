import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { BayBench } from './bay-in-test.fixture.ts';
import { CHROMIUM, SHAPES } from './built-pages.fixture.ts';
import type { ScriptedBay } from './dev/scripted-bay.ts';
import { keepPicture, keepPictures } from './page-checks.fixture.ts';

/** The bay's voice in a real Chromium: what it plays, when it stops, and the tap that switches it off. */
let bay: ScriptedBay;
let page: Page;
const bench = new BayBench('the voice');

beforeEach(async () => {
  let origin: string;
  ({ bay, page, origin } = await bench.open());
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
  await page.goto(origin);
  await page.getByText('Bay 7').waitFor();
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
    await keepPictures(page, 'caption', SHAPES);
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
    await keepPicture(page, 'voice-on-landscape');
    await button.click();
    await page.getByRole('button', { name: 'Voice off' }).waitFor();
    await expect.poll(() => bay.voice.isOn).toBe(false);
    await page.setViewportSize(SHAPES.portrait);
    await keepPicture(page, 'voice-off-portrait');
    await page.getByRole('button', { name: 'Voice off' }).press('Enter');
    await expect.poll(() => bay.voice.isOn).toBe(true);
  });
});
