/**
 * The screen's promises, in a real Chromium on the virtual bay at 1080p: the skeleton is on its picture, the page draws
 * nearly as often as a bare page with the same pictures, and it is there at once.
 *
 * Page and bare page are measured in turns, so that what else happens on the machine falls on both. Live pose runs all
 * the while, as it does in a bay.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright-core';
import { readEnvironment } from '../../../config/environment.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { BayError } from '../../../errors/bay-error.ts';
import { CHROMIUM, launchChromium, SHAPES } from '../../../kiosk/built-pages.fixture.ts';
import { BayClient } from '../../bay-client.ts';
import { type DemoBay, openDemoBay } from '../../demo-bay.ts';
import { atMost, type Figure, told } from '../figure.ts';
import { descendantsOf, processorSeconds } from '../process-tree.ts';
import { BARE_LIVE, bareReplay } from './bare-pages.bench.ts';
import { type Measured, measure, noteUsable, usableAtMs } from './page-meter.bench.ts';

const FPS = 30;
const BAY = 'Demo bay';
const LOADS = 5;
const ROUNDS = 5;
const MEASURED_MS = 5_000;
const WARM_UP_MS = 2_500;
const ANALYSIS_MS_MAX = 240_000;
const QUICK = { loads: 3, rounds: 1, measuredMs: 4_000 };

const OFFSET_FRAMES_MAX = 1;
const RATE_MIN = 0.9;
const SCRIPT_KB_MAX = 150;
const USABLE_MS_MAX = 1_000;

interface Pace {
  readonly loads: number;
  readonly rounds: number;
  readonly measuredMs: number;
}

export async function benchScreen(options: { quick: boolean }): Promise<Figure[]> {
  if (CHROMIUM === undefined) {
    throw new BayError('bench/no-browser', 'There is no Chromium on this machine.', {
      hint: 'Install the package chromium.',
    });
  }
  const pace = options.quick ? QUICK : { loads: LOADS, rounds: ROUNDS, measuredMs: MEASURED_MS };
  const directory = await mkdtemp(join(tmpdir(), 'swingbay-bench-screen-'));
  const bay = await openDemoBay({
    cacheDirectory: readEnvironment().cacheDirectory ?? join(projectRoot, '.swingbay', 'virtual-bay'),
    directory,
    port: 0,
    virtual: { prepare: ['swing'], fps: FPS, width: 1920, height: 1080 },
  });
  const browser = await launchChromium();
  try {
    return [
      ...(await benchLoad(bay, browser, pace)),
      ...(await benchLivePage(bay, browser, pace)),
      ...(await benchReplay(bay, browser, pace)),
      ...(await benchRendition(bay, pace)),
    ];
  } finally {
    await browser.close();
    await bay.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Each time in a browser that has never seen the page. */
async function benchLoad({ daemon }: DemoBay, browser: Browser, { loads }: Pace): Promise<Figure[]> {
  const times: number[] = [];
  let scriptBytes = 0;
  for (let load = 0; load < loads; load++) {
    const page = await browser.newPage({ viewport: SHAPES.landscape });
    const scripts: Response[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response);
    });
    await page.addInitScript(noteUsable(BAY));
    await page.goto(daemon.url);
    times.push(await usableAtMs(page));
    // What comes later is not needed for the first word, and may be cut off by the end of the page.
    const bodies = await Promise.all([...scripts].map((script) => script.body()));
    scriptBytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    await page.close();
  }
  return [
    atMost('JavaScript until the page is usable, gzipped', scriptBytes / 1000, 'kB', SCRIPT_KB_MAX),
    atMost('from opening the page to its first word from the bay, median', percentile(times, 0.5), 'ms', USABLE_MS_MAX),
    told('from opening the page to its first word from the bay, slowest', Math.max(...times), 'ms'),
  ];
}

async function benchLivePage({ daemon }: DemoBay, browser: Browser, pace: Pace): Promise<Figure[]> {
  const openPage = async (): Promise<Page> => {
    const page = await browser.newPage({ viewport: SHAPES.landscape });
    await page.goto(daemon.url);
    await page.locator('canvas[data-skeleton="drawn"]').nth(1).waitFor({ timeout: 60_000 });
    return page;
  };
  const { ours, bare } = await inTurns(pace, openPage, () => openBare(browser, daemon.url, BARE_LIVE));
  const offsets = ours.flatMap(({ poseOffNs }) => poseOffNs);
  const placed = offsets.filter((offNs) => offNs !== null).map((offNs) => (offNs * FPS) / 1e9);
  return [
    atMost('skeleton beside its picture, live, p95', percentile(placed, 0.95), 'frames', OFFSET_FRAMES_MAX),
    told('pictures drawn with a skeleton, live', placed.length / Math.max(1, offsets.length), 'share'),
    rateBeside('page’s frames, two live 1080p cameras', rateOf(ours, 'frames'), rateOf(bare, 'frames'), RATE_MIN),
    rateBeside('live pictures drawn', rateOf(ours, 'drawn'), rateOf(bare, 'drawn'), null),
  ];
}

