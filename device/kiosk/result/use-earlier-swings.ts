import { useEffect, useState } from 'preact/hooks';
import type { SwingReport } from '../../api/contract/report.ts';
import type { BayApi } from '../connection/bay-api.ts';
import { type EarlierSwings, earlierSwings, NONE_EARLIER, reportsWorthFetching } from './earlier-swings.ts';

/** The earlier swings of a report, as soon as they are fetched; what cannot be fetched is left out. */
export function useEarlierSwings(api: BayApi, report: SwingReport | null): EarlierSwings {
  const [found, setFound] = useState(NONE_EARLIER);
  useEffect(() => {
    setFound(NONE_EARLIER);
    if (report === null) return;
    let isWanted = true;
    fetchEarlier(api, report).then(
      (earlier) => isWanted && setFound(earlier),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [api, report]);
  return found;
}

async function fetchEarlier(api: BayApi, report: SwingReport): Promise<EarlierSwings> {
  const list = await api.fetchSwings(report.session);
  const reports = await Promise.all(
    reportsWorthFetching(list, report).map((id) => api.fetchReport(id).catch(() => null)),
  );
  return earlierSwings(
    report,
    reports.filter((each) => each !== null),
  );
}
