import type { ReportMetric } from '../../api/contract/report.ts';
import { text } from '../locales/text.ts';
import { measured } from './number-words.ts';
import './tempo-picture.css';

/** Tempo as two bars on one scale of time: how long the club goes back, how long it comes down. */
export function TempoPicture({ metrics }: { metrics: readonly ReportMetric[] }) {
  const ratio = measured(metrics, 'tempo-ratio');
  const back = measured(metrics, 'backswing-time');
  const down = measured(metrics, 'downswing-time');
  if (ratio === null || back === null || down === null) return null;
  const spoken = text('tempo.spoken', {
    back: back.value.toFixed(2),
    down: down.value.toFixed(2),
    ratio: ratio.value.toFixed(1),
  });
  return (
    <span class="tempo-picture">
      <span class="spoken-only">{spoken}</span>
      <span class="tempo-picture__head" aria-hidden="true">
        {text('tempo.title')}
        <strong class="tempo-picture__ratio">
          {ratio.value.toFixed(1)}
          <span class="tempo-picture__to">: 1</span>
        </strong>
        <span class="tempo-picture__range">
          {text('numbers.range', { low: ratio.low.toFixed(1), high: ratio.high.toFixed(1) })}
        </span>
      </span>
      <span class="tempo-picture__bars" aria-hidden="true">
        <span class="tempo-picture__bar" data-part="back" style={{ flexGrow: back.value }} />
        <span class="tempo-picture__bar" data-part="down" style={{ flexGrow: down.value }} />
      </span>
      <span class="tempo-picture__times" aria-hidden="true">
        <span data-part="back">{text('tempo.back', { seconds: back.value.toFixed(2) })}</span>
        <span data-part="down">{text('tempo.down', { seconds: down.value.toFixed(2) })}</span>
      </span>
    </span>
  );
}
