import { useEffect, useState } from 'preact/hooks';
import type { SwingReport } from '../../api/contract/report.ts';
import type { ClipPoses } from '../../api/contract/rest.ts';
import type { BayApi } from '../connection/bay-api.ts';

/** The poses of each camera of a report, as they arrive. A camera without poses is replayed without a skeleton. */
export function useClipPoses(api: BayApi, report: SwingReport | null): ReadonlyMap<string, ClipPoses> {
  const [poses, setPoses] = useState<ReadonlyMap<string, ClipPoses>>(new Map());
  useEffect(() => {
    if (report === null) return;
    let isWanted = true;
    for (const { camera } of report.landmarks) {
      api.fetchPoses(report.id, camera).then(
        (fetched) => {
          if (isWanted) setPoses((known) => new Map(known).set(camera, fetched));
        },
        () => undefined,
      );
    }
    return () => {
      isWanted = false;
    };
  }, [api, report]);
  return poses;
}
