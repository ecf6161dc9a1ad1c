import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { catalogueSchema } from '../../api/contract/rest.ts';
import { swingReportSchema } from '../../swing/report/swing-report.ts';
import { SCRIPTED_CATALOGUE } from './scripted-catalogue.ts';
import { scriptedReport } from './scripted-report.ts';

it.each([true, false])('is a report that the bay could have written (slow motion: %s)', (isSlowMotion) => {
  const report = scriptedReport({
    id: uuidv7(),
    sequence: 1,
    session: 'visit-1',
    bay: 'Bay 7',
    kind: 'shot',
    score: 7,
    isSlowMotion,
    keyFrames: [],
    clips: [],
  });
  expect(swingReportSchema.safeParse(report).error).toBeUndefined();
});

it('has words in the shape in which the bay gives them', () => {
  expect(catalogueSchema.safeParse(SCRIPTED_CATALOGUE).error).toBeUndefined();
});
