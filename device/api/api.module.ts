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
import { CLOCK, type Clock } from '../clock/clock.ts';
import { STORE, type Store } from '../store/store.ts';
import { COUNTERS, type Counters } from '../telemetry/counters.ts';
import { LOG, type Log } from '../telemetry/log.ts';
import { CALIBRATION_DESK, type CalibrationDesk } from '../../provisioning/calibration/calibration-desk.ts';
import { AccessGuard } from './access.guard.ts';
import { AccessMiddleware } from './access.middleware.ts';
import { AccessPolicy, accessPolicyOf } from './access-policy.ts';
import type { ApiConfig } from './api.config.ts';
import { BAY_VIEW, type BayView } from './bay-view.port.ts';
import { CalibrationController } from './calibration.controller.ts';
import { CatalogueController } from './catalogue.controller.ts';
import { requestInvalid } from './errors.ts';
import { DeviceController } from './device.controller.ts';
import { GamesController } from './games.controller.ts';
import { HealthController, VERSION } from './health.controller.ts';
import { OpenApiController } from './openapi.controller.ts';
import { PAGES_DIRECTORY, PagesMiddleware } from './pages.middleware.ts';
import { ProblemFilter } from './problem.filter.ts';
import { RealtimeServer } from './realtime/realtime-server.ts';
import { TicketController } from './realtime/ticket.controller.ts';
import { TicketOffice } from './realtime/ticket-office.ts';
import { ReanalysisController } from './reanalysis.controller.ts';
import { SwingController } from './swing.controller.ts';
import { SwingLikenessController } from './swing-likeness.controller.ts';
import { SwingMediaController } from './swing-media.controller.ts';
import { VOICE_PANEL, type VoicePanel } from '../ports/speech.port.ts';
import { UploadController } from './upload.controller.ts';
import { UploadAdmission } from './upload-admission.ts';
import { UPLOAD_BYTES_MAX } from './upload-refusals.ts';
import { VoiceController } from './voice.controller.ts';

export interface ApiSurroundings {
  readonly config: ApiConfig;
  readonly store: Store;
  readonly bayView: BayView;
  readonly calibration: CalibrationDesk;
  readonly voice: VoicePanel;
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  /** `dist/kiosk`; while nothing is built there, `/` says so. */
  readonly pagesDirectory: string;
  readonly version: string;
}

/** REST, WebSocket and pages. Throws at once where the configuration would open the bay without a token. */
@Module({})
export class ApiModule implements NestModule {
  static forRoot(surroundings: ApiSurroundings): DynamicModule {
    const { store } = surroundings;
    return {
      module: ApiModule,
      imports: [
        MulterModule.register({
          dest: store.media.incomingDirectory,
          limits: { fileSize: UPLOAD_BYTES_MAX, files: 1, fields: 4, fieldSize: 256, parts: 6, headerPairs: 20 },
        }),
      ],
      controllers: [
        UploadController,
        SwingController,
        SwingMediaController,
        SwingLikenessController,
        ReanalysisController,
        CatalogueController,
        CalibrationController,
        DeviceController,
        VoiceController,
        GamesController,
        TicketController,
        HealthController,
        OpenApiController,
      ],
      providers: [
        { provide: STORE, useValue: store },
        { provide: BAY_VIEW, useValue: surroundings.bayView },
        { provide: CALIBRATION_DESK, useValue: surroundings.calibration },
        { provide: VOICE_PANEL, useValue: surroundings.voice },
        { provide: CLOCK, useValue: surroundings.clock },
        { provide: LOG, useValue: surroundings.log },
        { provide: COUNTERS, useValue: surroundings.counters },
        { provide: PAGES_DIRECTORY, useValue: surroundings.pagesDirectory },
        { provide: VERSION, useValue: surroundings.version },
        { provide: AccessPolicy, useValue: accessPolicyOf(surroundings.config) },
        { provide: TicketOffice, useValue: new TicketOffice(surroundings.clock) },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useValue: new StandardSchemaValidationPipe({ exceptionFactory: invalid }) },
        UploadAdmission,
        RealtimeServer,
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
