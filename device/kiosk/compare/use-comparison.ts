import { useEffect, useState } from 'preact/hooks';
import type { SwingReport } from '../../api/contract/report.ts';
import type { SwingComparisonBody } from '../../api/contract/rest.ts';
import type { BayApi } from '../connection/bay-api.ts';

/** The other swing's report and what lies between the two; null while it is fetched, `lost` where it does not come. */
export type Compared = { readonly other: SwingReport; readonly comparison: SwingComparisonBody } | 'lost' | null;

export function useComparison(api: BayApi, otherId: string, thisId: string): Compared {
  const [compared, setCompared] = useState<Compared>(null);
  useEffect(() => {
    let isWanted = true;
    setCompared(null);
    Promise.all([api.fetchReport(otherId), api.fetchComparison(otherId, thisId)]).then(
      ([other, comparison]) => isWanted && setCompared({ other, comparison }),
      () => isWanted && setCompared('lost'),
    );
    return () => {
      isWanted = false;
    };
  }, [api, otherId, thisId]);
  return compared;
}
