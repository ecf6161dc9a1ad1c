import { Controller, Get, Inject } from '@nestjs/common';
import { VERSION } from './health.controller.ts';
import { openApiDocument } from './openapi.ts';

@Controller('api/v1/openapi.json')
export class OpenApiController {
  readonly #document: Record<string, unknown>;

  constructor(@Inject(VERSION) version: string) {
    this.#document = openApiDocument(version);
  }

  @Get()
  document(): Record<string, unknown> {
    return this.#document;
  }
}
