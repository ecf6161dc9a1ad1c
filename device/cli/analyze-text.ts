/** A report for a reader at a terminal. */
import { TEXTS_EN } from '../swing/advice/texts.en.ts';
import { isMeasured, type MeasuredMetric, type SwingReport } from '../swing/report/swing-report.ts';

export const textOf = (key: string): string => TEXTS_EN[key] ?? key;

export function readableReport(report: SwingReport): string {
  return [
    ...headline(report),
    '',
    ...timeline(report),
    '',
    ...numbers(report),
    ...advice(report),
    '',
    `model ${report.versions.model} on ${report.versions.provider}, swingbay ${report.versions.swingbay}`,
    '',
  ].join('\n');
}

function headline(report: SwingReport): string[] {
  const score =
    report.score === null
      ? 'not scored: too little can be known from this view'
      : `score ${report.score.overall.toFixed(1)} of 10`;
  const slow = report.slowMotion.suspected
    ? ['Slow motion: times and speeds are not given, since the true rate is unknown.']
    : [];
  const cameras = report.cameras.map(
    ({ name, role, width, height, fps, frames }) =>
      `  ${name}: ${role}, ${width} × ${height}, ${frames} frames at ${fps.toFixed(1)} a second`,
  );
  return [`A ${report.handedness}-handed swing, ${score}`, ...slow, ...cameras];
}

function timeline({ events, cameras }: SwingReport): string[] {
  const first = cameras[0]?.name ?? '';
  return [
    'Event                    time   frame   sure',
    ...events.map(
      ({ name, timeMs, frame, confidence }) =>
        `${textOf(`event.${name}`).padEnd(20)} ${(timeMs / 1000).toFixed(3).padStart(6)} s  ${String(frame[first] ?? '–').padStart(5)}  ${Math.round(
          confidence * 100,
        )
          .toString()
          .padStart(4)} %`,
    ),
  ];
}

function numbers({ metrics }: SwingReport): string[] {
  const measured = metrics.filter(isMeasured);
  const withheld = new Map<string, Set<string>>();
  for (const metric of metrics) {
    if (isMeasured(metric)) continue;
    const names = withheld.get(metric.withheld) ?? new Set<string>();
    names.add(textOf(`metric.${metric.id}.name`));
    withheld.set(metric.withheld, names);
  }
  const rows = measured.map((metric) => {
    const at = metric.at === null ? '' : `, ${textOf(`event.${metric.at}`).toLowerCase()}`;
    const name = `${textOf(`metric.${metric.id}.name`)}${at}`;
    return `${name.padEnd(36)} ${valueText(metric).padStart(10)}   ${rangeText(metric)}`;
  });
  const reasons = [...withheld].map(
    ([reason, names]) => `Not given: ${[...names].join(', ')}. ${textOf(`withheld.${reason}`)}`,
  );
  return [`Number${' '.repeat(35)}value   90 % sure to lie in`, ...rows, ...reasons];
}

function valueText({ value, unit }: MeasuredMetric): string {
  return withUnit(rounded(value, unit), unit);
}

function rangeText({ low, high, unit }: MeasuredMetric): string {
  return `${rounded(low, unit)} to ${withUnit(rounded(high, unit), unit)}`;
}

function rounded(value: number, unit: string): string {
  const digits = unit === 's' ? 2 : unit === 'ratio' || unit === 'm/s' ? 1 : 0;
  return value.toFixed(digits).replace(/^-(0(?:\.0+)?)$/, '$1');
}

function withUnit(text: string, unit: string): string {
  if (unit === 'ratio') return `${text} : 1`;
  return unit === '°' ? `${text}°` : `${text} ${unit}`;
}

function advice({ faults, advice: { offline } }: SwingReport): string[] {
  const seen = faults.map(({ id, severity }) => `  ${textOf(`fault.${id}.name`)} (${textOf(`severity.${severity}`)})`);
  return [
    ...(seen.length > 0 ? ['', 'Seen:', ...seen] : []),
    ...(offline.length > 0 ? ['', ...offline.map((key) => textOf(key))] : []),
  ];
}
