/** Work that the user ends by Ctrl-C, or a service manager by its signal, after which it tidies up. A second one kills. */
export async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const stop = (): void => ended.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await work(ended.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
