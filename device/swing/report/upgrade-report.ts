import { REPORT_SCHEMA_VERSION, type SwingReport, swingReportSchema } from './swing-report.ts';

/**
 * Reads a stored report of any version this software has ever written. Stored reports never change; a reader gets the
 * present version, made from the old one step by step.
 */
export type ReadReport =
  | { readonly report: SwingReport }
  | { readonly problem: 'not-a-report' | 'version-unknown' | 'does-not-fit-its-version'; readonly detail: string };

/** Turns a document of one minor version into the next; it fills what was not known then and invents nothing. */
export interface UpgradeStep {
  readonly from: string;
  readonly to: string;
  readonly upgrade: (document: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

/** In order; the last one's `to` is the present version. */
const UPGRADE_STEPS: readonly UpgradeStep[] = [
  {
    from: '1.0',
    to: '1.1',
    upgrade: (document) => ({
      ...document,
      cameras: eachRecord(document['cameras'], (camera) => ({ ...camera, nudged: false, timeUncertaintyMs: null })),
    }),
  },
  // No earlier version had shots, so there was no shape to bring along.
  { from: '1.1', to: '1.2', upgrade: (document) => ({ ...document, shot: null }) },
];

export function upgradeReport(document: unknown, steps: readonly UpgradeStep[] = UPGRADE_STEPS): ReadReport {
  if (!isRecord(document) || typeof document['schemaVersion'] !== 'string') {
    return { problem: 'not-a-report', detail: 'It has no schemaVersion.' };
  }
  let current: Record<string, unknown> = document;
  for (const step of steps) {
    if (current['schemaVersion'] === step.from) current = { ...step.upgrade(current), schemaVersion: step.to };
  }
  if (current['schemaVersion'] !== REPORT_SCHEMA_VERSION) {
    const detail = `Version ${document['schemaVersion']} cannot be read as ${REPORT_SCHEMA_VERSION}.`;
    return { problem: 'version-unknown', detail };
  }
  const parsed = swingReportSchema.safeParse(current);
  if (parsed.success) return { report: parsed.data };
  const issue = parsed.error.issues[0];
  return { problem: 'does-not-fit-its-version', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
}

/** What is no list of records stays as it is, for the schema to refuse. */
function eachRecord(list: unknown, change: (record: Record<string, unknown>) => object): unknown {
  return Array.isArray(list) ? list.map((each: unknown) => (isRecord(each) ? change(each) : each)) : list;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
