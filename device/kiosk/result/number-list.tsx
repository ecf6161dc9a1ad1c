import { useState } from 'preact/hooks';
import type { ReportMetric } from '../../api/contract/report.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import { NumberRow } from './number-row.tsx';
import { numberWords, withheldWords } from './number-words.ts';
import { WithheldList } from './withheld-list.tsx';
import './number-list.css';

/**
 * The numbers, a page at a time, the most asked for first; the last page says honestly what was not measured and why.
 * Where few numbers were measured, both stand together.
 */
export function NumberList(props: { metrics: readonly ReportMetric[]; catalogue: Catalogue; perPage: number }) {
  const numbers = numberWords(props.metrics, props.catalogue);
  const withheld = withheldWords(props.metrics, props.catalogue);
  const [page, setPage] = useState(0);
  const isTogether = numbers.length <= props.perPage / 2;
  const pages = Math.max(1, Math.ceil(numbers.length / props.perPage) + (withheld.length > 0 && !isTogether ? 1 : 0));
  const shown = numbers.slice(page * props.perPage, (page + 1) * props.perPage);
  const hasWithheld = withheld.length > 0 && page === pages - 1;
  const withheldCount = props.metrics.filter((metric) => 'withheld' in metric).length;
  return (
    <section class="number-list" aria-labelledby="number-list-title">
      <header class="number-list__head">
        <h3 id="number-list-title" class="number-list__title">
          {text(hasWithheld && shown.length === 0 && numbers.length > 0 ? 'withheld.title' : 'numbers.title')}
        </h3>
        {pages > 1 && (
          <button type="button" class="number-list__more" onClick={() => setPage((page + 1) % pages)}>
            {text('numbers.more')}
            <span class="spoken-only">{text('numbers.page', { page: page + 1, pages })}</span>
            <span aria-hidden="true">{`${page + 1}/${pages}`}</span>
          </button>
        )}
      </header>
      {numbers.length === 0 && <p class="number-list__none">{text('numbers.none')}</p>}
      {shown.length > 0 && (
        <ul class="number-list__rows">
          {shown.map((number) => (
            <NumberRow key={number.key} number={number} />
          ))}
        </ul>
      )}
      {hasWithheld && <WithheldList withheld={withheld} hasTitle={isTogether} />}
      {shown.length > 0 && (
        <footer class="number-list__foot">
          <p aria-hidden="true">
            <span class="number-list__key" data-key="measured" /> {text('numbers.legend')}
            <span class="number-list__key" data-key="typical" /> {text('numbers.legend.typical')}
          </p>
          {withheldCount > 0 && !hasWithheld && (
            <button type="button" class="number-list__why" onClick={() => setPage(pages - 1)}>
              {withheldCount === 1 ? text('withheld.count.one') : text('withheld.count.many', { count: withheldCount })}
            </button>
          )}
        </footer>
      )}
    </section>
  );
}
