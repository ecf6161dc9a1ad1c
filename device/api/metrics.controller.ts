import { Controller, Get, Header, Inject } from '@nestjs/common';
import { COUNTERS, type Counters } from '../telemetry/counters.ts';
import { PROMETHEUS_TYPE, prometheusText } from '../telemetry/prometheus-text.ts';

/** Brings what is measured when it is asked for up to date in the counters. */
export const MEASURE = Symbol('Measure');

/** What the daemon counts, for a Prometheus. At the address where scrapers look first. */
@Controller('metrics')
export class MetricsController {
  readonly #counters: Counters;
  readonly #measure: () => void;

  constructor(@Inject(COUNTERS) counters: Counters, @Inject(MEASURE) measure: () => void) {
    this.#counters = counters;
    this.#measure = measure;
  }

  @Get()
  @Header('Content-Type', PROMETHEUS_TYPE)
  metrics(): string {
    this.#measure();
    return prometheusText(this.#counters.snapshot());
  }
}
