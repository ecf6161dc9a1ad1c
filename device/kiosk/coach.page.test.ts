import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SwingNote } from '../api/contract/coaching.ts';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { call, type Person, personIn } from '../api/fixtures/people-in-test.ts';
import { type BuiltPages, CHROMIUM, copyOfPages, openBuiltPages } from './built-pages.fixture.ts';
import { type Lesson, lessonIn } from './coach/lesson.fixture.ts';
import { SCRIPTED_EVENTS_MS } from './dev/scripted-golfer.ts';
import { holdsItsShape, keepPicture, settled, violations } from './page-checks.fixture.ts';
import { mediaOfTheRun } from './scripted-media.fixture.ts';

/** The coach's page in a real Chromium, on the real API with a real store: a lesson from the login to the drill. */
if (CHROMIUM === undefined) process.stderr.write('tests of the coach’s page are left out: no Chromium in /usr/bin\n');

const SHAPES = {
  desk: { width: 1280, height: 800 },
  tablet: { width: 1024, height: 1366 },
  wide: { width: 1920, height: 1080 },
};
const FRAME_MS = 1000 / 30;

let pages: BuiltPages;
let api: ApiInTest;
let lesson: Lesson;
let coach: Person;
let page: Page;
let turn = 0;

/** What a phone's page mounts, on a page of its own beside the others. */
async function addNotesAlone(folder: string): Promise<void> {
  const root = dirname(fileURLToPath(import.meta.url));
  const input = { alone: join(root, 'coach', 'coach-notes-alone.fixture.tsx') };
  const output = { entryFileNames: '[name].js', assetFileNames: '[name][extname]' };
  await build({
    ...{ configFile: false, root, base: './', logLevel: 'error', publicDir: false },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { outDir: join(folder, 'alone'), target: 'chrome120', rolldownOptions: { input, output } },
  });
  const head = '<title>Notes</title><link rel="stylesheet" href="./alone/alone.css">';
  const html = `<!doctype html><html lang="en">${head}<body><script type="module" src="./alone/alone.js"></script>`;
  await writeFile(join(folder, 'alone.html'), html);
}

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  pages = await copyOfPages(await openBuiltPages());
  await addNotesAlone(pages.folder);
  api = await startApi({ pagesDirectory: pages.folder });
  lesson = await lessonIn(api, await mediaOfTheRun());
});

afterAll(async () => {
  await api?.close();
  await pages?.close();
});

beforeEach(async () => {
  // A coach of their own for each test, so that no limit of requests is met.
  coach = await personIn(api, 'coach', `Alex ${turn++}`);
  api.store.accounts.assignCoach(coach.player, lesson.player.player);
  page = await pages.browser.newPage({ viewport: SHAPES.desk, reducedMotion: 'reduce' });
});

afterEach(async () => {
  await page.close();
});

async function openAs(person: Person, hash: string, language = 'en', path = '/coach'): Promise<void> {
  const login = {
    player: person.player,
    accessToken: person.accessToken,
    accessEndsAtMs: Date.now() + 800_000,
    refreshToken: person.refreshToken,
    refreshEndsAtMs: Date.now() + 8_000_000,
  };
  await page.addInitScript((kept) => localStorage.setItem('swingbay.login', kept), JSON.stringify(login));
  await page.goto(`${api.origin}${path}?lang=${language}${hash}`);
}

async function openSwing(language = 'en'): Promise<void> {
  await openAs(coach, `#swing/${lesson.swing}`, language);
  await expect.poll(() => page.locator('.replay-tile[data-ready="true"]').count(), { timeout: 20_000 }).toBe(2);
  await expect.poll(() => page.locator('canvas[data-skeleton="drawn"]').count(), { timeout: 10_000 }).toBe(2);
}

const shownMs = async (camera: string): Promise<number> =>
  Number(await page.locator(`.coach-stage__tile[data-camera="${camera}"] canvas`).getAttribute('data-time-ms'));
const tile = (camera: string) => page.locator(`.coach-stage__tile[data-camera="${camera}"]`);

