import { useEffect, useState } from 'preact/hooks';
import type { SwingReport } from '../../api/contract/report.ts';
import type { ClipPoses } from '../../api/contract/rest.ts';
import type { PhoneApi } from '../phone/phone-api.ts';

/** The poses of each camera, as they arrive. A camera without poses is replayed without a skeleton. */
export function usePoses(api: Pick<PhoneApi, 'call'>, report: SwingReport | null): ReadonlyMap<string, ClipPoses> {
  const [poses, setPoses] = useState<ReadonlyMap<string, ClipPoses>>(new Map());
  useEffect(() => {
    if (report === null) return;
    let isWanted = true;
    for (const { camera } of report.landmarks) {
      api.call<ClipPoses>('GET', `/swings/${report.id}/poses?camera=${encodeURIComponent(camera)}`).then(
        (fetched) => isWanted && setPoses((known) => new Map(known).set(camera, fetched)),
        () => undefined,
      );
    }
    return () => {
      isWanted = false;
    };
  }, [api, report]);
  return poses;
}
