import { Controller, Get, Header } from '@nestjs/common';
import { TEXTS_EN } from '../swing/advice/texts.en.ts';
import { DRILLS } from '../swing/faults/drill.ts';
import { FAULT_RULES } from '../swing/faults/fault-rules.ts';
import { METRIC_CATALOGUE } from '../swing/metrics/metric-catalogue.ts';
import type { CatalogueBody } from './contract/rest.ts';

/** The words of the swing domain for people: names of numbers, faults and drills, and what is typical. */
@Controller('api/v1/catalogue')
export class CatalogueController {
  readonly #catalogue = catalogue();

  @Get()
  @Header('Cache-Control', 'private, max-age=60')
  find(): CatalogueBody {
    return this.#catalogue;
  }
}

function catalogue(): CatalogueBody {
  const text = (key: string): string => TEXTS_EN[key] ?? key;
  return {
    metrics: METRIC_CATALOGUE.map(({ id, unit, decimals, moments }) => ({
      id,
      name: text(`metric.${id}.name`),
      sentence: text(`metric.${id}.sentence`),
      unit,
      decimals,
      moments: moments.map(({ at, typical }) => ({ at, typical: typical === null ? null : { ...typical } })),
    })),
    faults: FAULT_RULES.map(({ id }) => ({
      id,
      name: text(`fault.${id}.name`),
      sentence: text(`fault.${id}.sentence`),
      advice: TEXTS_EN[`fault.${id}.advice`] ?? null,
    })),
    drills: DRILLS.map(({ id, steps }) => ({
      id,
      name: text(`drill.${id}.name`),
      steps: Array.from({ length: steps }, (_, step) => text(`drill.${id}.step.${step + 1}`)),
    })),
    texts: { ...TEXTS_EN },
  };
}
