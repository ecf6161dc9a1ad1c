import type { SeenCopy } from './seen-copy.ts';

/** For a page on a machine that several people use: nothing of anybody's stays on it. */
export const NO_COPY: SeenCopy = {
  read: () => Promise.resolve(undefined),
  keep: () => Promise.resolve(),
  drop: () => Promise.resolve(),
  wipe: () => Promise.resolve(),
  size: () => Promise.resolve({ bytes: 0, entries: 0 }),
};
