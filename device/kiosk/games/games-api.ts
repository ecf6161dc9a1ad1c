import type {
  ConsistencyBody,
  LeaderboardBody,
  SwingOnBeatBody,
  TempoBeatId,
  TempoBeats,
} from '../../api/contract/games.ts';

/** What the games ask of the bay. Every call ends by itself after {@link ANSWER_MS_MAX}. */
export interface GamesApi {
  fetchBeats(): Promise<TempoBeats>;
  fetchSwingOnBeat(beat: TempoBeatId, swingId: string): Promise<SwingOnBeatBody>;
  fetchConsistency(): Promise<ConsistencyBody>;
  fetchLeaderboard(): Promise<LeaderboardBody>;
}

const ANSWER_MS_MAX = 10_000;
const PLACES_SHOWN = 7;

export function createGamesApi(origin: string): GamesApi {
  const get = async <T>(path: string): Promise<T> => {
    const address = `${origin}/api/v1/games${path}`;
    const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return (await answer.json()) as T;
  };
  return {
    fetchBeats: () => get('/tempo'),
    fetchSwingOnBeat: (beat, swingId) => get(`/tempo/${beat}/swings/${encodeURIComponent(swingId)}`),
    fetchConsistency: () => get('/consistency'),
    fetchLeaderboard: () => get(`/consistency/leaderboard?limit=${PLACES_SHOWN}`),
  };
}
