/** What a visit comes to, golfer by golfer: their swings, what became better, and what to practise. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Store } from '../../store/store.ts';
import { catalogueEntry } from '../../swing/metrics/metric-catalogue.ts';
import type { VisitChange } from '../../swing/progress/change-within-visit.ts';
import { visitProgress } from '../../swing/progress/visit-progress.ts';
import type { SwingReport } from '../../swing/report/swing-report.ts';
import type { GolferSummary, VisitSummary } from '../contract/visit-summary.ts';
import { recommendedDrills } from '../players/recommended-drills.ts';

/** Swings of a visit that are looked at, the newest: as many as a screen lists. */
const SWINGS_MAX = 60;
/** Reports are read so many at a time; between them the bay does other work. */
const READ_AT_ONCE = 4;

export type SummarySource = Pick<Store, 'swings' | 'players'>;

type ListedSwing = ReturnType<Store['swings']['list']>['swings'][number];
interface SeenSwing {
  readonly swing: ListedSwing;
  readonly report: SwingReport | null;
}

export async function visitSummary(store: SummarySource, session: string): Promise<VisitSummary> {
  const listed = store.swings
    .list({ session }, SWINGS_MAX)
    .swings.toReversed()
    .map((each) => store.players.shown(each));
  const seen: SeenSwing[] = [];
  for (const [at, swing] of listed.entries()) {
    if (at > 0 && at % READ_AT_ONCE === 0) await breathe();
    seen.push({ swing, report: reportOf(store, swing) });
  }
  const players = [...new Set(seen.map(({ swing }) => swing.player))];
  const inOrder = players.toSorted((a, b) => Number(a !== null) - Number(b !== null));
  return {
    session,
    golfers: inOrder.map((player) =>
      golferSummary(
        store,
        player,
        seen.filter(({ swing }) => swing.player === player),
      ),
    ),
  };
}

/** A swing that was deleted while the visit was read has no report any more. */
function reportOf(store: SummarySource, { id, revision }: ListedSwing): SwingReport | null {
  if (revision === null) return null;
  try {
    return store.swings.report(id, revision);
  } catch {
    return null;
  }
}

function golferSummary(store: SummarySource, player: string | null, seen: readonly SeenSwing[]): GolferSummary {
  const shots = seen.flatMap(({ report }) => (report?.kind === 'shot' ? [report] : []));
  const scored = shots.filter(({ score }) => score !== null);
  const best = scored.toSorted((a, b) => (b.score?.overall ?? 0) - (a.score?.overall ?? 0))[0];
  const { faults, drills } = recommendedDrills(shots.map((report) => report.faults));
  const [fault] = faults;
  return {
    player: player === null ? null : { id: player, name: store.players.find(player)?.name ?? '' },
    swings: seen.map(({ swing: { id, kind, score }, report }) => {
      return { id, kind, score: score ?? null, club: report?.club ?? null, handedness: report?.handedness ?? null };
    }),
    best: best?.id ?? null,
    numbers: visitProgress(shots).map(({ id, at, values, change, verdict }) => {
      const { unit, decimals } = catalogueEntry(id);
      return { id, at, unit, decimals, values: [...values], change: changeInWords(change), verdict };
    }),
    fault: fault === undefined ? null : { id: fault.id, shots: fault.swings },
    drill: drills[0] ?? null,
  };
}

function changeInWords(change: VisitChange | null): GolferSummary['numbers'][number]['change'] {
  if (change === null) return null;
  const { from, to, value, low, high, isReal } = change;
  return { from, to, value, low, high, isReal };
}
