import { z } from 'zod';
import { REPORT_SCHEMA_VERSION, swingReportSchema } from './swing-report.ts';

/** The SwingReport as a JSON Schema (draft 2020-12), for readers that are not written in TypeScript. */
export function swingReportJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(swingReportSchema, { target: 'draft-2020-12' });
  return {
    ...schema,
    title: 'SwingReport',
    description: `Swingbay's report of one swing, version ${REPORT_SCHEMA_VERSION}.`,
  };
}
