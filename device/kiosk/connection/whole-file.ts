/**
 * A file of the bay, whole: however slow the line is, as long as something comes on it. A clip of a few megabytes is there
 * in seconds; a film of an hour's upload over a range's only line of 1 Mbit/s takes minutes, and is worth them.
 */

/** Before the first byte, a bay may have to fetch it from elsewhere. */
const IDLE_MS_MAX = 60_000;
const WHOLE_MS_MAX = 30 * 60_000;

export interface WholeFile {
  readonly answer: Response;
  readonly bytes: ArrayBuffer;
}

/** Rejects as `ask` does, with what broke the answer off, or with the reason of `leave`. */
export async function wholeFile(
  ask: (signal: AbortSignal) => Promise<Response>,
  leave?: AbortSignal,
): Promise<WholeFile> {
  const idle = new AbortController();
  const wait = () => setTimeout(() => idle.abort(new DOMException('Nothing comes.', 'TimeoutError')), IDLE_MS_MAX);
  const ends = [idle.signal, AbortSignal.timeout(WHOLE_MS_MAX), ...(leave === undefined ? [] : [leave])];
  let timer = wait();
  try {
    const answer = await ask(AbortSignal.any(ends));
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    const reader = answer.body?.getReader();
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
      clearTimeout(timer);
      timer = wait();
      pieces.push(read.value);
    }
    return { answer, bytes: await new Blob(pieces).arrayBuffer() };
  } finally {
    clearTimeout(timer);
  }
}
