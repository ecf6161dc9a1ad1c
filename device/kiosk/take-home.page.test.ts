/**
 * Taking a swing home in a real Chromium against the real API: the phone's part, and the page that its links open. Videos
 * are made by the real FFmpeg.
 */
import { writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { type Person, personIn } from '../api/fixtures/people-in-test.ts';
import { stageFile } from '../export/filmed-swing.fixture.ts';
import { aSwing } from '../store/fixtures/store-in-directory.ts';
import { encodePoses } from '../store/pose-repository.ts';
import { LANDMARK_COUNT } from '../swing/pose/landmark.ts';
import { emptyPoseTrack, IMAGE_VALUES } from '../swing/pose/pose-track.ts';
import type { Handedness } from '../swing/report/swing-report.ts';
import { type BuiltPages, CHROMIUM, copyOfPages, openBuiltPages } from './built-pages.fixture.ts';
import type { ScriptedMedia } from './dev/scripted-media.ts';
import { PICTURE } from './dev/scripted-picture.ts';
import { scriptedReport } from './dev/scripted-report.ts';
import { holdsItsShape, tabStops, widerThanPage } from './page-checks.fixture.ts';
import { mediaOfTheRun } from './scripted-media.fixture.ts';

if (CHROMIUM === undefined) process.stderr.write('tests of taking home are left out: no Chromium in /usr/bin\n');

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 800 };
const SMALL = { width: 320, height: 640 };
const MADE_MS_MAX = 100_000;

let pages: BuiltPages;
let media: ScriptedMedia;
let api: ApiInTest;
let player: Person;
let swing: string;
let page: Page;

/** A drawn golfer's swing in the store, with clips and poses of both cameras. */
async function drawnSwing(handedness: Handedness): Promise<string> {
  const staged = [];
  const poses = [];
  for (const [camera, { swing: clip }] of media.clips) {
    const file = join(tmpdir(), `swingbay-drawn-${randomUUID()}.mp4`);
    writeFileSync(file, clip.mp4);
    staged.push(await stageFile(api.store, camera, file));
    const timesMs = Float64Array.from(clip.landmarks, (_, frame) => (frame * 1_000) / PICTURE.fps);
    const track = emptyPoseTrack(camera, PICTURE, timesMs);
    for (const [frame, landmarks] of clip.landmarks.entries()) {
      track.presence[frame] = landmarks === null ? 0 : 1;
      for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
        const [x = 0, y = 0, visibility = 0] = landmarks?.slice(landmark * 3, landmark * 3 + 3) ?? [];
        const row = (frame * LANDMARK_COUNT + landmark) * IMAGE_VALUES;
        track.image.set([x * PICTURE.width, y * PICTURE.height, 0, visibility], row);
      }
    }
    poses.push(encodePoses(track));
  }
  const { id } = api.store.swings.recordSwing(aSwing({ media: staged, player: player.player }));
  const about = { id, sequence: 1, session: 's', bay: 'bay-1', kind: 'shot', score: 7, isSlowMotion: false } as const;
  const report = {
    ...scriptedReport({ ...about, keyFrames: [], clips: [] }),
    handedness,
    clips: staged.map(({ camera, sha256, mediaType, bytes }) => ({
      ...{ camera: camera ?? '', sha256, mediaType, bytes, fromMs: 0, toMs: 4_000 },
    })),
    landmarks: poses.map(({ camera, sha256, frames }) => ({ camera, sha256, frames })),
  };
  api.store.swings.storeRevision({ report, poses });
  return id;
}

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  pages = await copyOfPages(await openBuiltPages());
  const configFile = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
  const input = fileURLToPath(new URL('./dev/take-home-page.html', import.meta.url));
  const workshop = { outDir: pages.folder, emptyOutDir: false, rolldownOptions: { input } };
  await build({ configFile, logLevel: 'error', build: workshop });
  media = await mediaOfTheRun();
}, 120_000);
afterAll(() => pages?.close());

beforeEach(async () => {
  if (CHROMIUM === undefined) return;
  api = await startApi({ pagesDirectory: pages.folder });
  player = await personIn(api, 'player');
  api.store.players.change(player.player, { sharesSince: '2026-01-01T00:00:00.000Z' });
  swing = await drawnSwing('right');
  page = await pages.browser.newPage({ viewport: PHONE, reducedMotion: 'reduce', acceptDownloads: true });
});
afterEach(async () => {
  await page?.close();
  await api?.close();
});

const openPart = (language = 'en') =>
  page.goto(`${api.origin}/dev/take-home-page.html?swing=${swing}&lang=${language}#${player.accessToken}`);

/** Nothing wider than its page, nothing that axe objects to, and a picture to look at. */
function looksRight(name: string, shapes = { phone: PHONE, wide: WIDE, small: SMALL }): Promise<void> {
  return holdsItsShape(page, { name: `take-home-${name}`, shapes, misfits: widerThanPage, isWhole: true });
}

