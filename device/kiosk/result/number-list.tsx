import { useState } from 'preact/hooks';
import type { ReportMetric } from '../../api/contract/report.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { counted, text } from '../locales/text.ts';
import { NumberRow } from './number-row.tsx';
import { numberWords, withheldWords } from './number-words.ts';
import { useRowsThatFit } from './use-rows-that-fit.ts';
import { WithheldList } from './withheld-list.tsx';
import './number-list.css';

const COLUMNS = 2;

/**
 * The numbers, a page at a time, the most asked for first; the last page says honestly what was not measured and why.
 * Where few numbers were measured, both stand together. A page holds as many as there is room for.
 */
export function NumberList({ metrics, catalogue }: { metrics: readonly ReportMetric[]; catalogue: Catalogue }) {
  const numbers = numberWords(metrics, catalogue);
  const withheld = withheldWords(metrics, catalogue);
  const { room, rows } = useRowsThatFit();
  const [turned, setTurned] = useState(0);
  const perPage = rows * COLUMNS;
  const isTogether = numbers.length <= perPage / 2;
  const pages = Math.max(1, Math.ceil(numbers.length / perPage) + (withheld.length > 0 && !isTogether ? 1 : 0));
  const page = Math.min(turned, pages - 1);
  const shown = numbers.slice(page * perPage, (page + 1) * perPage);
  const hasWithheld = withheld.length > 0 && page === pages - 1;
  const withheldCount = metrics.filter((metric) => 'withheld' in metric).length;
  return (
    <section class="number-list" aria-labelledby="number-list-title">
      <header class="number-list__head">
        <h3 id="number-list-title" class="number-list__title">
          {text(hasWithheld && shown.length === 0 && numbers.length > 0 ? 'withheld.title' : 'numbers.title')}
        </h3>
        {pages > 1 && (
          <button type="button" class="number-list__more" onClick={() => setTurned((page + 1) % pages)}>
            {text('numbers.more')}
            <span class="spoken-only">{text('numbers.page', { page: page + 1, pages })}</span>
            <span aria-hidden="true">{`${page + 1}/${pages}`}</span>
          </button>
        )}
      </header>
      <div ref={room} class="number-list__room">
        {numbers.length === 0 && <p class="number-list__none">{text('numbers.none')}</p>}
        {shown.length > 0 && (
          <ul
            class="number-list__rows"
            style={isTogether ? undefined : { gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))` }}
          >
            {shown.map((number) => (
              <NumberRow key={number.key} number={number} />
            ))}
          </ul>
        )}
        {hasWithheld && <WithheldList withheld={withheld} hasTitle={isTogether} />}
      </div>
      {numbers.length > 0 && (
        <footer class="number-list__foot">
          {shown.length > 0 && (
            <p aria-hidden="true">
              <span class="number-list__key" data-key="measured" /> {text('numbers.legend')}
              <span class="number-list__key" data-key="typical" /> {text('numbers.legend.typical')}
            </p>
          )}
          {withheldCount > 0 && !hasWithheld && (
            <button type="button" class="number-list__why" onClick={() => setTurned(pages - 1)}>
              {counted('withheld.count', withheldCount)}
            </button>
          )}
        </footer>
      )}
    </section>
  );
}