async function benchReplay(bay: DemoBay, browser: Browser, pace: Pace): Promise<Figure[]> {
  const { url } = bay.daemon;
  const { client, greeting } = await BayClient.connect(url);
  const detected = client.next('SWING_DETECTED', 60_000);
  await bay.play('swing');
  const { swingId } = await detected;
  // What the page does beside an analysis is the analysis's to answer for; it is over first.
  await client.next('ANALYSIS_COMPLETE', ANALYSIS_MS_MAX, (data) => data.swingId === swingId);
  client.close();
  const addresses = greeting.cameras.map(
    ({ name }) => `${url}/api/v1/swings/${swingId}/video?camera=${encodeURIComponent(name)}`,
  );
  const openPage = async (): Promise<Page> => {
    const page = await browser.newPage({ viewport: SHAPES.landscape });
    await page.goto(url);
    await page.locator('.session-list button').first().click({ timeout: 60_000 });
    await page.locator('.replay-tile[data-ready="true"]').nth(1).waitFor({ timeout: 60_000 });
    return page;
  };
  const atFullSpeed = async (page: Page): Promise<Page> => {
    await page.evaluate(`for (const video of document.querySelectorAll('video')) video.playbackRate = 1`);
    return page;
  };
  const { ours, bare } = await inTurns(
    pace,
    async () => atFullSpeed(await openPage()),
    async () => atFullSpeed(await openBare(browser, url, bareReplay(addresses))),
  );
  return [
    rateBeside(
      'page’s frames, two 1080p replays at full speed',
      rateOf(ours, 'frames'),
      rateOf(bare, 'frames'),
      RATE_MIN,
    ),
    told('replayed pictures drawn, both', rateOf(ours, 'drawn'), '1/s'),
  ];
}

/** What a stream of another size costs the camera's process, beside what it costs anyway. */
async function benchRendition({ daemon }: DemoBay, { measuredMs }: Pace): Promise<Figure[]> {
  const { client, greeting } = await BayClient.connect(daemon.url);
  const [camera] = greeting.cameras;
  const child = descendantsOf(daemon.pid ?? 0, 'camera-child')[0] ?? 0;
  const coresOf = async (): Promise<number> => {
    const pids = [child, ...descendantsOf(child, '')];
    const before = processorSeconds(pids);
    await sleep(measuredMs);
    return (processorSeconds(pids) - before) / (measuredMs / 1_000);
  };
  await sleep(WARM_UP_MS);
  const without = await coresOf();
  let pictures = 0;
  client.onPicture = () => pictures++;
  client.send({ event: 'START_STREAM', data: { camera: camera?.name ?? '', resolution: 'half' } });
  await sleep(WARM_UP_MS);
  pictures = 0;
  const withIt = await coresOf();
  client.close();
  return [
    {
      name: 'processor time of a camera’s process while its half-size stream is watched',
      ...{ value: withIt, unit: 'cores', floor: without, ratio: withIt / without, limit: null },
      ok: pictures > 0,
    },
    told('pictures of the half-size stream', pictures / (measuredMs / 1_000), '1/s'),
  ];
}

async function openBare(browser: Browser, url: string, html: string): Promise<Page> {
  const page = await browser.newPage({ viewport: SHAPES.landscape });
  // In a document of the bay's own, since the bay talks to no other, and one that may run what is written into it.
  await page.goto(`${url}/api/v1/health/live`);
  await page.setContent(html);
  return page;
}

async function inTurns(
  { rounds, measuredMs }: Pace,
  openOurs: () => Promise<Page>,
  openBarePage: () => Promise<Page>,
): Promise<{ ours: Measured[]; bare: Measured[] }> {
  const found = { ours: [] as Measured[], bare: [] as Measured[] };
  for (let round = 0; round < rounds; round++) {
    for (const [which, open] of [
      ['bare', openBarePage],
      ['ours', openOurs],
    ] as const) {
      const page = await open();
      await sleep(WARM_UP_MS);
      found[which].push(await measure(page, measuredMs));
      await page.close();
    }
  }
  return found;
}

function rateOf(measured: readonly Measured[], what: 'frames' | 'drawn'): number {
  const seconds = measured.reduce((sum, each) => sum + each.seconds, 0);
  return measured.reduce((sum, each) => sum + each[what], 0) / seconds;
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** @param part of the bare page's rate that is promised; null where it is only told */
function rateBeside(name: string, value: number, floor: number, part: number | null): Figure {
  const limit = part === null ? null : floor * part;
  return { name, value, unit: '1/s', floor, ratio: value / floor, limit, ok: limit === null || value >= limit };
}