describe.skipIf(CHROMIUM === undefined)('the phone', () => {
  it('has a video made, says how far it is, waits while somebody swings, and saves it', async () => {
    api.bay.currentState = 'swinging';
    await openPart();
    await page.getByRole('button', { name: 'Make video' }).click();
    await page.getByText('Somebody is swinging.').waitFor();
    await looksRight('halted');
    api.bay.currentState = 'occupied';
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('link', { name: 'Save video' }).waitFor({ timeout: MADE_MS_MAX });
    await page.evaluate('document.querySelector("video").play()');
    await expect.poll(() => page.evaluate('document.querySelector("video").currentTime')).toBeGreaterThan(0.5);
    await looksRight('made');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save video' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^swing-.*\.mp4$/);
    expect((await stat(await download.path())).size).toBeGreaterThan(50_000);
  }, 180_000);

  it('gives out a link, copies it, shows it as a QR code, and ends it', async () => {
    await openPart();
    await page.getByLabel('With the video').uncheck();
    await page.getByLabel('30 days').check();
    await page.getByRole('button', { name: 'Create link' }).click();
    const address = await page.getByRole('textbox').inputValue();
    expect(address).toMatch(new RegExp(`^${api.origin}/shared-swing#[\\w-]{94}$`));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(address);
    await page.getByRole('button', { name: 'QR code' }).click();
    await page.getByRole('img', { name: /QR code of the link/ }).waitFor();
    await looksRight('links');
    await page.reload();
    expect(await page.getByRole('textbox').inputValue()).toBe(address);
    await page.getByRole('button', { name: /^End/ }).click();
    await expect.poll(() => page.getByRole('textbox').count()).toBe(0);
    expect(api.store.shares.listOf(swing)).toEqual([]);
  });

  it('says what is lacking where nothing may leave the bay', async () => {
    api.store.players.change(player.player, { sharesSince: null });
    await openPart('de');
    await page.getByRole('button', { name: 'Link erstellen' }).click();
    await page.getByRole('alert').getByText('Noch darf nichts von dir die Bay verlassen.').waitFor();
    await looksRight('no-consent');
  });

  it('works by keyboard alone', async () => {
    await openPart();
    expect(await tabStops(page, 5)).toEqual(['Upright', 'Make video', '7 days', 'With the video', 'Create link']);
    await page.getByLabel('7 days').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.getByLabel('1 day', { exact: true }).isChecked()).toBe(true);
    await page.getByLabel('With the video').focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Create link' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox').waitFor();
  });

  it.each(['de', 'ja'])('says all of it in %s', async (language) => {
    await openPart(language);
    await page.getByRole('button', { name: language === 'de' ? 'Link erstellen' : 'リンクを作る' }).click();
    await page.getByRole('textbox').waitFor();
    await looksRight(`links-${language}`);
  });
});

/** The page of a link, as its token opens it. */
async function linkTo(id: string, film: object | null): Promise<string> {
  const answer = await api.fetch(`/api/v1/swings/${id}/shares`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${player.accessToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ film }),
  });
  return ((await answer.json()) as { path: string }).path;
}

describe.skipIf(CHROMIUM === undefined)('the page of a link', () => {
  it('shows the swing, its numbers and its video, and sends the token to nobody but the bay', async () => {
    const path = await linkTo(swing, { language: 'en', slowness: 2 });
    const token = path.split('#')[1] ?? '';
    const asked: { url: string; hasToken: boolean; referrer: string | undefined }[] = [];
    page.on('request', (request) => {
      const headers = request.headers();
      asked.push({ url: request.url(), hasToken: headers['share-token'] === token, referrer: headers['referer'] });
    });
    await page.goto(`${api.origin}${path}`);
    await page.getByRole('heading', { name: 'A golf swing' }).waitFor();
    await page.getByText('Shoulder turn').waitFor();
    await looksRight('shared-making');
    await page.getByRole('link', { name: 'Save video' }).waitFor({ timeout: MADE_MS_MAX });
    await expect.poll(() => page.locator('.replay-tile[data-ready=true]').count(), { timeout: 20_000 }).toBe(2);
    await page.getByRole('button', { name: 'Top' }).click();
    await looksRight('shared-made');
    expect(asked.some(({ hasToken }) => hasToken)).toBe(true);
    for (const { url, referrer } of asked) {
      expect(url.replace(`#${token}`, '')).not.toContain(token);
      expect(referrer ?? '').not.toContain(token);
    }
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toContain('noindex');
  }, 180_000);

  it('says in every language that a link is over, and that half a link is none', async () => {
    const path = await linkTo(swing, null);
    for (const { id } of api.store.shares.listOf(swing)) api.store.shares.end(swing, id);
    for (const [language, over, half] of [
      ['en', 'This link is not good any more', 'This is not a whole link'],
      ['de', 'Dieser Link gilt nicht mehr', 'Das ist kein ganzer Link'],
      ['ja', 'このリンクは無効になりました', 'リンクが途中で切れています'],
    ] as const) {
      const [address, token] = path.split('#');
      await page.goto(`${api.origin}${address}?lang=${language}#${token}`);
      await page.getByRole('heading', { name: over }).waitFor();
      await looksRight(`shared-over-${language}`, { phone: PHONE, wide: WIDE, small: SMALL });
      await page.evaluate(`location.hash = '${token?.slice(0, 50)}'`);
      await page.getByRole('heading', { name: half }).waitFor();
    }
  });

  it('speaks the language that is chosen, numbers included, and is worked by keyboard', async () => {
    swing = await drawnSwing('left');
    await page.goto(`${api.origin}${await linkTo(swing, null)}`);
    await page.getByText('Shoulder turn').waitFor();
    await page.getByRole('button', { name: 'Deutsch' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Schulterdrehung').waitFor();
    await looksRight('shared-de');
    await page.getByRole('button', { name: '日本語' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('肩の回転').waitFor();
    await looksRight('shared-ja');
    const slider = page.getByRole('slider');
    await slider.focus();
    const before = Number(await slider.inputValue());
    for (let press = 0; press < 20; press++) await page.keyboard.press('ArrowRight');
    expect(Number(await slider.inputValue())).toBeGreaterThan(before);
  });

  it('tries again where the bay could not be reached', async () => {
    const path = await linkTo(swing, null);
    await page.route('**/api/v1/shared*', (route) => route.abort());
    await page.goto(`${api.origin}${path}`);
    await page.getByText('The bay cannot be reached.').waitFor();
    await page.unroute('**/api/v1/shared*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Shoulder turn').waitFor();
  });
});
