/** A swing as one HTML file that needs nothing beside it: key frames, timeline and numbers, for a screen or on paper. */
import type { AnalysisResult, KeyFrame } from '../analysis/analysis-request.ts';
import type { Language } from '../swing/advice/language.ts';
import { textIn } from '../swing/advice/texts.ts';
import { isMeasured, type MeasuredMetric, type SwingReport } from '../swing/report/swing-report.ts';
import { PAGE_STYLE } from './analyze-page-style.ts';
import { PAGE_WORDS, type PageWords } from './analyze-page-words.ts';

/** How one page speaks: its words, the texts of the domain, and numbers as its readers write them. */
interface Voice {
  readonly language: Language;
  readonly words: PageWords;
  readonly text: (key: string) => string;
  readonly number: (value: number, digits: number) => string;
}

type Shown = Pick<AnalysisResult, 'report' | 'keyFrames'>;

export function reportPage({ report, keyFrames }: Shown, language: Language): string {
  const voice = voiceOf(language);
  const { words } = voice;
  const title = words.title[report.handedness];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
  <div><p class="brand">Swingbay</p><h1>${title}</h1>${subtitle(report, voice)}</div>
  ${scoreBadge(report, voice)}
</header>
<main>
${report.cameras.map(({ name }) => strip(report, name, keyFrames, voice)).join('\n')}
${timeline(report, voice)}
<div class="columns">${advice(report, voice)}${numbers(report, voice)}</div>
</main>
<footer>${escaped(words.model(report.versions.model, report.versions.provider))} · swingbay ${escaped(report.versions.swingbay)} · ${words.report} ${report.id}</footer>
</body>
</html>
`;
}

function subtitle({ cameras, slowMotion, recordedAt }: SwingReport, { language, words }: Voice): string {
  const views = cameras.map(({ role, width, height, fps }) =>
    words.view(words.role[role], width, height, fps.toFixed(0)),
  );
  const slow = slowMotion.suspected ? `<p class="note">${words.slowMotion}</p>` : '';
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(recordedAt));
  return `<p class="sub">${escaped(views.join(' · '))} · ${escaped(words.analysed(date))}</p>${slow}`;
}

function scoreBadge({ score }: SwingReport, { words, number }: Voice): string {
  return score === null ? '' : `<div class="score"><b>${number(score.overall, 1)}</b><span>${words.ofTen}</span></div>`;
}

function strip(
  { events, cameras }: SwingReport,
  camera: string,
  keyFrames: readonly KeyFrame[],
  { words, text, number }: Voice,
): string {
  const own = keyFrames.filter((frame) => frame.camera === camera);
  const heading = cameras.length > 1 ? `<h2>${escaped(camera)}</h2>` : '';
  const figures = own.map((frame) => {
    const event = events.find(({ name }) => name === frame.event);
    const source = `data:image/jpeg;base64,${Buffer.from(frame.jpeg).toString('base64')}`;
    const name = text(`event.${frame.event}`);
    const at = `${number(frame.timeMs / 1000, 2)} s · ${words.frame(String(event?.frame[camera] ?? '–'))}`;
    return `<figure><img src="${source}" alt="${escaped(name)}" width="${frame.width}" height="${frame.height}"><figcaption><b>${escaped(name)}</b><span>${at}</span></figcaption></figure>`;
  });
  return `<section>${heading}<div class="strip">${figures.join('')}</div></section>`;
}

function timeline({ events, phases }: SwingReport, { words, text, number }: Voice): string {
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
    const label = width > 7 ? `<span>${escaped(text(`phase.${name}`))}</span>` : '';
    return `<div class="phase ${name}" style="left:${place(fromMs).toFixed(2)}%;width:${width.toFixed(2)}%" title="${escaped(text(`phase.${name}`))}">${label}</div>`;
  });
  const marks = events.map(
    ({ name, timeMs, confidence }, i) =>
      `<div class="mark row${i % 4}" style="left:${place(timeMs).toFixed(2)}%"><i></i><b>${escaped(text(`event.${name}`))}</b><span>${number(timeMs / 1000, 2)} s, ${words.sure(`${Math.round(confidence * 100)} %`)}</span></div>`,
  );
  return `<section><h2>${words.timeline}</h2><div class="timeline"><div class="phases">${bars.join('')}</div><div class="marks">${marks.join('')}</div></div></section>`;
}

function advice({ advice: { offline }, faults }: SwingReport, { words, text }: Voice): string {
  const sentences = offline.map((key) => `<p>${escaped(text(key))}</p>`).join('');
  const seen = faults.map(
    ({ id, severity }) =>
      `<li class="${severity}"><b>${escaped(text(`fault.${id}.name`))}</b> <span>${escaped(text(`severity.${severity}`))}</span></li>`,
  );
  const list = seen.length === 0 ? '' : `<ul class="faults">${seen.join('')}</ul>`;
  return `<section class="card"><h2>${words.workOn}</h2>${sentences}${list}</section>`;
}

function numbers({ metrics }: SwingReport, voice: Voice): string {
  const { words, text } = voice;
  const rows = metrics.filter(isMeasured).map((metric) => {
    const at = metric.at === null ? '' : `<span>${escaped(text(`event.${metric.at}`))}</span>`;
    return `<tr><th>${escaped(text(`metric.${metric.id}.name`))}${at}</th><td class="value">${escaped(quantity(metric, metric.value, voice))}</td><td>${escaped(words.range(amount(metric, metric.low, voice), quantity(metric, metric.high, voice)))}</td></tr>`;
  });
  const reasons = new Map<string, Set<string>>();
  for (const metric of metrics) {
    if (isMeasured(metric)) continue;
    const names = reasons.get(metric.withheld) ?? new Set<string>();
    reasons.set(metric.withheld, names.add(text(`metric.${metric.id}.name`)));
  }
  const withheld = [...reasons].map(
    ([reason, names]) =>
      `<p class="note"><b>${escaped([...names].join(', '))}</b>: ${escaped(text(`withheld.${reason}`))}</p>`,
  );
  return `<section class="card"><h2>${words.numbers}</h2><table><thead><tr><th></th><th>${words.measured}</th><th>${words.interval}</th></tr></thead><tbody>${rows.join('')}</tbody></table>${withheld.join('')}</section>`;
}

function voiceOf(language: Language): Voice {
  return {
    language,
    words: PAGE_WORDS[language],
    text: (key) => textIn(language, key),
    number: (value, digits) =>
      new Intl.NumberFormat(language, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        signDisplay: 'negative',
      }).format(value),
  };
}

function amount({ unit }: MeasuredMetric, value: number, { number }: Voice): string {
  return number(value, unit === 's' ? 2 : unit === 'ratio' || unit === 'm/s' ? 1 : 0);
}

function quantity(metric: MeasuredMetric, value: number, voice: Voice): string {
  const { unit } = metric;
  const said = amount(metric, value, voice);
  if (unit === 'ratio') return `${said} : 1`;
  return unit === '°' ? `${said}°` : `${said} ${unit}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
