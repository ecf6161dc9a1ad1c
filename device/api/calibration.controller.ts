import { Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { CALIBRATION_DESK, CalibrationDesk } from '../../provisioning/calibration/calibration-desk.ts';
import { type MicrophonePlace, microphonePlaceSchema } from '../../provisioning/calibration/microphone-place.ts';
import { calibrationStatus, idleStatus } from './calibration-status.ts';
import { calibratedCameraSchema, type CalibrationStatus } from './contract/calibration.ts';
import { noPictureYet } from './errors.ts';

/** The installer's calibration: begun, watched, saved or given up from a page. */
@Controller('api/v1/calibration')
export class CalibrationController {
  readonly #desk: CalibrationDesk;

  constructor(@Inject(CALIBRATION_DESK) desk: CalibrationDesk) {
    this.#desk = desk;
  }

  @Get()
  status(): CalibrationStatus {
    const { current, parts } = this.#desk;
    return current === null ? idleStatus(parts.cameras) : calibrationStatus(current);
  }

  /** The newest picture that was looked at: the corners of the status belong to it. */
  @Get('pictures/:camera')
  @Header('Content-Type', 'image/jpeg')
  picture(@Param('camera', { schema: calibratedCameraSchema }) camera: string): StreamableFile {
    const picture = this.#desk.running().picture(camera);
    if (picture === null) throw noPictureYet(camera);
    return new StreamableFile(picture.jpeg);
  }

  /** Begins anew. */
  @Post()
  async begin(): Promise<CalibrationStatus> {
    return calibrationStatus(await this.#desk.begin());
  }

  /** Goes on to the mat before everything that is wished for was seen. */
  @Post('mat')
  mat(): CalibrationStatus {
    const live = this.#desk.running();
    live.goToMat();
    return calibrationStatus(live);
  }

  /** Back to the walk with what it has brought. */
  @Post('carry')
  carry(): CalibrationStatus {
    const live = this.#desk.running();
    live.carryOn();
    return calibrationStatus(live);
  }

  /** Listens for claps over the mat. */
  @Post('clap')
  clap(@Query({ schema: microphonePlaceSchema }) place: MicrophonePlace): CalibrationStatus {
    const live = this.#desk.running();
    live.beginClap(place);
    return calibrationStatus(live);
  }

  /** Back to the result, with the microphone as it was. */
  @Post('no-clap')
  noClap(): CalibrationStatus {
    const live = this.#desk.running();
    live.skipClap();
    return calibrationStatus(live);
  }

  /** Keeps the result as the bay's preset. */
  @Post('save')
  async save(): Promise<CalibrationStatus> {
    const live = this.#desk.running();
    await live.save();
    return calibrationStatus(live);
  }

  @Delete()
  @HttpCode(204)
  async end(): Promise<void> {
    await this.#desk.end();
  }
}
