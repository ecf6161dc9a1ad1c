/**
 * Writes docs/faults-and-drills.md and the drawings beside it from the rules and the drills:
 * `node_modules/.bin/node docs/faults-and-drills.ts`. A test holds them against the sources.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEXTS_EN } from '../device/swing/advice/texts.en.ts';
import { drillsFor } from '../device/swing/drills/choose-drills.ts';
import { drawScene } from '../device/swing/drills/drawing/draw-scene.ts';
import type { Drill } from '../device/swing/drills/drill.ts';
import { DRILLS } from '../device/swing/drills/drill-catalogue.ts';
import type { FaultRule, FaultSign } from '../device/swing/faults/fault-rule.ts';
import { FAULT_RULES } from '../device/swing/faults/fault-rules.ts';

const text = (key: string): string => TEXTS_EN[key] ?? key;
const faultName = (id: string): string => text(`fault.${id}.name`);
const drillLink = (id: string): string => `[${text(`drill.${id}.name`)}](#${id})`;

export function faultsPage(): string {
  return `${[
    '# Faults and drills',
    '',
    'Made by `docs/faults-and-drills.ts` from the rules in `device/swing/faults` and the drills in `device/swing/drills`.',
    '',
    'A fault is claimed only where the whole 90 % interval of its evidence lies beyond the limit, so at odds of nineteen to',
    'one or better by what the measurement says of itself. It is minor up to one spread beyond the limit, major up to two,',
    'critical from there. A fault of which nothing was measured is unjudged, and the report says so. Of several faults the',
    'one that tends to bring the others about is shown, ranked by weight; weights from 1 to 5 are heuristics for the likely',
    'effect on the ball, since no literature ranks faults (a review of 92 papers finds no consensus, PMC9227529).',
    '',
    '## Faults',
    '',
    '| fault | starts in | seen by | limit | spread | source of the limit | weight | leads to | drills |',
    '|---|---|---|---|---|---|---|---|---|',
    ...FAULT_RULES.flatMap(faultRows),
    '',
    '## Drills',
    '',
    ...DRILLS.flatMap(drillSection),
  ].join('\n')}`;
}

function faultRows({ id, phase, signs, effect, leadsTo }: FaultRule): string[] {
  return signs.map((sign, i) => {
    const seen = [signWords(sign), limitWords(sign), String(sign.spread), sign.source];
    const once = [
      `${effect.weight}: ${effect.because}`,
      leadsTo.map(faultName).join(', '),
      drillsFor(id)
        .map((drill) => drillLink(drill.id))
        .join(', '),
    ];
    const cells = [i === 0 ? faultName(id) : '', i === 0 ? phase : '', ...seen, ...(i === 0 ? once : ['', '', ''])];
    return `| ${cells.join(' | ')} |`;
  });
}

function signWords({ metric, at, changeSince }: FaultSign): string {
  if (changeSince !== undefined) return `\`${metric}\`, from ${changeSince} to ${at}`;
  return at === null ? `\`${metric}\`` : `\`${metric}\` at ${at}`;
}

function limitWords({ limit }: FaultSign): string {
  return 'above' in limit ? `above ${limit.above}` : `below ${limit.below}`;
}

function drillSection(drill: Drill): string[] {
  const { id, faults, equipment, steps, dosage } = drill;
  const how = text('dosage.rehearsals-then-balls')
    .replace('{rehearsals}', String(dosage.rehearsals))
    .replace('{balls}', String(dosage.balls));
  return [
    `<a id="${id}"></a>`,
    '',
    `### ${text(`drill.${id}.name`)}`,
    '',
    `![${text(`drill.${id}.name`)}](drills/${id}.svg)`,
    '',
    `For: ${faults.map(faultName).join(', ')}. Needs: ${equipment.map((each) => text(`equipment.${each}`)).join(', ') || 'nothing'}.`,
    '',
    ...Array.from({ length: steps }, (_, step) => `${step + 1}. ${text(`drill.${id}.step.${step + 1}`)}`),
    '',
    `**${text(`drill.${id}.feel`)}** ${how}. Easier: ${text(`drill.${id}.easier`)}`,
    '',
  ];
}

/** By file name, for a right-hander. */
export function drawings(): ReadonlyMap<string, string> {
  return new Map(
    DRILLS.map(({ id, scene }) => [
      `${id}.svg`,
      drawScene(scene, { handedness: 'right', text, title: text(`drill.${id}.name`) }),
    ]),
  );
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, 'drills');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(import.meta.dirname, 'faults-and-drills.md'), faultsPage());
  for (const [name, svg] of drawings()) writeFileSync(join(folder, name), svg);
}
