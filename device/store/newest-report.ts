/** What lists ask of a swing's newest report, beside the swing so that they read no reports. */
import { eq } from 'drizzle-orm';
import type { SwingReport } from '../swing/report/swing-report.ts';
import type { Database } from './database.ts';
import { swingFaults, swings } from './schema.ts';

/** To be called inside the transaction that stores the report. */
export function noteNewest(
  { orm }: Database,
  { id, revision, score, club, faults }: Pick<SwingReport, 'id' | 'revision' | 'score' | 'club' | 'faults'>,
): void {
  const newest = { revision, score: score?.overall ?? null, club };
  const { ordinal } = orm
    .update(swings)
    .set({ ...newest, status: 'completed', failureCode: null, failureMessage: null })
    .where(eq(swings.id, id))
    .returning({ ordinal: swings.ordinal })
    .get();
  orm.delete(swingFaults).where(eq(swingFaults.ordinal, ordinal)).run();
  const rows = [...new Set(faults.map((fault) => fault.id))].map((fault) => ({ fault, ordinal }));
  if (rows.length > 0) orm.insert(swingFaults).values(rows).run();
}
