import type { NumberWords } from './number-words.ts';
import { rangeScale } from './range-scale.ts';
import './range-bar.css';

/** The 90 % range as a bar, the value as its mark, where good players lie as a zone behind. */
export function RangeBar({ number }: { number: NumberWords }) {
  const scale = rangeScale(number.scale, number.typical);
  const percent = (value: number) => `${(scale(value) * 100).toFixed(2)}%`;
  const span = (low: number, high: number) => ({
    left: percent(low),
    width: `${((scale(high) - scale(low)) * 100).toFixed(2)}%`,
  });
  return (
    <span class="range-bar" aria-hidden="true">
      {number.typical !== null && (
        <span class="range-bar__typical" style={span(number.typical.low, number.typical.high)} />
      )}
      <span class="range-bar__measured" style={span(number.scale.low, number.scale.high)} />
      {!number.isRough && <span class="range-bar__value" style={{ left: percent(number.scale.value) }} />}
    </span>
  );
}
