/** Two swings as one HTML file that needs nothing beside it: both skeletons in one picture, and every difference. */
import { TEXTS_EN } from '../../swing/advice/texts.en.ts';
import type { MetricDifference, SwingComparison } from '../../swing/compare/compare-swings.ts';
import { SAME_CONDITIONS_WORDS, UNLIKE_WORDS, VERDICT_WORDS } from '../../swing/compare/comparison-texts.en.ts';
import { OVERLAY_BONES, type Overlay, type OverlayFrame, type OverlaySkeleton } from '../../swing/compare/overlay.ts';
import { catalogueEntry, isMetricId } from '../../swing/metrics/metric-catalogue.ts';
import { COMPARE_PAGE_SCRIPT, COMPARE_PAGE_STYLE } from './compare-page-style.ts';

export interface ComparePage {
  readonly comparison: SwingComparison;
  readonly overlays: readonly Overlay[];
  /** How the two are called, such as the time of each. */
  readonly names: readonly [string, string];
}

export function comparePage({ comparison, overlays, names }: ComparePage): string {
  const [first, second] = names.map(escaped) as [string, string];
  const conditions = comparison.unlike === null ? SAME_CONDITIONS_WORDS : UNLIKE_WORDS[comparison.unlike];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Two swings</title>
<style>${COMPARE_PAGE_STYLE}</style>
</head>
<body>
<header>
  <p class="brand">Swingbay</p><h1>Two swings</h1>
  <p class="legend"><span class="first">${first}</span><span class="second">${second}</span></p>
  <p class="note">${escaped(conditions)}</p>
</header>
<main>
${overlays.length === 0 ? '<p class="note">Their poses are not there, so there is no picture.</p>' : pictures(overlays)}
${table(comparison, first, second)}
</main>
${overlays.length === 0 ? '' : `<script type="application/json" id="overlays">${jsonOf(overlays)}</script><script>${COMPARE_PAGE_SCRIPT}</script>`}
</body>
</html>
`;
}

const VIEW_NAMES = { 'face-on': 'Face-on', 'down-the-line': 'Down the line' } as const;

function pictures(overlays: readonly Overlay[]): string {
  const large = overlays.map(({ view, frames }, i) => {
    const shown = frames.find(({ event }) => event === 'top') ?? frames[0];
    return `<figure><figcaption>${VIEW_NAMES[view]}</figcaption>${shown === undefined ? '' : drawing(shown, `data-overlay="${i}"`)}</figure>`;
  });
  const strips = overlays.map(
    ({ view, frames }) =>
      `<h2>${VIEW_NAMES[view]}</h2><div class="strip">${frames
        .filter(({ event }) => event !== null)
        .map(
          (frame) =>
            `<figure>${drawing(frame)}<figcaption>${escaped(textOf(`event.${frame.event}`))}</figcaption></figure>`,
        )
        .join('')}</div>`,
  );
  const last = Math.max(...overlays.map(({ frames }) => frames.length - 1));
  return `<section class="stage"><div class="large">${large.join('')}</div>
<label class="slider"><span id="moment">Top</span><input type="range" id="phase" min="0" max="${last}" step="1" aria-label="Moment of the swing"></label></section>
<section>${strips.join('')}</section>`;
}

/** Both skeletons, in hundredths of the golfer's size; the drawing stands on its feet. */
function drawing({ first, second }: OverlayFrame, attributes = ''): string {
  return `<svg viewBox="-80 -150 160 170" role="img" aria-label="Both skeletons" ${attributes}><path class="floor" d="M-70 4H70"/>${skeleton(first, 'first')}${skeleton(second, 'second')}</svg>`;
}

function skeleton(joints: OverlaySkeleton, name: 'first' | 'second'): string {
  const lines = OVERLAY_BONES.flatMap(([from, to]) => {
    const [a, b] = [joints[from], joints[to]];
    if (a == null || b == null) return [];
    return [`M${hundredths(a.x)} ${hundredths(-a.y)}L${hundredths(b.x)} ${hundredths(-b.y)}`];
  });
  return `<path class="${name}" d="${lines.join('')}"/>`;
}

function hundredths(value: number): string {
  return (value * 100).toFixed(1);
}

function table({ metrics }: SwingComparison, first: string, second: string): string {
  const rows = metrics.flatMap((metric) => ('withheld' in metric ? [] : [row(metric)]));
  const withheld = metrics.filter((metric) => 'withheld' in metric);
  const names = [...new Set(withheld.map(({ id }) => textOf(`metric.${id}.name`)))];
  const note = names.length === 0 ? '' : `<p class="note">Not known of both: ${escaped(names.join(', '))}.</p>`;
  return `<section class="card"><h2>Numbers</h2><table><thead><tr><th></th><th>${first}</th><th>${second}</th><th>Difference</th><th>90 % sure to lie in</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>${note}</section>`;
}

function row(metric: Exclude<MetricDifference, { withheld: unknown }>): string {
  const at = metric.at === null ? '' : `<span>${escaped(textOf(`event.${metric.at}`))}</span>`;
  const { value, low, high } = metric.difference;
  return `<tr class="${metric.verdict}"><th>${escaped(textOf(`metric.${metric.id}.name`))}${at}</th><td>${quantity(metric, metric.first.value)}</td><td>${quantity(metric, metric.second.value)}</td><td class="value">${quantity(metric, value, true)}</td><td>${quantity(metric, low, true)} to ${quantity(metric, high, true)}</td><td class="verdict">${VERDICT_WORDS[metric.verdict]}</td></tr>`;
}

/** As many decimals as a difference deserves: one more than the number itself. */
export function quantity({ id, unit }: { id: string; unit: string }, value: number, isDifference = false): string {
  const decimals = (isMetricId(id) ? catalogueEntry(id).decimals : 1) + (isDifference ? 1 : 0);
  const text = value.toFixed(decimals).replace(/^-(0(?:\.0+)?)$/, '$1');
  const signed = isDifference && value > 0 && Number(text) !== 0 ? `+${text}` : text;
  return unit === '°' ? `${signed}°` : unit === 'ratio' ? signed : `${signed} ${unit}`;
}

function textOf(key: string): string {
  return TEXTS_EN[key] ?? key;
}

/** JSON that no HTML parser ends early. */
function jsonOf(overlays: readonly Overlay[]): string {
  const round = (joints: OverlaySkeleton) =>
    joints.map((joint) => (joint === null ? null : [Number(hundredths(joint.x)), Number(hundredths(-joint.y))]));
  const views = overlays.map(({ frames }) =>
    frames.map(({ phase, event, first, second }) => ({
      phase,
      name: textOf(`event.${event ?? 'between'}`),
      event,
      first: round(first),
      second: round(second),
    })),
  );
  return JSON.stringify({ bones: OVERLAY_BONES, views }).replaceAll('<', '\\u003c');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
