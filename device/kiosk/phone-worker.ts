/**
 * The phone page's service worker: the page's own files, kept on the phone so that it opens without the bay. Small, and
 * without anything of anybody in it: what a player has seen is kept by the page itself (`phone/seen`), and what the bay
 * answers under `/api/` goes past here untouched.
 *
 * Each build has a worker of its own, because the list of its files is in it; a browser looks for a newer one whenever
 * the page is opened. It takes over at once, and pages of the version before keep their files.
 */
import { answerFor, CACHE_PREFIX, cachesToDrop } from './phone/shell/shell-plan.ts';
import type { WorkerScope } from './phone/shell/worker-scope.ts';

/** Put in by the build: every file of the page, and a digest of their names. */
declare const SHELL_FILES: readonly string[];
declare const SHELL_VERSION: string;

const PAGE = '/phone';
/** A bay that does not answer for so long is taken for away; what it answers later is not waited for. */
const PAGE_MS_MAX = 3_000;
/** Beside the shell: the letters of a language, as they are used. */
const ASSETS_MAX = 400;

const scope = globalThis as unknown as WorkerScope;
const version = `${CACHE_PREFIX}${SHELL_VERSION}`;
const shell = new Set([PAGE, ...SHELL_FILES]);

scope.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => scope.skipWaiting()));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(dropOld().then(() => scope.clients.claim()));
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  switch (answerFor(request, scope.location.origin, shell)) {
    case 'pass':
      return;
    case 'page':
      return event.respondWith(fromBay(request, PAGE));
    case 'file':
      return event.respondWith(fromBay(request, new URL(request.url).pathname));
    case 'asset':
      return event.respondWith(fromPhone(request));
  }
});

/** All or nothing: a version with a file missing must not take over. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(version);
  await cache.addAll([...shell].map((file) => new Request(file, { cache: 'no-cache' })));
}

async function dropOld(): Promise<void> {
  for (const name of cachesToDrop(await caches.keys(), version)) await caches.delete(name);
}

async function fromBay(request: Request, kept: string): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PAGE_MS_MAX) });
    if (answer.ok) return answer;
    return (await caches.match(kept)) ?? answer;
  } catch {
    return (await caches.match(kept)) ?? Response.error();
  }
}

async function fromPhone(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await keepAsset(request, answer.clone());
  return answer;
}

async function keepAsset(request: Request, answer: Response): Promise<void> {
  const cache = await caches.open(version);
  const names = await cache.keys();
  if (names.length < ASSETS_MAX) await cache.put(request, answer).catch(() => undefined);
}
