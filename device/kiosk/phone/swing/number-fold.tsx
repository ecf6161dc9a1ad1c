import type { Catalogue } from '../../connection/catalogue.ts';
import { text } from '../../locales/text.ts';
import type { NumberWords } from '../../result/number-words.ts';
import { RangeBar } from '../../result/range-bar.tsx';

/** One number with its range; a tap says what it means. */
export function NumberFold({ number, catalogue }: { number: NumberWords; catalogue: Catalogue }) {
  const sentence = catalogue.metrics.find(({ id }) => id === number.key.split(' ')[0])?.sentence;
  return (
    <li>
      <details class="number-fold">
        <summary class="number-fold__head">
          <span class="number-fold__name">
            {number.name}
            {number.at !== null && <span class="number-fold__at">{number.at}</span>}
          </span>
          <span class="number-fold__value" data-rough={number.isRough}>
            {number.value}
            <span class="number-fold__unit" data-tight={number.unit === '°'}>
              {number.unit}
            </span>
            {number.direction !== null && <span class="number-fold__at">{number.direction}</span>}
          </span>
          <span class="number-fold__bar">
            <RangeBar number={number} />
          </span>
        </summary>
        <div class="number-fold__meaning">
          {sentence !== undefined && <p>{sentence}</p>}
          <p>{number.isRough ? text('numbers.estimate') : text('numbers.sure', number.range)}</p>
          {number.typicalWords !== null && <p>{number.typicalWords}</p>}
        </div>
      </details>
    </li>
  );
}
