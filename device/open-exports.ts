/** Lets videos be made of swings whenever nobody needs the bay for something else. */
import type { LiveBay } from './bay/live-bay.ts';
import { systemClock } from './clock/clock.ts';
import { ExportDesk } from './export/export-desk.ts';
import type { RemoteMedia } from './ports/remote-media.port.ts';
import type { Store } from './store/store.ts';
import type { Log } from './telemetry/log.ts';

/**
 * Somebody swings, or has just swung. Who stands over the ball does not halt a video: some stand there for minutes, and
 * at the lowest priority it takes nothing from the cameras.
 */
const BUSY_STAGES: readonly string[] = ['swinging', 'capturing'] satisfies LiveBay['stage'][];

export function openExports(
  bay: Pick<LiveBay, 'stage'>,
  { store, remote, log }: { store: Store; remote: RemoteMedia | null; log: Log },
): ExportDesk {
  const isBusy = () => BUSY_STAGES.includes(bay.stage) || store.queue.openJobs('live') > 0;
  const desk = new ExportDesk({ store, remote, isBusy, clock: systemClock, log });
  desk.open();
  return desk;
}
