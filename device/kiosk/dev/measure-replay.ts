/**
 * How many frames of two 1080p clips at 60 a second the result page shows, beside a bare page with the same two videos
 * in the same browser: `node device/kiosk/dev/measure-replay.ts`. Prints one line of JSON; medians of alternating runs.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildPages, launchChromium, SHAPES } from '../built-pages.fixture.ts';
import { ScriptedBay, wait } from './scripted-bay.ts';
import { renderMedia, type ScriptedMedia } from './scripted-media.ts';

const ROUNDS = 3;
const SECONDS = 2.4;
const SETTLE_MS = 1_200;

const folder = await mkdtemp(join(tmpdir(), 'swingbay-pages-'));
await buildPages(folder);
const browser = await launchChromium();
const media = await inFullSize(await renderMedia());
const bay = new ScriptedBay({ media, pages: folder, session: 'measured' });
const port = await bay.listen();
const origin = `http://localhost:${port}`;
const page = await browser.newPage({ viewport: SHAPES.landscape });
await page.goto(origin);
await page.getByText('Bay 7').waitFor();
const earlier = bay.detect({ score: 7.6 });
bay.complete(earlier);
const swing = bay.detect();
bay.complete(swing);
await page.locator('.replay-tile canvas[data-skeleton="drawn"]').nth(1).waitFor();
await page.getByRole('button', { name: 'Full speed' }).click();
await page.getByRole('button', { name: /^Best/ }).click();

const bare = await browser.newPage({ viewport: SHAPES.landscape });
await bare.route('**/bare', (route) =>
  route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bare</title><body style="margin:0">' }),
);
await bare.goto(`${origin}/bare`);
const tile = await page.locator('.replay-tile').first().boundingBox();
const runs = { bare: [] as number[], result: [] as number[], space: [] as number[] };
for (let round = 0; round < ROUNDS; round += 1) {
  // What plays behind the other page would be decoded as well.
  await page.getByRole('button', { name: 'Pause' }).click();
  runs.bare.push(await bareFrames(bare));
  await page.bringToFront();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  runs.result.push(await framesOf(page));
  await page.getByRole('button', { name: '3D' }).click();
  runs.space.push(await framesOf(page));
  await page.getByRole('button', { name: '3D' }).click();
}
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const [bareRate, resultRate, spaceRate] = [runs.bare, runs.result, runs.space].map(median) as [number, number, number];
const said = (value: number) => Number(value.toFixed(2));
process.stdout.write(
  `${JSON.stringify({
    framesASecond: { bare: said(bareRate), result: said(resultRate), withSpace: said(spaceRate) },
    ratio: { result: said(resultRate / bareRate), withSpace: said(spaceRate / bareRate) },
    runs,
  })}\n`,
);
await bay.close();
await browser.close();
await rm(folder, { recursive: true, force: true });

/** The same videos in a page that does nothing else, as large as the result shows them. */
async function bareFrames(on: Page): Promise<number> {
  await on.bringToFront();
  await on.evaluate(
    ([address, id, size]) => {
      const videos = ['face-on', 'down-the-line'].map((camera) => {
        const video = document.createElement('video');
        video.src = `${address}/api/v1/swings/${id}/video?camera=${camera}`;
        Object.assign(video, { muted: true, loop: true, autoplay: true });
        video.style.cssText = `${size}; object-fit: cover`;
        return video;
      });
      document.body.replaceChildren(...videos);
    },
    [origin, swing.report.id, `width: ${tile?.width ?? 0}px; height: ${tile?.height ?? 0}px`],
  );
  const frames = await framesOf(on);
  await on.evaluate(() => document.body.replaceChildren());
  return frames;
}

/** Frames that a page presented of its videos, a second and video, while they ran. */
async function framesOf(on: Page): Promise<number> {
  await wait(SETTLE_MS);
  return on.evaluate(async (seconds) => {
    const videos = [...document.querySelectorAll('video')];
    let frames = 0;
    let playedMs = 0;
    for (const video of videos) {
      const count = () => {
        if (!video.paused) frames += 1;
        video.requestVideoFrameCallback(count);
      };
      video.requestVideoFrameCallback(count);
    }
    let lastMs = performance.now();
    const endMs = lastMs + seconds * 1000;
    while (lastMs < endMs) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      const nowMs = performance.now();
      // The result rests between two rounds: only what plays counts.
      if (videos.every((video) => !video.paused && !video.seeking)) playedMs += nowMs - lastMs;
      lastMs = nowMs;
    }
    return (frames / videos.length / playedMs) * 1000;
  }, SECONDS);
}

async function inFullSize(small: ScriptedMedia): Promise<ScriptedMedia> {
  const clips = new Map(small.clips);
  for (const [camera, kinds] of small.clips) {
    clips.set(camera, { ...kinds, swing: { ...kinds.swing, mp4: await enlarged(kinds.swing.mp4) } });
  }
  return { ...small, clips };
}

async function enlarged(mp4: Buffer): Promise<Buffer> {
  const child = spawn('ffmpeg', [
    ...['-v', 'error', '-i', '-', '-vf', 'scale=1920:1080,fps=60', '-c:v', 'libx264', '-preset', 'veryfast'],
    ...['-crf', '23', '-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4', '-'],
  ]);
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stdin.end(mp4);
  await new Promise((resolve) => child.on('close', resolve));
  return Buffer.concat(output);
}
