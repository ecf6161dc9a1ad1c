import { useEffect, useRef, useState } from 'preact/hooks';
import type { Progress } from '../../../api/contract/progress.ts';
import { text } from '../../locales/text.ts';
import { shortDate } from './date-words.ts';
import { levelsAround, type Series, isChanged } from './progress-words.ts';
import { type Interval, ticksIn, trendReach, turn } from './trend-scale.ts';
import './trend-chart.css';

const HEIGHT = 220;
const EDGE = { left: 46, right: 10, top: 24, bottom: 26 };
/** Shots of a visit lie beside each other within this share of the way to the next one. */
const SHOTS_WIDE = 0.5;
/** A date takes about so many pixels. */
const DATE_WIDE = 54;

export interface TrendChartProps {
  readonly series: Series;
  readonly visits: Progress['visits'];
  readonly typical: Interval | null;
  readonly flip: 1 | -1;
  readonly decimals: number;
  readonly say: (value: number) => string;
  /** What the chart shows, for those who do not see it. */
  readonly label: string;
  readonly points?: readonly { readonly visit: number; readonly value: number }[];
}

/**
 * Levels from visit to visit with their intervals, before the range of good players. A real change is drawn as what it
 * is: two levels and the day between them, or a slope. Dots before it are hollow, so that nothing hangs on colour.
 */
export function TrendChart(props: TrendChartProps) {
  const { series, visits, typical, flip, decimals, say, label, points = [] } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const { levels, change } = series;
  const shown = levels.map(({ visit }) => visit);
  const reach = trendReach([...levels, ...middleOf(points)], typical, flip);
  const place = (visit: number): number => {
    const [first = 0, last = 0] = [shown[0], shown.at(-1)];
    const share = last === first ? 0.5 : (visit - first) / (last - first);
    return EDGE.left + 14 + share * (width - EDGE.left - EDGE.right - 28);
  };
  const height = (value: number): number => {
    const share = (flip * value - reach.low) / (reach.high - reach.low);
    return HEIGHT - EDGE.bottom - share * (HEIGHT - EDGE.top - EDGE.bottom);
  };
  const step = place((shown[0] ?? 0) + 1) - place(shown[0] ?? 0);
  const isReal = isChanged(series);
  const around = isReal ? levelsAround(series) : null;
  const since = isReal ? (change?.since ?? null) : null;
  const band = typical === null ? null : turn(typical, flip);
  const clamp = (value: number): number => Math.min(reach.high, Math.max(reach.low, value));
  return (
    <div class="trend-chart" ref={frame}>
      <svg width={width} height={HEIGHT} role="img" aria-label={label}>
        {band !== null && band.low < reach.high && band.high > reach.low && (
          <rect
            class="trend-chart__typical"
            x={EDGE.left}
            width={width - EDGE.left - EDGE.right}
            y={height(flip * clamp(band.high))}
            height={height(flip * clamp(band.low)) - height(flip * clamp(band.high))}
          />
        )}
        {ticksIn(reach, decimals).map((tick) => (
          <g key={tick}>
            <line
              class="trend-chart__tick"
              x1={EDGE.left}
              x2={width - EDGE.right}
              y1={height(flip * tick)}
              y2={height(flip * tick)}
            />
            <text class="trend-chart__words" x={EDGE.left - 8} y={height(flip * tick) + 4} text-anchor="end">
              {say(flip * tick)}
            </text>
          </g>
        ))}
        {points.map((point, n) => (
          <circle
            key={n}
            class="trend-chart__shot"
            cx={place(point.visit) + (asideOf(points, n) - 0.5) * SHOTS_WIDE * Math.min(step || 40, 40)}
            cy={height(flip * clamp(flip * point.value))}
            r="1.7"
          />
        ))}
        {around !== null && since !== null && (
          <g class="trend-chart__change">
            <line
              x1={place(shown[0] ?? 0) - 8}
              x2={place(since) - step / 2}
              y1={height(around.before)}
              y2={height(around.before)}
            />
            <line
              x1={place(since) - step / 2}
              x2={place(shown.at(-1) ?? 0) + 8}
              y1={height(around.after)}
              y2={height(around.after)}
            />
            <line
              class="trend-chart__day"
              x1={place(since) - step / 2}
              x2={place(since) - step / 2}
              y1={EDGE.top - 6}
              y2={HEIGHT - EDGE.bottom}
            />
          </g>
        )}
        {around !== null && since === null && (
          <line
            class="trend-chart__change"
            x1={place(shown[0] ?? 0)}
            x2={place(shown.at(-1) ?? 0)}
            y1={height(around.before)}
            y2={height(around.after)}
          />
        )}
        {levels.map(({ visit, mean, low, high }) => (
          <g key={visit} class="trend-chart__level" data-before={since !== null && visit < since}>
            <line x1={place(visit)} x2={place(visit)} y1={height(low)} y2={height(high)} />
            <circle cx={place(visit)} cy={height(mean)} r="5" />
          </g>
        ))}
        {datedVisits(shown, since, place).map(({ visit, anchor }) => (
          <text key={visit} class="trend-chart__words" x={place(visit)} y={HEIGHT - 6} text-anchor={anchor}>
            {shortDate(visits[visit]?.startedAt ?? '')}
          </text>
        ))}
      </svg>
      <ul class="trend-chart__legend">
        <li data-sign="level">{text('progress.legend.level')}</li>
        {points.length > 0 && <li data-sign="shot">{text('progress.legend.shot')}</li>}
        {typical !== null && <li data-sign="typical">{text('numbers.legend.typical')}</li>}
        {isReal && <li data-sign="change">{text('progress.legend.change')}</li>}
      </ul>
    </div>
  );
}

/** Without the most extreme shots, which would decide the reach of a chart. */
function middleOf(points: NonNullable<TrendChartProps['points']>): Interval[] {
  const sorted = points.map(({ value }) => value).toSorted((a, b) => a - b);
  const cut = Math.floor(sorted.length * 0.03);
  const [low, high] = [sorted[cut], sorted[sorted.length - 1 - cut]];
  return low === undefined || high === undefined ? [] : [{ low, high }];
}

/** The place of a shot among those of its visit, 0–1. */
function asideOf(points: NonNullable<TrendChartProps['points']>, n: number): number {
  const visit = points[n]?.visit;
  const first = points.findIndex((each) => each.visit === visit);
  const last = points.findLastIndex((each) => each.visit === visit);
  return last === first ? 0.5 : (n - first) / (last - first);
}

/** The first, the last, and the one after which things were different, where there is room for their dates. */
function datedVisits(
  shown: readonly number[],
  since: number | null,
  place: (visit: number) => number,
): { visit: number; anchor: 'start' | 'middle' | 'end' }[] {
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (first === last) return [{ visit: first, anchor: 'middle' }];
  const hasRoom = (visit: number): boolean =>
    place(visit) - place(first) > 1.4 * DATE_WIDE && place(last) - place(visit) > 1.4 * DATE_WIDE;
  const middle = since ?? shown[Math.floor(shown.length / 2)] ?? first;
  return [
    { visit: first, anchor: 'start' },
    ...(hasRoom(middle) ? [{ visit: middle, anchor: 'middle' as const }] : []),
    { visit: last, anchor: 'end' },
  ];
}

function useWidth(frame: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(340);
  useEffect(() => {
    if (frame.current === null) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(240, Math.floor(entry?.contentRect.width ?? 340))));
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, [frame]);
  return width;
}
