import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiInTest, startApi } from '../api/fixtures/api-in-test.ts';
import { personIn } from '../api/fixtures/people-in-test.ts';
import { PeerHost } from '../api/realtime/peers/peer-host.ts';
import { CHROMIUM, launchChromium, SCREENSHOTS } from './built-pages.fixture.ts';
import { keepPicture, violations } from './page-checks.fixture.ts';
import { COUNTED, countingPictures, greyOf } from './dev/counting-camera.fixture.ts';

/** A real Chromium, the real API and its peers' process; only the camera is a counting one. */
if (CHROMIUM === undefined) process.stderr.write('tests of remote pages are left out: no Chromium in /usr/bin\n');

const FRAME_NS = 1e9 / COUNTED.fps;
/** Times are told in whole nanoseconds, of which a frame's period is no whole number. */
const ONE_FRAME_NS = Math.ceil(FRAME_NS);
/** A pose for every second picture, so late. */
const POSE_LATE_MS = 30;

interface Drawn {
  readonly capturedAtNs: number;
  readonly poseOffNs: number | null;
  readonly channel: number;
}

let api: ApiInTest;
let browser: Browser;
let folder: string;
let pictures: ReturnType<typeof countingPictures>;
let camera: ReturnType<typeof setInterval>;
let sent = 0;
let beganNs = 0;
const openPages: Page[] = [];

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  pictures = countingPictures();
  folder = await mkdtemp(join(tmpdir(), 'swingbay-remote-'));
  await build({
    configFile: fileURLToPath(new URL('./vite.config.ts', import.meta.url)),
    logLevel: 'error',
    build: {
      outDir: folder,
      rolldownOptions: { input: fileURLToPath(new URL('./dev/remote-page.html', import.meta.url)) },
    },
  });
  await mkdir(SCREENSHOTS, { recursive: true });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  api = await startApi({ pagesDirectory: folder });
  beganNs = Number(process.hrtime.bigint());
  sent = 0;
  camera = setInterval(() => {
    const due = Math.floor((Number(process.hrtime.bigint()) - beganNs) / FRAME_NS);
    for (; sent < due; sent += 1) show(sent, Math.round(beganNs + sent * FRAME_NS));
  }, 4);
});
afterEach(async () => {
  clearInterval(camera);
  await Promise.all(openPages.splice(0).map((page) => page.close()));
  await api.close();
});

function show(frame: number, capturedAtNs: number): void {
  const picture = pictures[frame % pictures.length];
  if (picture === undefined) return;
  for (const name of ['face-on', 'down-the-line']) api.bay.showUnit(name, { ...picture, capturedAtNs }, 'half');
  if (frame % 2 !== 0) return;
  const landmarks = Array.from({ length: 33 }, (_, row) => [0.5, 0.2 + row / 60, 0.9]).flat();
  setTimeout(() => {
    const data = { camera: 'face-on', capturedAtNs, landmarks, phase: null, angles: null, errors: [] };
    api.bay.messages.next({ event: 'POSE_UPDATE', data });
  }, POSE_LATE_MS);
}

/** A page that may decode nothing itself, as one that is not in a secure context; what it draws is written down. */
async function openPage(query = '?camera=face-on', isSecure = false, token?: string): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 390, height: 844 },
    ...(token === undefined ? {} : { extraHTTPHeaders: { Authorization: `Bearer ${token}` } }),
  });
  openPages.push(page);
  if (!isSecure) await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'VideoDecoder'));
  await page.goto(`${api.origin}/dev/remote-page.html${query}`);
  await page.locator('.remote-view').first().waitFor();
  return page;
}

const stateIs = (page: Page, state: string) =>
  expect.poll(() => page.locator('.remote-view').first().getAttribute('data-state'), { timeout: 15_000 }).toBe(state);

