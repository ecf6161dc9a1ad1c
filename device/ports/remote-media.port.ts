/**
 * Media of swings whose files lie beside the bay alone: the bay gave its own up once they were safe there, or took the
 * swing in from there.
 *
 * CONTRACT
 * - Only whose row says so is asked for: not here, and seen in the object store whole.
 * - `open` and `bring` reject with `media/not-reachable` or `media/busy`, which a later call may not meet, with
 *   `media/lost` where the other side has no such file, and with `media/damaged` where it is not what its name says.
 * - Memory is bounded however large a file is and however many ask.
 */
import type { Readable } from 'node:stream';
import type { ByteRange } from './object-store.port.ts';

export const REMOTE_MEDIA = Symbol('RemoteMedia');

export interface RemoteFile {
  readonly swing: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
}

/** A copy on this disk, which may go at any time, or what is read from the other side as it is taken. */
export type RemoteContent =
  | { readonly path: string }
  | {
      /** What goes wrong on the way ends the stream with an error. Who has it must read it to its end, or destroy it. */
      read(wanted: RemoteReading): Promise<Readable>;
      /**
       * Others may wait while it is read: a reader who takes nothing worth mentioning for so long is to be sent away. To
       * be asked anew for each piece, since there is less patience while somebody does wait.
       */
      readerMs(): number;
    };

export interface RemoteReading {
  /** All of it where absent. */
  readonly range?: ByteRange;
  /** Aborted when the reader leaves: nothing is opened for them any more, and `read` rejects. */
  readonly signal: AbortSignal;
}

export interface RemoteMedia {
  /** For somebody who looks at it. */
  open(file: RemoteFile): Promise<RemoteContent>;
  /** For a program that needs a file; rejects with `store/disk-full` where there is no room for a copy. */
  bring(file: RemoteFile): Promise<string>;
}
