import { wholeFile } from '../connection/whole-file.ts';
import { PhoneProblem, unreachable } from './phone-problem.ts';
import { ANSWER_MS_MAX, createPhoneSession, type Method, type PhoneSession } from './phone-session.ts';
import type { CopyContent, SeenCopy } from './seen/seen-copy.ts';
import type { TokenShelf } from './token-shelf.ts';

/** The phone's calls to its bay. Paths are those below `/api/v1`; whatever fails rejects with a {@link PhoneProblem}. */
export interface PhoneApi extends Omit<PhoneSession, 'ask'> {
  /** JSON there and back; `undefined` for an answer without a body. Ends by itself after {@link ANSWER_MS_MAX}. */
  call<T>(method: Method, path: string, body?: unknown): Promise<T>;
  /**
   * What there is at a path, fresh and kept in the phone's own copy; what the phone has seen of it before is told first.
   * A bay that answers that it is gone takes the copy with it.
   */
  see<T>(path: string, onCopy: (value: T, seenAt: Date) => void): Promise<T>;
  /**
   * A picture, a clip or a drawing, whole, from the phone's own copy where it is there. Whoever shows one makes an
   * address of the page's own for it: the bay's would need a token, and a token in an address is soon in a log. Of no
   * kind is what the player is handed at once and the phone keeps no copy of.
   */
  fetchFile(path: string, kind: 'picture' | 'clip' | null, signal?: AbortSignal): Promise<Blob>;
  /** Drops a path, and all below it, from the phone's own copy. */
  dropCopy(path: string): Promise<void>;
  /** How many bytes the phone's own copy holds. */
  copySize(): Promise<number>;
  realtimeAddress(ticket: string): string;
}

export function createPhoneApi(origin: string, tokens: TokenShelf, copy: SeenCopy): PhoneApi {
  const base = `${origin}/api/v1`;
  const session = createPhoneSession(base, tokens, () => copy.wipe());
  const { enter, logOut, forget, onLogin } = session;
  const ask = (method: Method, path: string, body?: unknown) =>
    session.ask({ method, path, body, signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  return {
    ...{ enter, logOut, forget, onLogin },
    get player() {
      return session.player;
    },
    async call<T>(method: Method, path: string, body?: unknown): Promise<T> {
      return readJson<T>(await ask(method, path, body));
    },
    async see<T>(path: string, onCopy: (value: T, seenAt: Date) => void): Promise<T> {
      const player = session.player ?? '';
      let isOver = false;
      const copied = copy.read(player, path).then((found) => {
        if (isOver || found === undefined || !('json' in found.content)) return;
        onCopy(JSON.parse(found.content.json) as T, new Date(found.seenAtMs));
      });
      try {
        const answer = await ask('GET', path);
        const value = await readJson<T>(answer);
        isOver = true;
        // What is still on its way to be measured is asked for again, not kept.
        if (answer.status === 200) void copy.keep(player, path, 'document', { json: JSON.stringify(value) });
        return value;
      } catch (error) {
        if (isGone(error)) await copy.drop(player, path);
        else await copied;
        throw error;
      }
    },
    async fetchFile(path, kind, signal) {
      const player = session.player ?? '';
      const kept = await copy.read(player, path);
      if (kept !== undefined && 'bytes' in kept.content) return blobOf(kept.content);
      const fetched = wholeFile((within) => session.ask({ method: 'GET', path, signal: within }), signal);
      const { answer, bytes } = await fetched.catch((error: unknown) => {
        throw error instanceof PhoneProblem ? error : unreachable(error);
      });
      const content = { bytes, mediaType: answer.headers.get('Content-Type') ?? 'application/octet-stream' };
      if (kind !== null) void copy.keep(player, path, kind, content);
      return blobOf(content);
    },
    dropCopy: (path) => copy.drop(session.player ?? '', path),
    copySize: async () => (await copy.size()).bytes,
    realtimeAddress: (ticket) => `${base.replace(/^http/, 'ws')}/realtime/connect?ticket=${encodeURIComponent(ticket)}`,
  };
}

async function readJson<T>(answer: Response): Promise<T> {
  try {
    const words = await answer.text();
    return (words === '' ? undefined : JSON.parse(words)) as T;
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new PhoneProblem({ code: 'phone/unreadable', message: error.message, hint: null }, answer.status, error);
    }
    throw unreachable(error);
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof PhoneProblem && (error.status === 404 || error.status === 410);

function blobOf({ bytes, mediaType }: Extract<CopyContent, { bytes: ArrayBuffer }>): Blob {
  return new Blob([bytes], { type: mediaType });
}
