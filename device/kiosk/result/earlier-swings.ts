import type { SwingReport } from '../../api/contract/report.ts';
import type { SwingSummary } from '../../api/contract/rest.ts';

/**
 * The earlier swings that this one may be held against: measured shots of the same person in the same visit. Of those,
 * only swings with the same club and the same hand are alike enough to be laid over each other.
 */
export interface EarlierSwings {
  /** Newest first. */
  readonly alike: readonly SwingReport[];
  /** The one with the highest score; the newer of two equal ones. */
  readonly best: SwingReport | null;
  readonly last: SwingReport | null;
}

export const NONE_EARLIER: EarlierSwings = { alike: [], best: null, last: null };

/** Reports are fetched one by one: the newest, and those with the highest scores, are enough to know last and best. */
const NEWEST_MAX = 8;
const BEST_MAX = 4;

type Listed = Pick<SwingSummary, 'id' | 'kind' | 'status' | 'score' | 'player'>;

/** Which reports to fetch, newest first, from a list that is newest first. */
export function reportsWorthFetching(
  list: readonly Listed[],
  current: { id: string; player: string | null },
): string[] {
  const at = list.findIndex(({ id }) => id === current.id);
  const earlier = list
    .slice(at + 1)
    .filter((each) => each.kind === 'shot' && each.status === 'completed' && each.player === current.player);
  const best = earlier
    .filter(({ score }) => score !== null)
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .slice(0, BEST_MAX);
  const wanted = new Set([...earlier.slice(0, NEWEST_MAX), ...best].map(({ id }) => id));
  return earlier.flatMap(({ id }) => (wanted.has(id) ? [id] : []));
}

/** `reports` newest first. */
export function earlierSwings(current: SwingReport, reports: readonly SwingReport[]): EarlierSwings {
  const alike = reports.filter((report) => isAlike(report, current));
  const scored = alike.filter(({ score }) => score !== null);
  const best = scored.reduce<SwingReport | null>(
    (found, each) => (found === null || scoreOf(each) > scoreOf(found) ? each : found),
    null,
  );
  return { alike, best, last: alike[0] ?? null };
}

function isAlike(one: SwingReport, other: SwingReport): boolean {
  const isSlow = one.slowMotion.suspected || other.slowMotion.suspected;
  return one.handedness === other.handedness && one.club === other.club && !isSlow;
}

const scoreOf = ({ score }: SwingReport) => score?.overall ?? 0;
