/** Waits for something that should end by itself, and no longer than it may take; what it rejects with is passed on. */
export async function endedWithin(ms: number, work: Promise<unknown>): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      work,
      new Promise((resolve) => {
        patience = setTimeout(resolve, ms);
      }),
    ]);
  } finally {
    clearTimeout(patience);
  }
}