/** Drags over a camera's picture, in fractions of its tile. */
async function drag(camera: string, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await tile(camera).boundingBox();
  if (box === null) throw new Error('the tile is not there');
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

async function notesOf(person: Person): Promise<SwingNote[]> {
  const { body } = await call(api, `GET /api/v1/swings/${lesson.swing}/notes`, { token: person.accessToken });
  return body['notes'] as SwingNote[];
}

/** Words outside of the page at its sides: downwards a page may scroll. */
const misfits = (): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main *, header *')].flatMap((element) => {
      if (element.closest('.spoken-only, .timeline, .replay-tile__video, svg') !== null || !element.checkVisibility())
        return [];
      const box = element.getBoundingClientRect();
      const isOutside = box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
      const isCut =
        element.scrollWidth > element.clientWidth + 2 && element.matches('button, a, p, li, td, th, section');
      return isOutside || isCut
        ? [`${element.tagName} .${element.className}: ${element.textContent?.slice(0, 60)}`]
        : [];
    }),
  );

/** As coaches look at it, or in some of these shapes alone. */
function looksRight(name: string, shapes = Object.keys(SHAPES) as (keyof typeof SHAPES)[]): Promise<void> {
  const some = Object.fromEntries(shapes.map((shape) => [shape, SHAPES[shape]]));
  return holdsItsShape(page, { name: `coach-${name}`, shapes: some, misfits, isAxeAskedInEach: true });
}

