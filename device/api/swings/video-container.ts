/** Tells MP4 and MOV from everything else by the first bytes, whatever the sender called the file. */
import { open } from 'node:fs/promises';

const HEAD_BYTES = 12;
/** Atoms that a QuickTime file of before `ftyp` may begin with. */
const QUICKTIME_ATOMS = new Set(['moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);

/**
 * The media type of an ISO base media file, undefined for anything else.
 *
 *      0 … 3       4 … 7      8 … 11
 *   ┌───────────┬──────────┬─────────────┐
 *   │ size, u32 │ "ftyp"   │ major brand │   "qt  " is QuickTime, "M4A " sound alone
 *   └───────────┴──────────┴─────────────┘
 */
export function mediaTypeOf(head: Buffer): 'video/mp4' | 'video/quicktime' | undefined {
  if (head.length < HEAD_BYTES) return undefined;
  const atom = head.toString('latin1', 4, 8);
  if (QUICKTIME_ATOMS.has(atom)) return 'video/quicktime';
  if (atom !== 'ftyp') return undefined;
  return head.toString('latin1', 8, 12) === 'qt  ' ? 'video/quicktime' : 'video/mp4';
}

export async function readMediaType(file: string): Promise<'video/mp4' | 'video/quicktime' | undefined> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
    return mediaTypeOf(head.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
