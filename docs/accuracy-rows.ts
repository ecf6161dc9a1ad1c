import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** The accuracy table as the bench wrote it: one row for each metric, moment, method, number of cameras and model. */
const rowSchema = z.object({
  metric: z.string(),
  at: z.string().nullable(),
  method: z.string().nullable(),
  cameras: z.int(),
  model: z.string(),
  count: z.int(),
  bias: z.number().nullable(),
  median: z.number().nullable(),
  p95: z.number().nullable(),
  withheldShare: z.number().nullable(),
  heldShare: z.number().nullable(),
});
export type AccuracyRow = z.infer<typeof rowSchema>;

const fileSchema = z.union([z.array(rowSchema), z.object({ rows: z.array(rowSchema) })]);

/** Empty where the bench has not run yet. */
export function accuracyRows(file: string): readonly AccuracyRow[] {
  if (!existsSync(file)) return [];
  const table = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return Array.isArray(table) ? table : table.rows;
}
