import { useState } from 'preact/hooks';
import type { ReportMetric } from '../../api/contract/report.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import { groupNumbers } from './number-groups.ts';
import { NumberRow } from './number-row.tsx';
import { numberWords, withheldWords } from './number-words.ts';
import { useRowsThatFit } from './use-rows-that-fit.ts';
import { WithheldList } from './withheld-list.tsx';
import './all-numbers.css';

const COLUMNS = 2;

/** Every number for the player, moment by moment; the last part says honestly what was not measured and why. */
export function AllNumbers(props: {
  metrics: readonly ReportMetric[];
  catalogue: Catalogue;
  onOpen: (key: string) => void;
  onBack: () => void;
}) {
  const { metrics, catalogue, onOpen, onBack } = props;
  const groups = groupNumbers(numberWords(metrics, catalogue));
  const withheld = withheldWords(metrics, catalogue);
  const parts = [...groups.map(({ group }) => group), ...(withheld.length > 0 ? (['withheld'] as const) : [])];
  const [chosen, setChosen] = useState<string | null>(null);
  const [turned, setTurned] = useState(0);
  const { room, rows } = useRowsThatFit();
  const part = parts.find((each) => each === chosen) ?? parts[0];
  const numbers = groups.find(({ group }) => group === part)?.numbers ?? [];
  const perPage = rows * COLUMNS;
  const pages = Math.max(1, Math.ceil(numbers.length / perPage));
  const page = turned % pages;
  return (
    <section class="all-numbers" aria-labelledby="all-numbers-title">
      <header class="all-numbers__head">
        <h3 id="all-numbers-title" class="all-numbers__title">
          {text('numbers.all')}
        </h3>
        <button type="button" class="all-numbers__back" onClick={onBack}>
          {text('result.back')}
        </button>
      </header>
      <div class="all-numbers__parts" role="group" aria-label={text('numbers.moments')}>
        {parts.map((each) => (
          <button
            type="button"
            key={each}
            class="all-numbers__part"
            aria-pressed={each === part}
            onClick={() => {
              setChosen(each);
              setTurned(0);
            }}
          >
            {text(each === 'withheld' ? 'withheld.title' : `group.${each}`)}
          </button>
        ))}
      </div>
      <div ref={room} class="all-numbers__room">
        {part === 'withheld' ? (
          <WithheldList withheld={withheld} />
        ) : (
          <ul class="all-numbers__rows">
            {numbers.slice(page * perPage, (page + 1) * perPage).map((number) => (
              <NumberRow key={number.key} number={number} onOpen={() => onOpen(number.key)} />
            ))}
          </ul>
        )}
      </div>
      <footer class="all-numbers__foot">
        <p aria-hidden="true">
          <span class="number-list__key" /> {text('numbers.legend')}
          <span class="number-list__key" data-key="typical" /> {text('numbers.legend.typical')}
        </p>
        {pages > 1 && part !== 'withheld' && (
          <button type="button" class="all-numbers__more" onClick={() => setTurned(page + 1)}>
            {text('numbers.more')}
            <span class="spoken-only">{text('numbers.page', { page: page + 1, pages })}</span>
            <span aria-hidden="true">{`${page + 1}/${pages}`}</span>
          </button>
        )}
      </footer>
    </section>
  );
}
