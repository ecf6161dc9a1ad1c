import type { NumberWords } from './number-words.ts';
import { rangeScale } from './range-scale.ts';
import './range-bar.css';

export interface RangeMark {
  readonly kind: 'last' | 'best';
  /** As the words have its sign. */
  readonly value: number;
}

/** As much of a number as its bar shows. */
type RangeOfNumber = Pick<NumberWords, 'scale' | 'typical' | 'isRough'>;

/** The 90 % range as a bar, the value as its mark, where good players lie as a zone behind; earlier swings as signs below. */
export function RangeBar({ number, marks = [] }: { number: RangeOfNumber; marks?: readonly RangeMark[] }) {
  const scale = rangeScale(
    number.scale,
    number.typical,
    marks.map(({ value }) => value),
  );
  const percent = (value: number) => `${(scale(value) * 100).toFixed(2)}%`;
  const span = (low: number, high: number) => ({
    left: percent(low),
    width: `${((scale(high) - scale(low)) * 100).toFixed(2)}%`,
  });
  return (
    <span class="range-bar" data-marked={marks.length > 0} aria-hidden="true">
      {number.typical !== null && (
        <span class="range-bar__typical" style={span(number.typical.low, number.typical.high)} />
      )}
      <span class="range-bar__measured" style={span(number.scale.low, number.scale.high)} />
      {!number.isRough && <span class="range-bar__value" style={{ left: percent(number.scale.value) }} />}
      {marks.map(({ kind, value }) => (
        <RangeSign key={kind} kind={kind} left={percent(value)} />
      ))}
    </span>
  );
}

/** An earlier swing by its shape: a triangle for the last one, a star for the best. */
export function RangeSign({ kind, left }: { kind: RangeMark['kind']; left?: string }) {
  return (
    <svg
      class="range-sign"
      data-kind={kind}
      viewBox="0 0 20 20"
      style={left === undefined ? {} : { left }}
      aria-hidden="true"
    >
      <path
        d={
          kind === 'last'
            ? 'M10 3 18 17H2Z'
            : 'm10 1 2.7 6 6.3.6-4.8 4.2 1.5 6.4L10 14.8l-5.7 3.4 1.5-6.4L1 7.6 7.300 7Z'
        }
      />
    </svg>
  );
}
