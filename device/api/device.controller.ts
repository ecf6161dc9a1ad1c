import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { BAY_VIEW, type BayView } from './bay-view.port.ts';
import { type DeviceList, deviceIdSchema, type Exercise } from './contract/devices.ts';

/** The devices of the bay, for whoever looks after it. */
@Controller('api/v1/devices')
export class DeviceController {
  readonly #bay: BayView;

  constructor(@Inject(BAY_VIEW) bay: BayView) {
    this.#bay = bay;
  }

  @Get()
  async devices(): Promise<DeviceList> {
    return { devices: await this.#bay.devices() };
  }

  /** Only where nobody is in the bay; what the device itself refuses is an answer, not an error. */
  @Post(':id/exercise')
  @HttpCode(200)
  exercise(@Param('id', { schema: deviceIdSchema }) id: string): Promise<Exercise> {
    return this.#bay.exercise(id);
  }
}
