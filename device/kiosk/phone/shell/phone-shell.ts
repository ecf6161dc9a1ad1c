/**
 * The page's own files on this phone, so that it opens without the bay: a service worker keeps them. Browsers lend one
 * to secure pages alone. On plain http the page works while the bay can be reached, and still has its copy of what its
 * player has seen; it only cannot be opened anew without the bay.
 */
const WORKER = './phone-worker.js';
const SCOPE = './phone';

const hasShell = (): boolean => 'serviceWorker' in navigator;

/** Keeps the page's files, once it is shown: what is to be seen now goes before what is for later. */
export async function keepShell(): Promise<void> {
  if (!hasShell()) return;
  // A browser that forbids it, as in a private window, leaves a page that needs the bay.
  await navigator.serviceWorker.register(WORKER, { scope: SCOPE, updateViaCache: 'none' }).catch(() => undefined);
}

/** Takes the page's files off this phone again. */
export async function forgetShell(): Promise<void> {
  if (!hasShell()) return;
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  await registration?.unregister();
  // All of them: nothing else of this bay keeps any.
  for (const name of await caches.keys()) await caches.delete(name);
}