describe.skipIf(CHROMIUM === undefined)('the coach’s page in Chromium', () => {
  it('lets a coach in by e-mail and password, and says what is wrong with others', async () => {
    const account = { email: 'pro@range.example', password: 'fairway-lantern-42', name: 'Robin', role: 'coach' };
    expect((await call(api, 'POST /api/v1/accounts', { json: account })).status).toBe(201);
    await page.goto(`${api.origin}/coach`);
    await page.getByLabel('E-mail').fill(account.email);
    await page.getByLabel('Password').fill('not the one');
    await page.keyboard.press('Enter');
    await page.getByText('E-mail or password is wrong.').waitFor();
    await looksRight('login', ['desk', 'tablet']);
    await page.getByLabel('Password').fill(account.password);
    await page.keyboard.press('Enter');
    await page.getByText('No player has chosen you yet.').waitFor();
    await looksRight('no-players', ['desk']);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('E-mail').waitFor();
  });

  it('shows a player nothing but that this is not their page', async () => {
    await openAs(lesson.player, '#players');
    await page.getByText('This account is not a coach’s').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('lists the players with what is wrong lately and what has really changed', async () => {
    await openAs(coach, '#players');
    const beginner = await personIn(api, 'player', 'Jo Martens');
    api.store.accounts.assignCoach(coach.player, beginner.player);
    await page.reload();
    await page.getByText('Jo Martens').waitFor();
    await page.getByText('Early extension').waitFor();
    await page.getByText(/Shoulder turn, at the top/).waitFor();
    await looksRight('players');
    await page.getByRole('link', { name: 'Kim Fuller' }).press('Enter');
    await page.getByText('Stiff left hip').waitFor();
  });

  it('shows one player’s numbers from visit to visit, and gives a drill by keyboard', async () => {
    await openAs(coach, `#player/${lesson.player.player}`);
    await page.getByText('From visit to visit').waitFor();
    await expect.poll(() => page.locator('.player-aims__goal').count()).toBe(2);
    await page.locator('.player-aims__drill').getByText('done 3 times').waitFor();
    await expect.poll(() => page.locator('.trend-list__trend').count()).toBe(6);
    await page.getByRole('combobox', { name: 'Drill' }).selectOption('wall-behind-hips');
    await page.getByRole('spinbutton', { name: 'Balls' }).fill('7');
    await page.getByLabel('A word with it').fill('Slowly, and stop halfway.');
    await page.getByRole('button', { name: 'Give this drill' }).press('Enter');
    await page.locator('.given-drills__drill').waitFor();
    const { body } = await call(api, 'GET /api/v1/drills/recommended', { token: lesson.player.accessToken });
    expect(body['fromCoach']).toEqual([
      expect.objectContaining({
        drill: 'wall-behind-hips',
        note: 'Slowly, and stop halfway.',
        dose: { rehearsals: 10, balls: 7 },
      }),
    ]);
    await looksRight('player');
    await page.getByRole('button', { name: /Take back/ }).press('Enter');
    await expect.poll(() => page.locator('.given-drills__drill').count()).toBe(0);
    await page.getByRole('button', { name: /All \d+ numbers/ }).click();
    expect(await page.locator('.trend-list__trend').count()).toBeGreaterThan(40);
    expect(await violations(page)).toEqual([]);
  });

  it('searches the swing picture by picture in both views, by keys alone', async () => {
    await openSwing();
    await page.keyboard.press('6');
    const impact = SCRIPTED_EVENTS_MS.impact;
    for (const camera of ['face-on', 'down-the-line']) {
      await expect.poll(async () => Math.abs((await shownMs(camera)) - impact)).toBeLessThan(FRAME_MS);
    }
    const before = await shownMs('face-on');
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await shownMs('face-on')) - before).toBeCloseTo(FRAME_MS, 0);
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(async () => (await shownMs('down-the-line')) - before).toBeCloseTo(-9 * FRAME_MS, 0);
    await page.keyboard.press('s');
    await expect.poll(() => page.locator('canvas[data-skeleton="none"]').count()).toBe(2);
    await page.keyboard.press('s');
    await page.keyboard.press('4');
    await looksRight('swing');
  });

  it('draws with the mouse, undoes and redoes, and shows the drawing with its picture and with no other', async () => {
    await openSwing();
    await page.keyboard.press('6');
    await tile('face-on')
      .getByRole('button', { name: /Draw here/ })
      .click();
    await drag('face-on', [0.3, 0.2], [0.6, 0.8]);
    await page.getByRole('button', { name: 'Angle in the picture' }).click();
    await page.getByRole('button', { name: 'Sky blue' }).click();
    await drag('face-on', [0.45, 0.25], [0.5, 0.6]);
    await drag('face-on', [0.6, 0.5], [0.7, 0.45]);
    await page.getByRole('button', { name: 'Ellipse' }).click();
    await page.getByRole('button', { name: 'Amber' }).click();
    await drag('face-on', [0.42, 0.08], [0.55, 0.24]);
    await page.getByRole('button', { name: 'Arrow' }).click();
    await page.getByRole('button', { name: 'Coral' }).click();
    await drag('face-on', [0.75, 0.8], [0.62, 0.62]);
    await page.getByRole('button', { name: 'Freehand' }).click();
    await drag('face-on', [0.1, 0.5], [0.2, 0.9]);
    const marks = tile('face-on').locator('.drawn-marks');
    await expect.poll(() => marks.getAttribute('data-shapes')).toBe('5');
    await page.keyboard.press('Control+z');
    await expect.poll(() => marks.getAttribute('data-shapes')).toBe('4');
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => marks.getAttribute('data-shapes')).toBe('5');
    await page.keyboard.press('Control+z');
    await page.getByLabel('What you see').fill('Your hips come to the ball here: keep your seat back.');
    await looksRight('drawing');
    await page.getByRole('button', { name: 'Save note' }).click();
    await page.locator('.note-list__note').waitFor();
    const [note] = await notesOf(lesson.player);
    expect(note?.drawings.map(({ kind }) => kind)).toEqual(['line', 'angle', 'ellipse', 'arrow']);
    expect(note?.at).toMatchObject({ camera: 'face-on', event: 'impact' });
    await expect.poll(() => marks.getAttribute('data-shapes')).toBe('4');
    await page.locator('.coach-stage').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => marks.getAttribute('data-shapes')).toBe('0');
    await page.getByRole('button', { name: 'Impact, Face-on' }).click();
    await expect.poll(() => marks.getAttribute('data-shapes')).toBe('4');
    await looksRight('note', ['desk', 'tablet']);
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => page.locator('.note-list__note').count()).toBe(0);
  });

  it('draws by keyboard alone, for the coach’s own eyes', async () => {
    await openSwing();
    await page.keyboard.press('4');
    await page.keyboard.press('l');
    await page.getByRole('application', { name: 'Drawing on Face-on' }).focus();
    await page.keyboard.press('Enter');
    for (let n = 0; n < 8; n++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Alt+ArrowLeft');
    await page.keyboard.press('Enter');
    const marks = tile('face-on').locator('.drawn-marks');
    await expect.poll(() => marks.getAttribute('data-shapes')).toBe('1');
    await page.keyboard.press('f');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => marks.getAttribute('data-shapes')).toBe('2');
    await page.getByLabel('What you see').fill('Tense today.');
    await page.getByLabel('Only you').check();
    await page.getByLabel('Only you').press('Enter');
    await page.locator('.note-list__note[data-visibility="coach-only"]').waitFor();
    const [note] = await notesOf(coach);
    expect(note?.drawings[0]).toEqual({
      kind: 'line',
      colour: 'amber',
      points: [
        [0.5, 0.5],
        [0.498, 0.58],
      ],
    });
    expect(await notesOf(lesson.player)).toEqual([]);
    await looksRight('coach-only', ['desk']);
  });

  it('shows every number with its interval, and which of them players do not see', async () => {
    await openSwing();
    await page.getByRole('tab', { name: 'Notes' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('row', { name: /Shoulder turn at the top/ }).waitFor();
    expect(await page.locator('[data-coach-only="true"]').count()).toBeGreaterThan(20);
    await looksRight('numbers', ['desk', 'tablet']);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Give this drill' }).waitFor();
    await looksRight('drill', ['desk']);
  });

  it('brings the player the words and the picture that was drawn on, and nothing of what is the coach’s own', async () => {
    const at = { camera: 'face-on', timeMs: SCRIPTED_EVENTS_MS.impact, event: 'impact' };
    const drawings = [
      {
        kind: 'angle',
        colour: 'amber',
        points: [
          [0.45, 0.3],
          [0.5, 0.6],
          [0.62, 0.42],
        ],
      },
      {
        kind: 'ellipse',
        colour: 'sky',
        points: [
          [0.44, 0.14],
          [0.53, 0.3],
        ],
      },
    ];
    const note = { words: 'Keep your seat back here.', at, drawings, visibility: 'player' };
    const write = (json: object) =>
      call(api, `POST /api/v1/swings/${lesson.swing}/notes`, { token: coach.accessToken, json });
    const { body } = await write(note);
    await write({ ...note, words: 'Tense today.', visibility: 'coach-only' });
    await page.setViewportSize({ width: 390, height: 844 });
    await openAs(lesson.player, `#${lesson.swing}`, 'en', '/alone');
    await page.getByText('From your coach').waitFor();
    await page.getByText('Keep your seat back here.').waitFor();
    const video = page.locator('.note-picture video');
    await expect
      .poll(() => video.evaluate((each: HTMLVideoElement) => each.currentTime))
      .toBeCloseTo((SCRIPTED_EVENTS_MS.impact + FRAME_MS / 2) / 1000, 2);
    expect(await page.locator('.note-picture .drawn-marks').getAttribute('aria-label')).toContain('° in the picture');
    expect(await page.getByText('Tense today.').count()).toBe(0);
    await settled(page);
    await keepPicture(page, 'coach-notes-phone');
    expect(await violations(page)).toEqual([]);
    await call(api, `DELETE /api/v1/swings/${lesson.swing}/notes/${String(body['id'])}`, { token: coach.accessToken });
  });

  it('has no more to show once the player no longer wants the coach', async () => {
    await openSwing();
    api.store.accounts.releaseCoach(coach.player, lesson.player.player);
    await page.reload();
    await page.getByText('You cannot see this').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it.each(['de', 'ja'])('speaks %s on every page', async (language) => {
    await openAs(coach, '#players', language);
    await page.getByText('Kim Fuller').waitFor();
    await looksRight(`players-${language}`, ['desk']);
    await page.getByText('Kim Fuller').click();
    await page.locator('.trend-list__trend').first().waitFor();
    await looksRight(`player-${language}`, ['desk', 'tablet']);
    await page.goto(`${api.origin}/coach?lang=${language}#swing/${lesson.swing}`);
    await page.locator('.moment-keys__moment').first().click();
    await page.locator('.coach-stage__draw').first().click();
    await looksRight(`swing-${language}`, ['desk', 'tablet']);
  });
});
