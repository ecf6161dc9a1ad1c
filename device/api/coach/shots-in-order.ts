/** Reports of shots, read a few at a time so that nobody else waits for it. */
import { setImmediate as breathe } from 'node:timers/promises';
import { isBayError } from '../../errors/bay-error.ts';
import type { Store } from '../../store/store.ts';
import type { SwingReport } from '../../swing/report/swing-report.ts';

/** As many as a screen lists of a visit, and as many as Claude is told of. */
const SHOTS_MAX = 60;
const READ_AT_ONCE = 4;

type Filter = Omit<Parameters<Store['swings']['list']>[0], 'kind'>;

/** The newest {@link SHOTS_MAX} that are measured, oldest first; one that was deleted meanwhile is left out. */
export async function shotsInOrder(store: Pick<Store, 'swings'>, filter: Filter): Promise<SwingReport[]> {
  const { swings } = store.swings.list({ ...filter, kind: 'shot' }, SHOTS_MAX);
  const reports: SwingReport[] = [];
  for (const [at, { id, revision }] of swings.toReversed().entries()) {
    if (at > 0 && at % READ_AT_ONCE === 0) await breathe();
    if (revision === null) continue;
    try {
      reports.push(store.swings.report(id, revision));
    } catch (error) {
      if (!isBayError(error) || !error.code.startsWith('store/')) throw error;
    }
  }
  return reports;
}
