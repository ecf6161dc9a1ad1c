/**
 * What the phone's service worker does with a request and with its caches. Pure.
 *
 * INVARIANTS
 * - What the bay answers under `/api/` never passes through a cache of the worker: no token, nothing of anybody.
 * - A page that is open keeps the files of its own version: beside the newest version's cache, the one before it stays.
 * - A bay that can be reached says which version is shown; an old page is shown only where it cannot.
 */
export const CACHE_PREFIX = 'swingbay-phone-';

export type Answer =
  /** The browser's own way, past the worker. */
  | 'pass'
  /** From the bay, else the page that is kept. */
  | 'page'
  /** Files whose names change with their content: kept, else from the bay and then kept. */
  | 'asset'
  /** From the bay, else kept: small files that keep their names. */
  | 'file';

/** @param shell addresses of the shell, such as `/phone` and `/assets/phone-abc.js` */
export function answerFor(
  request: { readonly method: string; readonly mode: string; readonly url: string },
  origin: string,
  shell: ReadonlySet<string>,
): Answer {
  const { pathname, origin: of } = new URL(request.url);
  if (request.method !== 'GET' || of !== origin || pathname.startsWith('/api/')) return 'pass';
  if (request.mode === 'navigate') return pathname === '/phone' || pathname === '/phone.html' ? 'page' : 'pass';
  if (pathname.startsWith('/assets/')) return 'asset';
  return shell.has(pathname) ? 'file' : 'pass';
}

/** Which caches go when a version becomes the newest: `names` in the order in which they were made. */
export function cachesToDrop(names: readonly string[], newest: string): string[] {
  const ours = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== newest);
  return ours.slice(0, -1);
}
