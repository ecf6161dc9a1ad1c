/** How long somebody waits for media that lie in the object store, and how long the others wait for them. */

export interface RemoteMediaPatience {
  /** A reader who takes nothing for so long gives up their turn; a player of videos asks again where it was. */
  readonly readerMs: number;
  /**
   * The same while others wait for a turn. Without it, some phones at the edge of the wireless network kept all turns for
   * as long as their films are. It asks who reads how fast and not who they are: several phones may be one reader's, and
   * one address may be a whole house's. Not less, since the buffers of a slow connection take what is sent in portions.
   */
  readonly hurriedReaderMs: number;
  /** Whoever looks waits no longer for a copy: from then on they get the bytes as they come. */
  readonly viewerMs: number;
}

export const PATIENCE: RemoteMediaPatience = { readerMs: 30_000, hurriedReaderMs: 10_000, viewerMs: 15_000 };

const COPY_MS_MIN = 60_000;
/** A quarter of a line of 1 Mbit/s, which a copy may have to share. */
const SLOWEST_BYTES_PER_MS = 32;

/** A copy that takes longer is on a line that stands; one that only crawls is not cut, or it would begin anew for ever. */
export function copyMsMax(bytes: number): number {
  return COPY_MS_MIN + Math.ceil(bytes / SLOWEST_BYTES_PER_MS);
}
