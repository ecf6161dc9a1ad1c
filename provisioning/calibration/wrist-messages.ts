import type { SeenWrists } from './wrist-track.ts';

/** What a wrist process is asked: one recording of each camera, in its order of pictures. */
export interface WristOrder {
  readonly files: readonly string[];
}

export type WristAnswer =
  /** By file and picture. */
  | { readonly type: 'done'; readonly wrists: readonly (readonly (SeenWrists | null)[])[] }
  | { readonly type: 'failed'; readonly message: string };
