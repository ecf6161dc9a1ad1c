/** What a visit says of a player's progress, number by number, as the warehouse keeps it. */
import type { DynamicObject, ProgressRow } from '../../device/ports/warehouse.port.ts';
import { sessionLevel } from '../../device/swing/progress/session-level.ts';
import { visitProgress } from '../../device/swing/progress/visit-progress.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import { metricKey, warehouseUser } from './rows-of-swing.ts';

export interface VisitForWarehouse {
  readonly session: string;
  readonly facility: string;
  readonly bay: string;
  /** UTC; never changes, for it says where the row lies. */
  readonly startedAt: string;
  /** Rises with every swing that is added, measured anew or deleted, as the one who keeps visits counts it. */
  readonly version: number;
  /** One golfer's of this visit, in their order, each in its newest revision. */
  readonly reports: readonly SwingReport[];
}

/**
 * Null without a swing. Only numbers that were measured alike are put together; how that is meant, and why three are the
 * fewest, `device/swing/progress` says.
 */
export function rowOfVisit({
  session,
  facility,
  bay,
  startedAt,
  version,
  reports,
}: VisitForWarehouse): ProgressRow | null {
  const [first] = reports;
  if (first === undefined) return null;
  const userId = warehouseUser(first);
  const scores = reports.flatMap(({ kind, score }) => (kind === 'shot' && score !== null ? [score.overall] : []));
  return {
    id: `${session}/${userId}`,
    userId,
    facility,
    bay,
    recordedAt: startedAt,
    version,
    sessionId: session,
    swings: reports.length,
    meanScore: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
    metrics: Object.fromEntries(
      visitProgress(reports).flatMap(({ id, at, values }): [string, DynamicObject][] => {
        const level = sessionLevel(values.map(({ value }) => value));
        if (level === null) return [];
        const { mean, low, high, spread, swings } = level;
        return [[metricKey({ id, at }), { mean, low, high, spread, swings }]];
      }),
    ),
  };
}
