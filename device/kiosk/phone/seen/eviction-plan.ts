/**
 * What has to go from the phone's own copy. Pure: sizes and times in, keys out.
 *
 * INVARIANTS
 * - What stays is within every bound of {@link COPY_BOUNDS}.
 * - Of one kind, what was looked at last stays longest; clips never push out documents or pictures.
 */
export type CopyKind = 'document' | 'picture' | 'clip';

export interface CopyEntry {
  readonly key: string;
  readonly kind: CopyKind;
  readonly bytes: number;
  /** When it was last kept or looked at. */
  readonly usedAtMs: number;
}

export interface CopyBound {
  readonly bytesMax: number;
  readonly entriesMax: number;
}

const MIB = 1024 * 1024;

/** 144 MiB in all, about what a browser leaves a page without asking its owner. */
export const COPY_BOUNDS: Readonly<Record<CopyKind, CopyBound>> = {
  document: { bytesMax: 24 * MIB, entriesMax: 1_000 },
  picture: { bytesMax: 40 * MIB, entriesMax: 600 },
  clip: { bytesMax: 80 * MIB, entriesMax: 24 },
};

export function evictionPlan(
  entries: readonly CopyEntry[],
  bounds: Readonly<Record<CopyKind, CopyBound>> = COPY_BOUNDS,
): string[] {
  const room = { document: roomIn(bounds.document), picture: roomIn(bounds.picture), clip: roomIn(bounds.clip) };
  const going: string[] = [];
  for (const { key, kind, bytes } of entries.toSorted((a, b) => b.usedAtMs - a.usedAtMs)) {
    if (!room[kind](bytes)) going.push(key);
  }
  return going;
}

/** Once one has to go, so has whatever is older: a small old one does not slip in behind a large newer one. */
function roomIn({ bytesMax, entriesMax }: CopyBound): (bytes: number) => boolean {
  let [bytesLeft, entriesLeft] = [bytesMax, entriesMax];
  return (bytes) => {
    if (bytes > bytesLeft) entriesLeft = 0;
    if (entriesLeft === 0) return false;
    bytesLeft -= bytes;
    entriesLeft -= 1;
    return true;
  };
}
