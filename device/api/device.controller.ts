import { networkInterfaces } from 'node:os';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import type { Request } from 'express';
import { API_CONFIG, type ApiConfig } from './api.config.ts';
import { BAY_VIEW, type BayView } from './bay-view.port.ts';
import {
  type BayService,
  bayServiceSchema,
  type DeviceList,
  deviceIdSchema,
  type Exercise,
} from './contract/devices.ts';
import { phoneAddress } from './visit/phone-address.ts';
import { phonesCheck } from './visit/phones-check.ts';

/** The devices of the bay and whether it is in service, for whoever looks after it. */
@Controller('api/v1')
export class DeviceController {
  readonly #bay: BayView;
  readonly #config: ApiConfig;

  constructor(@Inject(BAY_VIEW) bay: BayView, @Inject(API_CONFIG) config: ApiConfig) {
    this.#bay = bay;
    this.#config = config;
  }

  @Get('devices')
  async devices(@Req() { socket }: Request): Promise<DeviceList> {
    const phones = phoneAddress({ ...this.#config, port: socket.localPort ?? this.#config.port }, networkInterfaces());
    return { devices: [...(await this.#bay.devices()), phonesCheck(phones)] };
  }

  /** Only where nobody is in the bay; what the device itself refuses is an answer, not an error. */
  @Post('devices/:id/exercise')
  @HttpCode(200)
  exercise(@Param('id', { schema: deviceIdSchema }) id: string): Promise<Exercise> {
    return this.#bay.exercise(id);
  }

  /** Lets a device that stopped on a fault try again; that it refuses is an answer, not an error. */
  @Post('devices/:id/clear-fault')
  @HttpCode(200)
  clearFault(@Param('id', { schema: deviceIdSchema }) id: string): Promise<Exercise> {
    return this.#bay.clearFault(id);
  }

  @Get('bay/service')
  service(): BayService {
    return { isInService: !this.#bay.isOutOfOrder() };
  }

  /** Whoever plays plays on; the next visit is not begun. */
  @Put('bay/service')
  setService(@Body({ schema: bayServiceSchema }) { isInService }: BayService): BayService {
    this.#bay.setOutOfOrder(!isInService);
    return this.service();
  }
}
