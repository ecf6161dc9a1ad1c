/** A swing as one HTML file that needs nothing beside it: key frames, timeline and numbers, for a screen or on paper. */
import type { AnalysisResult, KeyFrame } from '../analysis/analysis-request.ts';
import { isMeasured, type SwingReport } from '../swing/report/swing-report.ts';
import { PAGE_STYLE } from './analyze-page-style.ts';
import { rangeText, textOf, valueText } from './analyze-text.ts';

export function reportPage({ report, keyFrames }: AnalysisResult): string {
  const title = `A ${report.handedness}-handed swing`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
  <div><p class="brand">Swingbay</p><h1>${title}</h1>${subtitle(report)}</div>
  ${scoreBadge(report)}
</header>
<main>
${report.cameras.map(({ name }) => strip(report, name, keyFrames)).join('\n')}
${timeline(report)}
<div class="columns">${advice(report)}${numbers(report)}</div>
</main>
<footer>Model ${escaped(report.versions.model)} on ${escaped(report.versions.provider)} · swingbay ${escaped(report.versions.swingbay)} · report ${report.id}</footer>
</body>
</html>
`;
}

function subtitle({ cameras, slowMotion, recordedAt }: SwingReport): string {
  const views = cameras.map(
    ({ role, width, height, fps }) =>
      `${role.replaceAll('-', ' ')}, ${width} × ${height} at ${fps.toFixed(0)} a second`,
  );
  const slow = slowMotion.suspected
    ? '<p class="note">Slow motion: times and speeds are not given, since the true rate is unknown.</p>'
    : '';
  return `<p class="sub">${escaped(views.join(' · '))} · analysed ${escaped(recordedAt.slice(0, 10))}</p>${slow}`;
}

function scoreBadge({ score }: SwingReport): string {
  return score === null ? '' : `<div class="score"><b>${score.overall.toFixed(1)}</b><span>of 10</span></div>`;
}

function strip({ events, cameras }: SwingReport, camera: string, keyFrames: readonly KeyFrame[]): string {
  const own = keyFrames.filter((frame) => frame.camera === camera);
  const heading = cameras.length > 1 ? `<h2>${escaped(camera)}</h2>` : '';
  const figures = own.map((frame) => {
    const event = events.find(({ name }) => name === frame.event);
    const source = `data:image/jpeg;base64,${Buffer.from(frame.jpeg).toString('base64')}`;
    const name = textOf(`event.${frame.event}`);
    const at = `${(frame.timeMs / 1000).toFixed(2)} s · frame ${event?.frame[camera] ?? '–'}`;
    return `<figure><img src="${source}" alt="${escaped(name)}" width="${frame.width}" height="${frame.height}"><figcaption><b>${escaped(name)}</b><span>${at}</span></figcaption></figure>`;
  });
  return `<section>${heading}<div class="strip">${figures.join('')}</div></section>`;
}

function timeline({ events, phases }: SwingReport): string {
  const first = Math.min(...events.map(({ timeMs }) => timeMs), ...phases.map(({ fromMs }) => fromMs));
  const last = Math.max(...events.map(({ timeMs }) => timeMs), ...phases.map(({ toMs }) => toMs));
  const swing = events.length > 1 ? [events[0]?.timeMs ?? first, events.at(-1)?.timeMs ?? last] : [first, last];
  // Stillness before and after may be long: at most a quarter of the swing is drawn of each.
  const margin = ((swing[1] as number) - (swing[0] as number)) / 4;
  const from = Math.max(first, (swing[0] as number) - margin);
  const to = Math.min(last, (swing[1] as number) + margin);
  const place = (ms: number): number => (100 * (Math.min(to, Math.max(from, ms)) - from)) / Math.max(1, to - from);
  const bars = phases.map(({ name, fromMs, toMs }) => {
    const width = place(toMs) - place(fromMs);
    const label = width > 7 ? `<span>${escaped(textOf(`phase.${name}`))}</span>` : '';
    return `<div class="phase ${name}" style="left:${place(fromMs).toFixed(2)}%;width:${width.toFixed(2)}%" title="${escaped(textOf(`phase.${name}`))}">${label}</div>`;
  });
  const marks = events.map(
    ({ name, timeMs, confidence }, i) =>
      `<div class="mark row${i % 4}" style="left:${place(timeMs).toFixed(2)}%"><i></i><b>${escaped(textOf(`event.${name}`))}</b><span>${(timeMs / 1000).toFixed(2)} s, ${Math.round(confidence * 100)} % sure</span></div>`,
  );
  return `<section><h2>Timeline</h2><div class="timeline"><div class="phases">${bars.join('')}</div><div class="marks">${marks.join('')}</div></div></section>`;
}

function advice({ advice: { offline }, faults }: SwingReport): string {
  const sentences = offline.map((key) => `<p>${escaped(textOf(key))}</p>`).join('');
  const seen = faults.map(
    ({ id, severity }) =>
      `<li class="${severity}"><b>${escaped(textOf(`fault.${id}.name`))}</b> <span>${escaped(textOf(`severity.${severity}`))}</span></li>`,
  );
  const list = seen.length === 0 ? '' : `<ul class="faults">${seen.join('')}</ul>`;
  return `<section class="card"><h2>What to work on</h2>${sentences}${list}</section>`;
}

function numbers({ metrics }: SwingReport): string {
  const rows = metrics.filter(isMeasured).map((metric) => {
    const at = metric.at === null ? '' : `<span>${escaped(textOf(`event.${metric.at}`))}</span>`;
    return `<tr><th>${escaped(textOf(`metric.${metric.id}.name`))}${at}</th><td class="value">${escaped(valueText(metric))}</td><td>${escaped(rangeText(metric))}</td></tr>`;
  });
  const reasons = new Map<string, Set<string>>();
  for (const metric of metrics) {
    if (isMeasured(metric)) continue;
    const names = reasons.get(metric.withheld) ?? new Set<string>();
    reasons.set(metric.withheld, names.add(textOf(`metric.${metric.id}.name`)));
  }
  const withheld = [...reasons].map(
    ([reason, names]) =>
      `<p class="note"><b>${escaped([...names].join(', '))}</b>: ${escaped(textOf(`withheld.${reason}`))}</p>`,
  );
  return `<section class="card"><h2>Numbers</h2><table><thead><tr><th></th><th>Measured</th><th>90 % sure to lie in</th></tr></thead><tbody>${rows.join('')}</tbody></table>${withheld.join('')}</section>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
