import { useEffect } from 'preact/hooks';

/** An answer takes some seconds, or hours without a line: often enough for the first, and no burden for the second. */
const LOOK_AGAIN_MS = 10_000;

/** Asks again from time to time while something is waited for, and the page is looked at. */
export function useLaterAgain(isWaiting: boolean, again: () => void): void {
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isWaiting, again]);
}
