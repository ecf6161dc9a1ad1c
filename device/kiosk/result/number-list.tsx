import type { SwingReport } from '../../api/contract/report.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import type { EarlierSwings } from './earlier-swings.ts';
import { KEY_NUMBERS, keyNumbers } from './key-numbers.ts';
import { NumberTile } from './number-tile.tsx';
import { RangeSign } from './range-bar.tsx';
import './number-list.css';

/** The five numbers that matter now; all of them, and what was not measured, one tap away. */
export function NumberList(props: {
  report: SwingReport;
  catalogue: Catalogue;
  earlier: EarlierSwings;
  /** A number's key, or `all`. */
  onOpen: (what: string) => void;
}) {
  const { report, catalogue, earlier, onOpen } = props;
  const five = keyNumbers(report, catalogue, earlier.last);
  return (
    <section class="number-list" aria-labelledby="number-list-title">
      <header class="number-list__head">
        <h3 id="number-list-title" class="number-list__title">
          {text('numbers.title')}
        </h3>
        <p class="number-list__legend" aria-hidden="true">
          <span class="number-list__key" data-key="typical" /> {text('numbers.legend.usual')}
          {earlier.last !== null && earlier.last.id !== earlier.best?.id && (
            <>
              <RangeSign kind="last" /> {text('numbers.legend.last')}
            </>
          )}
          {earlier.best !== null && (
            <>
              <RangeSign kind="best" /> {text('numbers.legend.best')}
            </>
          )}
        </p>
        {report.metrics.length > 0 && (
          <button type="button" class="number-list__more" onClick={() => onOpen('all')}>
            {text('numbers.all')}
          </button>
        )}
      </header>
      {five.length === 0 ? (
        <p class="number-list__none">{text('numbers.none')}</p>
      ) : (
        <ul class="number-list__tiles" style={{ '--tiles': KEY_NUMBERS }}>
          {five.map((each) => (
            <NumberTile
              key={each.number.key}
              keyNumber={each}
              earlier={earlier}
              onOpen={() => onOpen(each.number.key)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
