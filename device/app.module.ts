/** Wires an appliance together: the only place that knows all of its parts. */
import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { ApiModule } from './api/api.module.ts';
import type { CalibrationDesk } from '../provisioning/calibration/calibration-desk.ts';
import type { BayView } from './api/bay-view.port.ts';
import type { ShotIntake } from './bay/shot-intake.ts';
import type { ExportDesk } from './export/export-desk.ts';
import type { VisitDesk } from './bay/visit-desk.ts';
import type { ShotFileReader } from './ports/shot-file.port.ts';
import type { VoicePanel } from './ports/speech.port.ts';
import type { RemoteMedia } from './ports/remote-media.port.ts';
import type { CoachStatePort } from './ports/coach-state.port.ts';
import type { FleetStatePort } from './ports/fleet-state.port.ts';
import type { ArrivalsStatePort } from './ports/arrivals-state.port.ts';
import type { FacilityLinePort } from './ports/facility-line.port.ts';
import type { SyncStatePort } from './ports/sync-state.port.ts';
import type { Clock } from './clock/clock.ts';
import { projectRoot } from './config/project-root.ts';
import type { Configuration } from './configuration.ts';
import type { Store } from './store/store.ts';
import type { Counters } from './telemetry/counters.ts';
import type { RoomLog } from './telemetry/log.ts';

export interface ApplianceParts {
  readonly configuration: Configuration;
  readonly store: Store;
  readonly bayView: BayView;
  readonly visits: VisitDesk;
  readonly calibration: CalibrationDesk;
  readonly voice: VoicePanel;
  readonly shots: ShotIntake;
  readonly shotFiles: ShotFileReader;
  readonly exports: ExportDesk;
  readonly sync: SyncStatePort;
  readonly arrivals: ArrivalsStatePort;
  readonly remoteMedia: RemoteMedia | null;
  readonly coach: CoachStatePort;
  readonly fleet: FleetStatePort;
  readonly facilityLine: FacilityLinePort;
  readonly clock: Clock;
  readonly log: RoomLog;
  readonly counters: Counters;
  readonly measure: () => void;
  readonly version: string;
}

@Module({})
export class AppModule {
  static forAppliance(parts: ApplianceParts): DynamicModule {
    const { configuration, log, ...others } = parts;
    const api = ApiModule.forRoot({
      ...others,
      role: configuration.role,
      config: configuration.api,
      language: configuration.bay.language,
      units: configuration.bay.units,
      log: log.room('api'),
      pagesDirectory: join(projectRoot, 'dist', 'kiosk'),
    });
    return { module: AppModule, imports: [api] };
  }
}
