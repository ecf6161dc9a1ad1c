import type { HeadBegin } from './child-messages.ts';

/** By which the pictures of a swing reach its analysis while they are taken. Nobody waits for anybody. */
export interface HeadStartLine {
  /** Whole H.264 units with a time each, in order; the first of a view is a key frame. */
  give(view: string, units: Uint8Array, timesNs: readonly number[]): void;
  /** No more units. */
  end(): void;
}

/** Begins to measure a swing that is still being recorded; null where nobody is free for it. */
export type BeginHeadStart = (begin: HeadBegin) => HeadStartLine | null;
