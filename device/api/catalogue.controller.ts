import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { LANGUAGES, type Language } from '../swing/advice/language.ts';
import { catalogueIn, drawingOf } from './catalogue.ts';
import { type CatalogueBody, drawingQuerySchema, drillIdSchema, languageQuerySchema } from './contract/rest.ts';
import { drillUnknown } from './errors.ts';

type DrawingQuery = z.infer<typeof drawingQuerySchema>;
type LanguageQuery = z.infer<typeof languageQuerySchema>;

/** The language that the bay’s operator chose for it. */
export const BAY_LANGUAGE = Symbol('BayLanguage');

/** The words of the swing domain for people: names of numbers, faults and drills, what is typical, and the drawings. */
@Controller('api/v1/catalogue')
export class CatalogueController {
  readonly #catalogues = new Map(LANGUAGES.map((language) => [language, catalogueIn(language)]));
  readonly #bayLanguage: Language;

  constructor(@Inject(BAY_LANGUAGE) bayLanguage: Language) {
    this.#bayLanguage = bayLanguage;
  }

  @Get()
  @Header('Cache-Control', 'private, max-age=60')
  find(@Query({ schema: languageQuerySchema }) { lang }: LanguageQuery): CatalogueBody {
    const language = lang ?? this.#bayLanguage;
    return this.#catalogues.get(language) ?? catalogueIn(language);
  }

  @Get('drills/:id/drawing')
  @Header('Cache-Control', 'private, max-age=3600')
  @Header('Content-Type', 'image/svg+xml; charset=utf-8')
  drawing(
    @Param('id', { schema: drillIdSchema }) id: string,
    @Query({ schema: drawingQuerySchema }) { hand, lang }: DrawingQuery,
  ): string {
    const drawing = drawingOf(id, hand, lang ?? this.#bayLanguage);
    if (drawing === undefined) throw drillUnknown(id);
    return drawing;
  }
}
