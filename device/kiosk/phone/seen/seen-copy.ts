import type { CopyKind } from './eviction-plan.ts';

/**
 * The phone's own copy of what its player has seen. It is a convenience: a copy that cannot be kept or read is as one
 * that never was, so no method rejects.
 */
export interface SeenCopy {
  /** Undefined where there is none. Looking keeps it longer. */
  read(player: string, path: string): Promise<Copy | undefined>;
  /** Replaces what was kept of the path; does nothing for anybody but who is logged in when it is written. */
  keep(player: string, path: string, kind: CopyKind, content: CopyContent): Promise<void>;
  /** Drops a path and all below it. */
  drop(player: string, path: string): Promise<void>;
  /** Drops everything of everybody. */
  wipe(): Promise<void>;
  /** What is kept, for the player to see. */
  size(): Promise<{ readonly bytes: number; readonly entries: number }>;
}

/** A document as its JSON, a file as its bytes: browsers differ in how well they keep a Blob. */
export type CopyContent = { readonly json: string } | { readonly bytes: ArrayBuffer; readonly mediaType: string };

export interface Copy {
  readonly content: CopyContent;
  readonly seenAtMs: number;
}
