import type { BeatComparisonBody } from '../../api/contract/games.ts';
import { text, textIfKnown } from '../locales/text.ts';

/** One time of a swing beside the beat's: where the beat lies against what was measured, and whether they differ. */
export function BeatVerdict(props: { name: string; comparison: BeatComparisonBody; unit: string; decimals: number }) {
  const { name, comparison, unit, decimals } = props;
  const words = (value: number) => `${value.toFixed(decimals)}${unit === '' ? '' : ` ${unit}`}`;
  if ('withheld' in comparison) {
    return (
      <div class="beat-verdict">
        <h3 class="beat-verdict__name">{name}</h3>
        <p class="beat-verdict__words">{textIfKnown(`withheld.${comparison.withheld}`) ?? text('tempo.withheld')}</p>
      </div>
    );
  }
  const { beat, value, low, high, verdict } = comparison;
  const from = Math.min(low, beat);
  const to = Math.max(high, beat);
  const room = Math.max((to - from) * 0.25, beat * 0.1);
  const place = (at: number) => `${((at - from + room) / (to - from + 2 * room)) * 100}%`;
  const width = `${((high - low) / (to - from + 2 * room)) * 100}%`;
  return (
    <div class="beat-verdict" data-verdict={verdict}>
      <h3 class="beat-verdict__name">{name}</h3>
      <p class="beat-verdict__value">{words(value)}</p>
      <div class="beat-verdict__scale" aria-hidden="true">
        <span class="beat-verdict__interval" style={{ left: place(low), width }} />
        <span class="beat-verdict__beat" style={{ left: place(beat) }} />
      </div>
      <p class="beat-verdict__words">{text(`tempo.verdict.${verdict}`, { beat: words(beat) })}</p>
      <p class="spoken-only">{text('tempo.interval', { low: words(low), high: words(high) })}</p>
    </div>
  );
}
