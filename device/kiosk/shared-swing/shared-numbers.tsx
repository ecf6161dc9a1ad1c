import type { SharedNumber } from '../../api/contract/take-home.ts';
import { text } from '../locales/text.ts';
import { RangeBar } from '../result/range-bar.tsx';
import './shared-numbers.css';

/** The numbers of a swing in the words in which its video has them. */
export function SharedNumbers({ numbers }: { numbers: readonly SharedNumber[] }) {
  if (numbers.length === 0) return <p>{text('numbers.none')}</p>;
  return (
    <section aria-labelledby="shared-numbers">
      <h2 id="shared-numbers" class="shared-swing__part">
        {text('numbers.title')}
      </h2>
      <ul class="shared-numbers">
        {numbers.map((number) => (
          <li key={`${number.name} ${number.at}`} class="shared-numbers__row">
            <span class="shared-numbers__name">{number.name}</span>
            <span class="shared-numbers__value" data-estimate={number.isEstimate}>
              {number.isEstimate ? number.range : number.value}
            </span>
            <span class="shared-numbers__at">{number.at}</span>
            <span class="shared-numbers__range">{number.isEstimate ? text('numbers.estimate') : number.range}</span>
            <span class="shared-numbers__scale">
              <RangeBar number={barOf(number)} />
            </span>
            {number.typical !== null && <span class="shared-numbers__typical">{number.typical}</span>}
          </li>
        ))}
      </ul>
      <p class="shared-swing__until">{text('shared.legend')}</p>
    </section>
  );
}

function barOf({ isEstimate, scale }: SharedNumber) {
  return { isRough: isEstimate, scale, typical: scale.typical };
}
