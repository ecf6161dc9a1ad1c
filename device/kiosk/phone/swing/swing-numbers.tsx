import type { SwingReport } from '../../../api/contract/report.ts';
import type { Catalogue } from '../../connection/catalogue.ts';
import { counted, listed, text } from '../../locales/text.ts';
import { numberWords, withheldWords } from '../../result/number-words.ts';
import { NumberFold } from './number-fold.tsx';
import './swing-numbers.css';

const FIRST_NUMBERS = 5;

/** The five numbers that matter first; the rest, and what was not measured and why, a tap away. */
export function SwingNumbers({ report, catalogue }: { report: SwingReport; catalogue: Catalogue }) {
  const numbers = numberWords(report.metrics, catalogue);
  const withheld = withheldWords(report.metrics, catalogue);
  const [first, rest] = [numbers.slice(0, FIRST_NUMBERS), numbers.slice(FIRST_NUMBERS)];
  return (
    <section class="phone-card swing-numbers">
      <h2 class="phone-card__title">{text('numbers.title')}</h2>
      {numbers.length === 0 && <p class="phone-card__hint">{text('numbers.none')}</p>}
      <ul>
        {first.map((number) => (
          <NumberFold key={number.key} number={number} catalogue={catalogue} />
        ))}
      </ul>
      {numbers.length > 0 && (
        <p class="swing-numbers__legend" aria-hidden="true">
          <span class="swing-numbers__key" data-key="measured" /> {text('numbers.legend')}
          <span class="swing-numbers__key" data-key="typical" /> {text('numbers.legend.typical')}
        </p>
      )}
      {rest.length > 0 && (
        <details class="swing-numbers__more">
          <summary class="swing-numbers__all">{counted('phone.numbers.all', rest.length)}</summary>
          <ul>
            {rest.map((number) => (
              <NumberFold key={number.key} number={number} catalogue={catalogue} />
            ))}
          </ul>
        </details>
      )}
      {withheld.length > 0 && (
        <details class="swing-numbers__more">
          <summary class="swing-numbers__all">
            {counted('withheld.count', report.metrics.filter((metric) => 'withheld' in metric).length)}
          </summary>
          <dl class="swing-numbers__withheld">
            {withheld.map(({ reason, names }) => (
              <div key={reason}>
                <dt>{reason}</dt>
                <dd>{listed(names)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}
