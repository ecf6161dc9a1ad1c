import { text } from '../locales/text.ts';
import type { NumberWords } from './number-words.ts';
import { RangeBar } from './range-bar.tsx';
import './number-row.css';

/** A number as two lines of words over its bar; one that can be opened is a button. */
export function NumberRow({ number, onOpen }: { number: NumberWords; onOpen?: () => void }) {
  if (onOpen === undefined) {
    return (
      <li class="number-row">
        <RowWords number={number} />
      </li>
    );
  }
  return (
    <li>
      <button type="button" class="number-row" onClick={onOpen}>
        <RowWords number={number} />
      </button>
    </li>
  );
}

function RowWords({ number }: { number: NumberWords }) {
  return (
    <>
      <span class="number-row__name">{number.name}</span>
      <span class="number-row__value" data-rough={number.isRough}>
        {number.value}
        <span class="number-row__unit" data-tight={number.unit === '°'}>
          {number.unit}
        </span>
      </span>
      <span class="number-row__at">{number.at}</span>
      <span class="number-row__direction">{number.direction}</span>
      <span class="number-row__scale">
        <RangeBar number={number} />
        <span class="number-row__range">
          <span class="spoken-only">{text('numbers.sure', number.range)}</span>
          <span class="spoken-only">{number.typicalWords ?? ''}</span>
          <span aria-hidden={!number.isRough}>
            {number.isRough ? text('numbers.estimate') : text('numbers.range', number.range)}
          </span>
        </span>
      </span>
    </>
  );
}
