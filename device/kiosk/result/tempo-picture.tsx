import type { ReportMetric } from '../../api/contract/report.ts';
import { number, text } from '../locales/text.ts';
import { measured } from './number-words.ts';
import './tempo-picture.css';

/** Tempo as two bars on one scale of time: how long the club goes back, how long it comes down. */
export function TempoPicture({ metrics }: { metrics: readonly ReportMetric[] }) {
  const ratio = measured(metrics, 'tempo-ratio');
  const back = measured(metrics, 'backswing-time');
  const down = measured(metrics, 'downswing-time');
  if (ratio === null || back === null || down === null) return null;
  const spoken = text('tempo.spoken', {
    back: number(back.value, 2),
    down: number(down.value, 2),
    ratio: number(ratio.value, 1),
  });
  return (
    <span class="tempo-picture">
      <span class="spoken-only">{spoken}</span>
      <span class="tempo-picture__head" aria-hidden="true">
        {text('tempo.title')}
        <strong class="tempo-picture__ratio">
          {number(ratio.value, 1)}
          <span class="tempo-picture__to">: 1</span>
        </strong>
        <span class="tempo-picture__range">
          {text('numbers.range', { low: number(ratio.low, 1), high: number(ratio.high, 1) })}
        </span>
      </span>
      <span class="tempo-picture__bars" aria-hidden="true">
        <span class="tempo-picture__bar" data-part="back" style={{ flexGrow: back.value }} />
        <span class="tempo-picture__bar" data-part="down" style={{ flexGrow: down.value }} />
      </span>
      <span class="tempo-picture__times" aria-hidden="true">
        <span data-part="back">{text('tempo.back', { seconds: number(back.value, 2) })}</span>
        <span data-part="down">{text('tempo.down', { seconds: number(down.value, 2) })}</span>
      </span>
    </span>
  );
}
