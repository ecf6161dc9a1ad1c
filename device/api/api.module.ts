import { join } from 'node:path';
import {
  type DynamicModule,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  StandardSchemaValidationPipe,
  type StandardSchemaValidationPipeOptions,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { MulterModule } from '@nestjs/platform-express';
import { ShotIntake } from '../bay/shot-intake.ts';
import { VisitDesk } from '../bay/visit-desk.ts';
import type { ShotFileReader } from '../ports/shot-file.port.ts';
import { EXPORT_DESK, type ExportDesk } from '../export/export-desk.ts';
import { CLOCK, type Clock } from '../clock/clock.ts';
import { STORE, type Store } from '../store/store.ts';
import type { Language } from '../swing/advice/language.ts';
import { COUNTERS, type Counters } from '../telemetry/counters.ts';
import { LOG, type Log } from '../telemetry/log.ts';
import { CALIBRATION_DESK, type CalibrationDesk } from '../../provisioning/calibration/calibration-desk.ts';
import { AccessGuard } from './access.guard.ts';
import { AccessMiddleware } from './access.middleware.ts';
import { AccessPolicy, accessPolicyOf } from './access-policy.ts';
import { AuthController } from './auth/auth.controller.ts';
import { AuthDesk } from './auth/auth-desk.ts';
import { KeyRing } from './auth/key-ring.ts';
import { makeMachineToken } from './auth/machine-token.ts';
import { RequestRate } from './auth/request-rate.ts';
import { MediaSender } from './media-sender.ts';
import { Ownership } from './ownership.ts';
import { API_CONFIG, type ApiConfig } from './api.config.ts';
import { BAY_VIEW, type BayView } from './bay-view.port.ts';
import { BayController } from './bay.controller.ts';
import { BayLoad } from './bay-load.ts';
import { AssignedDrillController } from './coaching/assigned-drill.controller.ts';
import { CoachedPlayerController } from './coaching/coached-player.controller.ts';
import { SwingNoteController } from './coaching/swing-note.controller.ts';
import { CalibrationController } from './calibration.controller.ts';
import { BAY_LANGUAGE, CatalogueController } from './catalogue.controller.ts';
import { requestInvalid } from './errors.ts';
import { DeviceController } from './device.controller.ts';
import { FleetController } from './fleet.controller.ts';
import { GamesController } from './games.controller.ts';
import { HealthController, VERSION } from './health.controller.ts';
import { ImportAdmission } from './integrations/import-admission.ts';
import { SHOT_FILE_READER, ShotsController } from './integrations/shots.controller.ts';
import { MEASURE, MetricsController } from './metrics.controller.ts';
import { ExchangeController } from './facility/exchange.controller.ts';
import { AccountJoinController } from './facility/account-join.controller.ts';
import { FacilityBayController } from './facility/facility-bay.controller.ts';
import { FacilityDesk } from './facility/facility-desk.ts';
import { FacilityLineController } from './facility/facility-line.controller.ts';
import { FACILITY_LINE, type FacilityLinePort } from '../ports/facility-line.port.ts';
import { OpenApiController } from './openapi.controller.ts';
import { DrillController } from './players/drill.controller.ts';
import { ProgressController } from './players/progress.controller.ts';
import { PlayerController } from './players/player.controller.ts';
import { PlayersController } from './players/players.controller.ts';
import { SessionController } from './sessions/session.controller.ts';
import { BAY_UNITS, PAGES_DIRECTORY, PagesMiddleware } from './pages.middleware.ts';
import { ProblemFilter } from './problem.filter.ts';
import { PeerHost } from './realtime/peers/peer-host.ts';
import { RealtimeServer } from './realtime/realtime-server.ts';
import { SocketAdmission } from './realtime/socket-admission.ts';
import { TicketController } from './realtime/ticket.controller.ts';
import { TicketOffice } from './realtime/ticket-office.ts';
import { ReanalysisController } from './swings/reanalysis.controller.ts';
import { APPLIANCE_ROLE, type ApplianceRole } from './role-routes.ts';
import { SecureDoor } from './secure-door.ts';
import { SwingController } from './swings/swing.controller.ts';
import { SwingLikenessController } from './swings/swing-likeness.controller.ts';
import { SwingMediaController } from './swings/swing-media.controller.ts';
import { VOICE_PANEL, type VoicePanel } from '../ports/speech.port.ts';
import { REMOTE_MEDIA, type RemoteMedia } from '../ports/remote-media.port.ts';
import { FLEET_STATE, type FleetStatePort } from '../ports/fleet-state.port.ts';
import { ARRIVALS_STATE, type ArrivalsStatePort } from '../ports/arrivals-state.port.ts';
import { SYNC_STATE, type SyncStatePort } from '../ports/sync-state.port.ts';
import { COACH_STATE, type CoachStatePort } from '../ports/coach-state.port.ts';
import { CoachBookController } from './coach/coach-book.controller.ts';
import { CoachWordsController } from './coach/coach-words.controller.ts';
import { ArrivalsController } from './arrivals.controller.ts';
import { SyncController } from './sync.controller.ts';
import { UploadController } from './swings/upload.controller.ts';
import { UploadAdmission } from './swings/upload-admission.ts';
import { UploadQuota } from './swings/upload-quota.ts';
import { UPLOAD_BYTES_MAX } from './swings/upload-refusals.ts';
import { ExportController } from './take-home/export.controller.ts';
import { ShareController } from './take-home/share.controller.ts';
import { ShareDesk } from './take-home/share-desk.ts';
import { SharedSwingController } from './take-home/shared-swing.controller.ts';
import { CardDesk } from './visit/card-desk.ts';
import { JoinCodeOffice } from './visit/join-code-office.ts';
import { VisitController } from './visit/visit.controller.ts';
import { VoiceController } from './voice.controller.ts';

export interface ApiSurroundings {
  /** Of the appliance; routes that the other one has are refused. */
  readonly role: ApplianceRole;
  readonly config: ApiConfig;
  readonly store: Store;
  readonly bayView: BayView;
  readonly visits: VisitDesk;
  readonly calibration: CalibrationDesk;
  readonly voice: VoicePanel;
  readonly shots: ShotIntake;
  /** Files of shots as this bay's launch monitor software writes them. */
  readonly shotFiles: ShotFileReader;
  readonly exports: ExportDesk;
  readonly sync: SyncStatePort;
  /** Swings that a facility takes in. */
  readonly arrivals: ArrivalsStatePort;
  /** Files that lie in the object store alone; null where there is none. */
  readonly remoteMedia: RemoteMedia | null;
  readonly coach: CoachStatePort;
  readonly fleet: FleetStatePort;
  readonly facilityLine: FacilityLinePort;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  /** Brings what is measured when it is asked for up to date in the counters. */
  readonly measure: () => void;
  /** `dist/kiosk`; while nothing is built there, `/` says so. */
  readonly pagesDirectory: string;
  readonly version: string;
  /** What pages speak while nobody chose otherwise. */
  readonly language: Language;
  /** In what pages say speeds and distances: `auto`, `metric` or `imperial`. */
  readonly units: string;
}

/** REST, WebSocket and pages. Throws at once where the configuration would open the bay without a token. */
@Module({})
export class ApiModule implements NestModule {
  static forRoot(surroundings: ApiSurroundings): DynamicModule {
    const { store, clock } = surroundings;
    const keys = new KeyRing(join(store.dataDirectory, 'keys'), clock.wall().getTime());
    const machineToken = makeMachineToken(store.dataDirectory);
    const isOwned = (): boolean => store.accounts.hasOwner;
    const { bayView, counters, log } = surroundings;
    const trust = () => surroundings.facilityLine.trust();
    const desk = new AuthDesk({ store, bay: bayView.name, clock, keys }, trust);
    return {
      module: ApiModule,
      imports: [
        MulterModule.register({
          dest: store.media.incomingDirectory,
          limits: { fileSize: UPLOAD_BYTES_MAX, files: 1, fields: 4, fieldSize: 256, parts: 6, headerPairs: 20 },
        }),
      ],
      controllers: [
        AuthController,
        PlayerController,
        DrillController,
        ProgressController,
        CoachedPlayerController,
        AssignedDrillController,
        SwingNoteController,
        VisitController,
        UploadController,
        SwingController,
        SwingMediaController,
        SwingLikenessController,
        ReanalysisController,
        CatalogueController,
        CalibrationController,
        DeviceController,
        VoiceController,
        SyncController,
        ArrivalsController,
        FacilityLineController,
        AccountJoinController,
        FacilityBayController,
        ExchangeController,
        CoachWordsController,
        CoachBookController,
        FleetController,
        GamesController,
        SessionController,
        PlayersController,
        ShotsController,
        BayController,
        ExportController,
        ShareController,
        SharedSwingController,
        TicketController,
        HealthController,
        MetricsController,
        OpenApiController,
      ],
      providers: [
        { provide: STORE, useValue: store },
        { provide: APPLIANCE_ROLE, useValue: surroundings.role },
        { provide: API_CONFIG, useValue: surroundings.config },
        { provide: BAY_VIEW, useValue: surroundings.bayView },
        { provide: CALIBRATION_DESK, useValue: surroundings.calibration },
        { provide: EXPORT_DESK, useValue: surroundings.exports },
        { provide: VOICE_PANEL, useValue: surroundings.voice },
        { provide: REMOTE_MEDIA, useValue: surroundings.remoteMedia },
        { provide: ARRIVALS_STATE, useValue: surroundings.arrivals },
        { provide: SYNC_STATE, useValue: surroundings.sync },
        { provide: COACH_STATE, useValue: surroundings.coach },
        { provide: FLEET_STATE, useValue: surroundings.fleet },
        { provide: ShotIntake, useValue: surroundings.shots },
        { provide: SHOT_FILE_READER, useValue: surroundings.shotFiles },
        { provide: CLOCK, useValue: surroundings.clock },
        { provide: LOG, useValue: surroundings.log },
        { provide: COUNTERS, useValue: surroundings.counters },
        { provide: MEASURE, useValue: surroundings.measure },
        { provide: PAGES_DIRECTORY, useValue: surroundings.pagesDirectory },
        { provide: VERSION, useValue: surroundings.version },
        { provide: AccessPolicy, useValue: accessPolicyOf(surroundings.config, isOwned, machineToken) },
        { provide: AuthDesk, useValue: desk },
        { provide: FacilityDesk, useValue: new FacilityDesk({ store, keys, name: bayView.name, clock }) },
        { provide: FACILITY_LINE, useValue: surroundings.facilityLine },
        { provide: KeyRing, useValue: keys },
        { provide: VisitDesk, useValue: surroundings.visits },
        { provide: JoinCodeOffice, useValue: new JoinCodeOffice(clock) },
        { provide: RequestRate, useValue: new RequestRate(clock) },
        { provide: BAY_LANGUAGE, useValue: surroundings.language },
        { provide: BAY_UNITS, useValue: surroundings.units },
        { provide: TicketOffice, useValue: new TicketOffice(surroundings.clock) },
        { provide: PeerHost, useValue: new PeerHost(bayView, counters, log, surroundings.config.webRtc) },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useValue: new StandardSchemaValidationPipe({ exceptionFactory: invalid }) },
        Ownership,
        MediaSender,
        CardDesk,
        UploadQuota,
        ShareDesk,
        UploadAdmission,
        ImportAdmission,
        BayLoad,
        SocketAdmission,
        RealtimeServer,
        SecureDoor,
      ],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(AccessMiddleware, PagesMiddleware).forRoutes('{*path}');
  }
}

type Issue = Parameters<NonNullable<StandardSchemaValidationPipeOptions['exceptionFactory']>>[0][number];

function invalid(issues: readonly Issue[]): Error {
  const [first] = issues;
  const place = first?.path?.map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
  return requestInvalid(`${place === undefined || place === '' ? 'The request' : `"${place}"`}: ${first?.message}.`);
}