/** What is on the canvas after each of the next drawings. */
function watchDrawing(page: Page, count: number): Promise<Drawn[]> {
  return page.locator('.remote-view canvas').evaluate(
    (element, wanted) =>
      new Promise<Drawn[]>((resolve) => {
        const canvas = element as HTMLCanvasElement;
        const drawn: Drawn[] = [];
        // Told of in the same turn in which it was drawn.
        const observer = new MutationObserver(() => {
          const [channel = 0] = canvas.getContext('2d')?.getImageData(3, 3, 1, 1).data ?? [];
          const { capturedAtNs, poseOffNs } = canvas.dataset;
          const isPlaced = poseOffNs !== undefined && poseOffNs !== '';
          drawn.push({ capturedAtNs: Number(capturedAtNs), poseOffNs: isPlaced ? Number(poseOffNs) : null, channel });
          if (drawn.length < wanted) return;
          observer.disconnect();
          resolve(drawn);
        });
        observer.observe(canvas, { attributes: true, attributeFilter: ['data-captured-at-ns'] });
      }),
    count,
  );
}

/** How many pictures lie between what was drawn and what the page believes to have drawn. */
function framesApart({ capturedAtNs, channel }: Drawn): number {
  const frame = Math.round((capturedAtNs - beganNs) / FRAME_NS);
  const apart = (((greyOf(channel) - frame) % COUNTED.greys) + COUNTED.greys) % COUNTED.greys;
  return Math.min(apart, COUNTED.greys - apart);
}

describe.skipIf(CHROMIUM === undefined)('live pictures on a phone', () => {
  it.each([
    ['over WebRTC, where the page may decode nothing itself', false],
    ['over the socket, in a secure context', true],
  ])('come with the skeleton within a frame of the picture: %s', async (_how, isSecure) => {
    const page = await openPage('?camera=face-on', isSecure);
    await stateIs(page, 'showing');
    const drawn = (await watchDrawing(page, 90)).slice(15);
    expect(api.counters.value('api_peers')).toBe(isSecure ? 0 : 1);
    // Each picture is another one: they are played and not repeated.
    expect(new Set(drawn.map(({ capturedAtNs }) => capturedAtNs)).size).toBe(drawn.length);
    const offsets = drawn.map(framesApart).toSorted((a, b) => a - b);
    const posesNs = drawn
      .map(({ poseOffNs }) => Math.round(poseOffNs ?? Number.POSITIVE_INFINITY))
      .toSorted((a, b) => a - b);
    expect(offsets[Math.floor(offsets.length * 0.95)]).toBeLessThanOrEqual(1);
    expect(posesNs[Math.floor(posesNs.length * 0.95)]).toBeLessThanOrEqual(ONE_FRAME_NS);
    await keepPicture(page, `remote-${isSecure ? 'socket' : 'webrtc'}`);
  });

  it('are encoded while they are watched, and the peer is gone with its page', async () => {
    const page = await openPage();
    await stateIs(page, 'showing');
    expect(api.bay.watchers('face-on', 'half')).toBe(true);
    await page.close();
    await expect.poll(() => api.counters.value('api_peers')).toBe(0);
    await expect.poll(() => api.bay.watchers('face-on', 'half')).toBe(false);
  });

  it('are for four pages at a time; the next one is told, and comes in when there is room', async () => {
    const two = [await openPage(''), await openPage('')];
    await expect.poll(() => api.counters.value('api_peers'), { timeout: 15_000 }).toBe(4);
    const late = await openPage();
    await stateIs(late, 'full');
    await late.getByText('Other pages are watching').waitFor();
    expect(await violations(late)).toEqual([]);
    await keepPicture(late, 'remote-full');
    await two[0]?.close();
    await stateIs(late, 'showing');
  });

  it('come back by themselves when the process that carries them dies', async () => {
    const page = await openPage();
    await stateIs(page, 'showing');
    process.kill(api.app.get(PeerHost).pid ?? 0, 'SIGKILL');
    await expect.poll(() => api.counters.value('api_peers')).toBe(0);
    await expect.poll(() => api.counters.value('api_peers'), { timeout: 15_000 }).toBe(1);
    await stateIs(page, 'showing');
    await watchDrawing(page, 10);
  });

  it('end with the visit of the player who watches', async () => {
    await personIn(api, 'operator');
    const player = await personIn(api, 'player');
    api.bay.currentPlayers = [player.player];
    const page = await openPage('?camera=face-on', false, player.accessToken);
    await stateIs(page, 'showing');
    api.bay.currentPlayers = [];
    await expect.poll(() => api.counters.value('api_peers'), { timeout: 10_000 }).toBe(0);
    await stateIs(page, 'waiting');
    await expect.poll(() => page.locator('body').getAttribute('data-close-code')).not.toBeNull();
  });
});
