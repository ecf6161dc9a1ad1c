import type {
  CatalogueBody,
  ClipPoses,
  HandChoice,
  Reanalysis,
  SwingComparisonBody,
  SwingJoints,
  SwingList,
  SwingSummary,
  Ticket,
} from '../../api/contract/rest.ts';
import type { SwingNote, SwingNoteList } from '../../api/contract/coaching.ts';
import type { Language } from '../../api/contract/language.ts';
import type { VoiceChange, VoiceState } from '../../api/contract/voice.ts';
import type { VisitBody } from '../../api/contract/visit.ts';
import type { SwingReport } from '../../api/contract/report.ts';

/** What the pages ask of the bay over REST. Every call ends by itself after {@link ANSWER_MS_MAX}. */
export interface BayApi {
  fetchTicket(signal: AbortSignal): Promise<string>;
  fetchCatalogue(language: Language): Promise<CatalogueBody>;
  fetchSwings(sessionId: string): Promise<SwingSummary[]>;
  fetchVisit(): Promise<VisitBody>;
  fetchReport(swingId: string): Promise<SwingReport>;
  fetchPoses(swingId: string, camera: string): Promise<ClipPoses>;
  fetchJoints(swingId: string): Promise<SwingJoints>;
  /** Differences are those of the second less the first. */
  fetchComparison(first: string, second: string): Promise<SwingComparisonBody>;
  /** What coaches wrote and drew for the player of a swing. */
  fetchNotes(swingId: string): Promise<readonly SwingNote[]>;
  /** The swing is measured anew, and its golfer keeps the hand. */
  correctHand(swingId: string, handedness: HandChoice['handedness']): Promise<Reanalysis>;
  fetchVoice(): Promise<VoiceState>;
  setVoice(change: VoiceChange): Promise<VoiceState>;
  videoAddress(swingId: string, camera: string): string;
  keyFrameAddress(swingId: string, frame: SwingReport['keyFrames'][number]): string;
  realtimeAddress(ticket: string): string;
}

const ANSWER_MS_MAX = 10_000;

export function createBayApi(origin: string): BayApi {
  const address = (path: string) => `${origin}/api/v1${path}`;
  const swing = (swingId: string) => address(`/swings/${encodeURIComponent(swingId)}`);
  return {
    async fetchTicket(signal) {
      const answer = await fetch(address('/realtime/ticket'), { method: 'POST', signal });
      if (!answer.ok) throw new Error(`the bay gave no ticket: ${answer.status}`);
      return ((await answer.json()) as Ticket).ticket;
    },
    fetchCatalogue: (language) => get<CatalogueBody>(address(`/catalogue?lang=${language}`)),
    async fetchSwings(sessionId) {
      const answer = await get<SwingList>(address(`/swings?session=${encodeURIComponent(sessionId)}&limit=60`));
      return answer.swings;
    },
    fetchVisit: () => get<VisitBody>(address('/visit')),
    fetchReport: (swingId) => get<SwingReport>(`${swing(swingId)}/analysis`),
    fetchPoses: (swingId, camera) => get<ClipPoses>(`${swing(swingId)}/poses?camera=${encodeURIComponent(camera)}`),
    fetchJoints: (swingId) => get<SwingJoints>(`${swing(swingId)}/joints`),
    fetchComparison: (first, second) =>
      get<SwingComparisonBody>(`${swing(first)}/compare/${encodeURIComponent(second)}`),
    fetchNotes: async (swingId) => (await get<SwingNoteList>(`${swing(swingId)}/notes`)).notes,
    async correctHand(swingId, handedness) {
      const answer = await fetch(`${swing(swingId)}/handedness`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ handedness }),
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
      if (!answer.ok) throw new Error(`the hand of a swing cannot be corrected: ${answer.status}`);
      return (await answer.json()) as Reanalysis;
    },
    fetchVoice: () => get<VoiceState>(address('/voice')),
    async setVoice(change) {
      const query = new URLSearchParams(Object.entries(change).map(([name, value]) => [name, String(value)]));
      const signal = AbortSignal.timeout(ANSWER_MS_MAX);
      const answer = await fetch(address(`/voice?${query}`), { method: 'POST', signal });
      if (!answer.ok) throw new Error(`the voice cannot be set: ${answer.status}`);
      return (await answer.json()) as VoiceState;
    },
    videoAddress: (swingId, camera) => `${swing(swingId)}/video?camera=${encodeURIComponent(camera)}`,
    keyFrameAddress: (swingId, frame) => `${swing(swingId)}/frames/${frame.sha256}`,
    realtimeAddress: (ticket) =>
      `${address('/realtime/connect').replace(/^http/, 'ws')}?ticket=${encodeURIComponent(ticket)}`,
  };
}

async function get<T>(address: string): Promise<T> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as T;
}
