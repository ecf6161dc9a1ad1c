import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { LANGUAGES, type Language } from '../swing/advice/language.ts';
import { TEXTS, textIn } from '../swing/advice/texts.ts';
import type { Drill } from '../swing/drills/drill.ts';
import { DRILLS } from '../swing/drills/drill-catalogue.ts';
import { drawScene } from '../swing/drills/drawing/draw-scene.ts';
import { FAULT_RULES } from '../swing/faults/fault-rules.ts';
import { METRIC_CATALOGUE } from '../swing/metrics/metric-catalogue.ts';
import { type CatalogueBody, drawingQuerySchema, drillIdSchema, languageQuerySchema } from './contract/rest.ts';
import { drillUnknown } from './errors.ts';

type DrawingQuery = z.infer<typeof drawingQuerySchema>;
type LanguageQuery = z.infer<typeof languageQuerySchema>;

/** The language that the bay’s operator chose for it. */
export const BAY_LANGUAGE = Symbol('BayLanguage');

/** The words of the swing domain for people: names of numbers, faults and drills, what is typical, and the drawings. */
@Controller('api/v1/catalogue')
export class CatalogueController {
  readonly #catalogues = new Map(LANGUAGES.map((language) => [language, catalogue(language)]));
  readonly #bayLanguage: Language;

  constructor(@Inject(BAY_LANGUAGE) bayLanguage: Language) {
    this.#bayLanguage = bayLanguage;
  }

  @Get()
  @Header('Cache-Control', 'private, max-age=60')
  find(@Query({ schema: languageQuerySchema }) { lang }: LanguageQuery): CatalogueBody {
    const language = lang ?? this.#bayLanguage;
    return this.#catalogues.get(language) ?? catalogue(language);
  }

  @Get('drills/:id/drawing')
  @Header('Cache-Control', 'private, max-age=3600')
  @Header('Content-Type', 'image/svg+xml; charset=utf-8')
  drawing(
    @Param('id', { schema: drillIdSchema }) id: string,
    @Query({ schema: drawingQuerySchema }) { hand, lang }: DrawingQuery,
  ): string {
    const drill = DRILLS.find((each) => each.id === id);
    if (drill === undefined) throw drillUnknown(id);
    const text = (key: string) => textIn(lang ?? this.#bayLanguage, key);
    return drawScene(drill.scene, { handedness: hand, text, title: text(`drill.${id}.name`) });
  }
}

function catalogue(language: Language): CatalogueBody {
  const text = (key: string) => textIn(language, key);
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
      advice: TEXTS[language][`fault.${id}.advice`] ?? null,
      effect: text(`fault.${id}.effect`),
    })),
    drills: DRILLS.map((drill) => drillBody(drill, text)),
    texts: { ...TEXTS[language] },
    language,
  };
}

function drillBody(drill: Drill, text: (key: string) => string): CatalogueBody['drills'][number] {
  const { id, faults, equipment, steps, dosage } = drill;
  return {
    id,
    name: text(`drill.${id}.name`),
    faults: [...faults],
    equipment: equipment.map((each) => text(`equipment.${each}`)),
    steps: Array.from({ length: steps }, (_, step) => text(`drill.${id}.step.${step + 1}`)),
    feel: text(`drill.${id}.feel`),
    dosage: text('dosage.rehearsals-then-balls')
      .replace('{rehearsals}', String(dosage.rehearsals))
      .replace('{balls}', String(dosage.balls)),
    easier: text(`drill.${id}.easier`),
    drawing: `/api/v1/catalogue/drills/${id}/drawing`,
  };
}
