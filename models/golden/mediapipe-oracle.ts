import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { BayError } from '../../device/errors/bay-error.ts';
import type { MannequinPicture } from './mannequin-picture.ts';

/**
 * MediaPipe itself, in headless Chromium: the peer that the converted models are held against. Everything it loads
 * comes from the installed npm package over loopback; nothing else is reached.
 */

/** What MediaPipe says about one picture. */
export interface OraclePose {
  /** 33 × (x, y, z, visibility), x and z as a part of the picture's width, y of its height. */
  image: number[];
  /** 33 × (x, y, z) in metres. */
  world: number[];
}

/** The first answer comes from the detector's region, the second, on the same picture, from the landmarks' own. */
export interface OracleAnswer {
  detected: OraclePose | null;
  tracked: OraclePose | null;
}

export const MODEL_COMPLEXITY = { lite: 0, full: 1, heavy: 2 } as const;

const CHROMIUM = '/usr/bin/chromium';
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const PAGE = '<!doctype html><title>oracle</title><script src="/pose.js"></script>';

const CONTENT_TYPES: Record<string, string> = { js: 'text/javascript', wasm: 'application/wasm', html: 'text/html' };

/** Gives MediaPipe every picture twice. `smoothLandmarks` is off: nothing of one picture reaches the next. */
export async function askMediapipe(
  pictures: readonly MannequinPicture[],
  model: keyof typeof MODEL_COMPLEXITY,
): Promise<OracleAnswer[]> {
  const server = await serve(pictures);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const sizes = pictures.map(({ width, height }) => ({ width, height }));
    const answers = await runInPage(page, sizes, MODEL_COMPLEXITY[model]);
    if (failures.length > 0) throw new BayError('models/oracle-failed', `MediaPipe failed: ${failures[0]}`);
    return answers;
  } finally {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function serve(pictures: readonly MannequinPicture[]): Promise<Server> {
  const directory = dirname(createRequire(import.meta.url).resolve('@mediapipe/pose/package.json'));
  const server = createServer((request, response) => {
    const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname);
    const picture = /^picture-(\d+)$/.exec(name);
    const body =
      name === ''
        ? Promise.resolve(PAGE)
        : picture === null
          ? readFile(join(directory, name))
          : Promise.resolve(withOpaqueAlpha(pictures[Number(picture[1])] as MannequinPicture));
    body.then(
      (bytes) => {
        const extension = name === '' ? 'html' : (name.split('.').at(-1) as string);
        response.setHeader('content-type', CONTENT_TYPES[extension] ?? 'application/octet-stream');
        response.end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function withOpaqueAlpha({ width, height, data }: MannequinPicture): Uint8Array {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) rgba.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
  return rgba;
}

/** The function inside runs in the browser, as text: it may use nothing of this file. */
function runInPage(
  page: Page,
  sizes: readonly { width: number; height: number }[],
  modelComplexity: number,
): Promise<OracleAnswer[]> {
  const script = `async ({ sizes, modelComplexity }) => {
    const pose = new Pose({ locateFile: (file) => '/' + file });
    pose.setOptions({ modelComplexity, smoothLandmarks: false, enableSegmentation: false, useCpuInference: true });
    let newest = null;
    pose.onResults((results) => {
      newest = results.poseLandmarks === undefined ? null : {
        image: results.poseLandmarks.flatMap(({ x, y, z, visibility }) => [x, y, z, visibility]),
        world: results.poseWorldLandmarks.flatMap(({ x, y, z }) => [x, y, z]),
      };
    });
    const answers = [];
    for (const [index, { width, height }] of sizes.entries()) {
      const pixels = new Uint8ClampedArray(await (await fetch('/picture-' + index)).arrayBuffer());
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      canvas.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
      pose.reset();
      await pose.send({ image: canvas });
      const detected = newest;
      await pose.send({ image: canvas });
      answers.push({ detected, tracked: newest });
    }
    return answers;
  }`;
  // A string is evaluated as an expression; with the argument applied to it, nothing has to be typed for the browser.
  return page.evaluate(`(${script})(${JSON.stringify({ sizes, modelComplexity })})`) as Promise<OracleAnswer[]>;
}
