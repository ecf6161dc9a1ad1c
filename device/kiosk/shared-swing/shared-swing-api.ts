import type { Language } from '../../api/contract/language.ts';
import type { ClipPoses } from '../../api/contract/rest.ts';
import { SHARE_HEADER } from '../../api/contract/share-header.ts';
import type { SharedSwing } from '../../api/contract/take-home.ts';
import { wholeFile } from '../connection/whole-file.ts';

/** Why a link shows nothing: it was ended or has expired, it is none, or the bay does not answer. */
export type LinkTrouble = 'over' | 'unknown' | 'unreachable';

export class LinkError extends Error {
  readonly trouble: LinkTrouble;

  constructor(trouble: LinkTrouble, cause?: unknown) {
    super(trouble, { cause });
    this.trouble = trouble;
  }
}

/** What the page of a link asks of the bay; everything rejects with a {@link LinkError}. */
export interface SharedSwingApi {
  fetchSwing(language: Language): Promise<SharedSwing>;
  fetchClip(camera: string): Promise<Blob>;
  fetchPoses(camera: string): Promise<ClipPoses>;
  fetchFilm(): Promise<Blob>;
}

const ANSWER_MS_MAX = 10_000;
const TROUBLES: Readonly<Record<number, LinkTrouble>> = { 404: 'unknown', 410: 'over' };

export function createSharedSwingApi(origin: string, token: string): SharedSwingApi {
  const ask = async (path: string, signal = AbortSignal.timeout(ANSWER_MS_MAX)): Promise<Response> => {
    const headers = { [SHARE_HEADER]: token };
    let answer: Response;
    try {
      answer = await fetch(`${origin}/api/v1/shared${path}`, { headers, signal, cache: 'no-store' });
    } catch (error) {
      throw new LinkError('unreachable', error);
    }
    if (!answer.ok) throw new LinkError(TROUBLES[answer.status] ?? 'unreachable');
    return answer;
  };
  const blob = async (path: string) => {
    const { answer, bytes } = await wholeFile((signal) => ask(path, signal)).catch((error: unknown) => {
      throw error instanceof LinkError ? error : new LinkError('unreachable', error);
    });
    return new Blob([bytes], { type: answer.headers.get('Content-Type') ?? '' });
  };
  return {
    fetchSwing: async (language) => (await (await ask(`?lang=${language}`)).json()) as SharedSwing,
    fetchClip: (camera) => blob(`/clips/${encodeURIComponent(camera)}`),
    fetchPoses: async (camera) => (await (await ask(`/poses/${encodeURIComponent(camera)}`)).json()) as ClipPoses,
    fetchFilm: () => blob('/film'),
  };
}
