/**
 * For the first lines of a child process of ours: ends it when its owner is gone or asks it to.
 *
 * The kernel's tether (`tethered-process.ts`) does the same where it is there; this covers the moment before it holds
 * and gives the child a chance to close its files first.
 */
export function exitWithOwner(closeFirst: () => Promise<void> | void = () => undefined, graceMs = 1500): void {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(1), graceMs).unref();
    void Promise.resolve()
      .then(closeFirst)
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.once('disconnect', end);
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
