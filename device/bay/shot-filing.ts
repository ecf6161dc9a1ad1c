/** From a joined shot to what is stored: the join, and a new revision where the swing's report was there first. */
import type { Shot } from '../ports/launch-monitor.port.ts';
import type { ShotToRecord } from '../store/shot-repository.ts';
import type { Store } from '../store/store.ts';
import { reportWithShot } from '../swing/report/report-with-shot.ts';

/** A shot as the store takes it when it arrives. */
export function shotToRecord(shot: Shot, bootId: string): ShotToRecord {
  const { id, source, deviceId, connection, shotNumber, ball, club, raw, receivedNs } = shot;
  return {
    ...{ id, source, device: deviceId, connection: connection ?? '', shotNumber, raw },
    data: { ball, club, distanceM: null, clubName: null },
    received: { bootId, monotonicNs: receivedNs },
  };
}

/**
 * Joins a stored shot to its swing, in one transaction with the revision that says so. A swing whose first report is
 * still to come gets the shot with it. Answers the new revision, null where there is none. Throws what the store throws
 * for a shot or a swing that it does not have, any more.
 */
export function keepJoinedShot(store: Store, joined: { shot: string; swing: string; delayMs: number }): number | null {
  return store.transact('a shot of a swing', () => {
    const { shot, swing, delayMs } = joined;
    if (!store.shots.join(shot, swing, delayMs) || store.swings.find(swing).revision === null) return null;
    const carried = store.shots.reportShot(swing);
    const report = carried === null ? null : reportWithShot(store.swings.report(swing), carried);
    if (report === null) return null;
    return store.swings.storeRevision({ report, isSameMotion: true }).revision;
  });
}
