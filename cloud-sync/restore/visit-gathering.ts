/**
 * Puts the swings of one golfer together by visits, as they come by, with a bounded memory.
 *
 * Swings come nearly in the order in which they were made, so a visit is over when many others have begun since. One that
 * goes on all the same is summed up from what is known by then, once more; that is told apart by nothing, as it cannot
 * happen to a golfer who leaves one bay before playing in so many others.
 */
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import type { VisitFolders } from './rows-of-folder.ts';

const VISITS_OPEN_MAX = 8;
/** As a bay counts them. */
const SWINGS_OF_A_VISIT_MAX = 2_000;

interface OpenVisit {
  readonly about: Omit<VisitFolders, 'reports' | 'startedAt'>;
  startedAt: string | null;
  readonly reports: SwingReport[];
}

export class VisitGathering {
  readonly #open = new Map<string, OpenVisit>();
  readonly #onWhole: (visit: VisitFolders) => void;

  constructor(onWhole: (visit: VisitFolders) => void) {
    this.#onWhole = onWhole;
  }

  add({ startedAt, ...about }: Omit<VisitFolders, 'reports'>, report: SwingReport): void {
    const visit = this.#open.get(about.session) ?? { about, startedAt, reports: [] };
    visit.startedAt ??= startedAt;
    if (visit.reports.length < SWINGS_OF_A_VISIT_MAX) visit.reports.push(report);
    // The one that a swing came to last is the last to be closed.
    this.#open.delete(about.session);
    this.#open.set(about.session, visit);
    const [oldest] = this.#open.keys();
    if (this.#open.size > VISITS_OPEN_MAX && oldest !== undefined) this.#close(oldest);
  }

  end(): void {
    for (const session of this.#open.keys()) this.#close(session);
  }

  #close(session: string): void {
    const visit = this.#open.get(session);
    this.#open.delete(session);
    if (visit === undefined) return;
    const reports = visit.reports.toSorted((a, b) =>
      a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.id < b.id ? -1 : 1,
    );
    this.#onWhole({ ...visit.about, startedAt: visit.startedAt, reports });
  }
}
