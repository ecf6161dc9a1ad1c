/**
 * A list of swings that grows at both ends. Pure.
 *
 * INVARIANTS
 * - No swing stands twice, and the newest stored is first.
 * - A first page that is fetched again puts what is new on top and takes out what has been deleted since, without
 *   losing the pages below it.
 */
import type { SwingList, SwingSummary } from '../../../api/contract/rest.ts';

/** What is known of a list: `nextCursor` undefined while nothing is. */
export interface GrownList {
  readonly swings: readonly SwingSummary[];
  readonly nextCursor: string | null | undefined;
}

export interface SwingVisit {
  readonly session: string;
  readonly bay: string;
  readonly swings: readonly SwingSummary[];
}

export const NO_SWINGS: GrownList = { swings: [], nextCursor: undefined };

export interface SwingDay {
  /** The first moment of the day where the phone is. */
  readonly day: Date;
  readonly swings: readonly SwingSummary[];
}

/** Ids are made in the order of storing, so what lies below the page is older than its last. */
export function withFirstPage(list: GrownList, page: SwingList): GrownList {
  const last = page.swings.at(-1);
  if (last === undefined || page.nextCursor === null) return { swings: page.swings, nextCursor: page.nextCursor };
  // More came than a page holds: what lies between is not known, so the list begins anew.
  if ((list.swings[0]?.id ?? '') < last.id) return page;
  const older = list.swings.filter(({ id }) => id < last.id);
  // Where the old list ends inside the new page, the page's own cursor goes on from there.
  const nextCursor = older.length === 0 ? page.nextCursor : list.nextCursor;
  return { swings: [...page.swings, ...older], nextCursor };
}

export function withNextPage(list: GrownList, page: SwingList): GrownList {
  const known = new Set(list.swings.map(({ id }) => id));
  return { swings: [...list.swings, ...page.swings.filter(({ id }) => !known.has(id))], nextCursor: page.nextCursor };
}

/** In the phone's own time zone; the order of the list is kept. */
export function swingDays(swings: readonly SwingSummary[]): SwingDay[] {
  const days: { day: Date; swings: SwingSummary[] }[] = [];
  for (const swing of swings) {
    const day = new Date(swing.recordedAt);
    day.setHours(0, 0, 0, 0);
    const last = days.at(-1);
    if (last?.day.getTime() === day.getTime()) last.swings.push(swing);
    else days.push({ day, swings: [swing] });
  }
  return days;
}

/** The visits of a day, in the order of their newest swings: swings of two bays may stand in turns. */
export function visitsIn({ swings }: SwingDay): SwingVisit[] {
  const visits = new Map<string, { session: string; bay: string; swings: SwingSummary[] }>();
  for (const swing of swings) {
    const { session, bay } = swing;
    const visit = visits.get(session) ?? { session, bay, swings: [] };
    visit.swings.push(swing);
    visits.set(session, visit);
  }
  return [...visits.values()];
}
