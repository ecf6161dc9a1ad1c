/** What each role of an appliance opens for itself, and what it is given for that. */
import type { INestApplicationContext } from '@nestjs/common';
import type { ApplianceParts } from './app.module.ts';
import type { Clock } from './clock/clock.ts';
import type { Configuration } from './configuration.ts';
import type { OpenCopies } from './open-copies.ts';
import type { ApplianceHost } from './open-fleet.ts';
import type { RemoteMedia } from './ports/remote-media.port.ts';
import type { Store } from './store/store.ts';
import type { Counters } from './telemetry/counters.ts';
import type { RoomLog } from './telemetry/log.ts';
import type { LogFiles } from './telemetry/log-files.ts';

export interface RoleSurroundings {
  /** The configuration as it was written. */
  readonly written: Configuration;
  readonly store: Store;
  /** The files that lie in the object store alone; null where there is none. */
  readonly remoteMedia: RemoteMedia | null;
  readonly copies: Pick<OpenCopies, 'troubles'>;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: RoomLog;
  readonly version: string;
  readonly host: ApplianceHost;
  /** Null where the log is not kept. */
  readonly logFiles: LogFiles | null;
  /** Whatever is opened is closed by these, the last one first. */
  readonly opened: (() => Promise<void>)[];
}

export interface RoleParts
  extends Omit<ApplianceParts, 'configuration' | 'store' | 'remoteMedia' | 'clock' | 'log' | 'counters' | 'version'> {
  /** Called once the API listens. */
  begin(app: INestApplicationContext): void;
}
