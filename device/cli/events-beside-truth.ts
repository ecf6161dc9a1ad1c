/** The events of a report beside what really happened, as a table for a terminal. Pure. */
import { NS_PER_MS } from '../clock/clock.ts';
import { EVENT_NAMES } from '../swing/events/event-name.ts';
import type { SwingReport } from '../swing/report/swing-report.ts';

export interface TrueEvent {
  readonly name: string;
  /** CLOCK_MONOTONIC ns. */
  readonly atNs: number;
}

export function eventsBesideTruth(report: SwingReport, truth: readonly TrueEvent[]): string {
  const impactNs = truth.find((event) => event.name === 'impact')?.atNs ?? report.order.monotonicNs;
  const rows = EVENT_NAMES.map((name) => {
    const found = report.events.find((event) => event.name === name);
    const foundNs = found === undefined ? undefined : report.order.monotonicNs + found.timeMs * NS_PER_MS;
    const trueNs = truth.find((event) => event.name === name)?.atNs;
    const apart = foundNs === undefined || trueNs === undefined ? '–' : signed((foundNs - trueNs) / NS_PER_MS);
    return [name, relative(trueNs, impactNs), relative(foundNs, impactNs), apart, found?.by ?? 'not found'];
  });
  return table([['event', 'truth', 'found', 'apart', 'found by'], ...rows]);
}

/** Milliseconds from the true impact. */
function relative(atNs: number | undefined, impactNs: number): string {
  return atNs === undefined ? '–' : `${signed((atNs - impactNs) / NS_PER_MS)}`;
}

function signed(ms: number): string {
  return `${ms >= 0 ? '+' : ''}${ms.toFixed(0)} ms`;
}

function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column === 0 || column === columns - 1 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}
