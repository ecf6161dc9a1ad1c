import type { Language } from '../swing/advice/language.ts';
import { TEXTS, textIn } from '../swing/advice/texts.ts';
import type { Drill } from '../swing/drills/drill.ts';
import { DRILLS } from '../swing/drills/drill-catalogue.ts';
import { drawScene } from '../swing/drills/drawing/draw-scene.ts';
import { FAULT_RULES } from '../swing/faults/fault-rules.ts';
import { audienceOf } from '../swing/metrics/audience.ts';
import { METRIC_CATALOGUE } from '../swing/metrics/metric-catalogue.ts';
import type { Handedness } from '../swing/report/swing-report.ts';
import type { CatalogueBody } from './contract/rest.ts';

/** The words of the swing domain in one language: names of numbers, faults and drills, and what is typical. */
export function catalogueIn(language: Language): CatalogueBody {
  const text = (key: string) => textIn(language, key);
  return {
    metrics: METRIC_CATALOGUE.map(({ id, unit, decimals, moments }) => ({
      id,
      name: text(`metric.${id}.name`),
      sentence: text(`metric.${id}.sentence`),
      unit,
      decimals,
      moments: moments.map(({ at, typical }) => ({
        at,
        typical: typical === null ? null : { ...typical },
        audience: audienceOf(id, at),
      })),
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

/** A drill's drawing as SVG; undefined for a drill that there is not. */
export function drawingOf(id: string, handedness: Handedness, language: Language): string | undefined {
  const drill = DRILLS.find((each) => each.id === id);
  const text = (key: string) => textIn(language, key);
  return drill && drawScene(drill.scene, { handedness, text, title: text(`drill.${id}.name`) });
}
