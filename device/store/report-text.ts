/** A report's text as a row holds it, and the report of the present version that it is read as. */
import { REPORT_SCHEMA_VERSION, type SwingReport } from '../swing/report/swing-report.ts';
import { type ReadReport, upgradeReport } from '../swing/report/upgrade-report.ts';
import { reportUnreadable } from './errors.ts';

const PRESENT = `{"schemaVersion":"${REPORT_SCHEMA_VERSION}",`;

/** It was checked when it was stored, and need not be read to be sent. */
export function isOfPresentVersion(document: string): boolean {
  return document.startsWith(PRESENT) && document.endsWith('}');
}

/** Throws `store/report-unreadable`. */
export function readReport(id: string, revision: number, document: string): SwingReport {
  let read: ReadReport;
  try {
    read = upgradeReport(JSON.parse(document));
  } catch (error) {
    throw reportUnreadable(id, revision, 'It is not JSON.', error);
  }
  if ('problem' in read) throw reportUnreadable(id, revision, read.detail);
  return read.report;
}
